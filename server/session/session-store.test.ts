import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSession, restoreSession, switchBrand } from './session.ts';
import { createSessionStore } from './session-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a session', () => {
  it('forgets product, angle, concept and ad when the brand changes, and nothing when it does not', () => {
    const session = createSession();
    switchBrand(session, 'tidal', 'mug');
    Object.assign(session, { concept: 'c_1', angle: 'A', frameId: '1:2' });
    switchBrand(session, 'tidal');
    expect(session).toMatchObject({ product: 'mug', concept: 'c_1', angle: 'A', frameId: '1:2' });
    switchBrand(session, 'ondrelle');
    expect(session).toEqual({ id: session.id, brand: 'ondrelle' });
  });

  it('is restored to what it was', () => {
    const session = createSession();
    const before = { ...session };
    Object.assign(session, { brand: 'x', concept: 'c_1', frameId: '1:2', target: 'headless' });
    restoreSession(session, before);
    expect({ ...session }).toEqual(before);
  });
});

describe('sessions on disk', () => {
  it('tell the next one where the last one stood', async () => {
    let now = new Date('2026-11-21T10:00:00Z');
    const store = createSessionStore(folder, () => now);
    const [one, two] = [createSession(), createSession()];
    store.note(one, 'start_concept');
    expect(await store.last(two)).toBeUndefined();
    Object.assign(one, { brand: 'tidal', concept: 'c_1' });
    store.note(one, 'apply_typography');
    store.note(one, undefined);
    await store.close();
    expect(await createSessionStore(folder).last(two)).toMatchObject({
      session: one.id,
      brand: 'tidal',
      concept: 'c_1',
      step: 'apply_typography',
    });
    expect(await store.last(one)).toBeUndefined();
    // What says nothing new is not written again, except once a minute.
    const file = join(folder, `${one.id}.json`);
    const before = await readFile(file, 'utf8');
    store.note(one, undefined);
    await store.close();
    expect(await readFile(file, 'utf8')).toBe(before);
    now = new Date('2026-11-21T10:02:00Z');
    store.note(one, undefined);
    await store.close();
    expect(await readFile(file, 'utf8')).toContain('10:02');
  });

  it('survive damage, and are not kept for ever', async () => {
    await writeFile(join(folder, 'damaged.json'), '{"version":');
    const store = createSessionStore(folder);
    for (let index = 0; index < 30; index++)
      store.note({ ...createSession(), brand: `b${index}` }, undefined);
    await store.close();
    expect((await readdir(folder)).length).toBeLessThanOrEqual(20);
    expect((await store.last(createSession()))?.brand).toMatch(/^b/);
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder should be');
    store.note({ ...createSession(), brand: 'x' }, undefined);
    await store.close();
    expect(await store.last(createSession())).toBeUndefined();
    await rm(folder);
  });

  it('know whether a client is still at work', async () => {
    let now = new Date();
    const store = createSessionStore(folder, () => now);
    const session = { ...createSession(), brand: 'tidal' };
    const owner = { pid: process.pid, host: hostname(), session: session.id };
    expect(await store.isBusy(owner)).toBe(true);
    store.note(session, undefined);
    expect(await store.isBusy(owner)).toBe(true);
    now = new Date(now.getTime() + 31 * 60_000);
    expect(await store.isBusy(owner)).toBe(false);
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    expect(await store.isBusy({ ...owner, session: 'other', pid: dead.pid ?? 0 })).toBe(false);
    expect(await store.isBusy({ pid: 1, host: 'elsewhere', session: 'unknown' })).toBe(false);
  });
});
