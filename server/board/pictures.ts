/** Pictures of frames: drawn once per content and size, one at a time, the latest kept. */
import type { BoardCanvas, BoardFrame } from './frames.ts';

export const pictureSizes = ['small', 'large'] as const;
export type PictureSize = (typeof pictureSizes)[number];

/** Largest sides of a picture, px, and the largest enlargement (for dense screens). */
const bounds = { small: { width: 720, height: 960 }, large: { width: 2160, height: 2160 } };
const largestScale = 2;
const defaultBudget = 96 * 1024 * 1024;

export class Pictures {
  /** By size and version, least recently used first. */
  private readonly kept = new Map<string, Uint8Array>();
  private readonly drawing = new Map<string, Promise<Uint8Array>>();
  private keptBytes = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly canvas: BoardCanvas,
    /** Bytes kept in memory. */
    private readonly budget = defaultBudget,
  ) {}

  /** A PNG of the frame. Rejects with the canvas's error when it cannot be drawn. */
  get(frame: BoardFrame, size: PictureSize): Promise<Uint8Array> {
    const key = `${size}:${frame.version}`;
    const kept = this.kept.get(key);
    if (kept) {
      this.kept.delete(key);
      this.kept.set(key, kept);
      return Promise.resolve(kept);
    }
    let drawn = this.drawing.get(key);
    if (!drawn) {
      drawn = this.draw(frame, size)
        .then((bytes) => this.keep(key, bytes))
        .finally(() => this.drawing.delete(key));
      this.drawing.set(key, drawn);
    }
    return drawn;
  }

  /** One after the other: the agent's own work shares the processor with the board. */
  private draw(frame: BoardFrame, size: PictureSize): Promise<Uint8Array> {
    const turn = this.last.then(async () => {
      const { bytes } = await this.canvas.export({
        node: frame.id,
        format: 'PNG',
        scale: scaleOf(frame, size),
      });
      return bytes;
    });
    this.last = turn.catch(() => {});
    return turn;
  }

  private keep(key: string, bytes: Uint8Array): Uint8Array {
    this.kept.set(key, bytes);
    this.keptBytes += bytes.byteLength;
    for (const [oldest, dropped] of this.kept) {
      if (this.keptBytes <= this.budget || oldest === key) break;
      this.kept.delete(oldest);
      this.keptBytes -= dropped.byteLength;
    }
    return bytes;
  }
}

function scaleOf({ width, height }: BoardFrame, size: PictureSize): number {
  const bound = bounds[size];
  return Math.min(largestScale, bound.width / Math.max(1, width), bound.height / Math.max(1, height));
}
