/** Decoded and resampled images in CanvasKit's heap, shared by all drawings and bounded in size. */
import type { CanvasKit, Image } from 'canvaskit-wasm';

export interface Stamp {
  image: Image;
  width: number;
  height: number;
  opaque: boolean;
}

export interface Pixels {
  /** RGBA, straight alpha. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** Bytes of pixels kept; a 1080x1920 photo takes 8 MB. */
export const IMAGE_CACHE_BYTES = 128 * 1024 * 1024;

const caches = new WeakMap<CanvasKit, StampCache>();

export function stampCache(kit: CanvasKit): StampCache {
  let cache = caches.get(kit);
  if (cache === undefined) {
    cache = new StampCache(kit);
    caches.set(kit, cache);
  }
  return cache;
}

/** Least recently used stamps go first. Stamps of a drawing under way are held and never deleted under it. */
export class StampCache {
  readonly #stamps = new Map<string, Stamp>();
  readonly #holds = new Map<string, number>();
  #bytes = 0;

  constructor(
    private readonly kit: CanvasKit,
    private readonly limit = IMAGE_CACHE_BYTES,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** The stamp under `key`, held until `release`; the caller must `add` it if it is missing. */
  hold(key: string): Stamp | undefined {
    const stamp = this.#stamps.get(key);
    if (stamp === undefined) return undefined;
    this.#stamps.delete(key);
    this.#stamps.set(key, stamp);
    this.#holds.set(key, (this.#holds.get(key) ?? 0) + 1);
    return stamp;
  }

  /** Copies pixels into CanvasKit's heap. Another drawing may have added the same key meanwhile: then that one counts. */
  add(key: string, pixels: Pixels): Stamp {
    const known = this.hold(key);
    if (known !== undefined) return known;
    const { data, width, height } = pixels;
    const opaque = premultiply(data);
    const image = this.kit.MakeImage(
      {
        width,
        height,
        colorType: this.kit.ColorType.RGBA_8888,
        alphaType: opaque ? this.kit.AlphaType.Opaque : this.kit.AlphaType.Premul,
        colorSpace: this.kit.ColorSpace.SRGB,
      },
      data,
      width * 4,
    );
    if (image === null) throw new Error(`Not enough memory for an image of ${width} x ${height} px`);
    const stamp = { image, width, height, opaque };
    this.#stamps.set(key, stamp);
    this.#holds.set(key, 1);
    this.#bytes += width * height * 4;
    return stamp;
  }

  release(keys: Iterable<string>): void {
    for (const key of keys) {
      const holds = (this.#holds.get(key) ?? 0) - 1;
      if (holds > 0) this.#holds.set(key, holds);
      else this.#holds.delete(key);
    }
    this.#shrink();
  }

  #shrink(): void {
    for (const [key, stamp] of this.#stamps) {
      if (this.#bytes <= this.limit) return;
      if (this.#holds.has(key)) continue;
      stamp.image.delete();
      this.#stamps.delete(key);
      this.#bytes -= stamp.width * stamp.height * 4;
    }
  }
}

/** Multiplies colours by alpha in place; answers whether every pixel was opaque. */
function premultiply(data: Uint8Array): boolean {
  let opaque = true;
  for (let at = 3; at < data.length; at += 4) {
    const alpha = data[at] ?? 255;
    if (alpha === 255) continue;
    opaque = false;
    for (let channel = at - 3; channel < at; channel += 1) {
      data[channel] = Math.round(((data[channel] ?? 0) * alpha) / 255);
    }
  }
  return opaque;
}
