/** `node.rescale`: Figma's scale tool. Everything measured in px grows with the node; ratios and angles stay. */
import { walk } from './document.ts';
import { frozenCopy } from './freeze.ts';
import type { HeadlessNodeType, NodeProps, NodeRecord, TextStyleProps } from './model.ts';

const LENGTHS = [
  'width',
  'height',
  'minWidth',
  'maxWidth',
  'minHeight',
  'maxHeight',
  'strokeWeight',
  'strokeTopWeight',
  'strokeRightWeight',
  'strokeBottomWeight',
  'strokeLeftWeight',
  'cornerRadius',
  'topLeftRadius',
  'topRightRadius',
  'bottomLeftRadius',
  'bottomRightRadius',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'itemSpacing',
  'counterAxisSpacing',
  'gridRowGap',
  'gridColumnGap',
] as const satisfies readonly (keyof NodeProps)[];

/** Scales a node and everything in it about the node's top-left corner. */
export function rescaleRecord(top: NodeRecord, scale: number): void {
  const [[, , left], [, , above]] = top.props.relativeTransform;
  // Children of a group share its coordinate space, so they move towards or away from its corner.
  const passesThrough = new Set([top]);
  for (const record of walk(top)) {
    scaleProps(record, scale);
    if (record === top) continue;
    const { parent } = record;
    const sharesSpace = parent !== null && passesThrough.has(parent) && isGroupType(parent);
    if (sharesSpace && isGroupType(record)) passesThrough.add(record);
    const origin = sharesSpace ? { x: left, y: above } : { x: 0, y: 0 };
    const [[a, c, x], [b, d, y]] = record.props.relativeTransform;
    record.props.relativeTransform = frozenCopy<Transform>([
      [a, c, origin.x + (x - origin.x) * scale],
      [b, d, origin.y + (y - origin.y) * scale],
    ]);
  }
}

function isGroupType(record: NodeRecord): boolean {
  return record.type === 'GROUP' || record.type === 'BOOLEAN_OPERATION';
}

function scaleProps(record: NodeRecord, scale: number): void {
  Object.assign(record.props, scaledProps(record.type, record.props, scale));
}

/** The given values (any part of a record's) at another scale, positions excepted. */
export function scaledProps<T extends Partial<NodeProps>>(
  type: HeadlessNodeType,
  values: T,
  scale: number,
): T {
  const props: Partial<NodeProps> = { ...values };
  for (const name of LENGTHS) {
    const value = props[name];
    if (typeof value === 'number') Object.assign(props, { [name]: value * scale });
  }
  if (type === 'LINE' && props.height !== undefined) props.height = 0;
  if (props.dashPattern) props.dashPattern = frozenCopy(props.dashPattern.map((length) => length * scale));
  if (props.effects) props.effects = frozenCopy(props.effects.map((effect) => scaleEffect(effect, scale)));
  if (props.textRuns) {
    props.textRuns = frozenCopy(
      props.textRuns.map((run) => ({ ...run, style: { ...run.style, ...scaledStyle(run.style, scale) } })),
    );
  }
  return props as T;
}

function scaleEffect(effect: Effect, scale: number): Effect {
  const members: Record<string, unknown> = {};
  if ('radius' in effect) members['radius'] = effect.radius * scale;
  if ('startRadius' in effect && effect.startRadius !== undefined)
    members['startRadius'] = effect.startRadius * scale;
  if ('spread' in effect && effect.spread !== undefined) members['spread'] = effect.spread * scale;
  if ('offset' in effect) members['offset'] = { x: effect.offset.x * scale, y: effect.offset.y * scale };
  return { ...effect, ...members };
}

/** The lengths among some values of a text style. */
export function scaledStyle(style: Partial<TextStyleProps>, scale: number): Partial<TextStyleProps> {
  const scaled: Partial<TextStyleProps> = { ...style };
  const { lineHeight, letterSpacing } = style;
  if (style.fontSize !== undefined) scaled.fontSize = Math.max(1, style.fontSize * scale);
  if (lineHeight?.unit === 'PIXELS') scaled.lineHeight = { ...lineHeight, value: lineHeight.value * scale };
  if (letterSpacing?.unit === 'PIXELS') {
    scaled.letterSpacing = { ...letterSpacing, value: letterSpacing.value * scale };
  }
  for (const name of ['paragraphIndent', 'paragraphSpacing', 'listSpacing'] as const) {
    const value = style[name];
    if (value !== undefined) scaled[name] = value * scale;
  }
  return scaled;
}
