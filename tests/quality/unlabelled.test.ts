/** Faults a designer would notice, on a frame drawn by hand: no roles, no record of an ad. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { type CheckId, checkFrame, type Finding } from '../../server/quality/index.ts';
import { button, createSetting, rect, slanted, text } from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

const solid = (r: number, g = r, b = r, opacity = 1) => ({ type: 'SOLID', color: { r, g, b }, opacity });
const fading = (r: number) => ({
  type: 'GRADIENT_LINEAR',
  gradientTransform: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  gradientStops: [
    { position: 0, color: { r, g: r, b: r, a: 1 } },
    { position: 1, color: { r, g: r, b: r, a: 0 } },
  ],
});

const svg = (body: string, width: number, height: number) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`),
  )
    .png()
    .toBuffer();
let pictures: { bottle: string; soft: string; mark: string; pale: string };
beforeAll(async () => {
  const bottle = await svg(
    '<rect x="200" y="200" width="400" height="960" rx="90" fill="#3a7d6b"/><rect x="200" y="480" width="400" height="380" fill="#f4efe2"/><rect x="330" y="20" width="140" height="180" fill="#333"/>',
    800,
    1200,
  );
  const small = await sharp(bottle).resize({ width: 60 }).png().toBuffer();
  const soft = await sharp(small).resize({ width: 800, kernel: 'cubic' }).png().toBuffer();
  const logo = (fill: string) =>
    svg(
      `<circle cx="80" cy="80" r="70" fill="${fill}"/><rect x="180" y="40" width="400" height="80" fill="${fill}"/>`,
      600,
      160,
    );
  const put = async (bytes: Promise<Buffer> | Buffer) => setting.canvas.putImage(await bytes);
  pictures = {
    bottle: await put(bottle),
    soft: await put(soft),
    mark: await put(logo('#1d3b34')),
    pale: await put(logo('#f6f6f4')),
  };
});

const picture = (as: string, image: string, props: Record<string, unknown>): CanvasOpInput =>
  rect(as, { name: as, fills: [{ type: 'IMAGE', image, scaleMode: 'FIT' }], ...props });
/** A feed ad as a designer draws one: headline, line of copy, picture, button, logo, three cards. */
const ad = (): CanvasOpInput[] => [
  text('headline', 'Drink what grew', { name: 'h', fontSize: 100, x: 80, y: 120 }),
  text('line', 'Pressed the morning it was picked.', { name: 'l', fontSize: 44, x: 80, y: 290 }),
  picture('bottle', pictures.bottle, { x: 640, y: 380, width: 300, height: 450 }),
  ...button({
    paddingTop: 22,
    paddingBottom: 22,
    cornerRadius: 44,
    fills: [solid(0.1, 0.25, 0.22)],
    x: 80,
    y: 640,
  }),
  picture('Logo', pictures.mark, { x: 80, y: 930, width: 225, height: 60 }),
  ...[0, 1, 2].flatMap((at) => [
    rect(`card${at}`, {
      name: 'Card',
      x: 80 + at * 180,
      y: 420,
      width: 160,
      height: 100,
      fills: [solid(0.85)],
    }),
    text(`word${at}`, ['Grown', 'Pressed', 'Poured'][at] ?? '', {
      fontSize: 34,
      x: 90 + at * 180,
      y: 450,
    }),
  ]),
];
const build = (extra: CanvasOpInput[] = []) =>
  setting.frame({ width: 1080, height: 1080, fills: [solid(0.97)] }, [...ad(), ...extra]);
const serious = (findings: readonly Finding[]) => findings.filter(({ level }) => level !== 'info');
const up = (node: string, props: Record<string, unknown>): CanvasOpInput => ({ op: 'update', node, props });

it('nothing is said of the frame as it is', async () => {
  const { frame = '' } = await build();
  expect(serious((await checkFrame(setting.canvas, frame)).findings)).toEqual([]);
});

