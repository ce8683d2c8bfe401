/**
 * Does a picture show the product of its references? Compared by colour alone: the share of the product's own colours
 * that the picture has. That finds a wrong product and a recoloured one; it cannot read a label. The model looks, too.
 */
import { converter } from 'culori';
import { prepareImage, sharp } from '../assets/index.ts';
import type { Checks } from './tasks/task.ts';

const toOklab = converter('oklab');
/** Distance in Oklab at which two colours are still the same under other light. */
const NEAR = 0.1;
/** Colours with less of the product than this are dust and edges. */
const LEAST_SHARE = 0.02;
/** Least share of a picture's visible pixels that must have a colour. */
const LEAST_SEEN = 0.002;
const SAMPLE = 64;

interface Swatch {
  l: number;
  a: number;
  b: number;
  share: number;
}

/** `rgba`: the picture's pixels, reduced. undefined when no reference can be read any more. */
export async function likenessTo(
  rgba: Buffer,
  references: readonly string[],
): Promise<Checks['likeness'] | undefined> {
  const picture = swatches(rgba, 0);
  const scores: number[] = [];
  for (const path of references) {
    const reference = await pixelsOf(path);
    if (!reference) continue;
    const wanted = swatches(reference, LEAST_SHARE);
    const found = wanted.filter((colour) => seenIn(picture, colour) >= LEAST_SEEN);
    const sum = (list: readonly Swatch[]) => list.reduce((total, { share }) => total + share, 0);
    scores.push(sum(wanted) === 0 ? 1 : sum(found) / sum(wanted));
  }
  if (scores.length === 0) return undefined;
  const colours = Math.round(Math.min(...scores) * 100) / 100;
  const verdict = colours >= 0.8 ? 'close' : colours >= 0.5 ? 'look' : 'off';
  return { colours, verdict, note: 'by colour only: label and shape are for you to check' };
}

/** The product without what is around it: transparent or one-coloured borders are cut off and left out. */
async function pixelsOf(path: string): Promise<Buffer | undefined> {
  try {
    const { bytes, hasAlpha } = await prepareImage(path, { maxSide: 1024 }, [path]);
    const trimmed = await prepareImage(path, { maxSide: 1024, trim: hasAlpha ? 'alpha' : 'background' }, [
      path,
    ]).catch(() => ({ bytes }));
    return await sharp(trimmed.bytes)
      .resize({ width: SAMPLE, height: SAMPLE, fit: 'inside' })
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer();
  } catch {
    return undefined;
  }
}

/** The colours of visible pixels, gathered in a grid of Oklab, with their shares. */
function swatches(rgba: Buffer, least: number): Swatch[] {
  const cells = new Map<string, Swatch>();
  let visible = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    if ((rgba[at + 3] ?? 0) < 128) continue;
    visible += 1;
    const [r, g, b] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0].map((value) => value / 255);
    const lab = toOklab({ mode: 'rgb', r: r ?? 0, g: g ?? 0, b: b ?? 0 });
    const key = [lab.l, lab.a, lab.b].map((value) => Math.round(value / 0.06)).join();
    const cell = cells.get(key) ?? { l: 0, a: 0, b: 0, share: 0 };
    cells.set(key, { l: cell.l + lab.l, a: cell.a + lab.a, b: cell.b + lab.b, share: cell.share + 1 });
  }
  return [...cells.values()]
    .map(({ l, a, b, share }) => ({ l: l / share, a: a / share, b: b / share, share: share / visible }))
    .filter(({ share }) => share >= least);
}

/** Share of the picture that has a colour; lightness counts half, since light changes it most. */
function seenIn(picture: readonly Swatch[], { l, a, b }: Swatch): number {
  return picture
    .filter((other) => Math.hypot((other.l - l) / 2, other.a - a, other.b - b) < NEAR)
    .reduce((sum, { share }) => sum + share, 0);
}
