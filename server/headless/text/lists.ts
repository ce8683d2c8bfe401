/** List items: their markers and indents. */
import type { TextStyleProps } from '../model.ts';

export interface ListItem {
  marker: string;
  /** 1 for the outermost list. */
  level: number;
}

/** Figma indents a list by one and a half times the font size per level. */
export const indentPerLevel = 1.5;
/** Space between a marker and its text, in font sizes. */
export const markerGap = 0.4;

const bullets = ['•', '◦', '▪'];

/** Counts ordered items; call once per paragraph, in order. */
export class ListCounter {
  /** Last number used per level; deeper levels start again when a shallower item comes. */
  private readonly counts: number[] = [];

  /** The paragraph's marker and level, or undefined if it is no list item. */
  next(style: TextStyleProps): ListItem | undefined {
    const type = style.listOptions.type;
    if (type === 'NONE') {
      this.counts.length = 0;
      return undefined;
    }
    const level = Math.max(1, Math.round(style.indentation));
    this.counts.length = Math.min(this.counts.length, level);
    for (let i = this.counts.length; i < level; i++) this.counts.push(0);
    const count = (this.counts[level - 1] ?? 0) + 1;
    this.counts[level - 1] = type === 'ORDERED' ? count : 0;
    const marker = type === 'ORDERED' ? `${ordinal(count, level)}.` : (bullets[(level - 1) % 3] ?? '•');
    return { marker, level };
  }
}

/** Numbers, letters, roman numerals, then again. */
function ordinal(count: number, level: number): string {
  const form = (level - 1) % 3;
  if (form === 0) return String(count);
  return form === 1 ? letters(count) : roman(count);
}

function letters(count: number): string {
  let text = '';
  for (let rest = count; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(97 + ((rest - 1) % 26)) + text;
  return text;
}

const numerals: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
function roman(count: number): string {
  let text = '';
  let rest = count;
  for (const [value, numeral] of numerals) for (; rest >= value; rest -= value) text += numeral;
  return text;
}
