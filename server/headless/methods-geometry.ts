/** Resizing. Sizes in px, in the node's own axes (before rotation). */
import { z } from 'zod/v3';
import { isSublayer } from './components/refuse.ts';
import { scaleInstance } from './components/scale.ts';
import type { HeadlessContext } from './context.ts';
import { ancestorOfType, walk } from './document.ts';
import { FigmaError } from './errors.ts';
import { type Method, method } from './method.ts';
import type { NodeRecord } from './model.ts';
import { hasAutoLayout, LAYOUT, RATIO_LOCKABLE } from './node-types.ts';
import { setRatioLock } from './properties-geometry.ts';
import { rescaleRecord } from './rescale.ts';
import { applySizing, syncSizing } from './sizing.ts';
import { parseArgument } from './validation.ts';

/** Figma's smallest side. */
const MIN_SIDE = 0.01;
const number = z.number().finite();

function parseSide(name: 'width' | 'height', raw: unknown, record: NodeRecord): number {
  const value = parseArgument(name, number, raw);
  if (record.type === 'LINE' && name === 'height') {
    if (value !== 0) throw new FigmaError('Expected "height" to have value 0: a line has no height');
    return 0;
  }
  // A drawn line or an empty path may be flat; its flat side can stay 0.
  const isFlat = record.type === 'VECTOR' && value === 0 && record.props[name] === 0;
  if (value < MIN_SIDE && !isFlat) throw new FigmaError(`Expected "${name}" to have value >= ${MIN_SIDE}`);
  return value;
}

/** A size given by hand ends hugging and filling on both axes: Figma does this silently. */
function fixSizing(record: NodeRecord): void {
  if (record.type === 'TEXT') {
    if (record.props.textAutoResize === 'WIDTH_AND_HEIGHT') record.props.textAutoResize = 'NONE';
    if (hasAutoLayout(record.parent)) {
      record.props['layoutGrow'] = 0;
      record.props['layoutAlign'] = 'INHERIT';
    }
    syncSizing(record);
    return;
  }
  applySizing(record, 'horizontal', 'FIXED');
  applySizing(record, 'vertical', 'FIXED');
}

function resize(
  record: NodeRecord,
  args: readonly unknown[],
  constraints: boolean,
  context: HeadlessContext,
): void {
  const width = parseSide('width', args[0], record);
  const height = parseSide('height', args[1], record);
  // Figma says nothing here: a sublayer has the size that its component and layout give it.
  if (isSublayer(record)) return;
  // Constraints start from the size children have now; a leaf just takes the new one.
  if (record.children.length > 0) context.settle(record);
  if (record.type !== 'SECTION') fixSizing(record);
  context.engines.layout.resizeRecord(record, width, height, { constraints });
  if (record.props.targetAspectRatio != null) {
    record.props.targetAspectRatio = Object.freeze({ x: width, y: height });
  }
  context.touch(record, 'width', true);
}

export const geometryMethods: readonly Method[] = [
  method('resize', [...LAYOUT, 'SECTION'], (record, args, context) => resize(record, args, true, context)),
  method('resizeWithoutConstraints', [...LAYOUT, 'SECTION'], (record, args, context) =>
    resize(record, args, false, context),
  ),
  method('rescale', LAYOUT, (record, [raw], context) => {
    const scale = parseArgument('scale', number.min(MIN_SIDE), raw);
    if (ancestorOfType(record, 'INSTANCE')) {
      throw new FigmaError('Cannot rescale a node inside of an instance');
    }
    context.settle(record);
    for (const each of walk(record)) context.fonts.requireAllOf(each);
    if (record.type === 'INSTANCE' && scaleInstance(record, scale, context)) return;
    rescaleRecord(record, scale);
    for (const each of [...walk(record)]) {
      if (each.type === 'INSTANCE' && !isSublayer(each)) scaleInstance(each, scale, context);
    }
    context.touch(record, 'width', true);
  }),
  method('lockAspectRatio', RATIO_LOCKABLE, (record, _args, context) => setRatioLock(record, true, context)),
  method('unlockAspectRatio', RATIO_LOCKABLE, (record, _args, context) =>
    setRatioLock(record, false, context),
  ),
];
