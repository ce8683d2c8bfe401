/** The layout an ad takes on a canvas of another shape. */
import type { Placement } from '../../schemas/placement.ts';
import { aspectClassOf, findComposition } from '../composition/compose.ts';
import type { CopyContent } from './content.ts';
import type { Layer } from './layers.ts';

/** Width to height up to which a product is slim: a bottle or a tube, not a jar. */
const SLIM = 0.6;
/** Characters that are read well in half of a square: more of them need the whole width. */
const SHORT = { headline: 44, all: 130 };

/**
 * The ad's own layout; or, for a slim product and a few words, the one that stands the product beside them instead of
 * below, where it would be small between two empty sides. A product that was put in a place of its own stays there.
 */
export function layoutFor(
  own: string,
  { width, height }: Pick<Placement, 'width' | 'height'>,
  layers: readonly Layer[],
  texts: CopyContent['texts'],
): string {
  const { slim } = findComposition(own);
  if (!slim?.shapes.includes(aspectClassOf(width, height))) return own;
  const products = layers
    .filter((layer) => layer.kind === 'picture')
    .filter(({ role }) => role === 'product');
  const [product] = products;
  if (!product || products.length > 1 || product.ratio > SLIM || product.placed?.position) return own;
  const all = Object.values(texts).join(' ').length;
  return !texts.body && (texts.headline ?? '').length <= SHORT.headline && all <= SHORT.all
    ? slim.layout
    : own;
}
