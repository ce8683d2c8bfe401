/** How crisp a picture is at the size it is shown: enlarged ones have their pixels and not their detail. */
import { sharp } from '../../assets/index.ts';
import { luma8 } from './luminance.ts';

/** px to each side within which an edge has to be over. */
const REACH = 6;
/** Fewer edges than this say nothing. */
const FEWEST = 60;
/** Larger pictures are looked at smaller by halves, which only makes them crisper. */
const MOST_PIXELS = 1_500_000;
const MOST_KNOWN = 500;

/** By image and width: content does not change. */
const known = new Map<string, number | undefined>();

/**
 * The share of an edge's height that is crossed from one pixel to the next, at the crispest twentieth of all edges.
 * Above 0.5: crisp. 0.25: as if enlarged four or five times. undefined: no edges to tell by. `width`: px the whole
 * picture is shown with.
 */
export async function sharpnessOf(
  hash: string,
  bytes: () => Promise<Uint8Array>,
  width: number,
): Promise<number | undefined> {
  const key = `${hash} ${width}`;
  if (known.has(key)) return known.get(key);
  const { data, info } = await sharp(await bytes())
    .resize({ width, withoutEnlargement: true })
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const found = info.width * info.height > MOST_PIXELS ? undefined : crispness(data, info.width, info.height);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

function crispness(data: Uint8Array, width: number, height: number): number | undefined {
  const row = new Float32Array(width);
  const shares: number[] = [];
  for (let y = 0; y < height; y += 2) {
    for (let x = 0, at = y * width * 4; x < width; x++, at += 4) {
      // On middle grey, so that the outline of a cut-out counts as an edge.
      const alpha = (data[at + 3] ?? 0) / 255;
      row[x] = luma8(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) * alpha + 0.5 * (1 - alpha);
    }
    for (let x = REACH; x < width - REACH - 1; x++) {
      const step = Math.abs((row[x + 1] ?? 0) - (row[x] ?? 0));
      if (step < 0.04) continue;
      let [low, high] = [1, 0];
      for (let near = x - REACH; near <= x + REACH; near++) {
        const value = row[near] ?? 0;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low >= 0.15) shares.push(step / (high - low));
    }
  }
  if (shares.length < FEWEST) return undefined;
  shares.sort((a, b) => b - a);
  return shares[Math.floor(shares.length * 0.05)];
}
