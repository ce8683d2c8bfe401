/** A logo that comes on an even ground (a JPEG on white) without it, so that it does not stand in a box. */
import { sharp } from './sharp.ts';

/** Levels a border pixel may differ from the ground's colour: JPEG noise. */
const SAME = 26;
/** Share of the border that has to be ground. */
const BORDER_SHARE = 0.97;
/** What is left after the outside is gone, as a share of its box: above it is a badge, whose inside is drawn. */
const BADGE_SHARE = 0.62;
/** A picture whose ground is less than this share of it is a full-bleed picture, not a logo on a ground. */
const LEAST_GROUND = 0.15;
/** Longer sides take long and show no more. */
const MOST_SIDE = 2000;

/**
 * The picture with its ground transparent and soft edges, as PNG; undefined where it has transparency already, or no
 * even ground around it. Ground inside letters goes as well; inside a badge it stays.
 */
export async function withoutEvenGround(bytes: Uint8Array): Promise<Buffer | undefined> {
  const { data, info } = await sharp(bytes)
    .resize({ width: MOST_SIDE, height: MOST_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const border = borderOf(width, height);
  if (width < 8 || height < 8 || border.some((at) => (data[at * 4 + 3] ?? 0) < 255)) return undefined;
  const ground = [0, 1, 2].map((channel) => median(border.map((at) => data[at * 4 + channel] ?? 0)));
  /** 0..255: how far a pixel is from the ground. */
  const away = (at: number) =>
    Math.max(...ground.map((value, channel) => Math.abs(value - (data[at * 4 + channel] ?? 0))));
  if (border.filter((at) => away(at) <= SAME).length < border.length * BORDER_SHARE) return undefined;

  const outside = flood(border, width, height, (at) => away(at) <= SAME);
  const cleared = outside.mask;
  if (outside.count < width * height * LEAST_GROUND || outside.count > width * height * 0.998)
    return undefined;
  if (insideShare(cleared, width, height) < BADGE_SHARE)
    for (let at = 0; at < cleared.length; at++) if (away(at) <= SAME) cleared[at] = 1;

  const out = Buffer.from(data);
  for (let at = 0; at < cleared.length; at++) {
    if (cleared[at] === 1) {
      out[at * 4 + 3] = 0;
      continue;
    }
    const near = neighbours(at, width, height);
    if (!near.some((other) => cleared[other] === 1)) continue;
    // An edge pixel is a mix of the ground and of what stands beside it: the ink there tells how much of each.
    const ink = near.reduce((most, other) => (away(other) > away(most) ? other : most), at);
    const share = Math.min(1, away(at) / Math.max(1, away(ink)));
    for (let channel = 0; channel < 3; channel++) out[at * 4 + channel] = data[ink * 4 + channel] ?? 0;
    out[at * 4 + 3] = Math.round(share * 255);
  }
  return sharp(out, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

function borderOf(width: number, height: number): number[] {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1);
  return border;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Everything that is connected with `from` over pixels for which `is` holds. */
function flood(
  from: readonly number[],
  width: number,
  height: number,
  is: (at: number) => boolean,
): { mask: Uint8Array; count: number } {
  const mask = new Uint8Array(width * height);
  const queue: number[] = [];
  const visit = (at: number) => {
    if (mask[at] === 1 || !is(at)) return;
    mask[at] = 1;
    queue.push(at);
  };
  for (const at of from) visit(at);
  let count = 0;
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    count++;
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < width * (height - 1)) visit(at + width);
  }
  return { mask, count };
}

/** How much of its box what is not cleared fills. */
function insideShare(cleared: Uint8Array, width: number, height: number): number {
  let [left, top, right, bottom, count] = [width, height, -1, -1, 0];
  for (let at = 0; at < cleared.length; at++) {
    if (cleared[at] === 1) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x),
      Math.max(bottom, y),
    ];
    count++;
  }
  return right < left ? 0 : count / ((right - left + 1) * (bottom - top + 1));
}

const REACH = 2;

/** Indexes up to two pixels around. */
function neighbours(at: number, width: number, height: number): number[] {
  const [x, y] = [at % width, Math.floor(at / width)];
  const found: number[] = [];
  for (let dy = -REACH; dy <= REACH; dy++)
    for (let dx = -REACH; dx <= REACH; dx++) {
      const [nx, ny] = [x + dx, y + dy];
      if (nx >= 0 && ny >= 0 && nx < width && ny < height) found.push(ny * width + nx);
    }
  return found;
}
