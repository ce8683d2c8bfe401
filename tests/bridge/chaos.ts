/**
 * Kills the hub again and again while two clients work, and counts what went wrong. Every client runs numbered
 * programs, some in transactions; the plugin remembers what it executed. Whichever client is the hub is killed with
 * SIGKILL at a random moment and replaced by a new one.
 */
import type { CanvasRequest } from '../../schemas/canvas-request.ts';
import { ClientProcess, type News } from './client-driver.ts';
import { until } from './setting.ts';
import { record, StandInPlugin } from './stand-in-plugin.ts';

export interface ChaosOptions {
  program: string;
  port: number;
  home: string;
  token: string;
  kills: number;
  /** Told after every kill. */
  onKill?(number: number): void;
}

export interface ChaosReport {
  kills: number;
  operations: number;
  /** Errors clients saw. */
  failed: string[];
  /** Done for the client, never executed in the plugin. */
  lost: number;
  /** Executed more than once. */
  duplicated: number;
  /** Executed after a later operation of the same client. */
  misordered: number;
  /** Transactions still open in the plugin at the end. */
  leftOpen: number;
  /** ms from each kill to the next process that holds the port, and to the next operation done by anyone. */
  takeover: number[];
  recovery: number[];
}

const workers = 2;

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { program, port, home, token, kills } = options;
  const news: News[] = [];
  const clients: ClientProcess[] = [];
  const start = () => {
    const client = new ClientProcess({ program, port, home, onNews: (item) => news.push(item) });
    clients.push(client);
    return client;
  };
  const plugin = new StandInPlugin({ port, token, execute: slowly });
  try {
    for (let index = 0; index < workers + 1; index += 1) await start().call({ do: 'sessions' });
    await Promise.all(clients.map((client) => client.call({ do: 'loop' })));
    await until('work has begun', () => plugin.executed.length > 5);
    const takeover: number[] = [];
    const recovery: number[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      await pause(40 + Math.random() * 160);
      const { at, victim } = await killHub(clients);
      await until('a new hub', () => news.some((item) => 'hub' in item && item.at >= at));
      await until('work goes on', () => firstDone(news, at) !== undefined);
      takeover.push((news.find((item) => 'hub' in item && item.at >= at)?.at ?? at) - at);
      recovery.push((firstDone(news, at) ?? at) - at);
      clients.splice(clients.indexOf(victim), 1);
      const fresh = start();
      await fresh.call({ do: 'loop' });
      options.onKill?.(kill);
    }
    await Promise.all(clients.map((client) => client.call({ do: 'stop' })));
    await until('orphaned transactions are rolled back', () => plugin.transactions.size === 0).catch(
      () => {},
    );
    return { kills, ...count(news, plugin), leftOpen: plugin.transactions.size, takeover, recovery };
  } finally {
    plugin.close();
    await Promise.all(clients.map((client) => client.kill()));
  }
}

async function killHub(clients: ClientProcess[]): Promise<{ at: number; victim: ClientProcess }> {
  for (;;) {
    const roles = await Promise.all(clients.map(async (client) => (await client.status()).role));
    const victim = clients[roles.indexOf('hub')];
    if (victim) {
      const at = Date.now();
      victim.signal('SIGKILL');
      await victim.exited;
      return { at, victim };
    }
    await pause(5);
  }
}

function firstDone(news: News[], after: number): number | undefined {
  return news.find((item) => 'done' in item && item.at > after)?.at;
}

function count(news: News[], plugin: StandInPlugin) {
  const executed = plugin.executed.filter(({ body }) => body.kind === 'run');
  const marks = executed.map(({ client, body }) => `${client} ${numberOf(body)}`);
  const once = new Set(marks);
  const latest = new Map<string, number>();
  let misordered = 0;
  for (const { client, body } of executed) {
    const number = numberOf(body);
    if (number < (latest.get(client) ?? 0)) misordered += 1;
    latest.set(client, number);
  }
  const done = news.filter((item) => 'done' in item);
  return {
    operations: done.length,
    failed: news.flatMap((item) => ('failed' in item ? [item.failed] : [])),
    lost: done.filter(({ client, done: number }) => !once.has(`${client} ${number}`)).length,
    duplicated: marks.length - once.size,
    misordered,
  };
}

function numberOf(body: CanvasRequest): number {
  const [op] = body.kind === 'run' ? body.program.ops : [];
  return op?.op === 'read' ? Number(op.node?.slice(2)) : 0;
}

/** Like a plugin that needs a moment for each request, so that kills hit requests in flight. */
async function slowly(...args: Parameters<typeof record>): Promise<unknown> {
  await pause(Math.random() * 12);
  return record(...args);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
