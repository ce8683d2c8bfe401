/** How large texts, or their longest words, would be if nothing held them: measured on copies that are taken back. */
import { z } from 'zod';
import type { CanvasOpInput } from '../../../schemas/canvas-program.ts';
import type { Canvas } from '../../canvas/canvas.ts';
import type { TextCheckNode } from './node.ts';

class TakeBack extends Error {}

const sizeSchema = z.looseObject({ width: z.number(), height: z.number() });

type SizeOf = { width: number; height: number };
const measured = ['width', 'height'];

/** px at 1x by node id; a text that cannot be measured (a missing font) is left out. */
export async function naturalSizes(
  canvas: Canvas,
  texts: readonly TextCheckNode[],
): Promise<ReadonlyMap<string, SizeOf>> {
  const held = texts.filter(({ text }) => text.truncates || text.autoResize === 'NONE');
  return measure(canvas, held, () => ({ textTruncation: 'DISABLED', textAutoResize: 'HEIGHT' }));
}

/** What may be broken inside a word: scripts without spaces, and words with a place for it. */
const breakable =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The longest piece that must stand in one line. */
export function longestWord(characters: string): string {
  const words = characters
    .split(/[\s\u00AD\u200B]+|(?<=[-\u2010\u2013\u2014/])/u)
    .filter((word) => !breakable.test(word));
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** An average letter is at least this wide, as a share of the size; on less room than that words are measured. */
const NARROW = 0.34;

/** Width of the longest word of texts that wrap, px at 1x by node id, where it may not fit. */
export async function widestWords(
  canvas: Canvas,
  texts: readonly TextCheckNode[],
): Promise<ReadonlyMap<string, number>> {
  const tight = texts.filter(({ text, box, turned }) => {
    if (turned || text.autoResize === 'WIDTH_AND_HEIGHT') return false;
    return [...longestWord(text.characters)].length * text.size * NARROW * 2 > box.width;
  });
  const sizes = await measure(canvas, tight, ({ text }) => ({
    characters: longestWord(text.characters),
    textTruncation: 'DISABLED',
    textAutoResize: 'WIDTH_AND_HEIGHT',
  }));
  return new Map([...sizes].map(([id, { width }]) => [id, width]));
}

async function measure(
  canvas: Canvas,
  texts: readonly TextCheckNode[],
  freed: (node: TextCheckNode) => Record<string, unknown>,
): Promise<ReadonlyMap<string, SizeOf>> {
  const known = texts.filter(({ text }) => !text.missingFont);
  const sizes = new Map<string, SizeOf>();
  if (known.length === 0) return sizes;
  const ops = known.flatMap((node, index): CanvasOpInput[] => [
    { op: 'clone', node: node.id, parent: null, as: `t${index}` },
    { op: 'update', node: `$t${index}`, props: freed(node) },
    { op: 'read', node: `$t${index}`, fields: measured },
    { op: 'delete', node: `$t${index}` },
  ]);
  try {
    await canvas.transaction(async (inner) => {
      const { results } = await inner.run({ ops });
      for (const [index, node] of known.entries()) {
        const size = sizeSchema.safeParse(results[index * 4 + 2]?.value);
        if (size.success) sizes.set(node.id, { width: size.data.width, height: size.data.height });
      }
      throw new TakeBack();
    });
  } catch (error) {
    // Inside a pipeline the copies are gone by their own delete; outside, the whole of it is taken back.
    if (!(error instanceof TakeBack)) return new Map();
  }
  return sizes;
}
