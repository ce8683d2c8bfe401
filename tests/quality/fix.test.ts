/** A fix solves its finding and brings nothing new. */
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { expandShorthands } from '../../server/canvas/shorthands.ts';
import { type CheckId, checkFrame, type Finding, fixFrame } from '../../server/quality/index.ts';
import {
  adRecord,
  body,
  button,
  createSetting,
  headline,
  rect,
  slanted,
  square,
  text,
  white,
} from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

const column = (as: string, props: Record<string, unknown>): CanvasOpInput => ({
  op: 'create',
  type: 'FRAME',
  as,
  parent: '$frame',
  props: {
    layoutMode: 'VERTICAL',
    fills: [],
    x: 100,
    y: 300,
    layoutSizingHorizontal: 'HUG',
    layoutSizingVertical: 'HUG',
    ...props,
  },
});

const serious = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level !== 'info').map(({ check, node }) => `${check} ${node}`);

interface Frame {
  width: number;
  height: number;
  placement?: string;
}
const brand = { name: 'oskerry', palette: [], families: ['Inter'] };
const card = (as: string, props: Record<string, unknown>): CanvasOpInput =>
  rect(as, {
    name: 'Card',
    y: 600,
    width: 200,
    height: 160,
    fills: [{ type: 'SOLID', color: { r: 0.85, g: 0.85, b: 0.85 } }],
    pluginData: { role: 'underlay' },
    ...props,
  });
const darkButton = (props: Record<string, unknown>): CanvasOpInput[] =>
  button(
    {
      cornerRadius: 12,
      x: 100,
      y: 700,
      fills: [{ type: 'SOLID', color: { r: 0.1, g: 0.1, b: 0.1 } }],
      pluginData: { role: 'cta' },
      ...props,
    },
    { fontSize: 44, pluginData: { role: 'cta_label' } },
  );
const photo = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#446688' } })
  .png()
  .toBuffer();
const picture = async (as: string, props: Record<string, unknown>): Promise<CanvasOpInput> =>
  rect(as, {
    name: 'Shot',
    x: 400,
    y: 600,
    width: 400,
    height: 400,
    fills: [{ type: 'IMAGE', image: await setting.canvas.putImage(photo), scaleMode: 'FILL' }],
    pluginData: { role: 'product' },
    ...props,
  });

/** Check, what makes this case another than the last of its check, layers, and the frame where it is not a square. */
const damaged: [CheckId, string, CanvasOpInput[], Frame?][] = [
  ['edge.margin', 'near the edge', [headline({ x: 20 }), body()]],
  ['offcanvas', 'past the edge', [headline({ x: 400 }), body({ x: 640, fontSize: 48 })]],
  [
    'text.size',
    'too small',
    [
      headline(),
      body({
        fontSize: 30,
        textAutoResize: 'HEIGHT',
        width: 600,
        characters: 'And then say why in one more line of running copy',
      }),
    ],
  ],
  [
    'text.contrast',
    'too pale',
    [headline(), body({ fills: [{ type: 'SOLID', color: { r: 0.8, g: 0.8, b: 0.8 } }] })],
  ],
  [
    'text.overflow',
    'cut with dots',
    [headline(), body({ textAutoResize: 'TRUNCATE', width: 300, height: 50 })],
  ],
  ['overlap', 'into the headline', [headline(), body({ y: 360 })]],
  ['headline.prominence', 'a loud line', [headline(), body({ fontSize: 70 })]],
  ['align', 'a line off', [headline(), body({ x: 106 })]],
  [
    'gap',
    'no room in a column',
    [
      column('col', { itemSpacing: 0 }),
      text(
        'headline',
        'Say one thing',
        { fontSize: 96, leadingTrim: 'CAP_HEIGHT', pluginData: { role: 'headline' } },
        '$col',
      ),
      text(
        'body',
        'And then say why',
        { fontSize: 44, leadingTrim: 'CAP_HEIGHT', pluginData: { role: 'body' } },
        '$col',
      ),
    ],
  ],
  ['text.empty', 'a blank text', [headline(), body(), text('blank', ' ', { y: 800 })]],
  [
    'text.empty',
    'a guide',
    [headline(), body(), rect('g', { name: 'Safe zone', x: 0, y: 0, width: 9, height: 9, fills: [white] })],
  ],
  [
    'text.empty',
    'a picture twice',
    [
      headline(),
      await picture('shot', {}),
      { op: 'clone', node: '$shot', parent: '$frame', as: 'c' },
      { op: 'update', node: '$c', props: { x: 400, y: 600 } },
    ],
  ],
  ['canvas.size', 'a story cut short', [headline()], { width: 1080, height: 1880, placement: 'story' }],
  ['safe.zone', 'under the app', [headline({ y: 1450 })], { width: 1080, height: 1920, placement: 'story' }],
  [
    'offcanvas',
    'a layer nobody sees',
    [headline(), body(), rect('dead', { x: 1200, y: 0, width: 90, height: 90, fills: [white] })],
  ],
  [
    'text.overflow',
    'a label out of its button',
    [
      headline(),
      ...darkButton({}),
      { op: 'update', node: '$button', props: { layoutSizingHorizontal: 'FIXED', width: 120 } },
    ],
  ],
  ['align', 'a label beside the middle', [headline(), ...darkButton({ paddingLeft: 56, paddingRight: 24 })]],
  [
    'align',
    'two lines off together',
    [
      headline(),
      body({ x: 105 }),
      text('more', 'One more such line', { fontSize: 44, x: 105, y: 560, pluginData: { role: 'body' } }),
      text('third', 'And the line they left', { fontSize: 44, y: 680, pluginData: { role: 'body' } }),
    ],
  ],
  [
    'align',
    'a card below its row',
    [headline(), card('a', { x: 100 }), card('b', { x: 324, y: 605 }), card('c', { x: 548 })],
  ],
  [
    'align',
    'a wider gap',
    [headline(), card('a', { x: 100 }), card('b', { x: 324 }), card('c', { x: 555 }), card('d', { x: 779 })],
  ],
  [
    'img.aspect',
    'a stretched crop',
    [
      headline(),
      await picture('shot', {
        width: 460,
        fills: slanted(await setting.canvas.putImage(photo), 0),
      }),
    ],
  ],
  [
    'img.aspect',
    'a slanted crop',
    [
      headline(),
      await picture('shot', {
        fills: slanted(await setting.canvas.putImage(photo), 0.2),
      }),
    ],
  ],
  ['brand.font', 'a strange text', [headline(), body({ fontFamily: 'Oswald' })]],
  [
    'brand.font',
    'a strange word',
    [
      headline(),
      body(),
      { op: 'update', node: '$body', props: { textRanges: [{ start: 0, end: 8, fontFamily: 'Oswald' }] } },
    ],
  ],
  [
    'grid8',
    'cards off the grid',
    [3, 14, 25, 36].map((at) =>
      card(`r${at}`, {
        x: at * 20 + 3,
        y: at * 9 + 2,
        width: 101,
        height: 83,
        pluginData: { role: 'image' },
      }),
    ),
  ],
];

