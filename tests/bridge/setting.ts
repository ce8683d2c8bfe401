/** A fresh setting per test: a free port, a home with its secret, bridges and plugins that are closed at the end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bridge, type BridgeOptions, createBridge } from '../../server/bridge/bridge.ts';
import { loadSecret, pairingToken } from '../../server/bridge/secret.ts';
import type { BridgeTiming } from '../../server/bridge/timing.ts';
import { type StandInOptions, StandInPlugin } from './stand-in-plugin.ts';

/** Short times, so that failures are seen soon. */
export const quickTiming: Partial<BridgeTiming> = {
  election: 1500,
  join: 500,
  electionMemory: 200,
  verdictLife: 2000,
  pluginGrace: 1500,
  clientGrace: 300,
  hello: 500,
  request: 8000,
  overdue: 300,
  hubSilence: 1000,
};

/** A port below every ephemeral range that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 15_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

export interface Setting {
  port: number;
  home: string;
  token: string;
  bridge(name?: string, options?: Partial<BridgeOptions>): Bridge;
  plugin(options?: Partial<StandInOptions>): StandInPlugin;
  /** Run at the end, last first. */
  defer(cleanup: () => Promise<void> | void): void;
  end(): Promise<void>;
}

export async function makeSetting(): Promise<Setting> {
  const home = await mkdtemp(join(tmpdir(), 'adsmith-bridge-'));
  const port = await freePort();
  const token = pairingToken(await loadSecret(home));
  const cleanups: (() => Promise<void> | void)[] = [() => rm(home, { recursive: true, force: true })];
  return {
    port,
    home,
    token,
    bridge(name = 'test-client', options = {}) {
      const bridge = createBridge({
        port,
        home,
        version: '0.1.0',
        client: { name, pid: process.pid },
        ...options,
        timing: { ...quickTiming, ...options.timing },
      });
      cleanups.push(() => bridge.close());
      return bridge;
    },
    plugin(options = {}) {
      const plugin = new StandInPlugin({ port, token, ...options });
      cleanups.push(() => plugin.close());
      return plugin;
    },
    defer(cleanup) {
      cleanups.push(cleanup);
    },
    async end() {
      for (const cleanup of cleanups.reverse()) await cleanup();
    },
  };
}

/** Waits until `holds`, looking often; fails with `what` after `limit` ms. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limit = 8000,
): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${limit} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until a bridge sees `count` connected files. */
export function filesConnected(bridge: Bridge, count = 1): Promise<void> {
  return until(
    `${count} files connected`,
    async () => (await bridge.sessions()).filter(({ state }) => state === 'connected').length === count,
  );
}

/** A program that does nothing but can be recognised by its number. */
export function numbered(number: number) {
  return { ops: [{ op: 'read' as const, node: `n:${number}` }] };
}

/** A program that leaves a frame named after its client and number. */
export function drawn(client: string, number: number, part = 'whole', image?: string) {
  const fills = image === undefined ? {} : { fills: [{ type: 'IMAGE', image, scaleMode: 'FILL' }] };
  const props = { name: `${client} ${number} ${part}`, width: 10, height: 10, ...fills };
  return { ops: [{ op: 'create' as const, type: 'FRAME' as const, parent: null, props }] };
}
