/**
 * The real plugin (main thread, link, real socket) under four real client processes, while its socket is cut, the hub
 * is killed and the plugin is reloaded at random moments. Every piece of work leaves frames named after it in the
 * file, so the file itself says in the end what was lost, done twice, half done or out of order.
 */
import { createHeadlessFigma } from '../../server/headless/figma.ts';
import { ClientProcess, type News } from '../bridge/client-driver.ts';
import { until } from '../bridge/setting.ts';
import { type PluginInNode, startPluginInNode } from './plugin-in-node.ts';

export interface PluginChaosOptions {
  /** The bundled client. */
  program: string;
  port: number;
  home: string;
  token: string;
  /** How often something is broken. */
  blows: number;
  /** Decides what is broken and when. */
  seed: number;
  onBlow?(number: number): void;
}

export interface PluginChaosReport {
  blows: Record<Blow, number>;
  /** Pieces of work clients were told are done. */
  done: number;
  /** Pieces of work that ended with an error, by its message. Only a reload may cause any. */
  failed: Record<string, number>;
  /** Done for the client, not in the file. */
  lost: number;
  /** In the file more than once. */
  duplicated: number;
  /** In the file after a later piece of work of the same client. */
  misordered: number;
  /** Transactions of which the file has one part only. */
  halfDone: number;
  /** Anything else the plugin left in the file (parked nodes, stand-ins). */
  leftOver: string[];
}

type Blow = 'cut' | 'kill' | 'reload';
const blows: readonly Blow[] = ['cut', 'kill', 'reload'];
const workers = 4;

export async function runPluginChaos(options: PluginChaosOptions): Promise<PluginChaosReport> {
  const { program, port, home, token } = options;
  const random = seeded(options.seed);
  const news: News[] = [];
  const clients: ClientProcess[] = [];
  const cleanups: (() => Promise<void> | void)[] = [];
  const headless = await createHeadlessFigma();
  const setting = {
    port,
    token,
    defer: (cleanup: () => Promise<void> | void) => void cleanups.push(cleanup),
  };
  const startWorker = async () => {
    const client = new ClientProcess({ program, port, home, onNews: (item) => news.push(item) });
    clients.push(client);
    await client.call({ do: 'draw' });
  };
  const reload = async (old?: PluginInNode): Promise<PluginInNode> => {
    old?.window.close();
    // Figma closes the page's socket in good order, or just drops it.
    if (random() < 0.5) old?.cut();
    old?.link.close();
    return startPluginInNode(setting, { headless });
  };
  const struck: Record<Blow, number> = { cut: 0, kill: 0, reload: 0 };
  let plugin = await reload();
  try {
    for (let index = 0; index < workers; index += 1) await startWorker();
    for (let number = 1; number <= options.blows; number += 1) {
      const seen = news.length;
      await until('work goes on', () => news.slice(seen).some((item) => 'done' in item));
      await pause(random() * 150);
      const blow = blows[Math.floor(random() * blows.length)] ?? 'cut';
      struck[blow] += 1;
      if (blow === 'cut') plugin.cut();
      else if (blow === 'reload') plugin = await reload(plugin);
      else if (await killHub(clients)) await startWorker();
      options.onBlow?.(number);
    }
    const seen = news.length;
    await until('work goes on', () => news.slice(seen).some((item) => 'done' in item));
    await Promise.all(clients.map((client) => client.call({ do: 'stop' })));
    await until('orphaned transactions are rolled back', () => openTransactions(plugin) === 0);
    return {
      blows: struck,
      ...count(
        news,
        headless.figma.currentPage.children.map(({ name }) => name),
      ),
    };
  } finally {
    await Promise.all(clients.map((client) => client.kill()));
    for (const cleanup of cleanups.reverse()) await cleanup();
    await headless.close();
  }
}

async function killHub(clients: ClientProcess[]): Promise<boolean> {
  const roles = await Promise.all(clients.map(async (client) => (await client.status()).role));
  const [victim] = clients.splice(roles.indexOf('hub'), roles.includes('hub') ? 1 : 0);
  victim?.signal('SIGKILL');
  await victim?.exited;
  return victim !== undefined;
}

function openTransactions({ fromMain }: PluginInNode): number {
  const told = fromMain.filter((message) => message.type === 'transactions').at(-1);
  return told?.open.length ?? 0;
}

/** `names`: the frames of the file, in the order they were made. */
function count(news: readonly News[], names: readonly string[]) {
  const pattern = /^(\S+) (\d+) (whole|first|second)$/;
  const made = names.flatMap((name) => {
    const [, client = '', number, part = ''] = pattern.exec(name) ?? [];
    return number === undefined ? [] : [{ client, number: Number(number), part }];
  });
  const parts = new Map<string, string[]>();
  const latest = new Map<string, number>();
  let misordered = 0;
  for (const { client, number, part } of made) {
    if (number < (latest.get(client) ?? 0)) misordered += 1;
    latest.set(client, number);
    const key = `${client} ${number}`;
    parts.set(key, [...(parts.get(key) ?? []), part]);
  }
  const done = news.flatMap((item) => ('done' in item ? [`${item.client} ${item.done}`] : []));
  const failed: Record<string, number> = {};
  for (const item of news) if ('failed' in item) failed[item.failed] = (failed[item.failed] ?? 0) + 1;
  const halves = [...parts.values()].filter((found) => !found.includes('whole') && new Set(found).size < 2);
  return {
    done: done.length,
    failed,
    lost: done.filter((key) => !parts.has(key)).length,
    duplicated: names.length - new Set(names).size,
    misordered,
    halfDone: halves.length,
    leftOver: names.filter((name) => !pattern.test(name)),
  };
}

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
