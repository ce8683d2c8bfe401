/**
 * Small WebP pictures, by content, in the index folder. Encoding one costs about as much as decoding an ad, so an import
 * makes them only for pictures that are slow to decode; the others get theirs when they are first seen.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, decoding, type OpenImage, openImage } from '../assets/index.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';

/** Long side of a thumbnail, px. */
const SIDE = 512;
/** Banners keep at least this short side (if they have it), up to the longest side. */
const SHORT_SIDE = 256;
const LONGEST = 1024;
const QUALITY = 80;
/** From here on decoding is felt: a 12-megapixel photo, say. */
const SLOW_PIXELS = 4_000_000;
const SLOW_BYTES = 3_000_000;

/** Where the thumbnail of a picture is, whether it exists or not. */
export function thumbnailPath(folder: string, sha256: Buffer): string {
  const name = sha256.toString('hex');
  return join(folder, name.slice(0, 2), `${name}.webp`);
}

/** Size of a picture's thumbnail; never larger than the picture. */
export function thumbnailSize(width: number, height: number): { width: number; height: number } {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const scale = Math.min(1, Math.max(SIDE / long, Math.min(LONGEST / long, SHORT_SIDE / short)));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** Writes the thumbnail of a picture that is slow to decode. */
export async function writeThumbnail(image: OpenImage, sha256: Buffer, folder: string): Promise<void> {
  if (image.width * image.height < SLOW_PIXELS && image.bytes.length < SLOW_BYTES) return;
  await makeThumbnail(image, sha256, folder);
}

/** The thumbnail of a picture file inside `root`, made now if there is none. Throws `AssetError`. */
export async function thumbnailOf(
  path: string,
  root: string,
  sha256: Buffer,
  folder: string,
): Promise<Buffer> {
  const kept = await readFile(thumbnailPath(folder, sha256)).catch(() => undefined);
  return kept ?? makeThumbnail(await openImage(path, [root]), sha256, folder);
}

async function makeThumbnail(image: OpenImage, sha256: Buffer, folder: string): Promise<Buffer> {
  const { width, height } = thumbnailSize(image.width, image.height);
  const bytes = await decoding(
    image.where,
    decode(image, Math.max(width, height))
      .flatten({ background: '#ffffff' })
      .resize({ width, height, fit: 'fill' })
      .webp({ quality: QUALITY, effort: 2 })
      .toBuffer(),
  );
  const path = thumbnailPath(folder, sha256);
  // A thumbnail that cannot be kept (a full disk, say) is made again next time.
  await writeFileAtomically(path, bytes, { sync: false }).catch(() => undefined);
  return bytes;
}
