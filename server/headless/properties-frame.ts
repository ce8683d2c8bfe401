/** Frames and their children: auto layout, sizing, clipping. The rules of legality are Figma's. */
import { z } from 'zod/v3';
import type { HeadlessContext } from './context.ts';
import { FigmaError } from './errors.ts';
import { placeAll } from './grid.ts';
import type { NodeRecord, Sizing } from './model.ts';
import { FRAMES, hasAutoLayout, isInFlow, LAYOUT, PROTOTYPE_FRAMES } from './node-types.ts';
import { fixed, type Property, stored, view } from './property.ts';
import { layoutGridsSchema } from './schema-frame.ts';
import { type Axis, applySizing, syncChildren, syncSizing } from './sizing.ts';
import { finite, nonNegative } from './validation.ts';

function isStack(record: NodeRecord): boolean {
  return record.props.layoutMode === 'HORIZONTAL' || record.props.layoutMode === 'VERTICAL';
}

function requireAutoLayout(name: string): (record: NodeRecord) => void {
  return (record) => {
    if (!hasAutoLayout(record)) throw new FigmaError(`${name} can only be set on auto-layout frames`);
  };
}

/** Figma: turning auto layout on hugs the primary axis and fixes the counter axis, whatever was set before. */
function enterLayout(
  record: NodeRecord,
  mode: 'NONE' | 'HORIZONTAL' | 'VERTICAL' | 'GRID',
  old: string,
): void {
  const wasStack = old === 'HORIZONTAL' || old === 'VERTICAL';
  if (mode === 'GRID') {
    record.props['primaryAxisSizingMode'] = 'FIXED';
    record.props['counterAxisSizingMode'] = 'FIXED';
    record.props.layoutWrap = 'NO_WRAP';
    placeAll(record);
  } else if (mode !== 'NONE' && !wasStack) {
    record.props['primaryAxisSizingMode'] = 'AUTO';
    record.props['counterAxisSizingMode'] = 'FIXED';
  }
  if (mode === 'NONE') {
    record.props.layoutWrap = 'NO_WRAP';
    record.props.counterAxisAlignContent = 'AUTO';
  }
  if (mode !== 'HORIZONTAL' && record.props.counterAxisAlignItems === 'BASELINE') {
    record.props.counterAxisAlignItems = 'MIN';
  }
}

const layoutMode: Property = {
  ...view('layoutMode', {
    types: FRAMES,
    serialised: true,
    schema: z.enum(['NONE', 'HORIZONTAL', 'VERTICAL', 'GRID']),
    read: (record) => record.props.layoutMode,
    write(record, mode, context) {
      const old = record.props.layoutMode;
      if (mode === old) return;
      // What the old layout decided stays as it is now.
      if (old !== 'NONE') context.settle(record);
      record.props.layoutMode = mode;
      enterLayout(record, mode, old);
      syncSizing(record);
      syncChildren(record);
      context.touch(record, 'layoutMode', true);
    },
  }),
  initial: () => 'NONE',
};

/** The rules for `layoutSizingHorizontal` and `layoutSizingVertical`. FIXED is always allowed. */
function checkSizing(record: NodeRecord, sizing: Sizing): void {
  const isChild = hasAutoLayout(record.parent);
  if (sizing === 'FILL') {
    if (!isChild) throw new FigmaError('FILL can only be set on children of auto-layout frames');
    if (!isInFlow(record))
      throw new FigmaError('FILL cannot be set on absolute positioned auto-layout children');
  }
  if (sizing === 'HUG' && !hasAutoLayout(record) && !(record.type === 'TEXT' && isChild)) {
    throw new FigmaError('HUG can only be set on auto-layout frames or text children of auto-layout frames');
  }
}

function sizingProperty(name: 'layoutSizingHorizontal' | 'layoutSizingVertical', axis: Axis): Property {
  return {
    ...view(name, {
      types: LAYOUT,
      serialised: true,
      schema: z.enum(['FIXED', 'HUG', 'FILL']),
      read: (record) => record.props[name],
      write(record, sizing, context) {
        checkSizing(record, sizing);
        if (record.props[name] === sizing && record.type !== 'TEXT') return;
        if (record.type === 'TEXT' && sizing !== 'FILL') context.fonts.requireAllOf(record);
        // FIXED keeps the size that layout gave.
        if (sizing === 'FIXED') context.settle(record);
        applySizing(record, axis, sizing);
        context.touch(record, name, true);
      },
    }),
    initial: (type) => (type === 'TEXT' ? 'HUG' : 'FIXED'),
  };
}

function axisMode(name: 'primaryAxisSizingMode' | 'counterAxisSizingMode'): Property {
  return stored(name, {
    types: FRAMES,
    schema: z.enum(['FIXED', 'AUTO']),
    initial: name === 'primaryAxisSizingMode' ? 'AUTO' : 'FIXED',
    layout: true,
    after: syncSizing,
  });
}

const padding = (name: 'paddingTop' | 'paddingRight' | 'paddingBottom' | 'paddingLeft'): Property =>
  stored(name, { types: FRAMES, schema: nonNegative, initial: 0, layout: true });

/** The two deprecated properties that stand for two paddings each. */
function paddingPair(
  name: 'horizontalPadding' | 'verticalPadding',
  first: 'paddingLeft' | 'paddingTop',
  second: 'paddingRight' | 'paddingBottom',
): Property {
  return view(name, {
    types: FRAMES,
    schema: nonNegative,
    read: (record) => record.props[first],
    write(record, value, context) {
      record.props[first] = value;
      record.props[second] = value;
      context.touch(record, name, true);
    },
  });
}

