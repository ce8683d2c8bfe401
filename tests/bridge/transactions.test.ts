/** Several clients in one file: turns, transactions, and owners that vanish. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../server/bridge/bridge.ts';
import { createFigmaCanvas } from '../../server/canvas/figma-canvas.ts';
import { filesConnected, makeSetting, numbered, type Setting, until } from './setting.ts';
import { record, type StandInPlugin } from './stand-in-plugin.ts';

let setting: Setting;
let alice: Bridge;
let bob: Bridge;
let plugin: StandInPlugin;
beforeEach(async () => {
  setting = await makeSetting();
  const timing = { transactionWait: 400, transactionIdle: 1200 };
  alice = setting.bridge('alice', { timing });
  await alice.sessions();
  bob = setting.bridge('bob', { timing });
  await bob.sessions();
  plugin = setting.plugin();
  await filesConnected(alice);
  await filesConnected(bob);
});
afterEach(() => setting.end());

const run = (bridge: Bridge, number = 1, transaction?: string) =>
  bridge.request({ kind: 'run', program: numbered(number), transaction });
const kinds = () =>
  plugin.executed.map(({ client, body }) => `${client === alice.self.id ? 'A' : 'B'} ${body.kind}`);

describe('a transaction', () => {
  it('is never interleaved with what another client does', async () => {
    const { transaction } = await alice.request({ kind: 'begin' });
    const other = run(bob);
    await run(alice, 1, transaction);
    await run(alice, 2, transaction);
    await alice.request({ kind: 'commit', transaction });
    await other;
    expect(kinds()).toEqual(['A begin', 'A run', 'A run', 'A commit', 'B run']);
  });

  it('makes others wait only so long, and names its owner', async () => {
    await alice.request({ kind: 'begin' });
    await expect(run(bob)).rejects.toMatchObject({ bridge: 'FILE_BUSY' });
    await expect(run(bob)).rejects.toThrow(/alice has a transaction open/);
  });

  it('makes a second begin of the same client wait, and not the commit behind it', async () => {
    const { transaction } = await alice.request({ kind: 'begin' });
    const second = alice.request({ kind: 'begin' });
    await alice.request({ kind: 'commit', transaction });
    expect((await second).transaction).not.toBe(transaction);
    expect(kinds()).toEqual(['A begin', 'A commit', 'A begin']);
  });

  it('is rolled back when its owner leaves', async () => {
    await bob.request({ kind: 'begin' });
    await bob.close();
    await run(alice);
    expect(plugin.transactions.size).toBe(0);
    expect(plugin.executed.map(({ body }) => body.kind)).toEqual(['begin', 'rollback', 'run']);
  });

  it('survives a cut of the plugin socket', async () => {
    const { transaction } = await alice.request({ kind: 'begin' });
    plugin.cut();
    await run(alice, 1, transaction);
    await alice.request({ kind: 'commit', transaction });
    expect(plugin.connections).toBe(2);
  });

  it('whose begin was given up is rolled back when it opens after all', async () => {
    plugin.close();
    await until('gone', async () => (await alice.sessions()).length === 0);
    const slow = setting.plugin({
      execute: async (...args) => {
        if (args[0].kind === 'begin') await new Promise((resolve) => setTimeout(resolve, 200));
        return record(...args);
      },
    });
    await filesConnected(alice);
    await expect(alice.request({ kind: 'begin' }, { timeout: 50 })).rejects.toMatchObject({
      bridge: 'TIMEOUT',
    });
    await until('rolled back', () => slow.executed.some(({ body }) => body.kind === 'rollback'));
    await until('none open', () => slow.transactions.size === 0);
    await run(bob);
  });

  it('is rolled back when nothing happens in it for too long', async () => {
    await alice.request({ kind: 'begin' });
    await until('rolled back', () => plugin.transactions.size === 0);
    await run(bob);
  });

  it('is known to the next hub, and rolled back there when its owner is gone', async () => {
    await alice.request({ kind: 'begin' });
    await alice.close(); // alice was the hub
    await run(bob);
    expect(bob.status().role).toBe('hub');
    expect(plugin.transactions.size).toBe(0);
  });

  it('goes on under the next hub', async () => {
    const { transaction } = await bob.request({ kind: 'begin' });
    await alice.close();
    await run(bob, 1, transaction);
    await bob.request({ kind: 'commit', transaction });
    expect(plugin.executed.map(({ body }) => body.kind)).toEqual(['begin', 'run', 'commit']);
  });
});

describe('turns', () => {
  it('are shared evenly by four clients that ask at different rates', async () => {
    const more = [setting.bridge('carol'), setting.bridge('dave')];
    const clients = [alice, bob, ...more];
    for (const client of more) await filesConnected(client);
    plugin.close();
    await until('gone', async () => (await alice.sessions()).length === 0);
    let running = true;
    const slow = setting.plugin({
      execute: async (...args) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return record(...args);
      },
    });
    for (const client of clients) await filesConnected(client);
    for (const client of clients)
      await until('the new run', async () => (await client.sessions())[0]?.session === slow.session);
    // 2, 6, 10 and 14 requests in flight per client
    const workers = clients.flatMap((client, index) => Array.from({ length: 2 + 4 * index }, () => client));
    const work = Promise.all(
      workers.map(async (client) => {
        while (running) await run(client);
      }),
    );
    await until('400 done', () => slow.executed.length >= 400);
    const counts = clients.map(
      (client) => slow.executed.slice(0, 400).filter((entry) => entry.client === client.self.id).length,
    );
    running = false;
    await work;
    expect(jain(counts)).toBeGreaterThanOrEqual(0.95);
  });
});

/** Jain's fairness index: 1 when all shares are equal, 1/n when one has everything. */
function jain(shares: number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return (sum * sum) / (shares.length * squares);
}

