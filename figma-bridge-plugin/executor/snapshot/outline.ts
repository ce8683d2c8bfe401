/** A short description of a tree, for a model to read: boxes in page coordinates (px at 1x), colours as hex. */
import type { Box } from '../../../schemas/canvas-result.ts';
import { isContainer, isScene, type Props, peekMember } from '../node-access.ts';
import type { Session } from '../session.ts';
import { visibleChildren } from '../tree.ts';
import { namespace } from './groups/identity.ts';

export function boxOf(node: BaseNode): Box | undefined {
  const box = peekMember(node, 'absoluteBoundingBox');
  if (
    typeof box !== 'object' ||
    box === null ||
    !('x' in box && 'y' in box && 'width' in box && 'height' in box)
  )
    return undefined;
  return { x: Number(box.x), y: Number(box.y), width: Number(box.width), height: Number(box.height) };
}

/** Adsmith's own data on a node (role, placement, ...), or undefined. */
export function roleOf(node: BaseNode): Record<string, string> | undefined {
  const role: Record<string, string> = {};
  for (const key of node.getSharedPluginDataKeys(namespace))
    role[key] = node.getSharedPluginData(namespace, key);
  return Object.keys(role).length > 0 ? role : undefined;
}

export function outline(node: BaseNode, depth: number, session: Session): Props {
  const value: Props = { id: node.id, type: node.type, name: node.name };
  const add = (name: string, part: unknown): void => {
    if (part !== undefined) value[name] = part;
  };
  add('box', boxOf(node));
  if (isScene(node) && !node.visible) value['visible'] = false;
  const opacity = peekMember(node, 'opacity');
  if (typeof opacity === 'number' && opacity !== 1) value['opacity'] = opacity;
  if (node.type === 'TEXT') {
    add('text', node.characters);
    add('font', fontSummary(node));
  }
  add('fill', fillSummary(peekMember(node, 'fills'), session));
  add('layout', layoutSummary(node));
  add('sizing', sizingSummary(node));
  add('role', roleOf(node));
  if (!isContainer(node)) return value;
  const children = visibleChildren(node, session.parking);
  if (depth > 0) {
    if (children.length > 0) value['children'] = children.map((child) => outline(child, depth - 1, session));
  } else if (children.length > 0) value['childCount'] = children.length;
  return value;
}

function fontSummary(node: TextNode): string {
  const name = node.fontName;
  const size = node.fontSize;
  const font = typeof name === 'symbol' ? 'mixed fonts' : `${name.family} ${name.style}`;
  return `${font} ${typeof size === 'symbol' ? 'mixed sizes' : size}`;
}

const channel = (value: number): string => {
  const hex = Math.round(value * 255).toString(16);
  return hex.length === 1 ? `0${hex}` : hex;
};

export function hex(color: RGB, opacity = 1): string {
  const rgb = `#${channel(color.r)}${channel(color.g)}${channel(color.b)}`;
  return opacity < 1 ? rgb + channel(opacity) : rgb;
}

/** "#ff6600", "gradient #000000 -> #ffffff00", "image"; several from back to front; "mixed". */
function fillSummary(fills: unknown, session: Session): string | undefined {
  if (fills === session.figma.mixed) return 'mixed';
  if (!Array.isArray(fills)) return undefined;
  const parts: string[] = [];
  for (const paint of fills as readonly Paint[]) if (paint.visible !== false) parts.push(paintSummary(paint));
  return parts.length > 0 ? parts.join(', ') : undefined;
}

function paintSummary(paint: Paint): string {
  if (paint.type === 'SOLID') return hex(paint.color, paint.opacity);
  if ('gradientStops' in paint) {
    return `gradient ${paint.gradientStops.map((stop) => hex(stop.color, stop.color.a)).join(' -> ')}`;
  }
  return paint.type.toLowerCase();
}

function layoutSummary(node: BaseNode): string | undefined {
  if (!('layoutMode' in node) || node.layoutMode === 'NONE') return undefined;
  const { paddingTop, paddingRight, paddingBottom, paddingLeft } = node;
  const padding = [paddingTop, paddingRight, paddingBottom, paddingLeft];
  const parts: string[] = [node.layoutMode];
  if (node.layoutMode !== 'GRID') parts.push(`gap ${node.itemSpacing}`);
  if (padding.some((side) => side !== 0)) parts.push(`padding ${padding.join(' ')}`);
  if (node.layoutMode !== 'GRID')
    parts.push(`align ${node.primaryAxisAlignItems}/${node.counterAxisAlignItems}`);
  return parts.join(', ');
}

/** "FILL x HUG", only where layout decides something. */
function sizingSummary(node: BaseNode): string | undefined {
  if (!('layoutSizingHorizontal' in node)) return undefined;
  const { layoutSizingHorizontal, layoutSizingVertical, layoutPositioning } = node;
  const absolute = layoutPositioning === 'ABSOLUTE' ? 'ABSOLUTE' : undefined;
  if (layoutSizingHorizontal === 'FIXED' && layoutSizingVertical === 'FIXED') return absolute;
  return `${layoutSizingHorizontal} x ${layoutSizingVertical}${absolute === undefined ? '' : ', ABSOLUTE'}`;
}
