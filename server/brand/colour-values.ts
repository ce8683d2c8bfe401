/** Colour values in a text: hex, rgb(), hsl(), "RGB 31/59/51". Names without a value are none. */

export interface ColourValue {
  /** Offsets in the text. */
  at: number;
  end: number;
  /** `#rrggbb`, lower case (`#rrggbbaa` if the text gives an alpha as hex). */
  hex: string;
}

const hexPattern = /(?<![\w/#&])#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})(?![\w-])/gi;
const labelledPattern = /\bhex(?:\s*code)?\s*[:=]?\s*([0-9a-f]{6})\b/gi;
const channel = '(\\d{1,3})';
const alpha = '(?:\\s*[,/]\\s*[\\d.]+%?)?';
const rgbPattern = new RegExp(
  `\\brgba?\\(\\s*${channel}\\s*[, ]\\s*${channel}\\s*[, ]\\s*${channel}${alpha}\\s*\\)`,
  'gi',
);
const rgbWordsPattern = new RegExp(
  `\\brgb\\s*[:=]?\\s*${channel}\\s*[,/· ]\\s*${channel}\\s*[,/· ]\\s*${channel}(?!\\d)`,
  'gi',
);
const hslPattern = new RegExp(
  `\\bhsla?\\(\\s*(\\d{1,3}(?:\\.\\d+)?)(?:deg|°)?\\s*[, ]\\s*(\\d{1,3}(?:\\.\\d+)?)%\\s*[, ]\\s*(\\d{1,3}(?:\\.\\d+)?)%${alpha}\\s*\\)`,
  'gi',
);
/** Most a channel differs (0..255) between two notations of one colour, "#1f3b33 (hsl(163, 31%, 18%))". */
const SAME = 4;

/** Every colour of a text in its order. Three digits count only with a letter: "#123" is a number more often. */
export function colourValues(text: string): ColourValue[] {
  const found: ColourValue[] = [];
  const add = (match: RegExpMatchArray, hex: string | undefined) => {
    const at = match.index ?? 0;
    const end = at + match[0].length;
    if (hex !== undefined && !found.some((other) => at < other.end && other.at < end))
      found.push({ at, end, hex });
  };
  for (const match of text.matchAll(hexPattern)) {
    const digits = (match[1] ?? '').toLowerCase();
    if (digits.length === 3 && !/[a-f]/.test(digits)) continue;
    add(match, `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`);
  }
  for (const match of text.matchAll(labelledPattern)) add(match, `#${(match[1] ?? '').toLowerCase()}`);
  const exact = [...found];
  for (const pattern of [rgbPattern, rgbWordsPattern])
    for (const match of text.matchAll(pattern)) add(match, fromChannels(match.slice(1, 4).map(Number)));
  for (const match of text.matchAll(hslPattern)) {
    const [h = 0, s = 0, l = 0] = match.slice(1, 4).map(Number);
    if (h <= 360 && s <= 100 && l <= 100) add(match, fromHsl(h, s / 100, l / 100));
  }
  return found
    .filter((value) => exact.includes(value) || !exact.some((other) => isSame(value.hex, other.hex)))
    .sort((one, other) => one.at - other.at);
}

/** A table cell under "Hex" or "RGB", where the column says what the digits are. */
export function colourInColumn(header: string, cell: string): string | undefined {
  const digits = /^\W*([0-9a-f]{6})\W*$/i.exec(cell)?.[1];
  if (/\bhex|\bcode\b|#/i.test(header) && digits !== undefined) return `#${digits.toLowerCase()}`;
  const channels = /^\s*(\d{1,3})\s*[,/·; ]\s*(\d{1,3})\s*[,/·; ]\s*(\d{1,3})\s*$/.exec(cell);
  return /\brgb\b/i.test(header) && channels ? fromChannels(channels.slice(1).map(Number)) : undefined;
}

function fromChannels(channels: readonly number[]): string | undefined {
  if (channels.some((value) => value > 255)) return undefined;
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** `h` degrees, `s` and `l` 0..1. */
function fromHsl(h: number, s: number, l: number): string | undefined {
  const a = s * Math.min(l, 1 - l);
  return fromChannels(
    [0, 8, 4].map((n) => {
      const k = (n + h / 30) % 12;
      return Math.round(255 * (l - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
    }),
  );
}

function isSame(one: string, other: string): boolean {
  return [1, 3, 5].every(
    (at) =>
      Math.abs(Number.parseInt(one.slice(at, at + 2), 16) - Number.parseInt(other.slice(at, at + 2), 16)) <=
      SAME,
  );
}
