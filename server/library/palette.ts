/** The up to five colours a picture is made of: weighted k-means in OKLab. */
import { toHex } from '../../schemas/colour.ts';
import { fromOklab, type Oklab } from './oklab.ts';

export interface PaletteColour extends Oklab {
  /** Share of the picture, 0..1. */
  weight: number;
}

/** Colours a picture has at most. */
export const paletteSize = 5;
const ROUNDS = 12;
/** Clusters nearer than this are one colour to the eye. */
const SAME = 0.045;
/** Pixels that differ more than this from a neighbour lie on an edge: mixtures no one chose. */
const EDGE = 0.05;
const LEAST_FLAT = 0.2;
/** Steps a channel is grouped in before clustering: a few hundred groups instead of 4,096 pixels. */
const BINS = 24;

/**
 * Palette of a square picture of `side` px; `pixels` holds L, a, b of each in turn. The same pixels give the same palette;
 * most used colour first.
 */
export function paletteOf(pixels: Float32Array, side: number): PaletteColour[] {
  const flat = flatPixels(pixels, side);
  // A picture that is all texture has no flat parts to go by.
  const counted = flat.length < pixels.length * LEAST_FLAT ? pixels : flat;
  const groups = grouped(counted);
  const centres = start(groups);
  let members = new Uint8Array(groups.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = Uint8Array.from(groups, (group) => nearest(group, centres));
    if (round > 0 && next.every((centre, index) => centre === members[index])) break;
    members = next;
    centres.forEach((_, index) => {
      const own = groups.filter((_group, at) => members[at] === index);
      if (own.length > 0) centres[index] = mean(own);
    });
  }
  const total = counted.length / 3;
  return merged(centres.filter(({ weight }) => weight > 0))
    .map((colour) => ({ ...colour, weight: colour.weight / total }))
    .sort((one, two) => two.weight - one.weight);
}

export const paletteHex = (colour: Oklab): string => toHex(fromOklab(colour));

/** Four bytes a colour: L of 0..255, a and b of -0.5..0.5, weight. */
export function packPalette(palette: readonly PaletteColour[]): Buffer {
  const bytes = Buffer.alloc(palette.length * 4);
  palette.forEach(({ l, a, b, weight }, index) => {
    bytes[index * 4] = clamp(Math.round(l * 255), 0, 255);
    bytes.writeInt8(clamp(Math.round(a * 254), -127, 127), index * 4 + 1);
    bytes.writeInt8(clamp(Math.round(b * 254), -127, 127), index * 4 + 2);
    bytes[index * 4 + 3] = clamp(Math.round(weight * 255), 1, 255);
  });
  return bytes;
}

export function unpackPalette(bytes: Buffer): PaletteColour[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => ({
    l: (bytes[index * 4] ?? 0) / 255,
    a: bytes.readInt8(index * 4 + 1) / 254,
    b: bytes.readInt8(index * 4 + 2) / 254,
    weight: (bytes[index * 4 + 3] ?? 0) / 255,
  }));
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

function flatPixels(pixels: Float32Array, side: number): Float32Array {
  const flat: number[] = [];
  const differ = (one: number, two: number) => {
    let squares = 0;
    for (let channel = 0; channel < 3; channel += 1)
      squares += ((pixels[one + channel] ?? 0) - (pixels[two + channel] ?? 0)) ** 2;
    return squares > EDGE * EDGE;
  };
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const at = (y * side + x) * 3;
      const onEdge =
        (x > 0 && differ(at, at - 3)) ||
        (x < side - 1 && differ(at, at + 3)) ||
        (y > 0 && differ(at, at - side * 3)) ||
        (y < side - 1 && differ(at, at + side * 3));
      if (!onEdge) flat.push(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    }
  }
  return Float32Array.from(flat);
}

/** Pixels of nearly one colour as one point with a weight. */
function grouped(pixels: Float32Array): PaletteColour[] {
  const groups = new Map<number, PaletteColour>();
  for (let at = 0; at < pixels.length; at += 3) {
    const [l = 0, a = 0, b = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
    const key =
      (Math.floor(l * BINS) * 64 + Math.floor((a + 0.5) * BINS)) * 64 + Math.floor((b + 0.5) * BINS);
    const group = groups.get(key);
    if (group) {
      group.l += l;
      group.a += a;
      group.b += b;
      group.weight += 1;
    } else groups.set(key, { l, a, b, weight: 1 });
  }
  return [...groups.values()].map(({ l, a, b, weight }) => ({
    l: l / weight,
    a: a / weight,
    b: b / weight,
    weight,
  }));
}

/** The commonest colour, then always the one that is far from those taken; small but vivid accents count. */
function start(groups: readonly PaletteColour[]): PaletteColour[] {
  const first = groups.reduce<PaletteColour | undefined>(
    (best, group) => (best === undefined || group.weight > best.weight ? group : best),
    undefined,
  );
  if (first === undefined) return [];
  const taken = [first];
  const away = groups.map((group) => squared(group, first));
  while (taken.length < Math.min(paletteSize, groups.length)) {
    let best = -1;
    let most = 0;
    groups.forEach((group, index) => {
      const score = Math.sqrt(group.weight) * (away[index] ?? 0);
      if (score > most) [best, most] = [index, score];
    });
    const next = groups[best];
    if (next === undefined) break;
    taken.push(next);
    groups.forEach((group, index) => {
      away[index] = Math.min(away[index] ?? 0, squared(group, next));
    });
  }
  return taken.map((centre) => ({ ...centre }));
}

function nearest(colour: Oklab, centres: readonly Oklab[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < centres.length; index += 1) {
    const distance = squared(colour, centres[index] as Oklab);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

function mean(colours: readonly PaletteColour[]): PaletteColour {
  const sum = { l: 0, a: 0, b: 0, weight: 0 };
  for (const { l, a, b, weight } of colours) {
    sum.l += l * weight;
    sum.a += a * weight;
    sum.b += b * weight;
    sum.weight += weight;
  }
  return { l: sum.l / sum.weight, a: sum.a / sum.weight, b: sum.b / sum.weight, weight: sum.weight };
}

function merged(centres: PaletteColour[]): PaletteColour[] {
  const result: PaletteColour[] = [];
  for (const centre of centres.toSorted((one, two) => two.weight - one.weight)) {
    const index = result.findIndex((other) => squared(other, centre) < SAME ** 2);
    const same = result[index];
    if (same) result[index] = mean([same, centre]);
    else result.push(centre);
  }
  return result;
}

function squared(one: Oklab, two: Oklab): number {
  return (one.l - two.l) ** 2 + (one.a - two.a) ** 2 + (one.b - two.b) ** 2;
}
