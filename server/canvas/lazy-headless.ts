/** The headless canvas of a process: its engines are loaded, and its file is opened, when it is first used. */
import type { Canvas } from './canvas.ts';
import type { HeadlessCanvas } from './headless-canvas.ts';
import { createLazyCanvas } from './lazy-canvas.ts';

export interface LazyHeadless {
  canvas: Canvas;
  /** The same canvas for who only watches and must not keep other processes from it. */
  onlooker: HeadlessCanvas['onlooker'];
  /** Writes what is pending; nothing happens if the canvas was never used. */
  close(): Promise<void>;
}

export interface LazyHeadlessOptions {
  canvasFile: string;
  fontDirs: string[];
  /** Name of the MCP client, for the messages other processes on the file get. */
  client: () => string;
  /** Told about what could not be read or saved. */
  onWarning: (message: string) => void;
}

export function createLazyHeadless({
  canvasFile,
  fontDirs,
  client,
  onWarning,
}: LazyHeadlessOptions): LazyHeadless {
  let opened: Promise<HeadlessCanvas> | undefined;
  const open = async (): Promise<HeadlessCanvas> => {
    const { createHeadlessCanvas } = await import('./headless-canvas.ts');
    return createHeadlessCanvas({ file: canvasFile, fontDirs, onWarning, sharing: { client } });
  };
  const headless = () => {
    opened ??= open();
    return opened;
  };
  return {
    canvas: createLazyCanvas(headless),
    onlooker: {
      status: async () => (await headless()).onlooker.status(),
      snapshot: async (node) => (await headless()).onlooker.snapshot(node),
      export: async (request) => (await headless()).onlooker.export(request),
    },
    async close() {
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}
