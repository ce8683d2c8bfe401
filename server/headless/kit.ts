/** CanvasKit, loaded on first use: it costs ~150 ms and 30 MB, and many sessions never draw. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { CanvasKit } from 'canvaskit-wasm';

export type { CanvasKit } from 'canvaskit-wasm';

let loading: Promise<CanvasKit> | undefined;

/** The one CanvasKit of the process (the `full` build: JPEG and paragraph support). */
export function loadKit(): Promise<CanvasKit> {
  loading ??= load();
  return loading;
}

async function load(): Promise<CanvasKit> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('canvaskit-wasm/full');
  const init = require(entry) as (options: { locateFile: (file: string) => string }) => Promise<CanvasKit>;
  return init({ locateFile: (file) => `${dirname(entry)}/${file}` });
}
