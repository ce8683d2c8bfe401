/** Random single ops over whatever nodes exist, most of them legal, some not. */
import fc from 'fast-check';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';

type Props = Record<string, unknown>;

/** The nodes an edit can choose from when it becomes an op. */
export interface Page {
  /** Any node, or (nine times in ten) one of these types if there is one. */
  pick(seed: number, types?: readonly string[]): string;
  type(id: string): string;
  /** A component property of an instance, if it has one. */
  property(id: string): string;
}

export type Edit = (page: Page) => CanvasOpInput;

export function pageOf(nodes: readonly { id: string; type: string; props: Props }[]): Page {
  const properties = new Map(nodes.map(({ id, props }) => [id, props['componentProperties'] ?? {}]));
  const types = new Map(nodes.map((node) => [node.id, node.type]));
  return {
    type: (id) => types.get(id) ?? '',
    property: (id) => Object.keys(properties.get(id) ?? {})[0] ?? 'None#0:0',
    pick(seed, wanted) {
      const fitting =
        wanted === undefined || seed % 10 === 0 ? [] : nodes.filter((node) => wanted.includes(node.type));
      const choice = fitting.length > 0 ? fitting : nodes;
      return choice[seed % choice.length]?.id ?? '';
    },
  };
}

const node = fc.nat(10_000);
const size = fc.integer({ min: 1, max: 600 });
const coordinate = fc.integer({ min: -300, max: 900 });
const colour = fc.constantFrom(0, 0.25, 0.5, 1);
const fills = fc
  .record({ r: colour, g: colour, b: colour })
  .map((color) => [{ type: 'SOLID', color, opacity: 0.5 }]);

const anyProps: fc.Arbitrary<Props> = fc.oneof(
  fc.record({ x: coordinate, y: coordinate }),
  fc.record({ width: size }),
  fc.record({ height: size }),
  fc.record({ width: size, height: size }),
  fc.record({ rotation: fc.constantFrom(0, 15, -45, 90, 180) }),
  fc.record({ opacity: fc.constantFrom(0, 0.3, 1, 7) }),
  fc.record({ visible: fc.boolean() }),
  fc.record({ locked: fc.boolean(), name: fc.constantFrom('One', 'Two') }),
  fc.record({ fills }),
  fc.record({ fills: fc.constant([]) }),
  fc.record({
    strokes: fills,
    strokeWeight: fc.constantFrom(1, 4),
    strokeAlign: fc.constantFrom('INSIDE', 'OUTSIDE'),
  }),
  fc.record({ cornerRadius: fc.constantFrom(0, 12), topLeftRadius: fc.constantFrom(3, 12) }),
  fc.record({ effects: fc.constant([{ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 4, visible: true }]) }),
  fc.record({ layoutSizingHorizontal: fc.constantFrom('FIXED', 'HUG', 'FILL') }),
  fc.record({ layoutSizingVertical: fc.constantFrom('FIXED', 'HUG', 'FILL') }),
  fc.record({ layoutPositioning: fc.constantFrom('AUTO', 'ABSOLUTE'), x: coordinate }),
  fc.record({ minWidth: fc.constantFrom(null, 30, 250), maxHeight: fc.constantFrom(null, 40) }),
  fc.record({
    constraints: fc.record({
      horizontal: fc.constantFrom('MIN', 'MAX', 'CENTER', 'STRETCH', 'SCALE'),
      vertical: fc.constantFrom('MIN', 'SCALE'),
    }),
  }),
  fc.record({
    blendMode: fc.constantFrom('NORMAL', 'MULTIPLY'),
    pluginData: fc.constant({ role: 'x', note: 'y' }),
  }),
);

const frameProps: fc.Arbitrary<Props> = fc.oneof(
  fc.record({ layoutMode: fc.constantFrom('NONE', 'HORIZONTAL', 'VERTICAL', 'GRID') }),
  fc.record({
    layoutMode: fc.constantFrom('HORIZONTAL', 'VERTICAL'),
    itemSpacing: fc.constantFrom(-10, 0, 20),
    paddingTop: fc.constantFrom(0, 30),
    primaryAxisAlignItems: fc.constantFrom('MIN', 'CENTER', 'SPACE_BETWEEN'),
    counterAxisAlignItems: fc.constantFrom('MIN', 'CENTER', 'MAX'),
    strokesIncludedInLayout: fc.boolean(),
    itemReverseZIndex: fc.boolean(),
  }),
  fc.record({ layoutWrap: fc.constantFrom('WRAP', 'NO_WRAP'), counterAxisSpacing: fc.constantFrom(null, 5) }),
  fc.record({ clipsContent: fc.boolean(), isMask: fc.boolean() }),
);

