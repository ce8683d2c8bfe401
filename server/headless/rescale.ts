/** `node.rescale`: Figma's scale tool. Everything measured in px grows with the node; ratios and angles stay. */
import { walk } from './document.ts';
import { frozenCopy } from './freeze.ts';
import type { NodeProps, NodeRecord, TextStyleProps } from './model.ts';

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
  const { props } = record;
  for (const name of LENGTHS) {
    const value = props[name];
    if (typeof value === 'number') Object.assign(props, { [name]: value * scale });
  }
  if (record.type === 'LINE') props.height = 0;
  if (props.dashPattern) props.dashPattern = frozenCopy(props.dashPattern.map((length) => length * scale));
  if (props.effects) props.effects = frozenCopy(props.effects.map((effect) => scaleEffect(effect, scale)));
  if (props.textRuns) {
    props.textRuns = frozenCopy(
      props.textRuns.map((run) => ({ ...run, style: scaleStyle(run.style, scale) })),
    );
  }
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

function scaleStyle(style: TextStyleProps, scale: number): TextStyleProps {
  const { lineHeight, letterSpacing } = style;
  return {
    ...style,
    fontSize: Math.max(1, style.fontSize * scale),
    lineHeight:
      lineHeight.unit === 'PIXELS' ? { ...lineHeight, value: lineHeight.value * scale } : lineHeight,
    letterSpacing:
      letterSpacing.unit === 'PIXELS'
        ? { ...letterSpacing, value: letterSpacing.value * scale }
        : letterSpacing,
    paragraphIndent: style.paragraphIndent * scale,
    paragraphSpacing: style.paragraphSpacing * scale,
    listSpacing: style.listSpacing * scale,
  };
}
