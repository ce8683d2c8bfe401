/** Learnings: bullets in a Markdown file, in sections by category; nothing is written twice. */
import { listItems, sections } from './markdown.ts';
import { blockAt, inline, linesAfter } from './markdown-write.ts';
import type { SourceLine } from './source-lines.ts';
import { applySplices } from './splice.ts';

export interface Learning {
  text: string;
  /** The heading it goes under, e.g. "Layout". */
  category: string;
  /** Title of a file that does not exist yet. */
  fileTitle: string;
}

/** Every learning of a file, in its order. */
export function readLearnings(markdown: string | Uint8Array): string[] {
  return sections(markdown).flatMap(({ lines }) => listItems(lines));
}

/** The file with the learning, or undefined if it says so already. `bytes` undefined: there is no file yet. */
export function addLearning(bytes: Uint8Array | undefined, learning: Learning): Buffer | undefined {
  const file = bytes ?? Buffer.from(`# ${inline(learning.fileTitle)}\n`);
  const text = inline(learning.text);
  if (readLearnings(file).some((known) => sameText(known, text))) return undefined;
  const all = sections(file);
  const wanted = sameHeading(learning.category);
  const section = all.find(({ level, title }) => level >= 2 && sameHeading(title) === wanted);
  if (!section) {
    const level = all.find((other) => other.level >= 2)?.level ?? 2;
    return applySplices(file, [
      blockAt(file, file.length, [`${'#'.repeat(level)} ${inline(learning.category)}`, '', `- ${text}`]),
    ]);
  }
  const last = lastItem(section.source);
  if (!last) return applySplices(file, [blockAt(file, section.end, [`- ${text}`])]);
  return applySplices(file, [linesAfter(file, last.line, [`${last.marker} ${text}`])]);
}

/** The last top-level bullet of a section, with the line its text ends on. */
function lastItem(lines: readonly SourceLine[]): { line: SourceLine; marker: string } | undefined {
  let found: { line: SourceLine; marker: string } | undefined;
  let inItem = false;
  for (const line of lines) {
    const marker = /^( {0,3}(?:[-*+]))\s+\S/.exec(line.text)?.[1];
    if (marker !== undefined) found = { line, marker };
    else if (inItem && found && /^\s+\S/.test(line.text)) found.line = line;
    inItem = marker !== undefined || (inItem && line.text.trim() !== '');
  }
  return found;
}

/** The same words, whatever the case, the punctuation and the ad it names at the end. */
export function sameText(a: string, b: string): boolean {
  return a === b || (normalised(a) !== '' && normalised(a) === normalised(b));
}

function normalised(text: string): string {
  return text
    .replace(/\s*\((?:ad|concept)?\s*#\d+\)\s*$/i, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const sameHeading = (title: string) => normalised(title).replace(/s$/, '');