const textProps: fc.Arbitrary<Props> = fc.oneof(
  fc.record({ characters: fc.constantFrom('', 'Hi', 'A longer line\nand a second one', 'Crusty') }),
  fc.record({ fontSize: fc.constantFrom(8, 21, 60), fontWeight: fc.constantFrom(300, 500, 900) }),
  fc.record({ textAutoResize: fc.constantFrom('NONE', 'HEIGHT', 'WIDTH_AND_HEIGHT', 'TRUNCATE') }),
  fc.record({ textTruncation: fc.constant('ENDING'), maxLines: fc.constantFrom(1, 2) }),
  fc.record({ lineHeight: fc.constant({ unit: 'PERCENT', value: 90 }), textCase: fc.constant('UPPER') }),
  fc.record({
    textRanges: fc.constant([
      {
        start: 0,
        end: 2,
        fontSize: 50,
        italic: true,
        hyperlink: { type: 'URL', value: 'https://example.com' },
      },
    ]),
  }),
  fc.record({
    textAlignHorizontal: fc.constant('CENTER'),
    letterSpacing: fc.constant({ unit: 'PIXELS', value: 2 }),
  }),
  fc.record({ textCase: fc.constant('TITLE') }),
);

const newTypes = ['FRAME', 'TEXT', 'RECTANGLE', 'ELLIPSE', 'LINE', 'COMPONENT', 'SECTION', 'STAR'] as const;
const parents = ['FRAME', 'GROUP', 'COMPONENT', 'SECTION', 'BOOLEAN_OPERATION'];
const frames = ['FRAME', 'COMPONENT', 'INSTANCE'];

const propsFor = (type: string, props: Props, frame: Props, text: Props): Props => {
  if (type === 'TEXT') return text;
  return frames.includes(type) ? frame : props;
};

const update = fc
  .record({
    node,
    props: anyProps,
    frame: fc.oneof(frameProps, anyProps),
    text: fc.oneof(textProps, anyProps),
  })
  .map(
    ({ node, props, frame, text }): Edit =>
      (page) => {
        const id = page.pick(node);
        return { op: 'update', node: id, props: propsFor(page.type(id), props, frame, text) };
      },
  );
const remove = node.map(
  (seed): Edit =>
    (page) => ({ op: 'delete', node: page.pick(seed) }),
);
const move = fc.record({ node, parent: fc.option(node), index: fc.nat(4) }).map(
  ({ node, parent, index }): Edit =>
    (page) => ({
      op: 'move',
      node: page.pick(node),
      parent: parent === null ? null : page.pick(parent, parents),
      index,
    }),
);
const clone = fc.record({ node, parent: fc.option(node) }).map(
  ({ node, parent }): Edit =>
    (page) => ({
      op: 'clone',
      node: page.pick(node),
      parent: parent === null ? null : page.pick(parent, parents),
    }),
);
const create = fc.record({ parent: node, type: fc.constantFrom(...newTypes), index: fc.nat(3) }).map(
  ({ parent, type, index }): Edit =>
    (page) => ({ op: 'create', type, parent: page.pick(parent, parents), index, props: { name: 'New' } }),
);
const group = fc.record({ child: node, parent: fc.option(node) }).map(
  ({ child, parent }): Edit =>
    (page) => ({
      op: 'create',
      type: 'GROUP',
      parent: parent === null ? null : page.pick(parent, parents),
      children: [page.pick(child)],
    }),
);
const ungroup = node.map(
  (seed): Edit =>
    (page) => ({ op: 'call', method: 'ungroup', args: [{ $node: page.pick(seed, parents) }] }),
);
const detach = node.map(
  (seed): Edit =>
    (page) => ({ op: 'call', target: page.pick(seed, ['INSTANCE']), method: 'detachInstance' }),
);
const instantiate = node.map(
  (seed): Edit =>
    (page) => ({ op: 'call', target: page.pick(seed, ['COMPONENT']), method: 'createInstance' }),
);
const componentOf = node.map(
  (seed): Edit =>
    (page) => ({
      op: 'call',
      method: 'createComponentFromNode',
      args: [{ $node: page.pick(seed, ['FRAME']) }],
    }),
);
const lockRatio = node.map(
  (seed): Edit =>
    (page) => ({ op: 'call', target: page.pick(seed), method: 'lockAspectRatio' }),
);
const rescale = fc.record({ node, scale: fc.constantFrom(0.5, 2) }).map(
  ({ node, scale }): Edit =>
    (page) => ({ op: 'call', target: page.pick(node), method: 'rescale', args: [scale] }),
);
const fitText = fc.record({ node, width: size, balance: fc.boolean() }).map(
  ({ node, width, balance }): Edit =>
    (page) => ({
      op: 'fit_text',
      node: page.pick(node, ['TEXT']),
      width,
      minFontSize: 8,
      maxFontSize: 80,
      maxLines: 2,
      balance,
    }),
);

