import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { NodeRecord } from '../../model.ts';
import { exportRecord } from '../index.ts';
import {
  addImage,
  node,
  render,
  rotated,
  shadow,
  solid,
  stage,
  stops,
  testContext,
  text,
} from '../test-records.ts';

async function svg(record: NodeRecord, settings: Omit<ExportSettingsSVG, 'format'> = {}): Promise<string> {
  return new TextDecoder().decode(
    await exportRecord(record, { format: 'SVG', ...settings }, await testContext()),
  );
}

/** Mean difference per channel between our pixels and those another renderer makes of our SVG. */
async function difference(record: NodeRecord): Promise<number> {
  const mine = await render(record);
  const theirs = await sharp(Buffer.from(await svg(record)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([theirs.info.width, theirs.info.height]).toEqual([mine.width, mine.height]);
  let sum = 0;
  for (let y = 0; y < mine.height; y += 1) {
    for (let x = 0; x < mine.width; x += 1) {
      const color = mine.at(x, y);
      const start = (y * mine.width + x) * 4;
      color.forEach((value, channel) => {
        sum += Math.abs(value - (theirs.data[start + channel] ?? 0));
      });
    }
  }
  return sum / (mine.width * mine.height * 4);
}

const identity: Transform = [
  [1, 0, 0],
  [0, 1, 0],
];
const red = [solid('#ff0000')];
const ramp = (type: GradientPaint['type'], gradientTransform = identity): Paint => ({
  type,
  gradientTransform,
  gradientStops: stops([0, '#ff0000'], [0.3, '#00ff00', 0.5], [1, '#0000ff']),
});

describe('SVG looks like the PNG', () => {
  const box = (init: Parameters<typeof node>[1]) => node('RECTANGLE', { x: 20, y: 20, ...init });
  const cases: [string, () => NodeRecord | Promise<NodeRecord>][] = [
    [
      'linear gradient',
      () =>
        box({
          fills: [
            ramp('GRADIENT_LINEAR', [
              [0.5, 0.5, 0],
              [-0.5, 0.5, 0.5],
            ]),
          ],
        }),
    ],
    ['radial gradient', () => box({ width: 60, fills: [ramp('GRADIENT_RADIAL')] })],
    ['diamond gradient', () => box({ fills: [ramp('GRADIENT_DIAMOND')] })],
    [
      'different corners',
      () =>
        box({ fills: red, topLeftRadius: 40, bottomRightRadius: 10, topRightRadius: 0, bottomLeftRadius: 0 }),
    ],
    ['inside stroke', () => box({ strokes: red, strokeWeight: 9, strokeAlign: 'INSIDE', cornerRadius: 20 })],
    [
      'outside stroke',
      () =>
        node('ELLIPSE', {
          x: 20,
          y: 20,
          fills: [solid('#00ff00')],
          strokes: red,
          strokeWeight: 9,
          strokeAlign: 'OUTSIDE',
        }),
    ],
    [
      'sides',
      () =>
        box({
          strokes: red,
          strokeWeight: 9,
          strokeTopWeight: 9,
          strokeRightWeight: 0,
          strokeBottomWeight: 3,
          strokeLeftWeight: 1,
          strokeAlign: 'INSIDE',
        }),
    ],
    [
      'arrow',
      () =>
        node('LINE', {
          x: 20,
          y: 70,
          width: 100,
          height: 0,
          strokes: red,
          strokeWeight: 6,
          strokeAlign: 'CENTER',
          strokeCap: 'ARROW_LINES',
        }),
    ],
    [
      'ring',
      () =>
        node('ELLIPSE', {
          x: 20,
          y: 20,
          fills: red,
          arcData: { startingAngle: 0, endingAngle: 7, innerRadius: 0.5 },
        }),
    ],
    [
      'drop shadow',
      () =>
        box({
          fills: [solid('#00ff00', { opacity: 0.4 })],
          effects: [shadow({ offset: { x: 4, y: 8 }, radius: 8 })],
        }),
    ],
    [
      'inner shadow',
      () =>
        box({
          fills: red,
          effects: [{ ...shadow({ offset: { x: 4, y: 8 }, radius: 8 }), type: 'INNER_SHADOW' }],
        }),
    ],
    [
      'layer blur',
      () =>
        box({ fills: red, effects: [{ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 10, visible: true }] }),
    ],
    ['turned', () => box({ fills: red, relativeTransform: rotated(30, 20, 60) })],
    [
      'clip',
      () =>
        node('FRAME', { x: 20, y: 20, clipsContent: true, cornerRadius: 30, fills: [solid('#00ff00')] }, [
          node('RECTANGLE', { x: 50, y: 50, fills: red }),
        ]),
    ],
    [
      'mask',
      () =>
        node('FRAME', { x: 20, y: 20 }, [
          node('ELLIPSE', { isMask: true, fills: [solid('#000000', { opacity: 0.5 })] }),
          node('RECTANGLE', { fills: red }),
        ]),
    ],
    ['opacity and blend mode', () => box({ fills: red, opacity: 0.5, blendMode: 'MULTIPLY' })],
    [
      'boolean',
      () =>
        node('BOOLEAN_OPERATION', { x: 20, y: 20, fills: red, booleanOperation: 'EXCLUDE' }, [
          node('RECTANGLE', { x: 20, y: 20, width: 60 }),
          node('ELLIPSE', { x: 50, y: 20, width: 60 }),
        ]),
    ],
    [
      'picture',
      async () => {
        const imageHash = await addImage(await testContext(), 60, 40, (x, y) => [x * 4, y * 6, 90, 255]);
        return box({ fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash }] });
      },
    ],
  ];

  it.each(cases)('%s', async (_name, make) => {
    expect(await difference(stage(140, 140, [await make()], '#eeeeee'))).toBeLessThan(1.5);
  });
});

