/** A brand's style and folder for the tools, read from its files. */
import type { BrandIdentity } from '../server/brand/index.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { adBrandOf } from '../server/design/ad-frame.ts';
import { type BrandStyle, styleOf } from '../server/design/brand-style.ts';
import type { ToolContext } from './context.ts';

export async function brandStyle(context: Pick<ToolContext, 'brands'>, brand: string): Promise<BrandStyle> {
  return styleOf(await context.brands.facts(brand));
}

/**
 * The brand a call names, by its folder's id: frames and sessions are compared by ids, and "Acme Tea" names "acme-tea"
 * as well. Throws `BrandError` for a brand or product that is not there.
 */
export async function namedBrand(
  { brand, product }: { brand?: string | undefined; product?: string | undefined },
  { brands }: Pick<ToolContext, 'brands'>,
): Promise<BrandIdentity | undefined> {
  return brand === undefined ? undefined : brands.resolve(brand, product);
}

/** The style of an ad's brand; a brand whose folder is gone must not stop the work on the ad. */
export async function styleIfAny(
  context: Pick<ToolContext, 'brands'>,
  brand: string | undefined,
): Promise<BrandStyle | undefined> {
  return brand === undefined ? undefined : brandStyle(context, brand).catch(() => undefined);
}

/** Where an ad's pictures may be: the readable folders, and the ad's brand folder for paths as its brief names them. */
export async function imageRoots(
  context: Pick<ToolContext, 'brands' | 'readableRoots'>,
  canvas: Canvas,
  frameId: string,
): Promise<string[]> {
  return brandRoots(context, await adBrandOf(canvas, frameId));
}

/** The readable folders, and before them a brand's own. */
export async function brandRoots(
  context: Pick<ToolContext, 'brands' | 'readableRoots'>,
  brand: string | undefined,
): Promise<string[]> {
  const folder = (await context.brands.list()).find(({ id }) => id === brand)?.folder;
  return [...(folder ? [folder] : []), ...context.readableRoots];
}
