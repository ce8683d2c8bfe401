import { describe, expect, it } from 'vitest';
import { parsePath } from '../vector-path.ts';
import { parseSvg, type SvgNode } from './index.ts';

const svg = (body: string, attributes = 'width="100" height="100"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`;

function only(body: string): SvgNode {
  const { nodes } = parseSvg(svg(body));
  const [node] = nodes;
  if (nodes.length !== 1 || node === undefined) throw new Error(`${nodes.length} nodes`);
  return node;
}

const at = (x: number, y: number) => [
  [1, 0, x],
  [0, 1, y],
];
const solid = (r: number, g: number, b: number) => [{ type: 'SOLID', color: { r, g, b } }];

describe('the size of the drawing', () => {
  it.each([
    ['width="40" height="30"', 40, 30],
    ['viewBox="0 0 24 12"', 24, 12],
    ['width="100%" height="100%" viewBox="0 0 24 12"', 24, 12],
    ['width="48" viewBox="0 0 24 12"', 48, 24],
    ['width="1in" height="25.4mm"', 96, 96],
    ['', 300, 150],
  ])('%s', (attributes, width, height) => {
    const drawing = parseSvg(svg('', attributes));
    expect(drawing.width).toBeCloseTo(width);
    expect(drawing.height).toBeCloseTo(height);
  });

  it('fits the viewBox as preserveAspectRatio says', () => {
    const boxOf = (preserve: string) => {
      const [node] = parseSvg(
        svg('<rect width="10" height="10"/>', `width="200" height="100" viewBox="0 0 10 10" ${preserve}`),
      ).nodes;
      return [
        node?.props.relativeTransform?.[0][2],
        node?.props.relativeTransform?.[1][2],
        node?.props.width,
        node?.props.height,
      ];
    };
    expect(boxOf('')).toEqual([50, 0, 100, 100]);
    expect(boxOf('preserveAspectRatio="xMaxYMid meet"')).toEqual([100, 0, 100, 100]);
    expect(boxOf('preserveAspectRatio="xMidYMin slice"')).toEqual([0, 0, 200, 200]);
    expect(boxOf('preserveAspectRatio="none"')).toEqual([0, 0, 200, 100]);
  });
});

describe('shapes', () => {
  it('keeps rectangles and ellipses what they are, moved, scaled and turned', () => {
    expect(only('<rect x="10" y="20" width="30" height="40" rx="5" fill="red" id="card"/>')).toMatchObject({
      type: 'RECTANGLE',
      props: {
        name: 'card',
        relativeTransform: at(10, 20),
        width: 30,
        height: 40,
        cornerRadius: 5,
        fills: solid(1, 0, 0),
      },
    });
    expect(only('<circle cx="10" cy="10" r="5" transform="scale(2 3)"/>')).toMatchObject({
      type: 'ELLIPSE',
      props: { relativeTransform: at(10, 15), width: 20, height: 30 },
    });
    expect(only('<g transform="rotate(90)"><rect x="10" width="30" height="40"/></g>')).toMatchObject({
      children: [
        {
          type: 'RECTANGLE',
          props: {
            relativeTransform: [
              [0, -1, 0],
              [1, 0, 10],
            ],
            width: 30,
            height: 40,
          },
        },
      ],
    });
  });

  it('makes vectors of what Figma cannot keep', () => {
    expect(only('<rect width="10" height="10" transform="skewX(45)"/>')).toMatchObject({
      type: 'VECTOR',
      props: {
        width: 20,
        height: 10,
        vectorPaths: [{ windingRule: 'NONZERO', data: 'M 0 0 L 10 0 L 20 10 L 10 10 Z' }],
      },
    });
    expect(only('<rect width="10" height="10" rx="2" ry="4"/>').type).toBe('VECTOR');
  });

  it('writes path data as Figma reads it: absolute M, L, C, Q and Z from the corner of the box', () => {
    const { props } = only(
      '<path d="m10 10h10v10H10zm2 2q4 0 4 4t-4 4M20 20a5 5 0 0 1 5 5S30 30 25 30" fill-rule="evenodd"/>',
    );
    expect(props.relativeTransform).toEqual(at(10, 10));
    const [path] = props.vectorPaths ?? [];
    expect(path?.windingRule).toBe('EVENODD');
    expect(
      parsePath(path?.data ?? '')
        .map(({ letter }) => letter)
        .join(''),
    ).toBe('MLLLZMQQMCC');
  });

  it('begins a new subpath where SVG goes on after Z', () => {
    expect(only('<path d="M5 5h4v4zl9 9"/>').props.vectorPaths?.[0]?.data).toBe(
      'M 0 0 L 4 0 L 4 4 Z M 0 0 L 9 9',
    );
  });

  it('draws a broken path up to the mistake and says so', () => {
    const { nodes, ignored } = parseSvg(svg('<path d="M0 0L10 10L20 x 5"/>'));
    expect(nodes[0]?.props.vectorPaths?.[0]?.data).toBe('M 0 0 L 10 10');
    expect(ignored).toEqual(['path data after a mistake']);
  });

  it('leaves out what SVG does not draw', () => {
    const nothing =
      '<rect width="0" height="5"/><path/><path d="M5 5"/><g/><circle r="0"/><g display="none"><rect width="5" height="5"/></g>';
    expect(parseSvg(svg(nothing)).nodes).toEqual([]);
  });

  it('gives all sides of a rectangle the width of its stroke', () => {
    expect(
      only('<g transform="scale(2)"><rect width="9" height="5" rx="1" stroke="#00f" stroke-width="3"/></g>'),
    ).toMatchObject({
      children: [
        {
          type: 'RECTANGLE',
          props: {
            strokeWeight: 6,
            strokeTopWeight: 6,
            strokeRightWeight: 6,
            strokeBottomWeight: 6,
            strokeLeftWeight: 6,
          },
        },
      ],
    });
  });

  it('has strokes with widths of the drawing', () => {
    expect(
      only(
        '<g transform="scale(2)"><path d="M0 0H10" fill="none" stroke="#00f" stroke-width="3" stroke-linecap="round" stroke-linejoin="bevel" stroke-dasharray="1 2 3"/></g>',
      ),
    ).toMatchObject({
      children: [
        {
          props: {
            fills: [],
            strokes: solid(0, 0, 1),
            strokeWeight: 6,
            strokeCap: 'ROUND',
            strokeJoin: 'BEVEL',
            strokeAlign: 'CENTER',
            dashPattern: [2, 4, 6, 2, 4, 6],
            vectorPaths: [{ windingRule: 'NONE', data: 'M 0 0 L 20 0' }],
          },
        },
      ],
    });
  });
});

describe('style', () => {
  it('comes from attributes, then style sheets by specificity, then the style attribute', () => {
    const { nodes } = parseSvg(
      svg(`<style>/* c */ rect { fill: #00f } .a, .x { fill: lime } #z { fill: #f00 } @media print { .a { fill: black } }</style>
        <rect width="1" height="1" fill="white"/><rect class="b a" width="1" height="1"/>
        <rect id="z" class="a" width="1" height="1"/><rect id="z" style="fill: white" width="1" height="1"/>`),
    );
    expect(nodes.map(({ props }) => props.fills)).toEqual([
      solid(0, 0, 1),
      solid(0, 1, 0),
      solid(1, 0, 0),
      solid(1, 1, 1),
    ]);
  });

  it('is inherited, with currentColor', () => {
    expect(only('<g color="red" fill="currentColor"><g><rect width="1" height="1"/></g></g>')).toMatchObject({
      children: [{ children: [{ props: { fills: solid(1, 0, 0) } }] }],
    });
  });

  it('multiplies the alpha of a colour with fill-opacity, and keeps opacity for the layer', () => {
    expect(
      only('<rect width="1" height="1" fill="rgba(255,0,0,.5)" fill-opacity="50%" opacity=".25"/>').props,
    ).toMatchObject({
      fills: [{ color: { r: 1, g: 0, b: 0 }, opacity: 0.25 }],
      opacity: 0.25,
    });
  });

  it('hides what visibility hides, not the visible inside', () => {
    expect(
      only(
        '<g visibility="hidden"><rect width="1" height="1"/><rect width="1" height="1" visibility="visible"/></g>',
      ).children?.map(({ props }) => props.visible),
    ).toEqual([false, undefined]);
  });
});

describe('gradients', () => {
  const paint = (defs: string, fill = 'url(#g)') =>
    parseSvg(svg(`<defs>${defs}</defs><rect x="10" y="10" width="40" height="20" fill="${fill}"/>`)).nodes[0]
      ?.props.fills?.[0];
  const stops =
    '<stop stop-color="red"/><stop offset="50%" stop-color="lime" stop-opacity=".5"/><stop offset="1" stop-color="blue"/>';

  it('of the box run from left to right', () => {
    expect(paint(`<linearGradient id="g">${stops}</linearGradient>`)).toMatchObject({
      type: 'GRADIENT_LINEAR',
      // The second row moves along lines of equal colour: not seen.
      gradientTransform: [[1, 0, 0].map((value) => expect.closeTo(value, 9)), expect.anything()],
      gradientStops: [
        { position: 0, color: { r: 1, g: 0, b: 0, a: 1 } },
        { position: 0.5, color: { r: 0, g: 1, b: 0, a: 0.5 } },
        { position: 1, color: { r: 0, g: 0, b: 1, a: 1 } },
      ],
    });
  });

  it('of the drawing are placed relative to the node', () => {
    const vertical = `<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="10" x2="0" y2="30">${stops}</linearGradient>`;
    // From the top of the rectangle to its bottom: the second coordinate alone decides.
    expect(paint(vertical)).toMatchObject({
      gradientTransform: [[0, 1, 0].map((value) => expect.closeTo(value, 9)), expect.anything()],
    });
  });

  it('take stops and attributes from those they refer to', () => {
    const defs = `<linearGradient id="a">${stops}</linearGradient><radialGradient id="g" xlink:href="#a" r="0.5"/>`;
    expect(paint(defs)).toMatchObject({
      type: 'GRADIENT_RADIAL',
      gradientStops: [{ position: 0 }, { position: 0.5 }, { position: 1 }],
    });
  });

  it('that refer to one another in a circle are painted from what there is', () => {
    expect(paint('<linearGradient id="g" href="#h"/><linearGradient id="h" href="#g"/>')).toBeUndefined();
  });

  it('without extent are their last colour, and missing ones the fallback', () => {
    expect(paint(`<linearGradient id="g" x2="0">${stops}</linearGradient>`)).toMatchObject({
      type: 'SOLID',
      color: { b: 1 },
    });
    expect(paint('', 'url(#none) red')).toMatchObject({ type: 'SOLID', color: { r: 1 } });
  });
});

describe('copies, clips and masks', () => {
  it('draws symbols in the box that use gives', () => {
    const node = only(
      '<symbol id="i" viewBox="0 0 10 10"><rect x="1" y="1" width="8" height="8"/></symbol><use href="#i" x="20" y="30" width="50" height="50"/>',
    );
    expect(node).toMatchObject({
      type: 'GROUP',
      children: [{ type: 'RECTANGLE', props: { relativeTransform: at(25, 35), width: 40 } }],
    });
  });

  it('cuts a symbol at its box only where something sticks out', () => {
    const use = '<use href="#i" width="10" height="10"/>';
    const outside = only(`<symbol id="i" viewBox="0 0 10 10"><circle r="8"/></symbol>${use}`);
    expect(outside.children?.[0]?.children?.[0]?.props).toMatchObject({
      isMask: true,
      width: 10,
      height: 10,
    });
    const allowed = only(
      `<symbol id="i" overflow="visible" viewBox="0 0 10 10"><circle r="8"/></symbol>${use}`,
    );
    expect(allowed.children?.[0]?.type).toBe('ELLIPSE');
  });

  it('makes a clip path the mask at the bottom of a group', () => {
    const node = only(
      '<clipPath id="c"><rect width="4" height="4"/><path clip-rule="evenodd" d="M6 6h2v2z"/></clipPath><rect clip-path="url(#c)" width="9" height="9"/>',
    );
    expect(node).toMatchObject({
      type: 'GROUP',
      children: [
        {
          type: 'VECTOR',
          props: {
            isMask: true,
            width: 8,
            height: 8,
            vectorPaths: [{ windingRule: 'NONZERO' }, { windingRule: 'EVENODD' }],
          },
        },
        { type: 'RECTANGLE' },
      ],
    });
  });

  it('fits a clip path to the box of what it clips, also of a turned group', () => {
    const clip =
      '<clipPath id="c" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" r=".5"/></clipPath>';
    const node = only(
      `${clip}<g clip-path="url(#c)" transform="translate(5 5)"><rect x="10" width="20" height="10"/><rect x="40" y="20" width="10" height="20"/></g>`,
    );
    expect(node.children?.[0]?.props).toMatchObject({ relativeTransform: at(15, 5), width: 40, height: 40 });
  });

  it('hides what an empty clip path or mask leaves nothing of', () => {
    expect(
      parseSvg(
        svg(
          '<clipPath id="c"/><mask id="m"/><rect clip-path="url(#c)" width="9" height="9"/><rect mask="url(#m)" width="9" height="9"/>',
        ),
      ).nodes,
    ).toEqual([]);
  });

  it('makes a mask a luminance mask', () => {
    const node = only(
      '<mask id="m"><rect width="5" height="5" fill="#fff"/></mask><rect mask="url(#m)" width="9" height="9"/>',
    );
    expect(node.children?.map(({ props }) => [props.isMask, props.maskType])).toEqual([
      [true, 'LUMINANCE'],
      [undefined, undefined],
    ]);
  });
});

describe('text', () => {
  it('keeps its words, runs and anchor', () => {
    const node = only(
      '<text x="50" y="40" text-anchor="middle" font-family="\'Work Sans\', serif" font-size="20">\n  Save  <tspan font-weight="700" fill="red">50 %</tspan>\n</text>',
    );
    expect(node).toMatchObject({
      type: 'TEXT',
      anchor: { x: 50, y: 40, align: 'middle' },
      props: {
        characters: 'Save 50 %',
        textAlignHorizontal: 'CENTER',
        textRuns: [
          { start: 0, end: 5, style: { fontName: { family: 'Work Sans', style: 'Regular' }, fontSize: 20 } },
          { start: 5, end: 9, style: { fontName: { style: 'Bold' }, fills: solid(1, 0, 0) } },
        ],
      },
    });
  });

  it('is one node for each line that is placed by itself', () => {
    const { nodes } = parseSvg(
      svg('<text x="5" y="20" font-size="10">one<tspan x="5" dy="1.2em">two</tspan></text>'),
    );
    expect(nodes.map(({ props, anchor }) => [props.characters, anchor?.y])).toEqual([
      ['one', 20],
      ['two', 32],
    ]);
  });

  it('grows with the drawing', () => {
    const node = only('<g transform="scale(3)"><text font-size="10">x</text></g>').children?.[0];
    expect(node?.props.textRuns?.[0]?.style.fontSize).toBeCloseTo(30);
  });
});
