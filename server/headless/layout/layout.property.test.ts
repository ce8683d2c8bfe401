import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NodeProps, NodeRecord, Sizing } from '../model.ts';
import { loadLayout, relayout } from './index.ts';
import { column, measurer, rect, row, text } from './test-records.ts';
import { bounds } from './transform.ts';

beforeAll(loadLayout);

const length = fc.integer({ min: 1, max: 300 });
const sizingArb: fc.Arbitrary<Sizing> = fc.constantFrom('FIXED', 'HUG', 'FILL');
const frameProps = fc.record({
  width: length,
  height: length,
  layoutSizingHorizontal: sizingArb,
  layoutSizingVertical: sizingArb,
  itemSpacing: fc.integer({ min: -40, max: 40 }),
  paddingLeft: fc.integer({ min: 0, max: 40 }),
  paddingTop: fc.integer({ min: 0, max: 40 }),
  paddingRight: fc.integer({ min: 0, max: 200 }),
  minWidth: fc.option(length),
  maxHeight: fc.option(length),
  layoutWrap: fc.constantFrom('NO_WRAP' as const, 'WRAP' as const),
  primaryAxisAlignItems: fc.constantFrom(
    'MIN' as const,
    'CENTER' as const,
    'MAX' as const,
    'SPACE_BETWEEN' as const,
  ),
  counterAxisAlignItems: fc.constantFrom(
    'MIN' as const,
    'CENTER' as const,
    'MAX' as const,
    'BASELINE' as const,
  ),
  visible: fc.boolean(),
});

const leaf = fc.oneof(
  fc
    .tuple(length, length, fc.constantFrom('FIXED' as const, 'FILL' as const))
    .map(([width, height, fill]) => rect(width, height, { layoutSizingHorizontal: fill })),
  fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('FILL' as const, 'HUG' as const))
    .map(([count, sizing]) =>
      text('x'.repeat(count), {
        layoutSizingHorizontal: sizing,
        layoutSizingVertical: 'HUG',
        textAutoResize: sizing === 'FILL' ? 'HEIGHT' : 'WIDTH_AND_HEIGHT',
      }),
    ),
);

const { tree } = fc.letrec<{ tree: NodeRecord; child: NodeRecord }>((tie) => ({
  child: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('tree')),
  tree: fc
    .tuple(fc.constantFrom(row, column), frameProps, fc.array(tie('child'), { maxLength: 4 }))
    // Columns that wrap are left out: how wide a FILL child of theirs gets depends on where they break.
    .map(([make, props, children]) =>
      make(make === row ? props : { ...props, layoutWrap: 'NO_WRAP' }, children),
    ),
}));

/** What layout reads of a tree, so that a counterexample can be read too. */
function outline(record: NodeRecord): unknown {
  const { name, relativeTransform, constraints, strokes, ...props } = record.props;
  const telling = Object.entries(props).filter(
    ([, value]) => value !== null && value !== 0 && value !== 'MIN',
  );
  return { [record.type]: Object.fromEntries(telling), children: record.children.map(outline) };
}

/** Runs the check on many trees; each tree is laid out in place. */
function forEveryTree(check: (top: NodeRecord) => void): void {
  const shown = tree.map((top) =>
    Object.assign(top, { [fc.toStringMethod]: () => JSON.stringify(outline(top)) }),
  );
  fc.assert(fc.property(shown, check), { numRuns: 150 });
}

function all(record: NodeRecord): NodeRecord[] {
  return [record, ...record.children.flatMap(all)];
}

const boxes = (top: NodeRecord) => all(top).map((record) => Object.values(bounds(record)));

describe('relayout, whatever the tree', () => {
  it('gives finite sizes that are not negative', () => {
    forEveryTree((top) => {
      relayout(top, measurer);
      for (const [x, y, width, height] of boxes(top)) {
        expect([x, y, width, height].every(Number.isFinite)).toBe(true);
        expect(Math.min(width ?? -1, height ?? -1)).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('changes nothing when it runs again', () => {
    forEveryTree((top) => {
      relayout(top, measurer);
      const first = boxes(top);
      relayout(top, measurer);
      boxes(top).forEach((box, index) => {
        box.forEach((value, place) => {
          expect(value).toBeCloseTo(first[index]?.[place] ?? Number.NaN, 2);
        });
      });
    });
  });

  it('keeps nodes within their own limits', () => {
    forEveryTree((top) => {
      relayout(top, measurer);
      for (const { props } of all(top).filter((record) => record.props.visible)) {
        expect(props.width).toBeGreaterThanOrEqual((props.minWidth ?? 0) - 0.01);
        expect(props.height).toBeLessThanOrEqual((props.maxHeight ?? Number.POSITIVE_INFINITY) + 0.01);
      }
    });
  });
});

describe('FILL children on one line', () => {
  const items = fc.array(fc.record({ fill: fc.boolean(), length, max: fc.option(length) }), {
    minLength: 1,
    maxLength: 6,
  });

  it('use up the room unless limits stop them, and never more than there is', () => {
    fc.assert(
      fc.property(items, length, fc.integer({ min: 0, max: 20 }), (children, width, itemSpacing) => {
        const frame = row(
          { width, height: 10, itemSpacing },
          children.map((item) => {
            const props: Partial<NodeProps> = item.fill
              ? { layoutSizingHorizontal: 'FILL', maxWidth: item.max }
              : {};
            return rect(item.length, 5, props);
          }),
        );
        relayout(frame, measurer);
        const total = (wanted: boolean) =>
          children.reduce(
            (sum, item, index) =>
              item.fill === wanted ? sum + (frame.children[index]?.props.width ?? 0) : sum,
            0,
          );
        const room = Math.max(width - itemSpacing * (children.length - 1) - total(false), 0);
        expect(total(true)).toBeLessThanOrEqual(room + 0.01);
        const capped = children.every((item) => !item.fill || item.max !== null);
        if (!capped) expect(total(true)).toBeCloseTo(room, 2);
      }),
      { numRuns: 150 },
    );
  });
});
