/** A canvas that is opened on first use: most of its weight (layout, fonts, drawing) is not needed to list tools. */
import type { Canvas } from './canvas.ts';

export interface LazyCanvas extends Canvas {
  /** Writes what is pending and closes; nothing happens if the canvas was never opened. */
  close(): Promise<void>;
}

export function createLazyCanvas(
  kind: Canvas['kind'],
  open: () => Promise<Canvas & { close(): Promise<void> }>,
): LazyCanvas {
  let opened: Promise<Canvas & { close(): Promise<void> }> | undefined;
  const canvas = () => {
    // A failed opening is tried again at the next call: the cause may be gone (a lock, a full disk).
    opened ??= open().catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    kind,
    run: async (program) => (await canvas()).run(program),
    transaction: async (work, signal) => (await canvas()).transaction(work, signal),
    export: async (request) => (await canvas()).export(request),
    snapshot: async (nodeId) => (await canvas()).snapshot(nodeId),
    restore: async (snapshot) => (await canvas()).restore(snapshot),
    status: async () => (await canvas()).status(),
    fonts: async (query) => (await canvas()).fonts(query),
    putImage: async (bytes) => (await canvas()).putImage(bytes),
    image: async (hash) => (await canvas()).image(hash),
    close: async () => {
      if (opened) await (await opened.catch(() => undefined))?.close();
    },
  };
}
