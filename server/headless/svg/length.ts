/** SVG lengths to px. */

/** px per unit (CSS Values 4, section 6.2). */
const absolute: Readonly<Record<string, number>> = {
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pt: 96 / 72,
  pc: 16,
};

/** px; `whole` is what 100 % means, `em` the font size. undefined: not a length. */
export function parseLength(text: string | undefined, whole: number, em = 16): number | undefined {
  const match = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*|%)\s*$/i.exec(text ?? '');
  if (!match) return undefined;
  const value = Number(match[1]);
  if (!Number.isFinite(value)) return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  if (unit === '') return value;
  if (unit === '%') return (value / 100) * whole;
  if (unit === 'em') return value * em;
  if (unit === 'rem') return value * 16;
  if (unit === 'ex' || unit === 'ch') return (value * em) / 2;
  const factor = Object.hasOwn(absolute, unit) ? absolute[unit] : undefined;
  return factor === undefined ? undefined : value * factor;
}

/** All numbers in a text such as `points` or `viewBox`. */
export function numbersIn(text: string): number[] {
  return (text.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g) ?? []).map(Number).filter(Number.isFinite);
}

/** The viewport that percentages refer to. */
export interface Viewport {
  width: number;
  height: number;
}

/** Length readers for one element's attributes; a missing or broken value is `fallback`. */
export function lengths(attributes: Readonly<Record<string, string>>, viewport: Viewport, em: number) {
  const diagonal = Math.hypot(viewport.width, viewport.height) / Math.SQRT2;
  const of = (whole: number) => (name: string, fallback: number) =>
    parseLength(attributes[name], whole, em) ?? fallback;
  return { x: of(viewport.width), y: of(viewport.height), other: of(diagonal) };
}
