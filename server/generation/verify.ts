/** Is the picture what was asked for? What is wrong is told, never hidden; only a picture of nothing is a failure. */
import { decode, type OpenImage, sharp } from '../assets/index.ts';
import { likenessTo } from './likeness.ts';
import { findGenerator, outputOf, ratioOf, resolutionNames } from './models.ts';
import type { Checks, Task } from './tasks/task.ts';

/** Standard deviation (of 255) below which a channel shows nothing. */
const FLAT = 2;
/** Share by which the ratio may differ: models round to multiples of 32 px. */
const RATIO_SLACK = 0.05;
/** A picture with less than this share of the side asked for is small. */
const SIZE_SLACK = 0.7;

export class BlankPictureError extends Error {
  override readonly name = 'BlankPictureError';
}

/** Throws `BlankPictureError` for a picture in one colour or without a visible pixel. */
export async function verifyPicture(image: OpenImage, task: Task): Promise<Checks> {
  const warnings: string[] = [];
  const { width, height } = image;
  const small = await sharp(await decode(image).png({ compressionLevel: 1 }).toBuffer())
    .resize({ width: 256, height: 256, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
  const seen = coverage(small);
  if (seen === 0) throw new BlankPictureError('the picture is fully transparent');
  if (deviation(small) < FLAT) throw new BlankPictureError('the picture is one flat colour');

  const wanted = ratioOf(task.ratio);
  if (Math.abs(width / height / wanted - 1) > RATIO_SLACK)
    warnings.push(`asked for ${task.ratio}, came as ${width}×${height}`);
  const resolution = resolutionNames.find((name) => name === task.resolution) ?? '1K';
  const { side } = outputOf(findGenerator(task.model), resolution);
  if (Math.sqrt(width * height) < side * SIZE_SLACK)
    warnings.push(`asked for ${task.resolution}, came with ${width}×${height} px only`);
  const hasAlpha = seen < 1;
  if (task.cutout && !hasAlpha) warnings.push('the background is still there');
  if (task.cutout && hasAlpha && seen < 0.01) warnings.push('the cutout left almost nothing: look at it');
  const likeness = task.kind === 'product_photo' ? await likenessTo(small, task.references) : undefined;
  if (likeness?.verdict === 'off') warnings.push('it may not show the product of the references: look at it');
  return { width, height, hasAlpha, warnings, ...(likeness && { likeness }) };
}

/** Share of pixels that are not (almost) transparent, alpha in steps. */
function coverage(rgba: Buffer): number {
  let sum = 0;
  for (let at = 3; at < rgba.length; at += 4) sum += (rgba[at] ?? 0) > 250 ? 255 : (rgba[at] ?? 0);
  return sum / ((rgba.length / 4) * 255);
}

/** Largest standard deviation of a colour channel over the visible pixels. */
function deviation(rgba: Buffer): number {
  const spread = [0, 1, 2].map((channel) => {
    let [n, sum, squares] = [0, 0, 0];
    for (let at = 0; at < rgba.length; at += 4) {
      if ((rgba[at + 3] ?? 0) < 32) continue;
      const value = rgba[at + channel] ?? 0;
      n += 1;
      sum += value;
      squares += value * value;
    }
    return n === 0 ? 0 : Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
  });
  return Math.max(...spread);
}
