import { describe, expect, it } from 'vitest';
import { FigmaError } from './errors.ts';
import { ALL } from './node-types.ts';
import { initialProps, PROPERTIES, propertyNames, writableProperties } from './properties.ts';
import { startWithFonts } from './test-support.ts';

const RED: readonly Paint[] = [{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }];
/** Values unlike those of a new node. The first that the type takes is used. */
const EDITS: [string, unknown][] = [
  ['name', 'edited'],
  ['opacity', 0.5],
  ['layoutMode', 'HORIZONTAL'],
  ['layoutWrap', 'WRAP'],
  ['counterAxisAlignContent', 'SPACE_BETWEEN'],
  ['itemSpacing', 12],
  ['paddingLeft', 7],
  ['primaryAxisSizingMode', 'FIXED'],
  ['minWidth', 20],
  ['fills', RED],
  ['strokes', RED],
  ['topLeftRadius', 9],
  ['strokeLeftWeight', 4],
  ['cornerSmoothing', 0.6],
  ['constraints', { horizontal: 'MAX', vertical: 'SCALE' }],
  ['pointCount', 7],
  ['arcData', { startingAngle: 1, endingAngle: 2, innerRadius: 0.5 }],
  ['vectorPaths', [{ windingRule: 'NONZERO', data: 'M 5 5 L 50 5 L 20 30 Z' }]],
  ['characters', 'Hello world'],
  ['fontName', { family: 'Inter', style: 'Bold' }],
  ['fontSize', 33],
  ['textAutoResize', 'HEIGHT'],
  ['textTruncation', 'ENDING'],
  ['maxLines', 2],
  [
    'relativeTransform',
    [
      [0, 1, 30],
      [-1, 0, 40],
    ],
  ],
];

/** What is illegal on one node (a limit outside of auto layout) is illegal on its copy: both keep the initial value. */
function writeIfLegal(node: object, name: string, value: unknown): void {
  try {
    Reflect.set(node, name, value);
  } catch (error) {
    if (!(error instanceof FigmaError)) throw error;
  }
}

describe('the property table', () => {
  it('names each property once per type', () => {
    for (const type of ALL) {
      const names = PROPERTIES.filter((property) => property.types.includes(type)).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('has initial values that its own schemas accept', () => {
    for (const type of ALL) {
      const props = initialProps(type);
      for (const { name, types, schema, initial } of PROPERTIES) {
        if (!types.includes(type) || schema === undefined || initial === undefined) continue;
        expect([type, name, schema.safeParse(props[name]).success]).toEqual([type, name, true]);
      }
    }
  });

  it('lists as writable only what can be written', () => {
    for (const type of ALL)
      expect(propertyNames(type)).toEqual(expect.arrayContaining(writableProperties(type)));
    expect(writableProperties('FRAME')).not.toContain('width');
    expect(writableProperties('FRAME')).not.toContain('cornerRadius');
    expect(writableProperties('FRAME')).toContain('topLeftRadius');
  });

  const creators = [
    ['FRAME', 'createFrame'],
    ['COMPONENT', 'createComponent'],
    ['SECTION', 'createSection'],
    ['TEXT', 'createText'],
    ['RECTANGLE', 'createRectangle'],
    ['ELLIPSE', 'createEllipse'],
    ['LINE', 'createLine'],
    ['POLYGON', 'createPolygon'],
    ['STAR', 'createStar'],
    ['VECTOR', 'createVector'],
    ['SLICE', 'createSlice'],
  ] as const;

  it.each([...creators])(
    'says everything about a %s in an order it can be written in',
    async (type, create) => {
      const { figma } = await startWithFonts();
      const make = (): object => figma[create]();
      const original = make();
      const names = new Set(propertyNames(type));
      for (const [name, value] of EDITS) if (names.has(name)) writeIfLegal(original, name, value);
      const copy = make();
      for (const name of writableProperties(type)) writeIfLegal(copy, name, Reflect.get(original, name));
      for (const name of writableProperties(type)) {
        expect([name, Reflect.get(copy, name)]).toEqual([name, Reflect.get(original, name)]);
      }
    },
  );
});
