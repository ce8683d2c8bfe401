import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignSnapshot } from '../../figma-bridge-plugin/executor/index.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';
import { type Snapshot, type SnapshotNode, snapshotSchema } from '../../schemas/snapshot.ts';
import { edit, pageOf } from './random-edits.ts';
import { scene } from './scene.ts';
import { nodesOf, type Setting, startExecutor } from './setting.ts';

const restore = (setting: Setting, snapshot: Snapshot) =>
  setting.executor.handle<'restore'>({ kind: 'restore', snapshot });

/** The snapshot's trees with ids replaced; component keys are made from ids, so they go. */
function withIds(snapshot: Snapshot, newId: (id: string) => string): SnapshotNode[] {
  const convert = (node: SnapshotNode): SnapshotNode => {
    const { mainComponent, ...props } = node.props;
    const main = mainComponent as { id: string } | undefined;
    return {
      ...node,
      id: newId(node.id),
      props: main === undefined ? props : { ...props, mainComponent: newId(main.id) },
      ...(node.children === undefined ? {} : { children: node.children.map(convert) }),
    };
  };
  return snapshot.roots.map((root) => convert(root.node));
}

describe('restore', () => {
  it('makes the page what the snapshot says after any edits, up to the ids it reports', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
        const setting = await startExecutor();
        await setting.run(scene.ops);
        const before = await setting.snapshot();
        for (const make of edits) {
          const nodes = nodesOf(await setting.snapshot());
          if (nodes.length === 0) break;
          await setting.run([make(pageOf(nodes))]).catch((error: unknown) => {
            expect(error).toBeInstanceOf(CanvasError);
          });
        }
        const report = await restore(setting, before);
        const after = await setting.snapshot();
        expect(withIds(after, (id) => id)).toEqual(withIds(before, (id) => report.idMap[id] ?? id));
        expect(report.restored + report.rebuilt).toBe(nodesOf(before).length);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 50) },
    );
  });

  it('survives JSON', async () => {
    const setting = await startExecutor();
    await setting.run(scene.ops);
    const snapshot = await setting.snapshot();
    const read = snapshotSchema.parse(JSON.parse(JSON.stringify(snapshot)));
    expect(read).toEqual(snapshot);
    await setting.run([{ op: 'update', node: snapshot.roots[0]?.node.id ?? '', props: { opacity: 0.1 } }]);
    await restore(setting, read);
    expect(await setting.snapshot()).toEqual(snapshot);
  });

  it('changes nothing when it fails', async () => {
    const setting = await startExecutor();
    await setting.run(scene.ops);
    const before = await setting.snapshot();
    const broken = structuredClone(before);
    broken.images.push('0'.repeat(40));
    await expect(restore(setting, broken)).rejects.toMatchObject({ data: { code: 'image' } });
    const twice = structuredClone(before);
    const [first] = twice.roots;
    if (first !== undefined) twice.roots.push(first);
    await expect(restore(setting, twice)).rejects.toMatchObject({ data: { code: 'bad_value' } });
    expect(await setting.snapshot()).toEqual(before);
  });

  it('can be taken back with its transaction', async () => {
    const setting = await startExecutor();
    await setting.run(scene.ops);
    const old = await setting.snapshot();
    for (const { node } of old.roots.slice(1)) await setting.run([{ op: 'delete', node: node.id }]);
    const before = await setting.snapshot();
    const { transaction } = await setting.executor.handle<'begin'>({ kind: 'begin' });
    await setting.executor.handle<'restore'>({ kind: 'restore', snapshot: old, transaction });
    await setting.executor.handle<'rollback'>({ kind: 'rollback', transaction });
    expect(await setting.snapshot()).toEqual(before);
  });

  it('builds everything anew on an empty page', async () => {
    const source = await startExecutor();
    await source.run(scene.ops);
    const snapshot = await source.snapshot();
    const target = await startExecutor();
    const report = await restore(target, snapshot);
    expect(report.rebuilt).toBe(nodesOf(snapshot).length);
    expect(withIds(await target.snapshot(), (id) => id)).toEqual(
      withIds(snapshot, (id) => report.idMap[id] ?? id),
    );
  });

  it('only adds to a document that counts its ids alike, when the snapshot is marked as foreign', async () => {
    const source = await startExecutor();
    await source.run(scene.ops);
    const target = await startExecutor();
    const own = await target.run([
      {
        op: 'create',
        type: 'FRAME',
        as: 'mine',
        parent: null,
        props: { name: 'Mine', x: -900, opacity: 0.5 },
      },
    ]);
    const before = await target.snapshot();
    const report = await restore(target, foreignSnapshot(await source.snapshot()));
    expect(report.restored).toBe(0);
    const after = await target.snapshot();
    const mine = after.roots.find((root) => root.node.id === own.bindings['mine']);
    expect(mine?.node).toEqual(before.roots[0]?.node);
    expect(after.roots).toHaveLength(before.roots.length + (await source.snapshot()).roots.length);
  });
});
