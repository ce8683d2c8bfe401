/** Going back to an earlier state of a frame of 500 nodes: by checkpoint, and by deleting and building it again. */
import { type Data, idOf, type MeteredClient } from './metered-client.ts';

/** `batch_operations` takes 50 operations a call. */
const PER_CALL = 50;

export interface WayBack {
  way: string;
  ms: number;
  calls: number;
  /** What the model has to write for it. */
  writtenBytes: number;
  /** Nodes that are the same ones as before, by id. */
  idsKept: number;
}

/** `total` nodes, the frame included. */
export async function measureCheckpoint(client: MeteredClient, total: number): Promise<WayBack[]> {
  const { frame, children } = await build(client, total, PER_CALL);
  let checkpointId = '';
  const save = await timed(client, async () => {
    checkpointId = idOf(await client.call('checkpoint', { action: 'save', frameId: frame }), 'checkpointId');
  });
  await spoil(client, children);
  let restored = 0;
  const restore = await timed(client, async () => {
    const answer = await client.call('checkpoint', { action: 'restore', checkpointId });
    restored = Number(answer['restored']);
  });
  const remove = (id: string): Promise<Data> =>
    client.call('batch_operations', { operations: `DELETE("${id}")` });
  let last = frame;
  const again = async (perCall: number): Promise<void> => {
    await remove(last);
    last = (await build(client, total, perCall)).frame;
  };
  const batched = await timed(client, () => again(PER_CALL));
  const single = await timed(client, () => again(1));
  return [
    { way: 'checkpoint: save', ...save, idsKept: total },
    { way: 'checkpoint: restore', ...restore, idsKept: restored },
    { way: `delete and build again, ${PER_CALL} operations a call`, ...batched, idsKept: 0 },
    { way: 'delete and build again, one operation a call', ...single, idsKept: 0 },
  ];
}

interface Built {
  frame: string;
  children: string[];
}

async function build(client: MeteredClient, total: number, perCall: number): Promise<Built> {
  const [frame = ''] = await script(client, [
    'f=CREATE_FRAME(null, {name:"Five hundred", width:2000, height:2000, fillColor:"#fff"})',
  ]);
  const children: string[] = [];
  for (let from = 1; from < total; from += perCall) {
    const count = Math.min(perCall, total - from);
    children.push(
      ...(await script(
        client,
        Array.from({ length: count }, (_, index) => child(frame, from + index)),
      )),
    );
  }
  return { frame, children };
}

/** Runs the lines; answers the ids of the nodes they name. */
async function script(client: MeteredClient, lines: string[]): Promise<string[]> {
  const { nodes } = await client.call('batch_operations', { operations: lines.join('\n') });
  return typeof nodes === 'object' && nodes !== null ? Object.values(nodes).map(String) : [];
}

/** One child in ten is text; the others are boxes in rows. */
function child(frame: string, index: number): string {
  const place = `x:${(index % 25) * 80}, y:${Math.floor(index / 25) * 90}`;
  const colour = (index * 7919 + 0x100000).toString(16).slice(-6);
  return index % 10 === 0
    ? `n${index}=CREATE_TEXT("${frame}", {characters:"Node ${index}", fontSize:18, ${place}})`
    : `n${index}=CREATE_RECT("${frame}", {width:60, height:70, fillColor:"#${colour}", ${place}})`;
}

/** Half of the children move and fade, and twenty go, so that restoring has something to do. */
async function spoil(client: MeteredClient, children: string[]): Promise<void> {
  const moved = children.filter((_, index) => index % 2 === 0);
  for (let from = 0; from < moved.length; from += PER_CALL) {
    const updates = moved
      .slice(from, from + PER_CALL)
      .map((nodeId) => ({ nodeId, props: { x: 5, opacity: 0.5 } }));
    await client.call('batch_update', { updates });
  }
  await script(
    client,
    children.slice(-20).map((id) => `DELETE("${id}")`),
  );
}

async function timed(
  client: MeteredClient,
  act: () => Promise<unknown>,
): Promise<Pick<WayBack, 'ms' | 'calls' | 'writtenBytes'>> {
  const before = { ...client.meter };
  await act();
  return {
    ms: client.meter.ms - before.ms,
    calls: client.meter.calls - before.calls,
    writtenBytes: client.meter.writtenBytes - before.writtenBytes,
  };
}
