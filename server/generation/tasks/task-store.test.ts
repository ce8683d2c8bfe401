import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createLiveness } from './liveness.ts';
import type { NewTask } from './task.ts';
import { LeaseLostError, openTaskStore } from './task-store.ts';

const folders: string[] = [];
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const request: NewTask = {
  kind: 'asset',
  what: 'background',
  prompt: 'p',
  fullPrompt: 'p',
  model: 'nano-banana-pro',
  ratio: '1:1',
  resolution: '1K',
  seed: 1,
  references: [],
  session: 's1',
  workspace: '/work',
};

/** Two processes' views of one list. */
function twoStores() {
  const folder = mkdtempSync(join(tmpdir(), 'adsmith-tasks-'));
  folders.push(folder);
  const stores = [0, 1].map(() => openTaskStore(join(folder, 'tasks.db'))) as [
    ReturnType<typeof openTaskStore>,
    ReturnType<typeof openTaskStore>,
  ];
  closers.push(...stores.map((store) => () => store.close()));
  const [first] = stores;
  first.draft('aaaaaaaa', request, [{ step: 'generate', endpoint: 'fal-ai/x' }], 'p1');
  return stores;
}

it('one process gets a task, and one its intent to send', () => {
  const [first, second] = twoStores();
  expect(first.lease('aaaaaaaa', null, 'p1', 't1')).toBeUndefined();
  first.activate('aaaaaaaa', undefined);
  const lease = first.lease('aaaaaaaa', null, 'p1', 't1');
  expect(lease).toBeDefined();
  expect(second.lease('aaaaaaaa', null, 'p2', 't2')).toBeUndefined();
  if (!lease) return;
  first.intend(lease, 'generate', { prompt: 'p' });
  expect(() => first.intend(lease, 'generate', { prompt: 'p' })).toThrow(LeaseLostError);

  // The first is taken for dead; what it does after that has no effect.
  const taken = second.lease('aaaaaaaa', 'p1', 'p2', 't2');
  expect(taken).toBeDefined();
  expect(() => first.progress(lease, 'x')).toThrow(LeaseLostError);
  expect(() => first.unsent(lease, 'generate')).toThrow(LeaseLostError);
  expect(() => first.answered(lease, 'generate', {})).toThrow(LeaseLostError);
  expect(() => first.failed(lease, { code: 'x', said: 'x', advice: 'x', spent: 'no' })).toThrow(
    LeaseLostError,
  );
  // But a request id that comes late is a fact that the other is looking for.
  first.submitted('aaaaaaaa', 'generate', 'r1');
  expect(second.call('aaaaaaaa', 'generate')).toMatchObject({ state: 'submitted', requestId: 'r1' });
  first.submitted('aaaaaaaa', 'generate', 'r2');
  expect(second.call('aaaaaaaa', 'generate')?.requestId).toBe('r1');
});

it('a finished task is told to one session only', () => {
  const [first, second] = twoStores();
  first.activate('aaaaaaaa', undefined);
  expect(first.deliver('aaaaaaaa', 's1')).toBe(false);
  const lease = first.lease('aaaaaaaa', null, 'p1', 't1');
  if (!lease) throw new Error('no lease');
  first.failed(lease, { code: 'x', said: 'x', advice: 'x', spent: 'no' });
  expect(first.undelivered('/work')).toHaveLength(1);
  expect(second.undelivered('/work')).toHaveLength(1);
  expect(first.deliver('aaaaaaaa', 's1')).toBe(true);
  expect(second.deliver('aaaaaaaa', 's2')).toBe(false);
  expect(second.get('aaaaaaaa')?.deliveredTo).toBe('s1');
  expect(second.undelivered('/work')).toEqual([]);
});

it('a process is gone when its beats stand still, or when it has ended', async () => {
  const [first, second] = twoStores();
  const one = createLiveness(first.database, 80);
  const other = createLiveness(second.database, 80);
  expect(other.isGone(one.id)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 50));
  one.beat();
  expect(other.isGone(one.id)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(other.isGone(one.id)).toBe(true);
  one.beat();
  expect(other.isGone(one.id)).toBe(false);
  one.leave();
  expect(other.isGone(one.id)).toBe(true);
  // A pid no process has.
  second.database
    .prepare('INSERT INTO process (id, pid, host, beat) VALUES (?, ?, ?, 0)')
    .run('x', 2 ** 22 + 1, (await import('node:os')).hostname());
  expect(other.isGone('x')).toBe(true);
});
