/**
 * Are two pictures the same ad? A hash finds what looks alike, but two ads of one layout look alike too. So the pictures
 * are laid over one another (one may be cropped) and compared field by field: a copy differs little everywhere, another
 * headline differs a lot in its place.
 */
import { decode, decoding, type OpenImage } from '../assets/index.ts';
import { toOklab } from './oklab.ts';

/** px a side of the pictures compared. */
const SIDE = 128;
/** px a side of a picture the overlay is first looked for in. */
const SMALL = 32;
/** px, of the pictures compared. */
const BLUR = 1.5;
/** Fields a side errors are counted in. */
const FIELDS = 16;
/** Share of a side that may be cut off in all. */
const MOST_CROP = 0.12;
/** Mean OKLab difference of the worst fields up to which two pictures are the same; measured in docs/library.md. */
const SAME = 0.042;
/** The worst field alone is often an edge that is half a pixel off: the mean of this many is used. */
const WORST = 5;

/** Mean difference in L (summed over the small picture) that no slight crop reaches (0.055), as they lie ... */
const UNLIKE = 0.09 * SMALL * SMALL;
/** ... and when laid over one another as well as they go. */
const MISFIT = 0.03 * SMALL * SMALL;
/** A field that differs no more than this as it lies needs no better place. */
const FINE = 0.02;

export interface Miniature {
  /** L, a, b of SIDE x SIDE px. */
  large: Float32Array;
  /** L of SMALL x SMALL px. */
  small: Float32Array;
}

/** What part of a picture another one shows; shares of its sides. */
interface Window {
  x: number;
  y: number;
  width: number;
  height: number;
}

export async function miniatureOf(image: OpenImage): Promise<Miniature> {
  const data = await decoding(
    image.where,
    decode(image, SIDE * 4)
      .flatten({ background: '#ffffff' })
      .resize({ width: SIDE, height: SIDE, fit: 'fill' })
      // Half a pixel off must not look like another letter.
      .blur(BLUR)
      .raw({ depth: 'uchar' })
      .toBuffer(),
  );
  const channels = data.length / (SIDE * SIDE);
  const large = new Float32Array(SIDE * SIDE * 3);
  for (let index = 0; index < SIDE * SIDE; index += 1) {
    const r = data[index * channels] ?? 0;
    toOklab(
      r,
      channels < 3 ? r : (data[index * channels + 1] ?? 0),
      channels < 3 ? r : (data[index * channels + 2] ?? 0),
      large,
      index * 3,
    );
  }
  return { large, small: shrink(large) };
}

/** True if one is the other, re-encoded, scaled or slightly cropped. */
export function samePicture(one: Miniature, two: Miniature): boolean {
  return differenceInside(one, two, SAME) <= SAME || differenceInside(two, one, SAME) <= SAME;
}

/**
 * How different they are where they differ most, OKLab units, `part` laid over the window of `whole` where it fits best.
 * What is more than `enough` may be told as less than it is.
 */
function differenceInside(whole: Miniature, part: Miniature, enough: number): number {
  let best: Window = { x: 0, y: 0, width: 1, height: 1 };
  let least = smallError(whole.small, part.small, best, UNLIKE);
  if (least > UNLIKE) return 1;
  const better = (candidate: Window): boolean => {
    const { x, y, width, height } = candidate;
    if (x < 0 || y < 0 || x + width > 1 || y + height > 1) return false;
    if (width < 1 - MOST_CROP || height < 1 - MOST_CROP) return false;
    const error = smallError(whole.small, part.small, candidate, least);
    if (error >= least) return false;
    [best, least] = [candidate, error];
    return true;
  };
  for (const width of [1, 0.96, 0.92]) {
    for (const height of [1, 0.96, 0.92]) {
      for (const right of [0, 0.5, 1])
        for (const down of [0, 0.5, 1])
          better({ x: (1 - width) * right, y: (1 - height) * down, width, height });
    }
  }
  for (const step of [0.02, 0.01, 0.005, 0.0025]) {
    for (let round = 0; round < 6; round += 1) {
      const { x, y, width, height } = best;
      const tried = [
        { x: x + step, y, width, height },
        { x: x - step, y, width, height },
        { x, y: y + step, width, height },
        { x, y: y - step, width, height },
        { x, y, width: width + step, height },
        { x, y, width: width - step, height },
        { x, y, width, height: height + step },
        { x, y, width, height: height - step },
        { x: x + step, y, width: width - step, height },
        { x: x - step, y, width: width + step, height },
        { x, y: y + step, width, height: height - step },
        { x, y: y - step, width, height: height + step },
      ].map(better);
      if (!tried.includes(true)) break;
    }
  }
  if (least > MISFIT) return 1;
  return worstFields(whole.large, part.large, best, enough);
}