/** A FILL or ABSOLUTE that the parent's lack of auto layout suspends reads as what is in force. */
function readPositioning(record: NodeRecord): string {
  return hasAutoLayout(record.parent) ? record.props.layoutPositioning : 'AUTO';
}

const refreshSizing = (record: NodeRecord, _value: unknown, _context: HeadlessContext): void =>
  syncSizing(record);

export const frameProperties: readonly Property[] = [
  stored('clipsContent', {
    types: FRAMES,
    schema: z.boolean(),
    initial: (type) => type !== 'COMPONENT_SET',
  }),
  stored('layoutGrids', { types: FRAMES, schema: layoutGridsSchema, initial: [] }),
  stored('overflowDirection', {
    types: PROTOTYPE_FRAMES,
    schema: z.enum(['NONE', 'HORIZONTAL', 'VERTICAL', 'BOTH']),
    initial: 'NONE',
  }),
  stored('numberOfFixedChildren', {
    types: PROTOTYPE_FRAMES,
    schema: z.number().int().min(0),
    initial: 0,
  }),
  fixed('overlayPositionType', PROTOTYPE_FRAMES, 'CENTER'),
  fixed('overlayBackground', PROTOTYPE_FRAMES, { type: 'NONE' }),
  fixed('overlayBackgroundInteraction', PROTOTYPE_FRAMES, 'NONE'),
  fixed('detachedInfo', FRAMES, null),
  fixed('inferredAutoLayout', FRAMES, null),

  layoutMode,
  stored('layoutWrap', {
    types: FRAMES,
    schema: z.enum(['NO_WRAP', 'WRAP']),
    initial: 'NO_WRAP',
    layout: true,
    check(record) {
      if (isStack(record)) return;
      throw new FigmaError('layoutWrap can only be set when layoutMode is HORIZONTAL or VERTICAL');
    },
    after(record, value) {
      if (value === 'NO_WRAP') record.props.counterAxisAlignContent = 'AUTO';
    },
  }),
  axisMode('primaryAxisSizingMode'),
  axisMode('counterAxisSizingMode'),
  stored('primaryAxisAlignItems', {
    types: FRAMES,
    schema: z.enum(['MIN', 'MAX', 'CENTER', 'SPACE_BETWEEN', 'SPACE_EVENLY', 'SPACE_AROUND']),
    initial: 'MIN',
    layout: true,
  }),
  stored('counterAxisAlignItems', {
    types: FRAMES,
    schema: z.enum(['MIN', 'MAX', 'CENTER', 'BASELINE']),
    initial: 'MIN',
    layout: true,
    check(record, value) {
      if (value !== 'BASELINE' || record.props.layoutMode === 'HORIZONTAL') return;
      throw new FigmaError('BASELINE can only be set on horizontal auto-layout frames');
    },
  }),
  stored('counterAxisAlignContent', {
    types: FRAMES,
    schema: z.enum(['AUTO', 'SPACE_BETWEEN']),
    initial: 'AUTO',
    layout: true,
    check(record, value) {
      if (record.props.layoutWrap === 'WRAP' || value === record.props.counterAxisAlignContent) return;
      throw new FigmaError(
        'counterAxisAlignContent can only be set on auto-layout frames with layoutWrap WRAP',
      );
    },
  }),
  padding('paddingTop'),
  padding('paddingRight'),
  padding('paddingBottom'),
  padding('paddingLeft'),
  paddingPair('horizontalPadding', 'paddingLeft', 'paddingRight'),
  paddingPair('verticalPadding', 'paddingTop', 'paddingBottom'),
  stored('itemSpacing', { types: FRAMES, schema: finite, initial: 0, layout: true }),
  stored<number | null>('counterAxisSpacing', {
    types: FRAMES,
    schema: nonNegative.nullable(),
    initial: null,
    layout: true,
    read: (record) => record.props.counterAxisSpacing ?? record.props.itemSpacing,
  }),
  stored('itemReverseZIndex', {
    types: FRAMES,
    schema: z.boolean(),
    initial: false,
    check: requireAutoLayout('itemReverseZIndex'),
  }),
  stored('strokesIncludedInLayout', {
    types: FRAMES,
    schema: z.boolean(),
    initial: false,
    layout: true,
    check: requireAutoLayout('strokesIncludedInLayout'),
  }),

  stored('layoutAlign', {
    types: LAYOUT,
    schema: z.enum(['MIN', 'CENTER', 'MAX', 'STRETCH', 'INHERIT']),
    initial: 'INHERIT',
    layout: true,
    after: refreshSizing,
  }),
  stored('layoutGrow', {
    types: LAYOUT,
    schema: finite.refine((value) => value === 0 || value === 1, 'layoutGrow must be 0 or 1'),
    initial: 0,
    layout: true,
    after: refreshSizing,
  }),
  stored('layoutPositioning', {
    types: LAYOUT,
    schema: z.enum(['AUTO', 'ABSOLUTE']),
    initial: 'AUTO',
    layout: true,
    read: readPositioning,
    check(record, value) {
      if (value === 'AUTO' || hasAutoLayout(record.parent)) return;
      throw new FigmaError(
        'Can only set layoutPositioning = ABSOLUTE if the parent node has layoutMode !== NONE',
      );
    },
    after: refreshSizing,
  }),
  sizingProperty('layoutSizingHorizontal', 'horizontal'),
  sizingProperty('layoutSizingVertical', 'vertical'),
];