describe('markup', () => {
  it('keeps shapes as shapes and gradients as gradients', async () => {
    const markup = await svg(
      stage(100, 100, [
        node('RECTANGLE', { cornerRadius: 8, fills: [ramp('GRADIENT_LINEAR')] }),
        node('ELLIPSE', { fills: red }),
      ]),
    );
    expect(markup).toContain('<rect width="100" height="100" rx="8" fill="url(#paint0)"/>');
    expect(markup).toContain('<ellipse cx="50" cy="50" rx="50" ry="50" fill="#ff0000"/>');
    expect(markup).toContain('<linearGradient');
  });

  it('outlines texts by default and keeps them with svgOutlineText: false', async () => {
    const letters = () => stage(200, 80, [text('Ad & <more>', 40, red)]);
    expect(await svg(letters())).not.toContain('<text');
    const kept = await svg(letters(), { svgOutlineText: false });
    expect(kept).toContain('font-family="Test" font-size="40"');
    expect(kept).toContain('>Ad &amp; &lt;more&gt;</tspan>');
  });

  it('fits gradients to the whole text, also when its letters are outlines', async () => {
    const letters = text('IIIIIIIIII', 60, [ramp('GRADIENT_LINEAR')], { width: 200, height: 60 });
    const svgBytes = Buffer.from(await svg(stage(200, 80, [letters])));
    const { data, info } = await sharp(svgBytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const row = data.subarray(40 * info.width * 4, 41 * info.width * 4);
    const colors = new Set(
      Array.from({ length: info.width }, (_, x) => row.subarray(x * 4, x * 4 + 3).toString('hex')),
    );
    expect(colors.size).toBeGreaterThan(50);
  });

  it('writes ids only when asked, unique ones', async () => {
    const frame = () =>
      stage(50, 50, [
        node('RECTANGLE', { name: 'Box "1"', fills: red }),
        node('RECTANGLE', { name: 'Box "1"', fills: red }),
      ]);
    expect(await svg(frame())).not.toContain('Box &quot;');
    const named = await svg(frame(), { svgIdAttribute: true });
    expect(named).toContain('id="Box &quot;1&quot;"');
    expect(named).toContain('id="Box &quot;1&quot;_2"');
  });

  it('embeds a picture once, whatever the number of paints', async () => {
    const imageHash = await addImage(await testContext(), 10, 10, () => [1, 2, 3, 255]);
    const fills: Paint[] = [{ type: 'IMAGE', scaleMode: 'FILL', imageHash }];
    const markup = await svg(stage(50, 50, [node('RECTANGLE', { fills }), node('ELLIPSE', { fills })]));
    expect(markup.match(/data:image\/png;base64/g)).toHaveLength(1);
  });
});
