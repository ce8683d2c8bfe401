/** `text` and `tspan` as TEXT nodes: one per piece that SVG places by itself. */

import { multiply, translation } from '../matrix.ts';
import type { NodeProps, TextRun, TextStyleProps } from '../model.ts';
import { DEFAULT_STYLE } from '../text-fields.ts';
import type { SvgElement } from './document.ts';
import { lengths, parseLength } from './length.ts';
import { isHidden, layerProps, paintsOf } from './paint.ts';
import type { Place, Scene, SvgNode } from './scene.ts';
import { computeStyle, type Style } from './style.ts';
import { apply, decompose, meanScale } from './transform.ts';

/** A run of text at one place, in the text element's coordinates. */
interface Piece {
  x: number;
  y: number;
  runs: { text: string; style: Style }[];
}

/** Rough metrics (Inter) for placing before a host measures: baseline below the top, mean advance; per px of size. */
const metrics = { ascent: 0.97, lineHeight: 1.21, advance: 0.55 };

export function textNodes(element: SvgElement, place: Place, scene: Scene): SvgNode[] {
  return pieces(element, place, scene).flatMap((piece) => pieceNode(element, piece, place, scene) ?? []);
}

function pieces(element: SvgElement, place: Place, scene: Scene): Piece[] {
  const list: Piece[] = [];
  let at = { x: 0, y: 0 };
  const visit = (current: SvgElement, style: Style) => {
    const length = lengths(first(current.attributes), place.viewport, Number(style['font-size']));
    const moves = ['x', 'y', 'dy'].some((name) => current.attributes[name] !== undefined);
    if (moves || current === element) {
      at = { x: length.x('x', at.x) + length.x('dx', 0), y: length.y('y', at.y) + length.y('dy', 0) };
      list.push({ ...at, runs: [] });
    }
    scene.countWork(current);
    for (const child of current.children) {
      if (typeof child === 'string') list.at(-1)?.runs.push({ text: child, style });
      else if (child.name === 'tspan' || child.name === 'a')
        visit(child, computeStyle(child, style, scene.document));
      else if (child.name !== 'title' && child.name !== 'desc') scene.note(`<${child.name}> inside text`);
    }
  };
  visit(element, place.style);
  return list
    .map((piece) => ({ ...piece, runs: collapse(piece.runs) }))
    .filter(({ runs }) => runs.length > 0);
}

/** Lists such as `x="10 20 30"` place single letters; the first value places the piece. */
function first(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const entries = ['x', 'y', 'dx', 'dy'].map((name) => [
    name,
    attributes[name]?.trim().split(/[\s,]+/)[0] ?? '',
  ]);
  return Object.fromEntries(entries);
}

/** White space as SVG shows it: runs of it are one space, none at the ends. */
function collapse(runs: Piece['runs']): Piece['runs'] {
  let spaceBefore = true;
  const kept = runs.map(({ text, style }) => {
    if (style['white-space']?.startsWith('pre')) return { text, style };
    let single = text.replaceAll(/\s+/g, ' ');
    if (spaceBefore) single = single.replace(/^ /, '');
    if (single !== '') spaceBefore = single.endsWith(' ');
    return { text: single, style };
  });
  const last = kept.findLast(({ text }) => text !== '');
  if (last !== undefined && !last.style['white-space']?.startsWith('pre'))
    last.text = last.text.replace(/ $/, '');
  return kept.filter(({ text }) => text !== '');
}

function pieceNode(element: SvgElement, piece: Piece, place: Place, scene: Scene): SvgNode | undefined {
  const scale = meanScale(place.matrix);
  const [head] = piece.runs;
  if (head === undefined || !(scale > 0)) return undefined;
  const size = Number(head.style['font-size']);
  const characters = piece.runs.map(({ text }) => text).join('');
  const width = characters.length * size * metrics.advance;
  const height = size * metrics.lineHeight;
  const anchor = head.style['text-anchor'];
  const align = anchor === 'middle' || anchor === 'end' ? anchor : 'start';
  const baseline = piece.y + baselineShift(head.style, size);
  const share = { start: 0, middle: 0.5, end: 1 }[align];
  const corner = multiply(
    place.matrix,
    translation(piece.x - width * share, baseline - size * metrics.ascent),
  );
  const parts = decompose(corner);
  if (parts === null) scene.note('mirrored or skewed text (set upright)');
  const [x, y] = apply(place.matrix, piece.x, baseline);
  const props: Partial<NodeProps> = {
    name: element.attributes['id'] ?? characters,
    characters,
    textRuns: textRuns(piece, width, height, scale, place, scene),
    textAutoResize: 'WIDTH_AND_HEIGHT',
    textAlignHorizontal: ({ start: 'LEFT', middle: 'CENTER', end: 'RIGHT' } as const)[align],
    relativeTransform: parts?.rotation ?? translation(corner[0][2], corner[1][2]),
    width: width * scale,
    height: height * scale,
    ...layerProps(place, scene),
    ...(isHidden(place) ? { visible: false } : {}),
  };
  return { type: 'TEXT', props, anchor: { x, y, align } };
}

