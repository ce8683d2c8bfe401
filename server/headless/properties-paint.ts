/** Fills, strokes and corners. */
import { z } from 'zod/v3';
import { type HeadlessContext, MIXED } from './context.ts';
import { FigmaError } from './errors.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { CORNERED, FOUR_CORNERED, FOUR_SIDED, FRAMES, GEOMETRY, PAINTED } from './node-types.ts';
import { asyncOnly, never, type Property, stored, view } from './property.ts';
import { BLACK_FILL, GREY_FILL, paintsSchema, WHITE_FILL } from './schema-paint.ts';
import { finite, nonNegative, zeroToOne } from './validation.ts';

const without = (types: readonly HeadlessNodeType[], ...others: (readonly HeadlessNodeType[])[]) =>
  types.filter((type) => !others.some((list) => list.includes(type)));

function defaultFills(type: HeadlessNodeType): readonly Paint[] {
  if (type === 'FRAME' || type === 'COMPONENT' || type === 'SECTION') return WHITE_FILL;
  const isEmpty = type === 'LINE' || type === 'VECTOR' || type === 'COMPONENT_SET' || type === 'INSTANCE';
  return isEmpty ? [] : GREY_FILL;
}

function defaultStrokes(type: HeadlessNodeType): readonly Paint[] {
  return type === 'LINE' || type === 'VECTOR' ? BLACK_FILL : [];
}

function defaultStrokeAlign(type: HeadlessNodeType): 'CENTER' | 'INSIDE' | 'OUTSIDE' {
  if (type === 'LINE' || type === 'VECTOR') return 'CENTER';
  return type === 'TEXT' ? 'OUTSIDE' : 'INSIDE';
}

/** Patterns need their source node loaded, so Figma takes them through `setFillsAsync` only. */
export function refusePatterns(_record: NodeRecord, paints: readonly Paint[]): void {
  if (paints.some((paint) => paint.type === 'PATTERN')) {
    throw new FigmaError('Pattern paints can only be set with setFillsAsync or setStrokesAsync');
  }
}

const SIDES = ['strokeTopWeight', 'strokeRightWeight', 'strokeBottomWeight', 'strokeLeftWeight'] as const;
const CORNERS = ['topLeftRadius', 'topRightRadius', 'bottomRightRadius', 'bottomLeftRadius'] as const;

/** The members of a set that is read as one: `whole` keeps the common value, or the largest while they differ. */
function member(
  name: (typeof SIDES | typeof CORNERS)[number],
  types: readonly HeadlessNodeType[],
  initial: number,
  all: typeof SIDES | typeof CORNERS,
  whole: 'strokeWeight' | 'cornerRadius',
  layout: boolean,
): Property {
  return stored(name, {
    types,
    schema: nonNegative,
    initial,
    layout,
    after(record) {
      record.props[whole] = Math.max(...all.map((each) => record.props[each]));
    },
  });
}

function asOne(
  name: 'strokeWeight' | 'cornerRadius',
  types: readonly HeadlessNodeType[],
  initial: number,
  all: typeof SIDES | typeof CORNERS,
  layout: boolean,
): Property {
  return {
    ...view(name, {
      types,
      schema: nonNegative,
      read(record) {
        const [first, ...others] = all.map((each) => record.props[each]);
        return others.every((value) => value === first) ? first : MIXED;
      },
      write(record: NodeRecord, value: number, context: HeadlessContext) {
        for (const each of all) record.props[each] = value;
        record.props[name] = value;
        context.touch(record, name, layout);
      },
    }),
    initial: () => initial,
  };
}

export const paintProperties: readonly Property[] = [
  stored('fills', {
    types: without(PAINTED, ['TEXT']),
    schema: paintsSchema,
    initial: defaultFills,
    check: refusePatterns,
  }),
  view('backgrounds', {
    types: FRAMES,
    schema: paintsSchema,
    read: (record) => record.props.fills,
    write(record, paints, context) {
      refusePatterns(record, paints);
      record.props.fills = paints;
      context.touch(record, 'fills', false);
    },
  }),
  never('backgrounds', ['GROUP'], [], 'a group has no background'),
  asyncOnly('fillStyleId', PAINTED, () => '', 'node.setFillStyleIdAsync'),
  asyncOnly('backgroundStyleId', [...FRAMES, 'GROUP'], () => '', 'node.setFillStyleIdAsync'),
  asyncOnly('gridStyleId', FRAMES, () => '', 'node.setGridStyleIdAsync'),
  asyncOnly('strokeStyleId', PAINTED, () => '', 'node.setStrokeStyleIdAsync'),

  stored('strokes', {
    types: PAINTED,
    schema: paintsSchema,
    initial: defaultStrokes,
    layout: true,
    check: refusePatterns,
  }),
  asOne('strokeWeight', FOUR_SIDED, 1, SIDES, true),
  ...SIDES.map((name) => member(name, FOUR_SIDED, 1, SIDES, 'strokeWeight', true)),
  stored('strokeWeight', {
    types: without(PAINTED, FOUR_SIDED),
    schema: nonNegative,
    initial: 1,
    layout: true,
  }),
  stored('strokeAlign', {
    types: PAINTED,
    schema: z.enum(['CENTER', 'INSIDE', 'OUTSIDE']),
    initial: defaultStrokeAlign,
    layout: true,
  }),
  stored('strokeJoin', { types: PAINTED, schema: z.enum(['MITER', 'BEVEL', 'ROUND']), initial: 'MITER' }),
  stored('strokeCap', {
    types: GEOMETRY,
    schema: z.enum([
      'NONE',
      'ROUND',
      'SQUARE',
      'ARROW_LINES',
      'ARROW_EQUILATERAL',
      'DIAMOND_FILLED',
      'TRIANGLE_FILLED',
      'CIRCLE_FILLED',
    ]),
    initial: 'NONE',
  }),
  stored('strokeMiterLimit', { types: GEOMETRY, schema: nonNegative, initial: 4 }),
  stored('dashPattern', { types: PAINTED, schema: z.array(nonNegative), initial: [] }),
  never('variableWidthStrokeProperties', GEOMETRY, null, 'variable-width strokes are not drawn'),
  never('complexStrokeProperties', GEOMETRY, { type: 'BASIC' }, 'brush strokes are not drawn'),

  asOne('cornerRadius', FOUR_CORNERED, 0, CORNERS, false),
  ...CORNERS.map((name) => member(name, FOUR_CORNERED, 0, CORNERS, 'cornerRadius', false)),
  stored('cornerRadius', { types: without(CORNERED, FOUR_CORNERED), schema: nonNegative, initial: 0 }),
  stored('cornerSmoothing', { types: CORNERED, schema: zeroToOne, initial: 0 }),

  stored('arcData', {
    types: ['ELLIPSE'],
    schema: z.object({ startingAngle: finite, endingAngle: finite, innerRadius: zeroToOne }).strict(),
    initial: Object.freeze({ startingAngle: 0, endingAngle: 2 * Math.PI, innerRadius: 0 }),
  }),
  stored('pointCount', {
    types: ['POLYGON', 'STAR'],
    schema: z.number().int().min(3),
    initial: (type) => (type === 'STAR' ? 5 : 3),
  }),
  stored('innerRadius', { types: ['STAR'], schema: zeroToOne, initial: 0.382 }),
  stored('booleanOperation', {
    types: ['BOOLEAN_OPERATION'],
    schema: z.enum(['UNION', 'INTERSECT', 'SUBTRACT', 'EXCLUDE']),
    initial: 'UNION',
  }),
];
