/** What kind of value a custom property holds, judged by the value first and the name only where values are alike. */

import type { TokenKind } from '../../../schemas/bundle.ts';
import { isTriplet, readColour } from './colour.ts';

const colourFunction = /^(color|color-mix|light-dark|rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(/i;
const length = /^[-+]?(\d+\.?\d*|\.\d+)(px|r?em|%|v[wh]|v(min|max)|[sdl]v[wh]|ch|ex|pt|cm|mm|in|cq[wh]|fr)$/i;
const time = /^[-+]?(\d+\.?\d*|\.\d+)m?s$/i;
const number = /^[-+]?(\d+\.?\d*|\.\d+)$/;
const fontName = /(^|-)(font|family|ff|typeface|serif|sans|mono)(-|$)/i;
const notFamily = /(weight|size|leading|line|tracking|spacing|scale|features?|settings|smooth|w)(-|\d|$)/i;
const weightName = /(^|-)(weight|fw|wght)(-|$)|font-w/i;
const lengthFunction = /^(calc|clamp|min|max)\(/i;

/** `value` with aliases already resolved gives the best answer. */
export function kindOf(name: string, value: string): TokenKind {
  const text = value.trim();
  if (isColour(text)) return 'color';
  if (/gradient\(/i.test(text)) return 'gradient';
  if (time.test(text)) return 'duration';
  if (
    /^(cubic-bezier|steps|linear)\(/i.test(text) ||
    /^(ease|ease-in|ease-out|ease-in-out|linear)$/i.test(text)
  ) {
    return 'cubicBezier';
  }
  if (number.test(text))
    return weightName.test(name) && Number(text) >= 1 && Number(text) <= 1000
      ? 'fontWeight'
      : unitless(name, text);
  if (length.test(text)) return 'dimension';
  if (lengthFunction.test(text)) return 'dimension';
  if (isShadow(text)) return 'shadow';
  if (isFamily(name, text)) return 'fontFamily';
  return 'other';
}

const unitless = (name: string, text: string): TokenKind =>
  Number(text) === 0 && /(^|-)(r|radius|space|gap|size|pad(ding)?|inset|offset)(-|$)/i.test(name)
    ? 'dimension'
    : 'number';

/** A CSS colour, or shadcn's bare "222 47% 11%". */
export function isColour(text: string): boolean {
  if (text === 'inherit' || text === 'none') return false;
  return isTriplet(text) || (colourFunction.test(text) && balanced(text)) || readColour(text) !== undefined;
}

const balanced = (text: string) => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at === text.length - 1;
    }
  }
  return false;
};

/** Two lengths and a colour, in any layer. */
const isShadow = (text: string) =>
  /^(inset\s+)?-?[\d.]+(px|r?em)?\s+-?[\d.]+(px|r?em)?[\s,]/i.test(text) &&
  /(#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(|color-mix\(|var\(--|\b(black|white|transparent|currentcolor)\b)/i.test(
    text,
  );

const isFamily = (name: string, text: string) =>
  /,\s*(sans-serif|serif|monospace|cursive|system-ui|ui-[\w-]+)\b/i.test(text) ||
  /^["'][^"']+["'](\s*,.*)?$/.test(text) ||
  (fontName.test(name) && !notFamily.test(name) && /^[\w\s"',-]+$/.test(text) && /[a-z]/i.test(text));
