/** The program of a test client: an Adsmith process reduced to its bridge, driven over Node's IPC channel. */
import { randomBytes } from 'node:crypto';
import { CanvasError } from '../../schemas/canvas-result.ts';
import { createBridge } from '../../server/bridge/bridge.ts';
import { BridgeError } from '../../server/bridge/bridge-error.ts';
import { defaultTiming } from '../../server/bridge/timing.ts';
import { createFigmaCanvas } from '../../server/canvas/figma-canvas.ts';
import type { Answer, Call, News } from './client-driver.ts';
import { noisePng } from './noise.ts';
import { drawn, numbered, until } from './setting.ts';

const [port = '', home = '', version = '', name = '', timing = '{}'] = process.argv.slice(2);
const bridge = createBridge({
  port: Number(port),
  home,
  version,
  client: { name, pid: process.pid },
  timing: { ...defaultTiming, ...JSON.parse(timing) },
  log: {
    debug() {},
    warn() {},
    info(facts) {
      if ('role' in facts && facts.role === 'hub' && 'hub' in facts)
        report({ hub: process.pid, at: Date.now() });
    },
  },
});

let stopping = false;
let looping: Promise<void> | undefined;

/**
 * Numbered pieces of work, one after another, until told to stop. Each result is told at once, so that it counts even
 * if this process is killed the next moment.
 */
async function loop(work: (number: number) => Promise<unknown>): Promise<void> {
  await until('the plugin is connected', async () => (await bridge.sessions())[0]?.state === 'connected');
  for (let number = 1; !stopping; number += 1) {
    try {
      await work(number);
      report({ client: bridge.self.id, done: number, at: Date.now() });
    } catch (error) {
      report({ client: bridge.self.id, failed: describe(error).message, number, at: Date.now() });
      // A file that is closed is not open again at once.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Programs a stand-in can tell apart; every fifth in a transaction. */
async function read(number: number): Promise<void> {
  if (number % 5 !== 0) {
    await bridge.request({ kind: 'run', program: numbered(number) });
    return;
  }
  const { transaction } = await bridge.request({ kind: 'begin' });
  await bridge.request({ kind: 'run', program: numbered(number), transaction });
  await bridge.request({ kind: 'commit', transaction });
}

/**
 * A frame named after this client and the number; every third time two, in one transaction. Every second frame shows a
 * picture the plugin has never had.
 */
async function draw(number: number): Promise<void> {
  const canvas = createFigmaCanvas(bridge);
  const image = number % 2 === 0 ? bridge.putImage(noisePng(160)) : undefined;
  if (number % 3 !== 0) await canvas.run(drawn(bridge.self.id, number, 'whole', image));
  else
    await canvas.transaction(async (tx) => {
      await tx.run(drawn(bridge.self.id, number, 'first'));
      await tx.run(drawn(bridge.self.id, number, 'second', image));
    });
}

function report(news: News): void {
  process.send?.({ news });
}

async function perform(call: Call): Promise<unknown> {
  switch (call.do) {
    case 'sessions':
      return bridge.sessions();
    case 'status':
      return bridge.status();
    case 'request':
      return bridge.request(call.request);
    case 'loop':
      looping = loop(read);
      return undefined;
    case 'draw':
      looping = loop(draw);
      return undefined;
    case 'stop':
      stopping = true;
      await looping;
      return undefined;
    case 'image': {
      const image = bridge.putImage(randomBytes(call.size));
      // A process that has just worked hard is made to wait for others; making the image is not what is measured.
      await new Promise((resolve) => setTimeout(resolve, 20));
      const start = performance.now();
      await bridge.request({ kind: 'run', program: { ops: [{ op: 'set_image', node: '1:2', image }] } });
      return performance.now() - start;
    }
    case 'block':
      setTimeout(() => {
        const end = Date.now() + call.ms;
        while (Date.now() < end);
      }, 5);
      return undefined;
    case 'leave':
      await bridge.close();
      setTimeout(() => process.exit(0), 50);
      return undefined;
  }
}

function describe(error: unknown): NonNullable<Answer['error']> {
  if (error instanceof BridgeError) return { bridge: error.bridge, message: error.message };
  return { message: error instanceof CanvasError ? error.data.message : String(error) };
}

process.on('message', (call: Call) => {
  perform(call).then(
    (value) => process.send?.({ id: call.id, value }),
    (error: unknown) => process.send?.({ id: call.id, error: describe(error) }),
  );
});
// As the real server does when its client's stdin ends: no orphans.
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0 });
