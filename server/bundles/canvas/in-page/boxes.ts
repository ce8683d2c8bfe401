/** Walks what is visible: every element a box, or the leaf it is. */
import type { DomElement, DomRect, DomStyle } from '../dom.ts';
import type { DrawingReader } from './drawing.ts';
import type { FlexReader } from './flex.ts';
import type { GeneratedReader } from './generated.ts';
import type { PageKit } from './kit.ts';
import type { LossCounter } from './losses.ts';
import type { PaintReader } from './paint.ts';
import type { RunReader } from './runs.ts';
import type { StackingReader } from './stacking.ts';
import type { TextReader } from './text.ts';
import type { TurnReader } from './turns.ts';

export type BoxReader = ReturnType<typeof boxReader>;

export function boxReader(
  { page, tally, px, childrenOf, elementsOf, lose, count, hasRoom, scale, scaled }: PageKit,
  {
    runStyle,
    cased,
    isText,
    runsOf,
    textLayer,
    flexOf,
    countLosses,
    drawingSource,
    inkOf,
    paintInto,
    markerOf,
    pseudoOf,
    scaleOf,
    turnOf,
    levelOf,
    stacked,
  }: RunReader &
    TextReader &
    FlexReader &
    LossCounter &
    DrawingReader &
    PaintReader &
    GeneratedReader &
    TurnReader &
    StackingReader,
) {
  type Layer = Record<string, unknown>;

  const nameOf = (element: DomElement): string => {
    const label =
      element.getAttribute('data-screen-label') ?? element.getAttribute('aria-label') ?? element.id;
    if (label) return label.slice(0, 80);
    const part = element.getAttribute('data-adsmith-part');
    if (part) return part;
    const [first = ''] = String(typeof element.className === 'string' ? element.className : '').split(/\s+/);
    return (first || element.tagName.toLowerCase()).slice(0, 80);
  };

  const visible = (element: DomElement, style: DomStyle, box: DomRect) =>
    style['display'] !== 'none' &&
    style['visibility'] !== 'hidden' &&
    px(style['opacity'] ?? '1') > 0.001 &&
    (box.width > 0.5 || box.height > 0.5 || elementsOf(element).length > 0);

  /** An element without a box of its own: its one child, or its children in a frame as large as the parent. */
  const unboxed = (element: DomElement, origin: DomRect): Layer | undefined => {
    const inner = elementsOf(element)
      .map((child) => boxOf(child, origin))
      .filter((one) => one !== undefined);
    if (inner.length <= 1) return inner[0];
    return {
      kind: 'box',
      name: nameOf(element),
      x: 0,
      y: 0,
      width: origin.width,
      height: origin.height,
      opacity: 1,
      children: inner,
    };
  };

  const pictureLayer = (element: DomElement, style: DomStyle, layer: Layer): Layer => {
    if (
      /none|scale-down/.test(style['objectFit'] ?? '') ||
      (style['objectPosition'] ?? '50% 50%') !== '50% 50%'
    )
      lose('object-position and pictures in their own size');
    return {
      ...layer,
      kind: 'image',
      source: element.currentSrc || element.getAttribute('src') || '',
      fit: style['objectFit'] === 'contain' ? 'FIT' : 'FILL',
    };
  };

  /** What only a picture of it can show: canvases, videos, frames, and controls the browser draws itself. */
  const photographed = (element: DomElement, style: DomStyle, layer: Layer): Layer | undefined => {
    const tag = element.tagName.toUpperCase();
    const byBrowser =
      (/^(PROGRESS|METER)$/.test(tag) ||
        (tag === 'INPUT' && /^(checkbox|radio|range|color)$/.test(element.type ?? ''))) &&
      style['appearance'] !== 'none';
    if (!byBrowser && !/^(CANVAS|VIDEO|IFRAME|OBJECT|EMBED)$/.test(tag)) return undefined;
    tally.pictures += 1;
    const source = String(tally.pictures);
    element.setAttribute('data-adsmith-picture', source);
    lose(`${byBrowser ? 'form control' : tag.toLowerCase()} (taken as a picture)`);
    const { name, x, y, width, height } = layer;
    return byBrowser
      ? { kind: 'picture', name, x, y, width, height, opacity: 1, source }
      : { ...layer, kind: 'picture', source };
  };

  /** What a text field holds, or asks for. */
  const fieldText = (element: DomElement, style: DomStyle, rect: DomRect): Layer | undefined => {
    const text = element.value || element.placeholder || '';
    if (!text) return undefined;
    const tall = element.tagName.toUpperCase() === 'TEXTAREA';
    const line = px(style['lineHeight']) || px(style['fontSize']) * 1.2;
    count();
    return {
      kind: 'text',
      name: 'value',
      x: px(style['paddingLeft']) + px(style['borderLeftWidth']),
      y: tall ? px(style['paddingTop']) + px(style['borderTopWidth']) : (rect.height - line) / 2,
      width: Math.max(4, rect.width - px(style['paddingLeft']) - px(style['paddingRight'])),
      height: line,
      opacity: element.value ? 1 : 0.6,
      runs: [{ text, ...runStyle(style) }],
      align: 'LEFT',
      lineHeight: line,
      lines: tall ? 2 : 1,
    };
  };

  /** An element with nothing but text in it. */
  const wholeText = (element: DomElement, style: DomStyle, rect: DomRect, layer: Layer) => {
    const keepSpace = /pre/.test(style['whiteSpace'] ?? '');
    const text = textLayer(element, style, rect, runsOf(element, style, keepSpace), 'text');
    const flex = flexOf(style);
    if (!text) return undefined;
    const fill = () => {
      const inside = (side: string) => px(style[`padding${side}`]) + px(style[`border${side}Width`]);
      text.x = inside('Left');
      text.width = Math.max(1, rect.width - inside('Left') - inside('Right'));
    };
    if (flex) layer['flex'] = flex;
    // A text that wraps and aligns does so in the whole content box, not in what its letters cover.
    else if (
      (text.lines > 1 || text.align !== 'LEFT') &&
      /^(block|inline-block|list-item|table-cell)$/.test(style['display'] ?? '')
    )
      fill();
    const clamp = Number(style['webkitLineClamp']) || 0;
    const cut =
      clamp > 0 || (/ellipsis/.test(style['textOverflow'] ?? '') && /nowrap/.test(style['whiteSpace'] ?? ''));
    if (cut && text.runs.length > 0) {
      fill();
      text.most = Math.max(1, clamp);
      text.lines = Math.max(1, clamp);
    }
    return text;
  };

  /** Elements and the loose text between them. */
  const mixedContent = (
    element: DomElement,
    style: DomStyle,
    rect: DomRect,
    ink: string | undefined,
  ): Layer[] => {
    const keepSpace = /pre/.test(style['whiteSpace'] ?? '');
    return childrenOf(element).flatMap((child): Layer[] => {
      if (child.nodeType === 1) {
        const inner = boxOf(child as DomElement, rect);
        return inner ? [inner] : [];
      }
      if (child.nodeType !== 3 || !/\S/.test(child.textContent ?? '')) return [];
      const words = keepSpace ? (child.textContent ?? '') : (child.textContent ?? '').replace(/\s+/g, ' ');
      const run = { text: cased(words, style), ...runStyle(style) };
      const text = textLayer(child, style, rect, [run], 'text');
      if (text && ink !== undefined) text.fill = ink;
      return text ? [text] : [];
    });
  };

  const contentOf = (
    element: DomElement,
    style: DomStyle,
    rect: DomRect,
    layer: Layer,
    inText: boolean,
  ): Layer[] => {
    const ink = inText ? inkOf(style) : undefined;
    if (
      /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName.toUpperCase()) &&
      !/^(checkbox|radio|range|color|file|hidden)$/.test(element.type ?? '')
    ) {
      const text = fieldText(element, style, rect);
      return text ? [text] : [];
    }
    if (isText(element)) {
      const text = wholeText(element, style, rect, layer);
      if (text && ink !== undefined) text.fill = ink;
      return text ? [text] : [];
    }
    const flex = flexOf(style);
    if (flex) layer['flex'] = flex;
    return mixedContent(element, style, rect, ink);
  };

  /** Puts a marker and `::before` in front of the content, and `::after` behind it. */
  const addGenerated = (children: Layer[], element: DomElement, style: DomStyle): void => {
    const marker = markerOf(element, style);
    if (marker) children.unshift(marker);
    const before = pseudoOf(element, '::before', style);
    const after = pseudoOf(element, '::after', style);
    if (before) children.unshift(before);
    if (after) {
      // Behind the content, not before it.
      const behind = px(page.getComputedStyle(element, '::after')['zIndex']) < 0;
      children.splice(behind ? 0 : children.length, 0, after);
    }
  };

  const boxOf = (element: DomElement, origin: DomRect): Layer | undefined => {
    if (!hasRoom()) return undefined;
    const tag = element.tagName.toUpperCase();
    if (/^(SCRIPT|STYLE|LINK|META|TITLE|TEMPLATE|NOSCRIPT|HEAD|HELMET|BR|WBR)$/.test(tag)) return undefined;
    const style = page.getComputedStyle(element);
    return scaled(scaleOf(element, style), () => {
      const layer = shownBox(element, tag, style, origin);
      if (layer) layer['level'] = levelOf(element, style, layer);
      return layer;
    });
  };

  const shownBox = (
    element: DomElement,
    tag: string,
    style: DomStyle,
    origin: DomRect,
  ): Layer | undefined => {
    const rect = element.getBoundingClientRect();
    if (!visible(element, style, rect)) return undefined;
    if (style['display'] === 'contents') return unboxed(element, origin);
    countLosses(style);
    count();
    const turn = turnOf(element, style, rect, scale());
    const layer: Layer = {
      kind: 'box',
      name: nameOf(element),
      x: (turn ?? rect).x - origin.x,
      y: (turn ?? rect).y - origin.y,
      width: rect.width,
      height: rect.height,
      opacity: px(style['opacity'] ?? '1'),
    };
    if (turn) layer['turn'] = turn.degrees;
    if (style['position'] === 'absolute' || style['position'] === 'fixed') layer['absolute'] = true;
    const inText = paintInto(layer, style, rect);
    if (/hidden|clip|scroll|auto/.test(style['overflowX'] ?? '')) layer['clips'] = true;

    if (tag === 'IMG') return pictureLayer(element, style, layer);
    if (tag === 'SVG') {
      // A sprite that only holds symbols for others.
      if (rect.width < 0.5 || rect.height < 0.5) return undefined;
      return { ...layer, kind: 'svg', source: drawingSource(element, style, rect) };
    }
    const picture = photographed(element, style, layer);
    if (picture) return picture;
    const children = contentOf(element, style, rect, layer, inText);
    addGenerated(children, element, style);
    const edges = (layer['edges'] as Layer[] | undefined) ?? [];
    layer['children'] = [...edges, ...stacked(children, layer['flex'] !== undefined)];
    return layer;
  };

  return { boxOf };
}
