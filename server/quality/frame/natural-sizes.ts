/** How large texts in boxes of fixed height would be if nothing held them: measured on copies that are taken back. */
import { z } from 'zod';
import type { CanvasOpInput } from '../../../schemas/canvas-program.ts';
import type { Canvas } from '../../canvas/canvas.ts';
import type { TextCheckNode } from './node.ts';

class TakeBack extends Error {}

const sizeSchema = z.looseObject({ width: z.number(), height: z.number() });

/** px at 1x by node id; a text that cannot be measured (a missing font) is left out. */
export async function naturalSizes(
  canvas: Canvas,
  texts: readonly TextCheckNode[],
): Promise<ReadonlyMap<string, { width: number; height: number }>> {
  const held = texts.filter(
    ({ text }) => (text.truncates || text.autoResize === 'NONE') && !text.missingFont,
  );
  const sizes = new Map<string, { width: number; height: number }>();
  if (held.length === 0) return sizes;
  const ops = held.flatMap((node, index): CanvasOpInput[] => [
    { op: 'clone', node: node.id, parent: null, as: `t${index}` },
    {
      op: 'update',
      node: `$t${index}`,
      props: { textTruncation: 'DISABLED', textAutoResize: 'HEIGHT' },
    },
    { op: 'read', node: `$t${index}`, fields: ['width', 'height'] },
    { op: 'delete', node: `$t${index}` },
  ]);
  try {
    await canvas.transaction(async (inner) => {
      const { results } = await inner.run({ ops });
      for (const [index, node] of held.entries()) {
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