/** Sum of the differences in L; not counted to its end once it is more than `most`. */
function smallError(
  whole: Float32Array,
  part: Float32Array,
  { x, y, width, height }: Window,
  most: number,
): number {
  let sum = 0;
  for (let row = 0; row < SMALL && sum <= most; row += 1) {
    const fromY = (y + (height * (row + 0.5)) / SMALL) * SMALL - 0.5;
    const top = Math.min(SMALL - 2, Math.max(0, Math.floor(fromY)));
    const down = Math.min(1, Math.max(0, fromY - top));
    for (let column = 0; column < SMALL; column += 1) {
      const fromX = (x + (width * (column + 0.5)) / SMALL) * SMALL - 0.5;
      const left = Math.min(SMALL - 2, Math.max(0, Math.floor(fromX)));
      const right = Math.min(1, Math.max(0, fromX - left));
      const at = top * SMALL + left;
      const upper = (whole[at] ?? 0) * (1 - right) + (whole[at + 1] ?? 0) * right;
      const lower = (whole[at + SMALL] ?? 0) * (1 - right) + (whole[at + SMALL + 1] ?? 0) * right;
      sum += Math.abs(upper * (1 - down) + lower * down - (part[row * SMALL + column] ?? 0));
    }
  }
  return sum;
}

/**
 * Mean of the worst fields' errors; each field may lie up to a pixel off. More fields can only add to it, so it is not
 * looked for further once it is more than `enough`.
 */
function worstFields(whole: Float32Array, part: Float32Array, window: Window, enough: number): number {
  const field = SIDE / FIELDS;
  /** The worst so far, the worst first. */
  const worst: number[] = [];
  const mean = () => worst.reduce((sum, error) => sum + error, 0) / WORST;
  for (let row = 0; row < FIELDS; row += 1) {
    for (let column = 0; column < FIELDS; column += 1) {
      let least = fieldError(whole, part, window, column * field, row * field, field, 0, 0);
      for (const dy of [0, -0.75, 0.75]) {
        for (const dx of [0, -0.75, 0.75]) {
          if (least <= FINE) break;
          least = Math.min(
            least,
            fieldError(whole, part, window, column * field, row * field, field, dx, dy),
          );
        }
      }
      const place = worst.findIndex((error) => error < least);
      worst.splice(place < 0 ? worst.length : place, 0, least);
      worst.length = Math.min(worst.length, WORST);
      if (mean() > enough) return mean();
    }
  }
  return mean();
}

function fieldError(
  whole: Float32Array,
  part: Float32Array,
  { x, y, width, height }: Window,
  left: number,
  top: number,
  size: number,
  dx: number,
  dy: number,
): number {
  let sum = 0;
  for (let row = top; row < top + size; row += 1) {
    const fromY = clamp((y + (height * (row + 0.5)) / SIDE) * SIDE - 0.5 + dy);
    const upper = Math.min(SIDE - 2, Math.floor(fromY));
    const down = fromY - upper;
    for (let column = left; column < left + size; column += 1) {
      const fromX = clamp((x + (width * (column + 0.5)) / SIDE) * SIDE - 0.5 + dx);
      const first = Math.min(SIDE - 2, Math.floor(fromX));
      const right = fromX - first;
      const at = (upper * SIDE + first) * 3;
      const to = (row * SIDE + column) * 3;
      let squares = 0;
      for (let channel = 0; channel < 3; channel += 1) {
        const above = (whole[at + channel] ?? 0) * (1 - right) + (whole[at + 3 + channel] ?? 0) * right;
        const below =
          (whole[at + SIDE * 3 + channel] ?? 0) * (1 - right) +
          (whole[at + SIDE * 3 + 3 + channel] ?? 0) * right;
        squares += (above * (1 - down) + below * down - (part[to + channel] ?? 0)) ** 2;
      }
      sum += Math.sqrt(squares);
    }
  }
  return sum / (size * size);
}

const clamp = (value: number) => Math.min(SIDE - 1, Math.max(0, value));

function shrink(large: Float32Array): Float32Array {
  const step = SIDE / SMALL;
  return Float32Array.from({ length: SMALL * SMALL }, (_, index) => {
    const [row, column] = [Math.floor(index / SMALL) * step, (index % SMALL) * step];
    let sum = 0;
    for (let y = 0; y < step; y += 1)
      for (let x = 0; x < step; x += 1) sum += large[((row + y) * SIDE + column + x) * 3] ?? 0;
    return sum / (step * step);
  });
}
