import { z } from 'zod';
import type { Snapshot, SnapshotNode } from '../schemas/snapshot.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import type { CheckpointInfo } from '../server/session/checkpoints.ts';
import type { ToolContext } from './context.ts';
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
    frameId: nodeIdParam.optional().describe('save: omit for the whole page. restore: its newest.'),
    label: z.string().min(1).max(120).optional(),
    checkpointId: z.string().optional().describe('restore: an id or label; default the newest.'),
  }),
  async run({ action, frameId, label, checkpointId }, context) {
    const { canvas, checkpoints } = context;
    if (action === 'save') {
      refuseArgument(checkpointId, 'checkpointId', 'save gives it an id; name it with label.');
      const snapshot = await canvas.snapshot(frameId);
      const [root] = snapshot.roots;
      const of = frameId && root ? String(root.node.props['name'] ?? root.node.type) : snapshot.page.name;
      const { document } = await canvas.status();
      const info = await checkpoints.save({
        label: label ?? of,
        canvas: canvas.kind,
        document,
        of,
        snapshot,
      });
      return {
        data: {
          checkpointId: info.id,
          of,
          nodes: info.nodes,
          ...(snapshot.lossy.length > 0 && { lossy: snapshot.lossy.slice(0, 10) }),
        },
        said: `Saved "${info.label}"`,
      };
    }
    if (action === 'list') {
      refuseArgument(checkpointId, 'checkpointId', 'list shows them all.');
      const all = (await checkpoints.list()).filter(
        (info) => (frameId === undefined || info.root === frameId) && (!label || info.label === label),
      );
      return {
        data: {
          checkpoints: all.slice(0, 30).map(({ id, label, at, of, nodes }) => ({ id, label, at, of, nodes })),
          ...(all.length > 30 && { older: all.length - 30 }),
        },
      };
    }
    return restore(checkpointId ?? label, frameId, context);
  },
});

function refuseArgument(value: unknown, path: string, hint: string): void {
  if (value !== undefined) throw new ToolError(`This action takes no ${path}.`, { path, hint });
}

async function restore(named: string | undefined, frameId: string | undefined, context: ToolContext) {
  const { canvas, checkpoints } = context;
  const { document } = await canvas.status();
  const here = `${canvas.kind}:${document}`;
  const renamed = await checkpoints.renamed(here);
  const { id, of, snapshot } = await checkpoints.load(
    named ?? (await newest(frameId, renamed, document, context)),
  );
  const info = (await checkpoints.list()).find((each) => each.id === id);
  if (info && !isOf(info, canvas, document)) {
    const where = info.canvas === 'headless' ? 'the headless canvas' : `the Figma file "${info.document}"`;
    throw new ToolError(`Checkpoint "${id}" was saved on ${where}; its node ids mean other nodes here.`, {
      path: 'checkpointId',
      hint: 'Switch with canvas_status (use), or take another one: action "list".',
    });
  }
  const [root] = snapshot.wholePage ? [] : snapshot.roots;
  const saved = root?.node.id;
  if (frameId !== undefined && saved !== frameId && renamed[saved ?? ''] !== frameId) {
    throw new ToolError(`Checkpoint "${id}" is of ${saved ?? 'the whole page'}, not of ${frameId}.`, {
      path: 'frameId',
      hint: 'Leave out frameId to restore that one, or checkpointId for the newest of the frame.',
    });
  }
  const report = await canvas.restore({ ...snapshot, renamed: ofThese(renamed, snapshot) });
  const { idMap, restored, rebuilt, removed, lossy } = report;
  // The next restore of any checkpoint finds these nodes again instead of making a second copy of them.
  const remember = () => checkpoints.rename(here, idMap);
  if (context.afterwards) context.afterwards.push(remember);
  else await remember();
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
    said: `Went back to "${info?.label ?? of}"`,
  };
}

/** A document's renames grow with every restore; only those of the snapshot's nodes go to the canvas. */
function ofThese(renamed: Record<string, string>, snapshot: Snapshot): Record<string, string> {
  const ids: string[] = [];
  const note = (node: SnapshotNode) => {
    ids.push(node.id);
    for (const child of node.children ?? []) note(child);
  };
  for (const { parentId, node } of snapshot.roots) {
    ids.push(parentId);
    note(node);
  }
  return Object.fromEntries(
    ids.flatMap((id) => (renamed[id] === undefined ? [] : [[id, renamed[id]] as const])),
  );
}

const isOf = (info: CheckpointInfo, { kind }: Pick<Canvas, 'kind'>, document: string): boolean =>
  info.canvas === kind && (kind === 'headless' || (info.document ?? document) === document);

/** The newest checkpoint of this canvas, or of the frame, whichever of its ids it was saved under. */
async function newest(
  frameId: string | undefined,
  renamed: Record<string, string>,
  document: string,
  { canvas, checkpoints }: ToolContext,
): Promise<string> {
  const all = (await checkpoints.list()).filter((info) => isOf(info, canvas, document));
  const wanted = all.find(
    ({ root }) =>
      frameId === undefined || (root !== undefined && (root === frameId || renamed[root] === frameId)),
  );
  if (wanted) return wanted.id;
  throw new ToolError(frameId ? `There is no checkpoint of ${frameId}.` : 'There is no checkpoint yet.', {
    ...(frameId && { path: 'frameId' }),
    hint: all.length > 0 ? 'See what was saved with action "list".' : 'Save one with action "save".',
  });
}