/** How far the alphabetic baseline lies below the line that `dominant-baseline` puts at y. */
function baselineShift(style: Style, size: number): number {
  const shifts: Readonly<Record<string, number>> = {
    middle: 0.27,
    central: 0.36,
    hanging: 0.73,
    'text-before-edge': 0.97,
  };
  const baseline = style['dominant-baseline'] ?? 'auto';
  return (Object.hasOwn(shifts, baseline) ? (shifts[baseline] ?? 0) : 0) * size;
}

function textRuns(
  piece: Piece,
  width: number,
  height: number,
  scale: number,
  place: Place,
  scene: Scene,
): TextRun[] {
  let start = 0;
  // Paints that refer to the text's box see the estimated one.
  const box = { x: piece.x, y: piece.y - height, width, height };
  const toNode: Transform = [
    [1 / width, 0, -box.x / width],
    [0, 1 / height, -box.y / height],
  ];
  return piece.runs.map(({ text, style }) => {
    const fills = paintsOf('fill', { box, toNode }, { ...place, style }, scene);
    const run: TextRun = { start, end: start + text.length, style: runStyle(style, fills, scale) };
    start = run.end;
    return run;
  });
}

const cases: Readonly<Record<string, TextStyleProps['textCase']>> = {
  uppercase: 'UPPER',
  lowercase: 'LOWER',
  capitalize: 'TITLE',
};

function runStyle(style: Style, fills: Paint[], scale: number): TextStyleProps {
  const size = Number(style['font-size']);
  const spacing = parseLength(style['letter-spacing'], size, size) ?? 0;
  const decoration = `${style['text-decoration'] ?? ''} ${style['text-decoration-line'] ?? ''}`;
  return {
    ...DEFAULT_STYLE,
    fontName: fontName(style),
    fontSize: Math.max(1, size * scale),
    textCase: cases[style['text-transform'] ?? 'none'] ?? 'ORIGINAL',
    textDecoration: decoration.includes('underline')
      ? 'UNDERLINE'
      : decoration.includes('line-through')
        ? 'STRIKETHROUGH'
        : 'NONE',
    letterSpacing: { value: spacing * scale, unit: 'PIXELS' },
    fills,
  };
}

/** Style names as Inter has them, by CSS weight. */
const styleNames = [
  'Thin',
  'Extra Light',
  'Light',
  'Regular',
  'Medium',
  'Semi Bold',
  'Bold',
  'Extra Bold',
  'Black',
];
const genericFamilies = ['sans-serif', 'serif', 'monospace', 'cursive', 'fantasy', 'system-ui', 'inherit'];

/** The first family named; the canvas decides what stands in when it is not there. */
function fontName(style: Style): FontName {
  const named = (style['font-family'] ?? '')
    .split(',')
    .map((family) => family.trim().replaceAll(/^["']|["']$/g, ''))
    .find((family) => family !== '' && !genericFamilies.includes(family.toLowerCase()));
  const text = style['font-weight'] ?? '400';
  const weight = { normal: 400, bold: 700, bolder: 700, lighter: 300 }[text] ?? (Number(text) || 400);
  const base = styleNames[Math.min(8, Math.max(0, Math.round(weight / 100) - 1))] ?? 'Regular';
  const slanted = style['font-style'] === 'italic' || style['font-style']?.startsWith('oblique');
  return {
    family: named ?? 'Inter',
    style: slanted ? (base === 'Regular' ? 'Italic' : `${base} Italic`) : base,
  };
}
