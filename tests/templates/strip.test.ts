import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import { contrastOf, luminance } from '../../server/design/contrast.ts';
import { genericWords } from '../../server/templates/index.ts';
import { greyOf } from '../../server/templates/neutral.ts';
import { compact, stripNode } from '../../server/templates/strip.ts';

const brandWords = ['Ondrelle', 'serum', 'Zwergpfirsich', 'nightfall', 'kettleblack'];
const record = {
  version: 1 as const,
  placement: 'meta_story',
  layout: 'stacked',
  padding: { top: 0, right: 0, bottom: 0, left: 0 },
  logo: true,
  brand: 'Ondrelle',
  product: 'serum',
  angle: 'nightfall',
  conceptId: 'kettleblack',
};

const channel = fc.double({ min: 0, max: 1, noNaN: true });
const colour = fc.record({ r: channel, g: channel, b: channel });
const words = fc
  .array(fc.constantFrom(...brandWords), { minLength: 1, maxLength: 6 })
  .map((list) => list.join(' '));
const paint = fc.oneof(
  colour.map((color) => ({
    type: 'SOLID',
    color,
    boundVariables: { color: { id: 'VariableID:kettleblack' } },
  })),
  fc.tuple(colour, colour).map(([a, b]) => ({
    type: 'GRADIENT_LINEAR',
    gradientTransform: [
      [1, 0, 0],
      [0, 1, 0],
    ],
    gradientStops: [
      { position: 0, color: { ...a, a: 1 } },
      { position: 1, color: { ...b, a: 1 } },
    ],
  })),
  fc.constant({ type: 'IMAGE', imageHash: 'f'.repeat(40), scaleMode: 'FILL', filters: {} }),
  fc.constant({ type: 'VIDEO', videoHash: 'e'.repeat(40) }),
);
const role = fc.constantFrom('headline', 'product', 'logo', 'decor', 'image', 'cta', 'nightfall', undefined);
const common = fc.record({
  name: words,
  fills: fc.array(paint, { maxLength: 3 }),
  strokes: fc.array(paint, { maxLength: 2 }),
  effects: fc.array(
    colour.map((color) => ({ type: 'DROP_SHADOW', color: { ...color, a: 0.3 }, radius: 4 })),
    { maxLength: 2 },
  ),
  width: fc.integer({ min: 1, max: 900 }),
  height: fc.integer({ min: 1, max: 900 }),
  annotations: words.map((label) => [{ label }]),
  fillStyleId: words,
  privateData: words.map((value) => ({ note: value })),
  exportSettings: words.map((suffix) => [{ suffix, format: 'PNG' }]),
  vectorPaths: words.map((data) => [{ data }]),
  somethingNew: words,
});
const withRole = fc.tuple(common, role).map(([props, name]) => ({
  ...props,
  pluginData: {
    ...(name && { role: name }),
    placed: '{"imagePath":"Ondrelle.png"}',
    backdrop: 'kettleblack',
  },
}));
let ids = 0;
const leaf: fc.Arbitrary<SnapshotNode> = fc
  .tuple(
    fc.constantFrom('RECTANGLE', 'TEXT', 'VECTOR', 'ELLIPSE', 'BOOLEAN_OPERATION'),
    withRole,
    words,
    colour,
  )
  .map(([type, props, characters, color]) => ({
    id: `1:${++ids}`,
    type,
    props: {
      ...props,
      ...(type === 'TEXT' && {
        characters,
        runs: [
          {
            start: 0,
            end: characters.length,
            fontName: { family: 'Inter', style: 'Bold' },
            fills: [{ type: 'SOLID', color }],
            hyperlink: { type: 'URL', value: 'https://Ondrelle.example' },
          },
        ],
      }),
    },
  }));
const tree: fc.Arbitrary<SnapshotNode> = fc
  .tuple(
    withRole,
    fc.array(
      fc.oneof(
        leaf,
        fc
          .tuple(fc.constantFrom('FRAME', 'GROUP', 'INSTANCE'), withRole, fc.array(leaf, { maxLength: 4 }))
          .map(
            ([type, props, children]): SnapshotNode => ({
              id: `1:${++ids}`,
              type,
              props: { ...props, mainComponent: { id: '9:9', key: 'kettleblack' } },
              children,
            }),
          ),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([props, children]) => ({ id: `1:${++ids}`, type: 'FRAME', props, children }));

it('leaves no word, picture or colour of the brand, whatever the ad carries', () => {
  fc.assert(
    fc.property(tree, (root) => {
      const text = JSON.stringify(compact(stripNode(root, { tones: new Map(), record })));
      for (const word of brandWords) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
      expect(text).not.toMatch(/imageHash|videoHash|https?:|VariableID|ffff|eeee/);
      JSON.parse(text, (_, value: unknown) => {
        if (typeof value === 'object' && value !== null && 'r' in value && 'g' in value && 'b' in value)
          expect(value.r === value.g && value.g === value.b).toBe(true);
        return value;
      });
      expect(genericWords.size).toBeGreaterThan(20);
    }),
    { numRuns: 150 },
  );
});

it('keeps every node but the drawings, with its size and place in the tree', () => {
  const root: SnapshotNode = {
    id: '1:1',
    type: 'FRAME',
    props: { width: 100, height: 200, layoutMode: 'VERTICAL', itemSpacing: 12, fills: [] },
    children: [
      {
        id: '1:2',
        type: 'TEXT',
        props: { characters: 'Ondrelle', runs: [], width: 80, height: 20, pluginData: { role: 'headline' } },
      },
      {
        id: '1:3',
        type: 'RECTANGLE',
        props: {
          width: 40,
          height: 40,
          fills: [],
          pluginData: { role: 'product' },
          constraints: { horizontal: 'SCALE', vertical: 'SCALE' },
        },
      },
    ],
  };
  const stripped = stripNode(root, { tones: new Map(), record });
  expect(stripped.props).toMatchObject({ width: 100, height: 200, layoutMode: 'VERTICAL', itemSpacing: 12 });
  expect(
    stripped.children?.map(({ id, props }) => [id, props['name'], props['width'], props['height']]),
  ).toEqual([
    ['1:2', 'Headline', 80, 20],
    ['1:3', 'Product', 40, 40],
  ]);
  expect(stripped.children?.[1]?.props['constraints']).toEqual({ horizontal: 'SCALE', vertical: 'SCALE' });
  expect(JSON.parse(String((stripped.props['pluginData'] as Record<string, string>)['ad']))).toEqual({
    version: 1,
    placement: 'meta_story',
    layout: 'stacked',
    padding: record.padding,
    logo: true,
  });
});

it('greys have the contrast the colours had', () => {
  fc.assert(
    fc.property(colour, colour, (one, other) => {
      const before = contrastOf(luminance(one), luminance(other));
      const after = contrastOf(luminance(greyOf(luminance(one))), luminance(greyOf(luminance(other))));
      // 8-bit channels: near black a step is worth more.
      expect(Math.abs(after / before - 1)).toBeLessThan(0.03);
    }),
  );
});
