/**
 * Yoga, loaded on first use (its WebAssembly takes about 40 ms to start), and a pool of its nodes: creating one per
 * layout item would cost more than the layout itself.
 */
import type { Config, Node, Yoga } from 'yoga-layout/load';

interface Loaded {
  yoga: Yoga;
  config: Config;
}

let loading: Promise<void> | undefined;
let loaded: Loaded | undefined;
const pool: Node[] = [];

/** Loads the layout engine. Must have resolved before the first `relayout`. */
export function loadLayout(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const { loadYoga } = await import('yoga-layout/load');
  const yoga = await loadYoga();
  const config = yoga.Config.create();
  // Figma keeps fractions; Yoga's default rounds every box to whole pixels.
  config.setPointScaleFactor(0);
  loaded = { yoga, config };
}

/** Runs `use` with a fresh container and `count` fresh children already inserted. */
export function withNodes<T>(count: number, use: (container: Node, items: Node[], yoga: Yoga) => T): T {
  if (!loaded) throw new Error('The layout engine is not loaded: await loadLayout() before relayout().');
  const { yoga, config } = loaded;
  const take = (): Node => pool.pop() ?? yoga.Node.createWithConfig(config);
  const container = take();
  const items = Array.from({ length: count }, take);
  items.forEach((item, index) => {
    container.insertChild(item, index);
  });
  try {
    return use(container, items, yoga);
  } finally {
    for (const item of items) {
      container.removeChild(item);
      item.reset();
    }
    container.reset();
    pool.push(container, ...items);
  }
}
