/** The page template frames are kept on, beside the work. */
import { z } from 'zod';
import { CanvasError } from '../../schemas/canvas-result.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { nextFreeSpot } from '../design/canvas-place.ts';

export const templatesPageName = 'Templates';

const documentSchema = z.looseObject({
  children: z.array(z.looseObject({ id: z.string(), type: z.string(), name: z.string() })).default([]),
});
const pageSchema = z.looseObject({
  children: z
    .array(z.looseObject({ x: z.number().catch(0), y: z.number().catch(0), width: z.number().catch(0) }))
    .default([]),
});

/**
 * Moves a frame to the page "Templates", which is made if there is none. Inside a transaction.
 * @returns false when the file takes no further page; then the frame is where it was.
 */
export async function moveToTemplatesPage(canvas: Canvas, frameId: string): Promise<boolean> {
  const page = await templatesPage(canvas);
  if (page === undefined) return false;
  const read = await canvas.run({ ops: [{ op: 'read', node: page, depth: 1, fields: ['x', 'y', 'width'] }] });
  const { children } = pageSchema.parse(read.results[0]?.value ?? {});
  const { x, y } = nextFreeSpot(children);
  await canvas.run({
    ops: [
      { op: 'move', node: frameId, parent: page },
      { op: 'update', node: frameId, props: { x, y } },
    ],
  });
  return true;
}

async function templatesPage(canvas: Canvas): Promise<string | undefined> {
  const read = await canvas.run({ ops: [{ op: 'read', node: '0:0', depth: 1, fields: ['name'] }] });
  const { children } = documentSchema.parse(read.results[0]?.value ?? {});
  const found = children.find(
    ({ type, name }) => type === 'PAGE' && name.trim().toLowerCase() === templatesPageName.toLowerCase(),
  );
  if (found) return found.id;
  try {
    const { bindings } = await canvas.run({
      ops: [{ op: 'create', type: 'PAGE', as: 'page', parent: null, props: { name: templatesPageName } }],
    });
    return bindings['page'];
  } catch (error) {
    // Figma's free plan ends at three pages.
    if (error instanceof CanvasError && error.data.code !== 'cancelled' && error.data.code !== 'disconnected')
      return undefined;
    throw error;
  }
}
