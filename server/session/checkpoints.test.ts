import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { createCheckpointStore } from './checkpoints.ts';

const snapshot: Snapshot = {
  version: 1,
  page: { id: '0:1', name: 'Page 1' },
  roots: [
    {
      parentId: '0:1',
      index: 0,
      node: {
        id: '1:2',
        type: 'FRAME',
        props: { name: 'Ad\nwith a line break' },
        children: [{ id: '1:3', type: 'TEXT', props: {} }],
      },
    },
  ],
  wholePage: false,
  images: [],
  lossy: [],
};
const store = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  return { folder, checkpoints: createCheckpointStore(folder) };
};

describe('checkpoints', () => {
  it('come back as they were saved, by id and by label', async () => {
    const { checkpoints } = await store();
    const { id, nodes } = await checkpoints.save({
      label: 'before',
      canvas: 'headless',
      document: 'Doc',
      of: 'Ad',
      snapshot,
    });
    expect(nodes).toBe(2);
    expect((await checkpoints.load(id)).snapshot).toEqual(snapshot);
    expect((await checkpoints.load('before')).id).toBe(id);
  });

  it('are listed newest first, without damaged ones', async () => {
    const { folder, checkpoints } = await store();
    const first = await checkpoints.save({
      label: 'one',
      canvas: 'headless',
      document: 'Doc',
      of: 'Ad',
      snapshot,
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await checkpoints.save({
      label: 'two',
      canvas: 'headless',
      document: 'Doc',
      of: 'Ad',
      snapshot,
    });
    await writeFile(join(folder, 'cp_00000000000000001_dead.json'), '{"half":');
    expect((await checkpoints.list()).map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  it('that are damaged or unknown say so', async () => {
    const { folder, checkpoints } = await store();
    await writeFile(join(folder, 'cp_x.json'), 'not json');
    await expect(checkpoints.load('cp_x')).rejects.toThrow(/damaged/);
    await expect(checkpoints.load('nothing')).rejects.toThrow(/There is no checkpoint "nothing"/);
  });

  it('follow nodes that restores had to rebuild, for every checkpoint of the document', async () => {
    const { folder, checkpoints } = await store();
    await checkpoints.rename('headless:Doc', { '1:2': '1:9' });
    // Rebuilt again: from the first checkpoint, and from one saved in between.
    await checkpoints.rename('headless:Doc', { '1:2': '1:12', '1:3': '1:13' });
    expect(await createCheckpointStore(folder).renamed('headless:Doc')).toEqual({
      '1:2': '1:12',
      '1:9': '1:12',
      '1:3': '1:13',
    });
    await checkpoints.rename('headless:Doc', { '1:9': '1:20' });
    expect(await checkpoints.renamed('headless:Doc')).toMatchObject({ '1:2': '1:20', '1:9': '1:20' });
    expect(await checkpoints.renamed('figma:Doc')).toEqual({});
    await writeFile(join(folder, 'renamed-nodes.json'), '{"half":');
    expect(await checkpoints.renamed('headless:Doc')).toEqual({});
  });

  it('leave no temporary files', async () => {
    const { folder, checkpoints } = await store();
    await checkpoints.save({ label: 'one', canvas: 'headless', document: 'Doc', of: 'Ad', snapshot });
    expect((await readdir(folder)).filter((name) => name.includes('tmp'))).toEqual([]);
  });
});
