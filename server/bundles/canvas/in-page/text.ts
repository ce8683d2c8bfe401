/** A text layer from the rectangles its lines take. */
import type { DomElement, DomNode, DomRect, DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type TextReader = ReturnType<typeof textReader>;

export function textReader({ page, px, drawnLarge, list, count }: PageKit) {
  const followsInline = (node: DomNode): boolean => {
    const siblings = node.nodeType === 3 && node.parentElement ? list(node.parentElement.childNodes) : [];
    const before = siblings[siblings.indexOf(node) - 1];
    return (
      before?.nodeType === 1 &&
      /^inline/.test(page.getComputedStyle(before as DomElement)['display'] ?? '') &&
      !/flex|grid/.test(page.getComputedStyle(before.parentElement as DomElement)['display'] ?? '')
    );
  };

  const textLayer = (
    node: DomNode,
    style: DomStyle,
    origin: DomRect,
    runs: Record<string, unknown>[],
    name: string,
  ) => {
    const range = page.document.createRange();
    range.selectNodeContents(node);
    const rects = list(range.getClientRects()).filter(({ width }) => width > 0);
    const [first] = rects;
    if (!first) return undefined;
    const left = Math.min(...rects.map(({ x }) => x));
    const top = Math.min(...rects.map(({ y }) => y));
    const right = Math.max(...rects.map(({ x, width }) => x + width));
    const bottom = Math.max(...rects.map(({ y, height }) => y + height));
    const tops = rects.map(({ y, height }) => Math.round((y + height / 2) / Math.max(4, height / 2)));
    const lines = new Set(tops).size;
    const size = px(style['fontSize']) || 16;
    const middles = rects.map(({ y, height }) => y + height / 2);
    const [highest, lowest] = [Math.min(...middles), Math.max(...middles)];
    // The rectangles are as high as the font, whatever the lines are: those lie around their middles.
    const usual = lines > 1 ? (lowest - highest) / (lines - 1) : bottom - top;
    const lineHeight = px(style['lineHeight']) || usual || size * 1.2;
    const height = lowest - highest + lineHeight;
    const trimmed = runs.map((run) => ({ ...run })) as { text: string }[];
    // Behind an inline element the space is part of what was measured.
    if (trimmed[0] && !followsInline(node)) trimmed[0].text = trimmed[0].text.replace(/^ +/, '');
    const last = trimmed[trimmed.length - 1];
    if (last) last.text = last.text.replace(/\s+$/, '');
    count();
    // Letters are a trifle wider there than here: room for that, and never for another word.
    const slack = lines > 1 ? size * 0.3 : 0;
    const align = /right|end/.test(style['textAlign'] ?? '')
      ? 'RIGHT'
      : /center/.test(style['textAlign'] ?? '')
        ? 'CENTER'
        : /justify/.test(style['textAlign'] ?? '')
          ? 'JUSTIFIED'
          : 'LEFT';
    return {
      kind: 'text',
      name,
      x: left - origin.x - (align === 'RIGHT' ? slack : align === 'CENTER' ? slack / 2 : 0),
      y: (highest + lowest - height) / 2 - origin.y,
      width: right - left + slack,
      height,
      opacity: 1,
      runs: trimmed.filter(({ text }) => text !== ''),
      align,
      lineHeight,
      lines,
      fill: undefined as string | undefined,
      most: undefined as number | undefined,
      shadow: (style['textShadow'] ?? 'none') === 'none' ? undefined : drawnLarge(style['textShadow'] ?? ''),
    };
  };

  return { textLayer };
}
