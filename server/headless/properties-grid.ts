/** GRID frames and the cells of their children. */
import { z } from 'zod/v3';
import { FigmaError } from './errors.ts';
import { setSpan, setTrackCount } from './grid.ts';
import { gridTracks } from './grid-tracks.ts';
import type { GridTrack, NodeRecord } from './model.ts';
import { FRAMES, hasAutoLayout, LAYOUT } from './node-types.ts';
import { internal, never, type Property, stored, view } from './property.ts';
import { gridTrackSchema } from './schema-frame.ts';
import { index, nonNegative, positiveInteger } from './validation.ts';

function trackCount(axis: 'Row' | 'Column'): Property {
  const name = axis === 'Row' ? 'gridRowCount' : 'gridColumnCount';
  return {
    ...view(name, {
      types: FRAMES,
      serialised: true,
      schema: positiveInteger,
      read: (record) => record.props[name],
      write(record, count, context) {
        requireGrid(record, name);
        setTrackCount(record, axis, count);
        context.touch(record, name, true);
      },
    }),
    initial: () => 1,
  };
}

function trackSizes(axis: 'Row' | 'Column'): Property {
  const name = axis === 'Row' ? 'gridRowSizes' : 'gridColumnSizes';
  return {
    ...view(name, {
      types: FRAMES,
      serialised: true,
      schema: z.array(gridTrackSchema),
      read: (record, context) => gridTracks(record, name, context),
      write(record, sizes: readonly GridTrack[], context) {
        requireGrid(record, name);
        setTrackCount(record, axis, Math.max(1, sizes.length));
        record.props[name] = sizes;
        context.touch(record, name, true);
      },
    }),
    initial: () => Object.freeze([Object.freeze({ type: 'FLEX', value: 1 })]),
  };
}

function requireGrid(record: NodeRecord, name: string): void {
  if (record.props.layoutMode !== 'GRID') {
    throw new FigmaError(`${name} can only be set on frames with layoutMode GRID`);
  }
}

function gridSpan(name: 'gridRowSpan' | 'gridColumnSpan'): Property {
  return {
    ...view(name, {
      types: LAYOUT,
      serialised: true,
      schema: positiveInteger,
      read: (record) => record.props[name],
      write(record, span, context) {
        setSpan(gridOf(record, name), record, name === 'gridRowSpan' ? { rows: span } : { columns: span });
        context.touch(record, name, true);
      },
    }),
    initial: () => 1,
  };
}

/** The GRID frame that a record is a child of. */
export function gridOf(record: NodeRecord, member: string): NodeRecord {
  const { parent } = record;
  if (parent === null || !hasAutoLayout(parent) || parent.props.layoutMode !== 'GRID') {
    throw new FigmaError(`${member} can only be used on direct children of frames with layoutMode GRID`);
  }
  return parent;
}

function gridAlign(name: 'gridChildHorizontalAlign' | 'gridChildVerticalAlign'): Property {
  return stored(name, {
    types: LAYOUT,
    schema: z.enum(['MIN', 'CENTER', 'MAX', 'AUTO']),
    initial: 'AUTO',
    layout: true,
  });
}

export const gridProperties: readonly Property[] = [
  trackCount('Row'),
  trackCount('Column'),
  trackSizes('Row'),
  trackSizes('Column'),
  stored('gridRowGap', { types: FRAMES, schema: nonNegative, initial: 0, layout: true }),
  stored('gridColumnGap', { types: FRAMES, schema: nonNegative, initial: 0, layout: true }),
  never('gridAutoTracks', FRAMES, 'NONE', 'grid rows are not managed automatically'),
  never('gridItemsPositioning', FRAMES, 'MANUAL', 'grid children are placed by cell'),

  internal('gridRowAnchorIndex', LAYOUT, 0, index),
  internal('gridColumnAnchorIndex', LAYOUT, 0, index),
  gridSpan('gridRowSpan'),
  gridSpan('gridColumnSpan'),
  gridAlign('gridChildHorizontalAlign'),
  gridAlign('gridChildVerticalAlign'),
];
