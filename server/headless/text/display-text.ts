/** The characters as they are drawn: text case applied, characters no font draws replaced, offsets kept. */
import type { TextRun, TextStyleProps } from '../model.ts';

export interface DisplayText {
  text: string;
  /** Source offset (UTF-16) of every display offset; one longer than `text`. */
  toSource: number[];
  /** Index into the text runs, for every display offset. */
  runOf: number[];
}

const tabAsSpaces = '    ';

/** Display text of `characters[start, end)`. `runs` are the text's runs, covering all characters. */
export function displayText(
  characters: string,
  runs: readonly TextRun[],
  start: number,
  end: number,
): DisplayText {
  const display: DisplayText = { text: '', toSource: [], runOf: [] };
  runs.forEach((run, runIndex) => {
    const from = Math.max(run.start, start);
    const to = Math.min(run.end, end);
    if (from >= to) return;
    const source = drawable(characters.slice(from, to));
    const cased = applyCase(source, run.style.textCase, characters[from - 1] ?? '');
    for (let i = 0; i < cased.text.length; i++) {
      display.toSource.push(from + (cased.offsets?.[i] ?? i));
      display.runOf.push(runIndex);
    }
    display.text += cased.text;
  });
  display.toSource.push(end);
  return display;
}

/**
 * Replaces what shaping cannot take without changing lengths: lone surrogates by U+FFFD, control characters by
 * zero-width space. (CanvasKit passes strings as NUL-terminated UTF-8.)
 */
function drawable(text: string): string {
  return (
    text
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
      .replace(/[\0-\x08\x0A-\x1F\x7F-\x9F]/g, '\u200B')
  );
}

/** The converted text and, where lengths changed, the offset in `text` of each of its code units. */
function applyCase(
  text: string,
  textCase: TextStyleProps['textCase'],
  before: string,
): { text: string; offsets?: number[] } {
  const whole = convert(text, textCase, before);
  if (whole.length === text.length && !text.includes('\t')) return { text: whole };
  let result = '';
  const offsets: number[] = [];
  let offset = 0;
  let previous = before;
  for (const character of text) {
    const piece = character === '\t' ? tabAsSpaces : convert(character, textCase, previous);
    // A code point that became several points back at its start.
    for (let i = 0; i < piece.length; i++) offsets.push(offset + (piece.length === character.length ? i : 0));
    result += piece;
    offset += character.length;
    previous = character;
  }
  return { text: result, offsets };
}

function convert(text: string, textCase: TextStyleProps['textCase'], before: string): string {
  if (textCase === 'UPPER') return text.toUpperCase();
  if (textCase === 'LOWER') return text.toLowerCase();
  if (textCase !== 'TITLE') return text;
  const inWord = /[\p{L}\p{N}\p{M}'’]$/u.test(before);
  return text.replace(/(?<![\p{L}\p{N}\p{M}'’])\p{L}/gu, (letter, at: number) =>
    at === 0 && inWord ? letter : letter.toUpperCase(),
  );
}
