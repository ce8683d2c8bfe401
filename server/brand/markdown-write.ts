/** Putting values and blocks into Markdown that people write too. */
import { bomLength, lineBreakOf, type SourceLine } from './source-lines.ts';
import type { Splice } from './splice.ts';

/** One line of text that cannot be taken for structure: no line breaks, no open tag or comment. */
export function inline(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/-->/g, '--\\>');
}

/** The same for a table cell. */
export const cell = (text: string): string => inline(text).replace(/(?<!\\)\|/g, '\\|');

/** A block put in at byte `at`, between empty lines, with the file's own line breaks. */
export function blockAt(bytes: Uint8Array, at: number, lines: readonly string[]): Splice {
  const br = lineBreakOf(bytes);
  const before = Buffer.from(bytes.subarray(bomLength(bytes), at))
    .toString('latin1')
    .replace(/\r\n?/g, '\n');
  const separated = before.trim() === '' || /\n[ \t]*\n[ \t]*$/.test(before);
  const open = separated ? '' : /\n[ \t]*$/.test(before) ? br : br + br;
  const close = at < bytes.length ? br : '';
  return { at, remove: 0, insert: `${open}${lines.join(br)}${br}${close}` };
}

/** Lines put in right after `line`, with the file's own line breaks. */
export function linesAfter(bytes: Uint8Array, line: SourceLine, lines: readonly string[]): Splice {
  const br = lineBreakOf(bytes);
  // The last line of a file may lack its line break.
  if (line.next === line.end)
    return { at: line.end, remove: 0, insert: lines.map((text) => `${br}${text}`).join('') };
  return { at: line.next, remove: 0, insert: lines.map((text) => `${text}${br}`).join('') };
}