const swap = fc.record({ node, to: node }).map(
  ({ node, to }): Edit =>
    (page) => ({
      op: 'call',
      target: page.pick(node, ['INSTANCE']),
      method: 'swapComponent',
      args: [{ $node: page.pick(to, ['COMPONENT']) }],
    }),
);
const setProperty = fc.record({ node, value: fc.constantFrom('Buy', 'Order now', true) }).map(
  ({ node, value }): Edit =>
    (page) => {
      const id = page.pick(node, ['INSTANCE']);
      return { op: 'call', target: id, method: 'setProperties', args: [{ [page.property(id)]: value }] };
    },
);
const removeOverrides = node.map(
  (seed): Edit =>
    (page) => ({ op: 'call', target: page.pick(seed, ['INSTANCE']), method: 'removeOverrides' }),
);

/** Changes what a snapshot does not hold: only a rollback brings it back. */
export const definition: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ one: node, other: node, parent: node }).map(
    ({ one, other, parent }): Edit =>
      (page) => ({
        op: 'call',
        method: 'combineAsVariants',
        args: [
          [{ $node: page.pick(one, ['COMPONENT']) }, { $node: page.pick(other, ['COMPONENT']) }],
          { $node: page.pick(parent, ['FRAME', 'SECTION']) },
        ],
      }),
  ),
  node.map(
    (seed): Edit =>
      (page) => ({
        op: 'call',
        target: page.pick(seed, ['COMPONENT']),
        method: 'addComponentProperty',
        args: ['Another', 'BOOLEAN', false],
      }),
  ),
  fc.record({ node, instance: node, name: fc.constantFrom('Words', 'Text') }).map(
    ({ node, instance, name }): Edit =>
      (page) => ({
        op: 'call',
        target: page.pick(node, ['COMPONENT']),
        method: 'editComponentProperty',
        args: [page.property(page.pick(instance, ['INSTANCE'])), { name, defaultValue: name }],
      }),
  ),
  fc.record({ node, instance: node }).map(
    ({ node, instance }): Edit =>
      (page) => ({
        op: 'call',
        target: page.pick(node, ['COMPONENT']),
        method: 'deleteComponentProperty',
        args: [page.property(page.pick(instance, ['INSTANCE']))],
      }),
  ),
);

export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: update },
  { weight: 5, arbitrary: move },
  { weight: 3, arbitrary: remove },
  { weight: 2, arbitrary: clone },
  { weight: 2, arbitrary: create },
  { weight: 2, arbitrary: group },
  { weight: 1, arbitrary: ungroup },
  { weight: 1, arbitrary: detach },
  { weight: 1, arbitrary: instantiate },
  { weight: 1, arbitrary: componentOf },
  { weight: 1, arbitrary: lockRatio },
  { weight: 1, arbitrary: rescale },
  { weight: 1, arbitrary: fitText },
  { weight: 1, arbitrary: swap },
  { weight: 1, arbitrary: setProperty },
  { weight: 1, arbitrary: removeOverrides },
);
