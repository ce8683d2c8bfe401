/** Adds one concept to `ads/angles.md`; of what is there, only the status's count and word change. */
import { type AngleBlock, readAngleBlocks } from './angle-index.ts';
import { isNewestFirst } from './concept-log.ts';
import { blockAt, inline, linesAfter } from './markdown-write.ts';
import { applySplices, type Splice } from './splice.ts';

/** How many concepts an angle's visit has: each another format category. */
export const conceptsPerAngle = 4;

export interface AngleEntry {
  /** As the index writes it, or a new one. */
  angle: string;
  /** ISO date. */
  date: string;
  /** 0: the first visit; else the number of the revisit. */
  visit: number;
  /** Name of the format category. */
  format: string;
  title: string;
  /** A few words on the execution. */
  brief?: string | undefined;
}

/** What an index is when there is none yet. */
const emptyIndex = '# Angle Index\n';

/** The file with the concept. `bytes` undefined: there is no file yet. */
export function addAngleEntry(bytes: Uint8Array | undefined, entry: AngleEntry): Buffer {
  const file = bytes ?? Buffer.from(emptyIndex);
  const blocks = readAngleBlocks(file);
  const block = blocks.find(({ angle }) => angle.name === entry.angle);
  return applySplices(file, block ? intoBlock(file, block, entry) : [newBlock(file, blocks, entry)]);
}

function newBlock(file: Uint8Array, blocks: readonly AngleBlock[], entry: AngleEntry): Splice {
  const newestFirst = isNewestFirst(blocks.map(({ angle }) => angle));
  const neighbour = newestFirst ? blocks[0] : blocks.at(-1);
  const at = neighbour === undefined ? file.length : newestFirst ? neighbour.section.start : neighbour.end;
  const lines = [
    `${'#'.repeat(neighbour?.section.level ?? 2)} ${inline(entry.angle)} (${entry.date})`,
    `- Status: In progress (1/${conceptsPerAngle} concepts)`,
    '- Concepts:',
    `  1. ${itemText(entry)}`,
  ];
  return blockAt(file, at, lines);
}

function intoBlock(file: Uint8Array, block: AngleBlock, entry: AngleEntry): Splice[] {
  if (entry.visit > 0) return [revisitSplice(file, block, entry)];
  return [conceptSplice(file, block, entry), ...statusSplices(block)];
}

function conceptSplice(file: Uint8Array, block: AngleBlock, entry: AngleEntry): Splice {
  const last = block.concepts.at(-1);
  if (last) {
    const marker = last.number === undefined ? last.marker : `${last.number + 1}${last.marker}`;
    return linesAfter(file, last.last, [`${last.indent}${marker} ${itemText(entry)}`]);
  }
  const { heading, status } = block;
  if (heading) return linesAfter(file, heading.last, [`${heading.indent}  1. ${itemText(entry)}`]);
  const lines = ['- Concepts:', `  1. ${itemText(entry)}`];
  return status ? linesAfter(file, status.last, lines) : afterText(file, block, lines);
}

/** Onto the line of the visit if it has one ("- Revisits: 1 (2026-02-15) — Data/Stats + Narrative"), else a new line. */
function revisitSplice(file: Uint8Array, block: AngleBlock, entry: AngleEntry): Splice {
  const at = block.angle.visits.findIndex(({ number }, index) => index > 0 && number === entry.visit);
  const line = block.revisits[at - 1];
  if (line && line.last === line.line) {
    const end = line.line.start + Buffer.byteLength(line.line.text.trimEnd());
    const isExact = !line.line.text.includes('\ufffd');
    const empty = block.angle.visits[at]?.count === 0;
    return { at: isExact ? end : line.line.end, remove: 0, insert: `${empty ? ' —' : ' +'} ${entry.format}` };
  }
  if (line) {
    const indent = `${line.indent}  `;
    return linesAfter(file, line.last, [`${indent}- ${itemText(entry)}`]);
  }
  const text = `Revisits: ${entry.visit} (${entry.date}) — ${entry.format}`;
  const like = block.revisits.at(-1) ?? block.heading ?? block.status;
  const before = block.revisits.at(-1) ?? block.concepts.at(-1) ?? like;
  const marker = like && like.number === undefined ? `${like.indent}${like.marker}` : '-';
  return before
    ? linesAfter(file, before.last, [`${marker} ${text}`])
    : afterText(file, block, [`- ${text}`]);
}

/** "In progress (2/4 concepts)": the 2 and, with the fourth, the words. A status in other words stays. */
function statusSplices({ status, concepts }: AngleBlock): Splice[] {
  if (!status) return [];
  const { text, start } = status.line;
  // Where bytes do not decode, places in the text are not places in the file.
  if (text.includes('\ufffd')) return [];
  const offset = (index: number) => start + Buffer.byteLength(text.slice(0, index));
  const count = concepts.length + 1;
  const splices: Splice[] = [];
  const words = /in progress/i.exec(text);
  if (words && count >= conceptsPerAngle)
    splices.push({ at: offset(words.index), remove: words[0].length, insert: 'Complete' });
  const number = /(\d+)(?=\s*\/\s*\d)/.exec(text);
  if (number) splices.push({ at: offset(number.index), remove: number[0].length, insert: String(count) });
  return splices;
}

/** After the last line of the block that says anything, as a list of its own. */
function afterText(file: Uint8Array, block: AngleBlock, lines: string[]): Splice {
  const last = block.lines.filter(({ text }) => text.trim() !== '').at(-1);
  return last ? linesAfter(file, last, ['', ...lines]) : blockAt(file, block.end, lines);
}

function itemText({ format, title, brief }: AngleEntry): string {
  const about = brief === undefined ? '' : shortened(inline(brief));
  return `${inline(format)} — "${inline(title)}"${about === '' ? '' : ` — ${about}`}`;
}

/** An index is for the overview: the log has the rest. */
function shortened(text: string): string {
  if (text.length <= 90) return text;
  const cut = text.slice(0, 87);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40))}...`;
}
