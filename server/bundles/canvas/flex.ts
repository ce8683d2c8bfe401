/** Is a measured flex layout one auto-layout draws the same? Margins, growth and stretching decide it, so it is recomputed. */
import type { FlexLayout, PageLayer } from '../../../schemas/page-layers.ts';

/** px a child may be off. */
const TOLERANCE = 1.5;

/** The layout with the gap the children really have, or undefined if they do not lie where auto-layout would put them. */
export function faithfulFlex(layer: PageLayer): FlexLayout | undefined {
  const { flex, children = [] } = layer;
  const flow = children.filter(({ absolute }) => absolute !== true);
  if (!flex || flow.length === 0 || flow.some(({ turn }) => turn !== undefined)) return undefined;
  const row = flex.direction === 'HORIZONTAL';
  const [top, right, bottom, left] = flex.padding;
  const start = row ? left : top;
  const end = row ? right : bottom;
  const size = (row ? layer.width : layer.height) - start - end;
  const extents = flow.map((child) => (row ? child.width : child.height));
  const used = extents.reduce((sum, one) => sum + one, 0);
  // Even spacing between children is a gap, whatever made it.
  const gap =
    flex.justify === 'SPACE_BETWEEN' && flow.length > 1 ? (size - used) / (flow.length - 1) : flex.gap;
  const free = size - used - gap * (flow.length - 1);
  const justify = flow.length === 1 && flex.justify === 'SPACE_BETWEEN' ? 'MIN' : flex.justify;
  let at = start + (justify === 'CENTER' ? free / 2 : justify === 'MAX' ? free : 0);
  for (const [index, child] of flow.entries()) {
    if (Math.abs((row ? child.x : child.y) - at) > TOLERANCE) return undefined;
    at += (extents[index] ?? 0) + gap;
    const [crossStart, crossEnd] = row ? [top, bottom] : [left, right];
    const room = (row ? layer.height : layer.width) - crossStart - crossEnd;
    const extent = row ? child.height : child.width;
    const cross =
      crossStart + (flex.align === 'CENTER' ? (room - extent) / 2 : flex.align === 'MAX' ? room - extent : 0);
    if (Math.abs((row ? child.y : child.x) - cross) > TOLERANCE) return undefined;
  }
  return { ...flex, justify, gap: flex.justify === 'SPACE_BETWEEN' ? 0 : gap };
}
