/** A second product beside the first: all that were left to the layout share its region. px at 1x. */
import type { CanvasOpInput } from '../schemas/canvas-program.ts';
import type { Rect } from '../server/composition/compose.ts';
import { type AdFrame, placedKey, placedRecordSchema, roleKey } from '../server/design/ad-frame.ts';
import { groupIn } from '../server/design/group.ts';
import type { NodeOutline } from '../server/design/read-node.ts';
import { boundsOf, turned, upright } from '../server/design/turned.ts';

/** Products of the frame whose place the layout chose. */
export const groupedProducts = (ad: AdFrame): NodeOutline[] => layoutPlaced(ad, 'product');

/** Pictures of a role whose place the layout chose. */
export function layoutPlaced(ad: AdFrame, role: 'product' | 'logo'): NodeOutline[] {
  return ad.node.children.filter(({ pluginData, visible }) => {
    if (pluginData[roleKey] !== role || !visible) return false;
    const placed = placedRecordSchema.safeParse(safeJson(pluginData[placedKey]));
    return placed.success && placed.data.position === undefined && placed.data.scale === undefined;
  });
}

/** Boxes of the products already there and, last, of one more of shape `aspect`. */
export function boxesWith(ad: AdFrame, there: readonly NodeOutline[], aspect: number, area: Rect): Rect[] {
  const aspects = [...there.map(shapeOf), aspect];
  return groupIn(area, aspects, ad.regions.product?.anchor ?? ['CENTER', 'CENTER'], ad.regions.grid * 2);
}

/** Boxes of products in another area than the one they stand in. */
export function boxesOf(ad: AdFrame, products: readonly NodeOutline[], area: Rect): Rect[] {
  const last = products.at(-1);
  return last ? boxesWith(ad, products.slice(0, -1), shapeOf(last), area) : [];
}

/** Of the upright box around it, when it is turned. */
function shapeOf(node: NodeOutline): number {
  const { width, height } = boundsOf(node, degreesOf(node));
  return width / Math.max(1, height);
}

/** Moves the products there, each with its contact shadow, which lies right behind it. */
export function regroupOps(
  ad: AdFrame,
  there: readonly NodeOutline[],
  boxes: readonly Rect[],
): CanvasOpInput[] {
  return there.flatMap((node, at): CanvasOpInput[] => {
    const box = boxes[at];
    if (!box) return [];
    const before = ad.node.children[ad.node.children.indexOf(node) - 1];
    // A drawing finds its own size; that of a picture is set to the px.
    const drawing = node.children.length > 0;
    const scale = Math.sqrt((box.width * box.height) / Math.max(1, node.width * node.height));
    const shadow = before?.pluginData[roleKey] === 'shadow' ? before : undefined;
    return [
      { op: 'call', target: node.id, method: 'rescale', args: [Math.max(0.01, scale)] },
      { op: 'update', node: node.id, props: drawing ? standing(node, box, scale) : leaning(node, box) },
      ...(shadow
        ? [
            { op: 'call' as const, target: shadow.id, method: 'rescale', args: [Math.max(0.01, scale)] },
            {
              op: 'update' as const,
              node: shadow.id,
              props: {
                x: Math.round(box.x + (shadow.x - node.x) * scale),
                y: Math.round(box.y + (shadow.y - node.y) * scale),
              },
            },
          ]
        : []),
    ];
  });
}

/** Clockwise; what is hardly turned counts as upright. */
const degreesOf = ({ rotation }: NodeOutline): number => (Math.abs(rotation) < 0.5 ? 0 : -rotation);

/** Turned as it was, with all of it in its box. */
function leaning(node: NodeOutline, box: Rect): Record<string, number> {
  const degrees = degreesOf(node);
  const own = upright({ ...box }, node, degrees);
  return degrees === 0 ? own : { ...own, ...turned(own, degrees) };
}

/** In the middle of its box, on the same base line. */
function standing(node: NodeOutline, box: Rect, scale: number): { x: number; y: number } {
  return {
    x: Math.round(box.x + (box.width - node.width * scale) / 2),
    y: Math.round(box.y + box.height - node.height * scale),
  };
}

function safeJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