const faults: [string, CheckId, () => CanvasOpInput[]][] = [
  [
    'a few words of the headline are hardly there',
    'text.contrast',
    () => [up('$headline', { textRanges: [{ start: 0, end: 5, fills: [solid(0.07, 0.07, 0.08, 0.2)] }] })],
  ],
  ['the headline fades out', 'text.contrast', () => [up('$headline', { fills: [fading(0.07)] })]],
  ['words without any colour', 'text.contrast', () => [up('$line', { fills: [] })]],
  [
    'a scrim got above the copy',
    'text.contrast',
    () => [rect('scrim', { x: 0, y: 0, width: 1080, height: 1080, fills: [solid(0.97, 0.97, 0.97, 0.55)] })],
  ],
  [
    'words multiplied into the background',
    'text.contrast',
    () => [up('$headline', { blendMode: 'MULTIPLY', fills: [solid(0.95)] })],
  ],
  [
    'a logo in the colour of the background',
    'text.contrast',
    () => [up('$Logo', { fills: [{ type: 'IMAGE', image: pictures.pale, scaleMode: 'FIT' }] })],
  ],
  [
    'a shape over half of the copy',
    'overlap',
    () => [
      rect('patch', {
        name: 'Rectangle 7',
        x: 300,
        y: 285,
        width: 500,
        height: 60,
        fills: [solid(0.9, 0.5, 0.2)],
      }),
    ],
  ],
  [
    'a shape over the logo',
    'overlap',
    () => [
      rect('patch', {
        name: 'Ellipse 2',
        x: 80,
        y: 925,
        width: 120,
        height: 70,
        fills: [solid(0.9, 0.5, 0.2)],
      }),
    ],
  ],
  [
    'the picture twice at one place',
    'text.empty',
    () => [{ op: 'clone', node: '$bottle', parent: '$frame', as: 'copy' }, up('$copy', { x: 640, y: 380 })],
  ],
  ['most of the picture off the canvas', 'offcanvas', () => [up('$bottle', { x: 1030 })]],
  [
    'a slanted picture',
    'img.aspect',
    () => [
      up('$bottle', {
        fills: slanted(pictures.bottle, 0.3),
      }),
    ],
  ],
  [
    'an enlarged picture with all its pixels',
    'img.resolution',
    () => [up('$bottle', { fills: [{ type: 'IMAGE', image: pictures.soft, scaleMode: 'FIT' }] })],
  ],
  [
    'a blurred picture',
    'img.resolution',
    () => [
      up('$bottle', { effects: [{ type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 8, visible: true }] }),
    ],
  ],
  [
    'a label beside the middle of its button',
    'align',
    () => [up('$button', { paddingLeft: 52, paddingRight: 28 })],
  ],
  [
    'a label larger than its button',
    'text.overflow',
    () => [up('$button', { layoutSizingHorizontal: 'FIXED', width: 120 })],
  ],
  ['two lines off together', 'align', () => [up('$line', { x: 85 }), up('$button', { x: 85 })]],
  ['a card below the line of its row', 'align', () => [up('$card1', { y: 425 })]],
  ['one wider gap between cards', 'align', () => [up('$card2', { x: 447 })]],
];
describe('what a designer would notice', () => {
  it.each(faults)('%s', async (_, check, fault) => {
    const { frame = '' } = await build(fault());
    const { findings } = await checkFrame(setting.canvas, frame);
    expect(serious(findings).map((finding) => finding.check)).toContain(check);
  });

  it('a stroke through a word, a soft background and dots strewn about are meant', async () => {
    const image = pictures.soft;
    const { frame = '' } = await setting.frame({ width: 1080, height: 1080, fills: [solid(0.97)] }, [
      picture('bg', image, { name: 'Background', x: 0, y: 0, width: 1080, height: 1080, opacity: 0.04 }),
      ...ad(),
      rect('stroke', { x: 80, y: 312, width: 300, height: 5, fills: [solid(0.8, 0.1, 0.1)] }),
      ...[0, 1, 2, 3].map((at) =>
        rect(`dot${at}`, {
          x: 500 + at * 37,
          y: 900 + (at % 2) * 5,
          width: 20,
          height: 20,
          fills: [solid(0.9, 0.5, 0.2)],
        }),
      ),
    ]);
    expect(serious((await checkFrame(setting.canvas, frame)).findings)).toEqual([]);
  });
});
