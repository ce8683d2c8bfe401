import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTemplateStore } from '../../server/templates/index.ts';
import { snapshotOf } from '../../server/templates/strip.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adsmith-templates-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = () => createTemplateStore(join(folder, 'templates'), join(folder, 'shipped'));
const template = (name: string) => ({
  entry: {
    figmaFrameId: '1:2',
    formatCategory: 'Editorial',
    layout: 'stacked',
    textNodes: 1,
    productPlacement: 'none',
    createdFrom: name,
    createdAt: '2026-11-21',
    name,
    placement: 'meta_story',
    tags: [],
    map: '',
  },
  snapshot: snapshotOf({ id: 'n1', type: 'FRAME', props: { name } }),
  png: new Uint8Array([1, 2, 3]),
});

it('keeps the documented shape, documented fields first', async () => {
  await open().save(template('one'));
  const index = JSON.parse(await readFile(join(folder, 'templates', 'templates.json'), 'utf8')) as {
    templates: Record<string, unknown>[];
  };
  expect(Object.keys(index.templates[0] ?? {}).slice(0, 9)).toEqual([
    'id',
    'figmaFrameId',
    'formatCategory',
    'layout',
    'textNodes',
    'productPlacement',
    'screenshotPath',
    'createdFrom',
    'createdAt',
  ]);
  expect(index.templates[0]).toMatchObject({
    id: 'tmpl_001',
    screenshotPath: 'templates/screenshots/tmpl_001.png',
  });
});

it('loses none of many saved at once, and no two have the same number', async () => {
  const saved = await Promise.all(
    Array.from({ length: 12 }, (_, index) => open().save(template(`t${index}`))),
  );
  expect(new Set(saved.map(({ id }) => id)).size).toBe(12);
  const listed = await open().list();
  expect(listed.map(({ name }) => name).sort()).toEqual(saved.map(({ name }) => name).sort());
  for (const { id, name } of listed)
    expect((await open().load(id)).snapshot.roots[0]?.node.props['name']).toBe(name);
  const left = await readdir(join(folder, 'templates'), { recursive: true });
  expect(left.filter((file) => file.includes('tmp.') || file.endsWith('.tmp'))).toEqual([]);
});

it('numbers on from the ones that ship, which stay as they are', async () => {
  const maker = createTemplateStore(join(folder, 'shipped'), join(folder, 'shipped'));
  await maker.save(template('a'));
  await maker.save(template('b'));
  const before = await readFile(join(folder, 'shipped', 'templates.json'), 'utf8');
  expect((await open().save(template('mine'))).id).toBe('tmpl_003');
  expect(await readFile(join(folder, 'shipped', 'templates.json'), 'utf8')).toBe(before);
  expect((await open().list()).map(({ id, shipped }) => [id, shipped])).toEqual([
    ['tmpl_001', true],
    ['tmpl_002', true],
    ['tmpl_003', false],
  ]);
});

it('keeps what a newer version wrote into the index', async () => {
  await open().save(template('one'));
  const file = join(folder, 'templates', 'templates.json');
  const index = JSON.parse(await readFile(file, 'utf8')) as { templates: Record<string, unknown>[] };
  Object.assign(index.templates[0] ?? {}, { mood: 'calm' });
  await writeFile(file, JSON.stringify(index));
  await open().save(template('two'));
  expect(await readFile(file, 'utf8')).toContain('"mood": "calm"');
});

it('names a damaged index and saves nothing over it', async () => {
  await mkdir(join(folder, 'templates'), { recursive: true });
  await writeFile(join(folder, 'templates', 'templates.json'), '{"templates": [{"id": 3');
  await expect(open().list()).rejects.toThrow('templates.json is damaged');
  await expect(open().save(template('one'))).rejects.toThrow('damaged');
  expect(await readdir(join(folder, 'templates'))).toEqual(['templates.json']);
});

it('reads nothing outside its folder, whatever the index says', async () => {
  await open().save(template('one'));
  const file = join(folder, 'templates', 'templates.json');
  const secret = join(folder, 'secret.json');
  await writeFile(secret, JSON.stringify(snapshotOf({ id: 'n1', type: 'FRAME', props: {} })));
  await writeFile(
    file,
    (await readFile(file, 'utf8')).replace('templates/snapshots/tmpl_001.json', 'templates/../secret.json'),
  );
  await expect(open().load('tmpl_001')).rejects.toThrow('outside its folder');
});

it('says which templates there are when one is unknown', async () => {
  await open().save(template('one'));
  await expect(open().load('tmpl_900')).rejects.toMatchObject({ hint: expect.stringContaining('tmpl_001') });
});

it('keeps a template of the user reachable when a release ships one of the same number', async () => {
  await open().save(template('mine'));
  await createTemplateStore(join(folder, 'shipped'), join(folder, 'shipped')).save(template('theirs'));
  expect((await open().list()).map(({ id, name }) => [id, name])).toEqual([['tmpl_001', 'mine']]);
  expect((await open().load('tmpl_001')).template.name).toBe('mine');
  expect((await open().save(template('next'))).id).toBe('tmpl_002');
});