describe('the Figma canvas', () => {
  it('commits what its work did', async () => {
    const canvas = createFigmaCanvas(alice);
    const value = await canvas.transaction(async (inner) => {
      await inner.run(numbered(1));
      return inner.transaction(async (same) => {
        await same.run(numbered(2));
        return 'made';
      });
    });
    expect(value).toBe('made');
    // The first program came with the beginning.
    expect(kinds()).toEqual(['A begin', 'A run', 'A commit']);
    expect(plugin.executed[0]?.body).toMatchObject({ first: { kind: 'run', program: numbered(1) } });
    expect(plugin.executed[1]?.body).toMatchObject({ transaction: expect.any(String) });
  });

  it('lets what the same client does beside it wait for its end', async () => {
    const canvas = createFigmaCanvas(alice);
    let beside: Promise<unknown> | undefined;
    await canvas.transaction(async (inner) => {
      await inner.run(numbered(1));
      beside = canvas.run(numbered(3));
      await inner.run(numbered(2));
    });
    await beside;
    expect(kinds()).toEqual(['A begin', 'A run', 'A commit', 'A run']);
    expect(plugin.executed[3]?.body).not.toHaveProperty('transaction');
  });

  it('rolls back when its work throws', async () => {
    const work = createFigmaCanvas(alice).transaction(async (inner) => {
      await inner.run(numbered(1));
      throw new Error('no product image');
    });
    await expect(work).rejects.toThrow('no product image');
    expect(kinds()).toEqual(['A begin', 'A rollback']);
  });

  it('rolls back when the signal aborts, and lets the work do nothing more', async () => {
    const abort = new AbortController();
    let late: Promise<unknown> | undefined;
    const work = createFigmaCanvas(alice).transaction(async (inner) => {
      await inner.run(numbered(1));
      abort.abort();
      await new Promise((resolve) => setTimeout(resolve, 50));
      late = inner.run(numbered(2));
      await late;
    }, abort.signal);
    await expect(work).rejects.toMatchObject({ data: { code: 'cancelled' } });
    await until('the work went on', () => late !== undefined);
    await expect(late).rejects.toMatchObject({ data: { code: 'cancelled' } });
    expect(kinds()).toEqual(['A begin', 'A rollback']);
  });

  it('stays in its file when the designer moves to another', async () => {
    const canvas = createFigmaCanvas(alice);
    const other = setting.plugin({ file: { key: 'other', name: 'Other' }, visible: false });
    await filesConnected(alice, 2);
    plugin.say({ type: 'visibility', visible: true });
    await until('the first file is in front', async () => (await alice.sessions())[0]?.file.key === 'file-1');
    await canvas.transaction(async (inner) => {
      other.say({ type: 'visibility', visible: true });
      await until('the other is in front', async () => (await alice.sessions())[0]?.file.key === 'other');
      await inner.run(numbered(1));
    });
    expect(other.executed).toEqual([]);
    expect(kinds()).toEqual(['A begin', 'A commit']);
  });

  it('speaks every kind of request', async () => {
    const canvas = createFigmaCanvas(alice, { file: 'Ads' });
    expect(await canvas.export({ node: '1:2', format: 'PNG' })).toEqual({
      bytes: Uint8Array.of(1, 2, 3),
      width: 1,
      height: 1,
    });
    expect((await canvas.status()).document).toBe('Ads');
    expect(await canvas.fonts('Inter')).toEqual([]);
    expect(plugin.executed.at(-1)?.body).toEqual({ kind: 'fonts', query: 'Inter' });
  });

  it('takes only images that Figma takes', async () => {
    const canvas = createFigmaCanvas(alice);
    await expect(canvas.putImage(Buffer.from('RIFF....WEBP'))).rejects.toMatchObject({
      data: { code: 'image' },
    });
    const huge = Buffer.alloc(24);
    huge.writeUInt32BE(0x89504e47, 0);
    huge.writeUInt32BE(0x0d0a1a0a, 4);
    huge.writeUInt32BE(5000, 16);
    huge.writeUInt32BE(10, 20);
    await expect(canvas.putImage(huge)).rejects.toThrow(/4096/);
  });
});
