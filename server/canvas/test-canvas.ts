/** What tests of canvases have in common. */
import sharp from 'sharp';
import type { CanvasProgramInput } from '../../schemas/canvas-program.ts';
import { CanvasError } from '../../schemas/canvas-result.ts';
import type { Canvas } from './canvas.ts';

/** A program that makes an empty frame. */
export const frame = (name: string): CanvasProgramInput => ({
  ops: [{ op: 'create', type: 'FRAME', as: 'frame', parent: null, props: { name } }],
});

/** Of the frames on the page, sorted. */
export const names = async (canvas: Pick<Canvas, 'status'>) =>
  (await canvas.status()).frames.map((each) => each.name).sort();

/** What the canvas says of work that must fail. */
export const failure = async (work: Promise<unknown>): Promise<CanvasError['data']> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CanvasError)) throw new Error(`expected a CanvasError, got ${String(error)}`);
  return error.data;
};

export const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const png = async (background = 'teal'): Promise<Uint8Array> => {
  return new Uint8Array(
    await sharp({ create: { width: 6, height: 4, channels: 3, background } })
      .png()
      .toBuffer(),
  );
};
