/** Several pictures as one, numbered: what a model looks at. */
import { decode, decoding, type OpenImage, screenshotLimits, sharp } from '../assets/index.ts';
import { numberTab } from './number-tab.ts';
import { layoutSheet, type SheetFrame } from './sheet-layout.ts';

/** A model pays about width x height / 750 tokens for a picture; a sheet stays below 2,400. */
const MOST_PIXELS = 1_790_000;
/** Enough for a picture's layout and headline: few pictures make a small sheet. */
const PIXELS_EACH = 155_000;
const LEAST_PIXELS = 420_000;
const GAP = 14;
const LABEL = 26;
/** Darker than white ads, lighter than black ones. */
const PAPER = [0x8b, 0x8d, 0x92];
/** JPEG qualities tried until the sheet is small enough. */
const QUALITIES = [84, 76, 68, 60, 50, 40];

export interface SheetPicture {
  /** Width / height of the picture as it is. */
  ratio: number;
  /** The picture at exactly this size: RGB bytes. */
  pixels(width: number, height: number): Promise<Buffer>;
}

export interface ContactSheet {
  bytes: Buffer;
  width: number;
  height: number;
  /** Pictures in the order of their numbers (1, 2, ...); those that could not be read are missing. */
  order: number[];
}

/**
 * Draws the pictures with numbers 1, 2, ... in reading order: a JPEG of at most 1568 px a side, 700 kB as base64 and
 * 2,400 image tokens. With `ranked`, the numbers follow the given order.
 */
export async function contactSheet(
  pictures: readonly SheetPicture[],
  options: { ranked: boolean },
): Promise<ContactSheet> {
  let usable = pictures.map((_, index) => index);
  for (;;) {
    const area = Math.min(MOST_PIXELS, Math.max(LEAST_PIXELS, usable.length * PIXELS_EACH));
    const frame: SheetFrame = { maxSide: screenshotLimits.maxSide, maxArea: area, gap: GAP, label: LABEL };
    const layout = layoutSheet(
      usable.map((index) => pictures[index]?.ratio ?? 1),
      frame,
      !options.ranked,
    );
    const drawn = await Promise.all(
      layout.tiles.map(async ({ index, width, height }) => {
        const pixels = await pictures[usable[index] ?? -1]?.pixels(width, height).catch(() => undefined);
        return pixels && { input: pixels, raw: { width, height, channels: 3 as const } };
      }),
    );
    const lost = layout.tiles.flatMap(({ index }, at) => (drawn[at] === undefined ? [usable[index]] : []));
    if (lost.length > 0) {
      // Without those that cannot be read the others get their room.
      usable = usable.filter((index) => !lost.includes(index));
      if (usable.length > 0) continue;
    }
    const layers = layout.tiles.flatMap(({ x, y }, at) => {
      const picture = drawn[at];
      if (picture === undefined) return [];
      return [
        { ...picture, left: x, top: y },
        { input: numberTab(at + 1, LABEL), left: x, top: y - LABEL },
      ];
    });
    const { width, height } = layout;
    const paper = Buffer.from(Uint8Array.from({ length: width * height * 3 }, (_, at) => PAPER[at % 3] ?? 0));
    const sheet = await sharp(paper, { raw: { width, height, channels: 3 } })
      .composite(layers)
      .removeAlpha()
      .raw()
      .toBuffer();
    return {
      bytes: await asJpeg(sheet, layout.width, layout.height),
      width: layout.width,
      height: layout.height,
      order: layout.tiles.flatMap(({ index }, at) => (drawn[at] ? [usable[index] ?? 0] : [])),
    };
  }
}

/** One picture as large as a model sees it. */
export async function largePicture(
  image: OpenImage,
): Promise<{ bytes: Buffer; width: number; height: number }> {
  const scale = Math.min(1, screenshotLimits.maxSide / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return { width, height, bytes: await asJpeg(await pixelsOf(image, width, height), width, height) };
}

/** A picture as RGB bytes of a size. Throws `AssetError`. */
export async function pixelsOf(image: OpenImage, width: number, height: number): Promise<Buffer> {
  return decoding(
    image.where,
    decode(image, Math.max(width, height))
      .flatten({ background: '#ffffff' })
      .resize({ width, height, fit: 'fill' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer()
      .then((data) => (data.length === width * height ? threefold(data) : data)),
  );
}

/** Grey bytes as RGB. */
function threefold(grey: Buffer): Buffer {
  const rgb = Buffer.alloc(grey.length * 3);
  grey.forEach((value, at) => {
    rgb.fill(value, at * 3, at * 3 + 3);
  });
  return rgb;
}

async function asJpeg(raw: Buffer, width: number, height: number): Promise<Buffer> {
  const most = Math.floor(screenshotLimits.maxBase64Bytes / 4) * 3;
  let smallest = Buffer.alloc(0);
  for (const quality of QUALITIES) {
    smallest = await sharp(raw, { raw: { width, height, channels: 3 } })
      .jpeg({ quality, chromaSubsampling: quality > 70 ? '4:4:4' : '4:2:0' })
      .toBuffer();
    if (smallest.length <= most) break;
  }
  return smallest;
}
