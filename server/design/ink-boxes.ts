import type { Rect } from '../composition/compose.ts';
import type { NodeOutline } from './read-node.ts';

/** Boxes of what the copy shows, in frame px: its texts, and frames with a fill of their own (button, card). */
export function inkBoxes(node: NodeOutline, left = 0, top = 0): Rect[] {
  const box = { x: left + node.x, y: top + node.y, width: node.width, height: node.height };
  const filled = node.fills.some(({ visible }) => visible !== false);
  if (!node.visible) return [];
  if (node.type === 'TEXT' || filled) return [box];
  return node.children.flatMap((child) => inkBoxes(child, box.x, box.y));
}
