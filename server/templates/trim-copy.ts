/** Generic words run wider or narrower than the ones they replace: those that take more lines lose words at the end. */
import { z } from 'zod';
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import type { Canvas } from '../canvas/canvas.ts';

/** A text loses at most so many words; then it stays as it is. */
const MOST_ROUNDS = 12;
/** px a line box may differ by rounding. */
const SLACK = 2;

const sizeSchema = z.looseObject({ width: z.number(), height: z.number() });

interface Text {
  id: string;
  characters: string;
  width: number;
  height: number;
}

/** Shortens texts of the placed frame until none is taller or (if it does not wrap) wider than in the snapshot. */
export async function trimCopy(
  canvas: Canvas,
  stripped: SnapshotNode,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  let open = textsOf(stripped, ids);
  for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
    const { results } = await canvas.run({
      ops: open.map(({ id }) => ({ op: 'read', node: id, depth: 0, fields: ['width', 'height'] })),
    });
    const large = open.flatMap((text, index) => {
      const now = sizeSchema.safeParse(results[index]?.value);
      const grown =
        now.success && (now.data.height > text.height + SLACK || now.data.width > text.width * 1.15 + SLACK);
      const shorter = grown ? withoutLastWord(text.characters) : undefined;
      return shorter === undefined ? [] : [{ ...text, characters: shorter }];
    });
    if (large.length === 0) return;
    await canvas.run({
      ops: large.map(({ id, characters }) => ({ op: 'update', node: id, props: { characters } })),
    });
    open = large;
  }
}

function textsOf(node: SnapshotNode, ids: ReadonlyMap<string, string>): Text[] {
  const id = ids.get(node.id);
  const { characters, width, height } = node.props;
  const own =
    node.type === 'TEXT' && id !== undefined
      ? [{ id, characters: String(characters), width: Number(width), height: Number(height) }]
      : [];
  return [...own, ...(node.children ?? []).flatMap((child) => textsOf(child, ids))];
}

/** Without the last word of its longest line; undefined when that line has only one. */
function withoutLastWord(text: string): string | undefined {
  const lines = text.split('\n');
  const longest = lines.reduce(
    (best, line, index) => (line.length > (lines[best]?.length ?? 0) ? index : best),
    0,
  );
  const words = (lines[longest] ?? '').split(' ');
  if (words.length < 2) return undefined;
  lines[longest] = words.slice(0, -1).join(' ');
  return lines.join('\n');
}
