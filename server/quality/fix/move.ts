/** Moving things by `batch_update`. */
import type { Rect } from '../../composition/compose.ts';
import type { Update } from '../finding.ts';
import { ancestorsOf, type CheckNode } from '../frame/node.ts';
import { bottomOf, rightOf } from '../frame/rect.ts';

/** The node whose x and y decide where this one is; undefined when layout decides it all the way up. */
export function carrierOf(node: CheckNode): CheckNode | undefined {
  const line = [node, ...ancestorsOf(node)];
  const carrier = line.find((each) => each.parent !== undefined && !each.inFlow && each.type !== 'GROUP');
  if (!carrier || carrier.pluginData['role'] === 'ad') return undefined;
  // In a turned parent x and y run in other directions; inside an instance nothing may be moved.
  const around = ancestorsOf(carrier);
  if (around.some((each) => each.turned || each.type === 'INSTANCE')) return undefined;
  return carrier;
}

/** Moves a node (or what carries it) by px of the frame; undefined when layout does not let it. */
export function moveBy(node: CheckNode, dx: number, dy: number): Update[] | undefined {
  const carrier = carrierOf(node);
  if (!carrier || (dx === 0 && dy === 0)) return undefined;
  const place = placeOf(carrier);
  if (!place) return undefined;
  const props: Record<string, number> = {};
  if (dx !== 0) props['x'] = Math.round(place.x + dx);
  if (dy !== 0) props['y'] = Math.round(place.y + dy);
  return [{ nodeId: carrier.id, props }];
}

/** Moves a node so that `extent` (what it shows) is inside `zone`; undefined when it is too large for it. */
export function moveInto(node: CheckNode, extent: Rect, zone: Rect): Update[] | undefined {
  if (extent.width > zone.width || extent.height > zone.height) return undefined;
  const dx =
    extent.x < zone.x
      ? Math.ceil(zone.x - extent.x)
      : Math.min(0, Math.floor(rightOf(zone) - rightOf(extent)));
  const dy =
    extent.y < zone.y
      ? Math.ceil(zone.y - extent.y)
      : Math.min(0, Math.floor(bottomOf(zone) - bottomOf(extent)));
  return moveBy(node, dx, dy);
}

/** x and y as Figma has them: of the top left corner before turning, in the parent. */
function placeOf(node: CheckNode): { x: number; y: number } | undefined {
  const transform = node.props['relativeTransform'];
  if (!Array.isArray(transform)) return undefined;
  const [first, second] = transform as unknown[];
  const [x, y] = [at(first), at(second)];
  return x === undefined || y === undefined ? undefined : { x, y };
}

const at = (row: unknown): number | undefined => {
  const value: unknown = Array.isArray(row) ? row[2] : undefined;
  return typeof value === 'number' ? value : undefined;
};
