import { z } from 'zod';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { nodeIdParam } from './params.ts';

export const checkpoint = defineTool({
  name: 'checkpoint',
  title: 'Checkpoint',
  description:
    'Saves a frame or the whole page, lists what was saved, or brings it back in place (surviving nodes keep their ids; ' +
    'the answer maps the others). For going back further than one failed call.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    action: z.enum(['save', 'list', 'restore']),
    frameId: nodeIdParam.optional().describe('save: omit for the whole page.'),
    label: z.string().min(1).max(120).optional(),
    checkpointId: z.string().optional().describe('restore: an id or label; default the newest.'),
  }),
  async run({ action, frameId, label, checkpointId }, { canvas, checkpoints }) {
    if (action === 'save') {
      const snapshot = await canvas.snapshot(frameId);
      const [root] = snapshot.roots;
      const of = frameId && root ? String(root.node.props['name'] ?? root.node.type) : snapshot.page.name;
      const info = await checkpoints.save({ label: label ?? of, canvas: canvas.kind, of, snapshot });
      return {
        data: {
          checkpointId: info.id,
          of,
          nodes: info.nodes,
          ...(snapshot.lossy.length > 0 && { lossy: snapshot.lossy.slice(0, 10) }),
        },
      };
    }
    if (action === 'list') {
      const all = await checkpoints.list();
      return {
        data: {
          checkpoints: all.slice(0, 30).map(({ id, label, at, of, nodes }) => ({ id, label, at, of, nodes })),
          ...(all.length > 30 && { older: all.length - 30 }),
        },
      };
    }
    const newest = checkpointId ?? (await checkpoints.list())[0]?.id;
    if (!newest) throw new ToolError('There is no checkpoint yet.', { hint: 'Save one with action "save".' });
    const { id, of, snapshot } = await checkpoints.load(newest);
    const { idMap, restored, rebuilt, removed, lossy } = await canvas.restore(snapshot);
    return {
      data: {
        checkpointId: id,
        of,
        restored,
        rebuilt,
        removed,
        ...(Object.keys(idMap).length > 0 && { newIds: idMap }),
        ...(lossy.length > 0 && { lossy: lossy.slice(0, 10) }),
      },
    };
  },
});
