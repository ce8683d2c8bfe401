/** A canvas that is opened on first use: most of its weight (layout, fonts, drawing) is not needed to list tools. */
import type { Canvas } from './canvas.ts';

/** `kind` is 'headless' until something was asked of the canvas. `signal` ends programs that name none themselves. */
export function createLazyCanvas(open: () => Promise<Canvas>, signal?: AbortSignal): Canvas {
  let kind: Canvas['kind'] = 'headless';
  let opened: Promise<Canvas> | undefined;
  const canvas = () => {
    opened ??= open().then(
      (chosen) => {
        kind = chosen.kind;
        return chosen;
      },
      // A failed opening is tried again at the next call: the cause may be gone (a lock, a full disk).
      (error) => {
        opened = undefined;
        throw error;
      },
    );
    return opened;
  };
  return {
    get kind() {
      return kind;
    },
    run: async (program, own = signal) => (await canvas()).run(program, own),
    transaction: async (work, own = signal) => (await canvas()).transaction(work, own),
    export: async (request) => (await canvas()).export(request),
    snapshot: async (nodeId) => (await canvas()).snapshot(nodeId),
    restore: async (snapshot) => (await canvas()).restore(snapshot),
    status: async () => (await canvas()).status(),
    fonts: async (query) => (await canvas()).fonts(query),
    putImage: async (bytes) => (await canvas()).putImage(bytes),
    image: async (hash) => (await canvas()).image(hash),
  };
}
