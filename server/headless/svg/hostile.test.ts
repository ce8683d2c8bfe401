import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath } from '../vector-path.ts';
import { parseSvg, SvgError, type SvgNode } from './index.ts';

describe('hostile markup', () => {
  const laughs = () => {
    const levels = Array.from(
      { length: 30 },
      (_, index) => `<g id="a${index + 1}">${`<use href="#a${index}"/>`.repeat(10)}</g>`,
    );
    return `<svg><defs><rect id="a0" width="1" height="1"/>${levels.join('')}</defs><use href="#a30"/></svg>`;
  };
  const clipLaughs = () =>
    laughs().replace(
      '<use href="#a30"/>',
      '<clipPath id="c"><use href="#a30"/></clipPath><rect width="9" height="9" clip-path="url(#c)"/>',
    );

  it.each([
    ['entities', '<!DOCTYPE svg [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>', 'XML entities'],
    ['undefined entities', '<svg>&nbsp;</svg>', 'not well-formed'],
    ['10 MB', `<svg>${' '.repeat(10_000_000)}</svg>`, 'limit is 4 million'],
    ['deep nesting', `<svg>${'<g>'.repeat(200_000)}${'</g>'.repeat(200_000)}</svg>`, 'nests more than 64'],
    ['unclosed deep nesting', `<svg>${'<g>'.repeat(200_000)}`, 'nests more than 64'],
    ['copies of copies', laughs(), 'more than 10000 elements'],
    ['copies of copies in a clip path', clipLaughs(), 'more than 10000 elements'],
    ['a huge path', `<svg><path d="M0 0${'L1 1'.repeat(30_000)}"/></svg>`, 'limit is 20000'],
    [
      'a path repeated',
      `<svg><path id="p" d="M0 0${'L1 1'.repeat(15_000)}"/>${'<use href="#p"/>'.repeat(50)}</svg>`,
      'more than 200000',
    ],
    [
      'long markup repeated',
      `<svg><path id="p" d="${' '.repeat(200_000)}"/>${'<use href="#p"/>'.repeat(500)}</svg>`,
      'repeats too much',
    ],
    ['style rules without end', `<svg><style>${'a{b:c}'.repeat(6000)}</style></svg>`, 'style rules'],
    ['another root', '<html><svg/></html>', '<html>, not <svg>'],
    ['no XML', 'hello', 'not well-formed'],
    ['nothing', '', 'not well-formed'],
    ['a size beyond reason', '<svg width="1e9" height="1"/>', 'at most 16384'],
    ['a square of 100,000 px', '<svg width="100000" height="100000"/>', 'smaller width and height'],
    ['that size from its viewBox', '<svg viewBox="0 0 100000 100000"/>', 'at most 16384'],
  ])('with %s is refused with a reason', (_, markup, message) => {
    expect(() => parseSvg(markup)).toThrow(
      expect.objectContaining({ name: SvgError.name, message: expect.stringContaining(message) }),
    );
  });

  it('runs nothing and loads nothing, and says what was left out', () => {
    const { nodes, ignored } = parseSvg(
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
      <svg xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)"><script>alert(1)</script>
      <style>@import url(http://example.com/a.css); rect { fill: url(http://example.com/x#y) red }</style>
      <image href="file:///etc/passwd"/><use xlink:href="http://example.com/a.svg#b"/><foreignObject/><image/>
      <rect width="5" height="5" filter="url(#f)"/></svg>`,
    );
    expect(nodes).toHaveLength(1);
    expect(nodes[0]?.props.fills).toEqual([{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }]);
    expect(ignored).toEqual([
      '<script>',
      '<image> (2 times)',
      'a <use> to something outside the drawing',
      '<foreignObject>',
      'a paint that refers to something outside the drawing',
      'filters',
    ]);
  });

  it('that contains itself ends', () => {
    const { ignored } = parseSvg(
      '<svg><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g><mask id="m"><rect width="5" height="5" mask="url(#m)"/></mask><rect width="5" height="5" mask="url(#m)"/></svg>',
    );
    expect(ignored.join()).toContain('which contains itself');
  });
});

const number = fc
  .oneof(
    fc.integer({ min: -50, max: 50 }),
    fc.double(),
    fc.constantFrom('', '1e400', '5%', '2em', 'NaN', '-0', '1e-320'),
  )
  .map(String);
const value = fc.oneof(
  number,
  fc.constantFrom(
    'url(#a)',
    'url(#b)',
    'url(x)',
    '#a',
    '#b',
    'none',
    'red',
    'inherit',
    'hidden',
    'objectBoundingBox',
    'userSpaceOnUse',
    'evenodd',
  ),
  fc.array(number, { maxLength: 6 }).map((list) => list.join(' ')),
  fc
    .tuple(
      fc.constantFrom('scale', 'rotate', 'skewX', 'matrix', 'translate'),
      fc.array(number, { maxLength: 6 }),
    )
    .map(([name, list]) => `${name}(${list.join(',')})`),
  fc.stringMatching(/^[MmLlHhVvCcSsQqTtAaZz0-9 .,-]{0,30}$/).map((data) => `M0 0 ${data}`),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/[<&"]/g, '')),
);
const attribute = fc.tuple(
  fc.constantFrom(
    ...[
      'id',
      'd',
      'x',
      'y',
      'width',
      'height',
      'r',
      'rx',
      'cx',
      'x1',
      'y2',
      'points',
      'transform',
      'fill',
      'stroke',
      'stroke-width',
    ],
    ...[
      'stroke-dasharray',
      'clip-path',
      'mask',
      'href',
      'viewBox',
      'gradientTransform',
      'gradientUnits',
      'clipPathUnits',
      'opacity',
    ],
    ...[
      'font-size',
      'text-anchor',
      'class',
      'style',
      'offset',
      'stop-color',
      'visibility',
      'preserveAspectRatio',
      'dy',
    ],
  ),
  value,
);
const names = [
  ...[
    'g',
    'path',
    'rect',
    'circle',
    'ellipse',
    'line',
    'polyline',
    'polygon',
    'text',
    'tspan',
    'use',
    'symbol',
    'defs',
    'svg',
  ],
  ...['linearGradient', 'radialGradient', 'stop', 'clipPath', 'mask', 'a', 'switch', 'style', 'image'],
];
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom(...names),
      fc.uniqueArray(attribute, { maxLength: 6, selector: ([name]) => name }),
      fc.oneof(
        { maxDepth: 4 },
        fc.constant('text'),
        fc.array(tie('element'), { maxLength: 3 }).map((list) => list.join('')),
      ),
    )
    .map(([name, attributes, inside]) => {
      const written = attributes.map(([key, text]) => ` ${key}="${text}"`).join('');
      return `<${name}${written}>${inside}</${name}>`;
    }),
}));

function checkFinite(node: SvgNode): void {
  const { relativeTransform, width, height, vectorPaths, strokeWeight } = node.props;
  const numbers = [...(relativeTransform?.flat() ?? []), width ?? 0, height ?? 0, strokeWeight ?? 0];
  expect(numbers.every(Number.isFinite)).toBe(true);
  for (const path of vectorPaths ?? []) parsePath(path.data);
  for (const paint of [...(node.props.fills ?? []), ...(node.props.strokes ?? [])]) {
    if ('gradientTransform' in paint)
      expect(paint.gradientTransform.flat().every(Number.isFinite)).toBe(true);
  }
  node.children?.forEach(checkFinite);
}

it('any mixture of elements gives finite nodes or an SvgError', () => {
  fc.assert(
    fc.property(
      fc.array(element, { maxLength: 4 }),
      fc.constantFrom('', ' viewBox="0 0 10 10"', ' width="50"'),
      (list, attributes) => {
        try {
          parseSvg(`<svg${attributes}>${list.join('')}</svg>`).nodes.forEach(checkFinite);
        } catch (error) {
          if (!(error instanceof SvgError)) throw error;
        }
      },
    ),
    { numRuns: 1500 },
  );
});

it('any text gives a drawing or an SvgError', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const markup of [
        text,
        `<svg>${text}</svg>`,
        `<svg><path d="${text}"/></svg>`,
        `<svg><style>${text}</style></svg>`,
      ]) {
        try {
          parseSvg(markup).nodes.forEach(checkFinite);
        } catch (error) {
          if (!(error instanceof SvgError)) throw error;
        }
      }
    }),
    { numRuns: 200 },
  );
});