describe.each(damaged)('the fix of %s: %s', (check, _, children, shape) => {
  it('solves it, and nothing new is found', async () => {
    const { placement, ...size }: Frame = shape ?? square;
    const { frame = '' } = await setting.frame(
      { ...size, ...(placement && { pluginData: adRecord(placement) }) },
      children,
    );
    const options = check === 'brand.font' ? { brand } : {};
    const before = await checkFrame(setting.canvas, frame, options);
    const finding = before.findings.find((each) => each.check === check);
    expect(finding?.fix, JSON.stringify(before.findings)).toBeDefined();
    await setting.canvas.run({
      ops: (finding?.fix ?? []).map(({ nodeId, props }) => ({
        op: 'update' as const,
        node: nodeId,
        props: expandShorthands(undefined, props),
      })),
    });
    const after = await checkFrame(setting.canvas, frame, options);
    expect(after.findings.map((each) => `${each.check} ${each.node}`)).not.toContain(
      `${check} ${finding?.node}`,
    );
    const known = new Set(serious(before.findings));
    expect(serious(after.findings).filter((each) => !known.has(each))).toEqual([]);
  });
});

describe('fix: true', () => {
  it('puts several faults right in one go', async () => {
    const { frame = '' } = await setting.frame(square, [
      headline({ x: 20 }),
      body({
        fontSize: 30,
        x: 106,
        fills: [{ type: 'SOLID', color: { r: 0.8, g: 0.8, b: 0.8 } }],
        characters: 'And then say why in one more line of copy',
      }),
    ]);
    const before = await checkFrame(setting.canvas, frame);
    expect(before.pass).toBe(false);
    const { report, applied } = await fixFrame(setting.canvas, frame, {});
    expect(report.pass, JSON.stringify(report.findings)).toBe(true);
    expect(applied.length).toBeGreaterThanOrEqual(3);
  });

  it('takes back a fix that would push something else out of place', async () => {
    // Two lines that can only be parted by pushing one over the logo below.
    const { frame = '' } = await setting.frame({ width: 1080, height: 600 }, [
      headline({ y: 100 }),
      body({ y: 165 }),
      rect('logo', {
        name: 'Logo',
        x: 100,
        y: 225,
        width: 600,
        height: 300,
        fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }],
        pluginData: { role: 'logo' },
      }),
    ]);
    const before = await checkFrame(setting.canvas, frame);
    const state = JSON.stringify(await setting.canvas.snapshot(frame));
    expect(before.findings.find(({ check }) => check === 'overlap')?.fix).toBeDefined();
    const { refused, applied } = await fixFrame(setting.canvas, frame, { checks: ['overlap'] });
    expect(refused.map(({ check }) => check)).toContain('overlap');
    expect(applied).toEqual([]);
    expect(JSON.stringify(await setting.canvas.snapshot(frame))).toBe(state);
  });

  it('changes nothing of an ad that is in order', async () => {
    const { frame = '' } = await setting.frame({ ...square, fills: [white] }, [headline(), body()]);
    const state = JSON.stringify(await setting.canvas.snapshot(frame));
    const { applied } = await fixFrame(setting.canvas, frame, {});
    expect(applied).toEqual([]);
    expect(JSON.stringify(await setting.canvas.snapshot(frame))).toBe(state);
  });

  it('is taken back as a whole when it is cancelled', async () => {
    const { frame = '' } = await setting.frame(square, [headline({ x: 20 })]);
    const state = JSON.stringify(await setting.canvas.snapshot(frame));
    const stop = AbortSignal.abort();
    await expect(fixFrame(setting.canvas, frame, {}, stop)).rejects.toThrow();
    expect(JSON.stringify(await setting.canvas.snapshot(frame))).toBe(state);
  });
});
