/** The headless canvas of a process: its file is claimed and its engines are loaded when it is first used. */
import type { Canvas } from './canvas.ts';
import { type ClaimedFile, claimCanvasFile } from './canvas-file.ts';
import type { HeadlessCanvas } from './headless-canvas.ts';
import { createLazyCanvas } from './lazy-canvas.ts';

export interface LazyHeadless {
  canvas: Canvas;
  /** Writes what is pending; nothing happens if the canvas was never used. */
  close(): Promise<void>;
}

export function createLazyHeadless(options: { canvasFile: string; fontDirs: string[] }): LazyHeadless {
  let claimed: ClaimedFile | undefined;
  let opened: Promise<HeadlessCanvas> | undefined;
  const open = async (): Promise<HeadlessCanvas> => {
    const { createHeadlessCanvas } = await import('./headless-canvas.ts');
    claimed ??= claimCanvasFile(options.canvasFile);
    return createHeadlessCanvas({ file: claimed.path, fontDirs: options.fontDirs });
  };
  return {
    canvas: createLazyCanvas(() => {
      opened ??= open();
      return opened;
    }),
    async close() {
      await (await opened?.catch(() => undefined))?.close();
      claimed?.release();
    },
  };
}
