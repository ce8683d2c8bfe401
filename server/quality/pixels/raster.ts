/** Pixels of a render. */
import { sharp } from '../../assets/index.ts';

export interface Raster {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 3 | 4;
}

/** RGB; what is transparent is seen on white, as every platform shows it. */
export async function opaqueRaster(png: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(png)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 };
}

/** RGBA with straight alpha. */
export async function alphaRaster(png: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(png)
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 4 };
}
