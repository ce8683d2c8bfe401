/** Going back to an earlier state of a frame of 500 nodes: by checkpoint, and by deleting and building it again. */
import { type Data, idOf, type MeteredClient } from './metered-client.ts';

/** `batch_operations` takes 50 operations a call. */
const PER_CALL = 50;

export interface CheckpointTimes {
  nodes: number;
  saveMs: number;
  restoreMs: number;
  restoredInPlace: number;
  rebuildMs: number;
  rebuildCalls: number;
}

/** `total` nodes, the frame included. */
export async function measureCheckpoint(client: MeteredClient, total: number): Promise<CheckpointTimes> {
  const frame = await build(client, total);
  const save = await timed(client, () => client.call('checkpoint', { action: 'save', frameId: frame }));
  const checkpointId = idOf(save.data, 'checkpointId');
  await spoil(client, frame);
  const restore = await timed(client, () => client.call('checkpoint', { action: 'restore', checkpointId }));
  const calls = client.meter.calls;
  const rebuild = await timed(client, async () => {
    await client.call('batch_operations', { operations: `DELETE("${frame}")` });
    return { frame: await build(client, total) };
  });
  return {
    nodes: Number(save.data['nodes']),
    saveMs: save.ms,
    restoreMs: restore.ms,
    restoredInPlace: Number(restore.data['restored']),
    rebuildMs: rebuild.ms,
    rebuildCalls: client.meter.calls - calls,
  };
}

async function build(client: MeteredClient, total: number): Promise<string> {
  const made = await client.call('batch_operations', {
    operations: 'f=CREATE_FRAME(null, {name:"Five hundred", width:2000, height:2000, fillColor:"#fff"})',
  });
  const nodes = made['nodes'];
  const frame = typeof nodes === 'object' && nodes !== null && 'f' in nodes ? String(nodes.f) : '';
  for (let from = 1; from < total; from += PER_CALL) {
    const lines = Array.from({ length: Math.min(PER_CALL, total - from) }, (_, index) =>
      child(frame, from + index),
    );
    await client.call('batch_operations', { operations: lines.join('\n') });
  }
  return frame;
}

/** One child in ten is text; the others are boxes in rows. */
function child(frame: string, index: number): string {
  const place = `x:${(index % 25) * 80}, y:${Math.floor(index / 25) * 90}`;
  return index % 10 === 0
    ? `CREATE_TEXT("${frame}", {characters:"Node ${index}", fontSize:18, ${place}})`
    : `CREATE_RECT("${frame}", {width:60, height:70, fillColor:"#${(index * 7919 + 0x100000).toString(16).slice(-6)}", ${place}})`;
}

/** Half of the children move, so that restoring has something to do. */
async function spoil(client: MeteredClient, frame: string): Promise<void> {
  const read = await client.call('raw_figma_operation', {
    method: 'findAll',
    args: [],
    nodeId: frame,
  });
  const result = read['result'];
  const ids = Array.isArray(result) ? result.flatMap((node: unknown) => idsIn(node)) : [];
  if (ids.length < 10) throw new Error(`cannot tell the children of ${frame} from ${JSON.stringify(read).slice(0, 200)}`);
  const moved = ids.filter((_, index) => index % 2 === 0);
  for (let from = 0; from < moved.length; from += PER_CALL) {
    const updates = moved.slice(from, from + PER_CALL).map((nodeId) => ({ nodeId, props: { x: 5, opacity: 0.5 } }));
    await client.call('batch_update', { updates });
  }
}

function idsIn(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  if (typeof node !== 'object' || node === null) return [];
  const id = 'id' in node ? node.id : '$node' in node ? node.$node : undefined;
  return typeof id === 'string' ? [id] : [];
}

async function timed(client: MeteredClient, act: () => Promise<Data>): Promise<{ data: Data; ms: number }> {
  const before = client.meter.ms;
  const data = await act();
  return { data, ms: client.meter.ms - before };
}
