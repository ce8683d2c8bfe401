/** Where the content of an image is: the box that is left when empty or single-coloured borders are cut off. */
import type { Sharp } from 'sharp';
import { maxCanvasSide, trimAlpha, trimColour } from './limits.ts';

export interface PixelBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * `alpha`: borders with alpha up to 8/255 are empty. `background`: borders in the colour of the corners are, if all
 * four corners agree within 12 levels. Answers px of the `width` x `height` image; the whole image if there is
 * nothing to cut, undefined if it is all empty. Large images are measured at 4096 px and rounded outwards.
 */
export async function contentBox(
  pipeline: Sharp,
  size: { width: number; height: number },
  by: 'alpha' | 'background',
): Promise<PixelBox | undefined> {
  const { data, info } = await pipeline
    .clone()
    .resize({ width: maxCanvasSide, height: maxCanvasSide, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const isContent = by === 'alpha' ? alphaTest(data) : backgroundTest(data, info.width, info.height);
  if (!isContent) return { left: 0, top: 0, ...size };
  const box = boundsOf(info.width, info.height, isContent);
  if (!box) return undefined;
  return scaleOutwards(box, size.width / info.width, size.height / info.height, size);
}

function alphaTest(rgba: Buffer): (pixel: number) => boolean {
  return (pixel) => (rgba[pixel * 4 + 3] ?? 0) > trimAlpha;
}

function backgroundTest(
  rgba: Buffer,
  width: number,
  height: number,
): ((pixel: number) => boolean) | undefined {
  const differs = (a: number, b: number) => {
    for (let channel = 0; channel < 4; channel++) {
      if (Math.abs((rgba[a * 4 + channel] ?? 0) - (rgba[b * 4 + channel] ?? 0)) > trimColour) return true;
    }
    return false;
  };
  const corners = [width - 1, (height - 1) * width, width * height - 1];
  if (corners.some((corner) => differs(0, corner))) return undefined;
  return (pixel) => differs(0, pixel);
}

function boundsOf(
  width: number,
  height: number,
  isContent: (pixel: number) => boolean,
): PixelBox | undefined {
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && !isContent(row + first)) first++;
    if (first === width) continue;
    let last = width - 1;
    while (!isContent(row + last)) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  if (bottom < 0) return undefined;
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function scaleOutwards(
  box: PixelBox,
  sx: number,
  sy: number,
  size: { width: number; height: number },
): PixelBox {
  const left = Math.floor(box.left * sx);
  const top = Math.floor(box.top * sy);
  return {
    left,
    top,
    width: Math.min(size.width, Math.ceil((box.left + box.width) * sx)) - left,
    height: Math.min(size.height, Math.ceil((box.top + box.height) * sy)) - top,
  };
}
