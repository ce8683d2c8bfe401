/** Position, size and constraints. px at 1x; positions relative to the container (see `containerOf`). */

import { z } from 'zod/v3';
import { refuseInInstance } from './components/refuse.ts';
import type { HeadlessContext } from './context.ts';
import { FigmaError } from './errors.ts';
import { frozenCopy, sameData } from './freeze.ts';
import {
  absoluteBounds,
  absoluteTransform,
  isGroupLike,
  placeRecord,
  rotationOf,
  withRotation,
  withTranslation,
  withUnitAxes,
} from './geometry.ts';
import { IDENTITY } from './matrix.ts';
import type { NodeRecord } from './model.ts';
import { CONSTRAINED, hasAutoLayout, isInFlow, LAYOUT, POSITIONED, RATIO_LOCKABLE } from './node-types.ts';
import { internal, type Property, stored, view } from './property.ts';
import { constraintsSchema } from './schema-frame.ts';
import { finite, nonNegative, transformSchema, vectorSchema } from './validation.ts';

const requireFree = (record: NodeRecord): void => refuseInInstance(record, 'relative-transform');

/** Writes a position. A child that auto layout places keeps its place, without an error, as in Figma. */
function place(record: NodeRecord, transform: Transform, property: string, context: HeadlessContext): void {
  requireFree(record);
  const [[, , x], [, , y]] = record.props.relativeTransform;
  const turned = frozenCopy(isInFlow(record) ? withTranslation(transform, x, y) : transform);
  placeRecord(record, turned);
  // A group's own numbers are always computed from its children, or rounding would depend on its history.
  const followsFrom =
    isInFlow(record) || isGroupLike(record) || (record.parent !== null && isGroupLike(record.parent));
  context.touch(record, property, followsFrom);
}

function moveOnAxis(record: NodeRecord, axis: 0 | 1, value: number, context: HeadlessContext): void {
  if (isInFlow(record)) {
    requireFree(record);
    return;
  }
  context.settle(record);
  const { relativeTransform } = record.props;
  const [x, y] = axis === 0 ? [value, relativeTransform[1][2]] : [relativeTransform[0][2], value];
  place(record, withTranslation(relativeTransform, x, y), axis === 0 ? 'x' : 'y', context);
}

/** Figma's typings: "Value must be positive", null for none. */
const limit = finite.positive().nullable();

function limitProperty(name: 'minWidth' | 'maxWidth' | 'minHeight' | 'maxHeight'): Property {
  return stored<number | null>(name, {
    types: POSITIONED,
    schema: limit,
    initial: null,
    layout: true,
    check(record, value) {
      if (value !== record.props[name])
        refuseInInstance(record, name.startsWith('min') ? 'min-size' : 'max-size');
      if (value === null || hasAutoLayout(record) || hasAutoLayout(record.parent)) return;
      throw new FigmaError(`${name} can only be set on auto-layout frames and their direct children`);
    },
  });
}

export const geometryProperties: readonly Property[] = [
  view('x', {
    types: POSITIONED,
    geometry: true,
    schema: finite,
    read: (record) => record.props.relativeTransform[0][2],
    write(record, x, context) {
      moveOnAxis(record, 0, x, context);
    },
  }),
  view('y', {
    types: POSITIONED,
    geometry: true,
    schema: finite,
    read: (record) => record.props.relativeTransform[1][2],
    write(record, y, context) {
      moveOnAxis(record, 1, y, context);
    },
  }),
  view('rotation', {
    types: LAYOUT,
    geometry: true,
    schema: finite,
    read: (record) => rotationOf(record.props.relativeTransform),
    write(record, degrees, context) {
      context.settle(record);
      place(record, withRotation(record.props.relativeTransform, degrees), 'rotation', context);
    },
  }),
  {
    ...view('relativeTransform', {
      types: POSITIONED,
      geometry: true,
      serialised: true,
      schema: transformSchema,
      read: (record) => frozenCopy(record.props.relativeTransform),
      write(record, transform, context) {
        context.settle(record);
        place(record, withUnitAxes(transform), 'relativeTransform', context);
      },
    }),
    initial: () => IDENTITY,
  },
  view('absoluteTransform', {
    types: POSITIONED,
    geometry: true,
    read: (record) => frozenCopy(absoluteTransform(record)),
  }),
  view('absoluteBoundingBox', {
    types: POSITIONED,
    geometry: true,
    read: (record) => Object.freeze(absoluteBounds(record)),
  }),
  view('absoluteRenderBounds', {
    types: LAYOUT,
    geometry: true,
    read(record, context) {
      return frozenCopy(context.engines.renderer.renderBounds(record));
    },
  }),
  sizeProperty('width'),
  sizeProperty('height'),
  stored('constraints', {
    types: CONSTRAINED,
    schema: constraintsSchema,
    initial: Object.freeze({ horizontal: 'MIN', vertical: 'MIN' }),
    check(record, value) {
      if (!sameData(value, record.props.constraints)) refuseInInstance(record);
    },
  }),
  limitProperty('minWidth'),
  limitProperty('maxWidth'),
  limitProperty('minHeight'),
  limitProperty('maxHeight'),
  internal('targetAspectRatio', RATIO_LOCKABLE, null, vectorSchema.nullable()),
  stored('constrainProportions', { types: ['LINE', 'SLICE'], schema: z.boolean(), initial: false }),
  view('constrainProportions', {
    types: LAYOUT.filter((type) => RATIO_LOCKABLE.includes(type)),
    schema: z.boolean(),
    read: (record) => record.props.targetAspectRatio != null,
    write(record, locked, context) {
      setRatioLock(record, locked, context);
    },
  }),
];

/** Locks the ratio of width and height to what it is now, or lets it go. */
export function setRatioLock(record: NodeRecord, locked: boolean, context: HeadlessContext): void {
  context.settle(record);
  const { width, height } = record.props;
  record.props.targetAspectRatio = locked ? Object.freeze({ x: width, y: height }) : null;
  context.touch(record, 'targetAspectRatio', true);
}

function sizeProperty(name: 'width' | 'height'): Property {
  return {
    ...view(name, { types: POSITIONED, geometry: true, read: (record) => record.props[name] }),
    schema: nonNegative,
    initial: (type) => (name === 'height' && type === 'LINE' ? 0 : 100),
  };
}
