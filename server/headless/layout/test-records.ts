/** Short ways to write node records in the layout tests. */
import type { HeadlessNodeType, NodeProps, NodeRecord, ShapedText, TextMeasurer } from '../model.ts';
import { relayout } from './relayout.ts';
import { bounds } from './transform.ts';

type Props = Partial<NodeProps>;
let nextId = 0;

export function node(type: HeadlessNodeType, props: Props, children: NodeRecord[] = []): NodeRecord {
  const { x = 0, y = 0, ...rest } = props;
  const defaults: Props = {
    name: type,
    visible: true,
    width: 100,
    height: 100,
    relativeTransform: [
      [1, 0, Number(x)],
      [0, 1, Number(y)],
    ],
    constraints: { horizontal: 'MIN', vertical: 'MIN' },
    layoutPositioning: 'AUTO',
    layoutSizingHorizontal: 'FIXED',
    layoutSizingVertical: 'FIXED',
    minWidth: null,
    maxWidth: null,
    minHeight: null,
    maxHeight: null,
    targetAspectRatio: null,
    strokes: [],
    strokeWeight: 1,
    strokeAlign: 'INSIDE',
  };
  const record: NodeRecord = {
    id: `1:${nextId++}`,
    type,
    parent: null,
    children,
    // Only what layout reads: the other members play no part here.
    props: { ...defaults, ...rest } as NodeProps,
    removed: false,
  };
  for (const child of children) child.parent = record;
  return record;
}

export const rect = (width: number, height: number, props: Props = {}): NodeRecord =>
  node('RECTANGLE', { width, height, ...props });

/** A plain frame without auto-layout. */
export const box = (
  width: number,
  height: number,
  props: Props = {},
  children: NodeRecord[] = [],
): NodeRecord => node('FRAME', { width, height, layoutMode: 'NONE', ...props }, children);

function flow(mode: 'HORIZONTAL' | 'VERTICAL' | 'GRID') {
  return (props: Props, children: NodeRecord[]): NodeRecord =>
    node(
      'FRAME',
      {
        layoutMode: mode,
        layoutWrap: 'NO_WRAP',
        paddingTop: 0,
        paddingRight: 0,
        paddingBottom: 0,
        paddingLeft: 0,
        itemSpacing: 0,
        counterAxisSpacing: null,
        primaryAxisAlignItems: 'MIN',
        counterAxisAlignItems: 'MIN',
        counterAxisAlignContent: 'AUTO',
        strokesIncludedInLayout: false,
        ...(props.width === undefined ? { layoutSizingHorizontal: 'HUG' } : {}),
        ...(props.height === undefined ? { layoutSizingVertical: 'HUG' } : {}),
        ...props,
      },
      children,
    );
}

/** Auto-layout frames: they hug on each axis whose length is not given. */
export const row = flow('HORIZONTAL');
export const column = flow('VERTICAL');
export const grid = flow('GRID');

export const text = (characters: string, props: Props = {}): NodeRecord =>
  node('TEXT', { characters, textAutoResize: 'WIDTH_AND_HEIGHT', ...props });

export const FILL_X: Props = { layoutSizingHorizontal: 'FILL' };
export const FILL_Y: Props = { layoutSizingVertical: 'FILL' };
export const FILL: Props = { ...FILL_X, ...FILL_Y };
export const padding = (value: number): Props => ({
  paddingTop: value,
  paddingRight: value,
  paddingBottom: value,
  paddingLeft: value,
});

/** Monospaced text: every character is 10 px wide, lines are 20 px high with the baseline at 15 px. */
export const measurer: TextMeasurer = {
  shape(record, wrapWidth): ShapedText {
    const { length } = record.props.characters;
    const perLine = wrapWidth === null ? Math.max(length, 1) : Math.max(Math.floor(wrapWidth / 10), 1);
    const count = Math.max(Math.ceil(length / perLine), 1);
    const width = wrapWidth ?? length * 10;
    const lines = Array.from({ length: count }, (_, index) => ({
      start: index * perLine,
      end: Math.min((index + 1) * perLine, length),
      x: 0,
      y: index * 20,
      width,
      height: 20,
      baseline: index * 20 + 15,
    }));
    return { width, height: count * 20, lines, runs: [], decorations: [], truncated: false, missing: [] };
  },
};

/** `[x, y, width, height]` of a node's upright box in its container. */
export function at(record: NodeRecord): number[] {
  const { x, y, width, height } = bounds(record);
  return [x, y, width, height].map((value) => Math.round(value * 1000) / 1000);
}

/** Lays the tree out and returns the children's boxes, back to front. */
export function layOut(top: NodeRecord): number[][] {
  relayout(top, measurer);
  return top.children.map(at);
}

export const size = (record: NodeRecord): number[] => at(record).slice(2);
