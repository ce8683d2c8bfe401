/** Pixels to image files. sharp encodes outside the event loop and several times faster than CanvasKit. */
import sharp from 'sharp';

/** RGBA with straight alpha. */
export interface Raster {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Figma offers no JPEG quality; at 92 without chroma subsampling small red text keeps its edges. */
export const JPEG_QUALITY = 92;

/** A PNG; without an alpha channel if every pixel is opaque. */
export async function encodePng(raster: Raster): Promise<Uint8Array> {
  const picture = sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 4 } });
  const opaque = isOpaque(raster.data) ? picture.removeAlpha() : picture;
  return bytes(await opaque.png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer());
}

/** A JPEG; the raster must be opaque. Lower qualities are for previews and subsample colours. */
export async function encodeJpeg(raster: Raster, quality = JPEG_QUALITY): Promise<Uint8Array> {
  const picture = sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 4 } });
  const chromaSubsampling = quality >= 90 ? '4:4:4' : '4:2:0';
  return bytes(await picture.removeAlpha().jpeg({ quality, chromaSubsampling }).toBuffer());
}

export function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

function bytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
