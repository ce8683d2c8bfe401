/** Computed style of an element: presentation attributes, then style sheets, then its own `style`, inherited as CSS says. */
import { declarationsFor, parseDeclarations } from './css.ts';
import type { SvgDocument, SvgElement } from './document.ts';
import { parseLength } from './length.ts';

/** Inherited properties and their initial values (SVG 2, appendix "Property index"). */
const inherited: Readonly<Record<string, string>> = {
  color: 'black',
  fill: 'black',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  'clip-rule': 'nonzero',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-miterlimit': '4',
  'stroke-dasharray': 'none',
  visibility: 'visible',
  'font-family': 'Inter',
  'font-size': '16',
  'font-weight': '400',
  'font-style': 'normal',
  'letter-spacing': 'normal',
  'text-anchor': 'start',
  'text-transform': 'none',
  'dominant-baseline': 'auto',
  'white-space': 'normal',
  marker: 'none',
};
const ownOnly = [
  ...['opacity', 'display', 'clip-path', 'mask', 'mask-type', 'filter', 'mix-blend-mode', 'transform'],
  ...['stop-color', 'stop-opacity', 'vector-effect', 'text-decoration', 'text-decoration-line', 'overflow'],
];

/** Values as written, units resolved only where another value depends on them (`font-size` is px). */
export type Style = Readonly<Record<string, string>>;

export const initialStyle: Style = inherited;

export function computeStyle(element: SvgElement, parent: Style, document: SvgDocument): Style {
  const declared: Record<string, string | undefined> = {
    ...element.attributes,
    ...declarationsFor(element, document.rules),
    ...parseDeclarations(element.attributes['style'] ?? ''),
  };
  const style: Record<string, string> = {};
  for (const [name, initial] of Object.entries(inherited)) {
    const value = declared[name]?.trim();
    const above = parent[name] ?? initial;
    style[name] =
      value === undefined || value === '' || value === 'inherit'
        ? above
        : value === 'initial'
          ? initial
          : value;
  }
  for (const name of ownOnly) {
    const value = declared[name]?.trim();
    if (value !== undefined && value !== '') style[name] = value === 'inherit' ? (parent[name] ?? '') : value;
  }
  const size = Number(parent['font-size'] ?? 16);
  style['font-size'] = String(fontSize(style['font-size'] ?? '16', size));
  if (style['color'] === 'currentColor') style['color'] = parent['color'] ?? 'black';
  return style;
}

const namedSizes: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
};

function fontSize(text: string, parent: number): number {
  const named = Object.hasOwn(namedSizes, text) ? namedSizes[text] : undefined;
  return named ?? parseLength(text, parent, parent) ?? parent;
}

/** A number or percentage as 0..1; 1 when it is neither. */
export function opacityOf(text: string | undefined): number {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/i.exec(text ?? '1');
  if (!match) return 1;
  return Math.min(1, Math.max(0, Number(match[1]) / (match[2] === '%' ? 100 : 1)));
}
