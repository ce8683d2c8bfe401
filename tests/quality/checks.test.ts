/** Every check says what it must on a frame made by hand, and nothing on the same frame made well. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { createHeadlessCanvas } from '../../server/canvas/headless-canvas.ts';
import { type CheckId, checkFacts, checkFrame, checkIds } from '../../server/quality/index.ts';
import {
  adRecord,
  body,
  button,
  createSetting,
  headline,
  ink,
  product,
  rect,
  square,
  text,
  white,
} from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

const story = { width: 1080, height: 1920 };

async function picture(
  width: number,
  height: number,
  as = 'shot',
  props: Record<string, unknown> = {},
): Promise<CanvasOpInput> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#446688' } })
    .png()
    .toBuffer();
  return product(as, await setting.canvas.putImage(bytes), props);
}

type Case = {
  check: CheckId;
  level: 'fail' | 'warn' | 'info';
  bad: () => Promise<string>;
  good: () => Promise<string>;
};
const frameOf = async (size: Parameters<typeof setting.frame>[0], children: CanvasOpInput[] = []) =>
  (await setting.frame(size, children))['frame'] ?? '';

const face = (color: object, label: object) =>
  button(
    { x: 300, y: 700, fills: [{ type: 'SOLID', color }], pluginData: { role: 'cta' } },
    { fills: [label] },
  );

const cases: Case[] = [
  {
    check: 'canvas.size',
    level: 'fail',
    bad: () => frameOf({ width: 1080, height: 1880, pluginData: adRecord('story') }),
    good: () => frameOf({ width: 1440, height: 2560, pluginData: adRecord('story') }),
  },
  {
    check: 'safe.zone',
    level: 'fail',
    bad: () => frameOf(story, [headline({ y: 1400 })]),
    good: () => frameOf(story, [headline({ y: 700 })]),
  },
  {
    check: 'edge.margin',
    level: 'fail',
    bad: () => frameOf(square, [headline({ x: 30 })]),
    good: () => frameOf(square, [headline({ x: 60 })]),
  },
  {
    check: 'text.size',
    level: 'fail',
    bad: () =>
      frameOf(square, [
        headline(),
        body({ fontSize: 34, characters: 'A whole sentence of running copy that nobody can read' }),
      ]),
    good: () => frameOf(square, [headline(), body({ fontSize: 40 })]),
  },
  {
    check: 'text.busy',
    level: 'warn',
    bad: () => frameOf(square, [...checkers(), headline()]),
    good: () =>
      frameOf(square, [
        ...checkers(),
        rect('panel', { x: 60, y: 260, width: 960, height: 200, fills: [white] }),
        headline(),
      ]),
  },
  {
    check: 'text.overflow',
    level: 'fail',
    bad: () => frameOf(square, [body({ textAutoResize: 'NONE', width: 500, height: 50 })]),
    good: () => frameOf(square, [body({ textAutoResize: 'NONE', width: 900, height: 60 })]),
  },
  {
    check: 'overlap',
    level: 'fail',
    bad: () => frameOf(square, [headline(), body({ y: 365 })]),
    good: () => frameOf(square, [headline(), body({ y: 450 })]),
  },
  {
    check: 'offcanvas',
    level: 'fail',
    bad: () => frameOf(square, [headline({ x: 700 })]),
    good: () => frameOf(square, [headline()]),
  },
  {
    check: 'gap',
    level: 'fail',
    bad: () => frameOf(square, [headline(), body({ y: 398 })]),
    good: () => frameOf(square, [headline(), body({ y: 440 })]),
  },
  {
    check: 'align',
    level: 'warn',
    bad: () => frameOf(square, [headline(), body({ x: 104 })]),
    good: () => frameOf(square, [headline(), body({ x: 140 })]),
  },
  {
    check: 'headline.prominence',
    level: 'fail',
    bad: () => frameOf(square, [headline({ fontSize: 56 }), body()]),
    good: () => frameOf(square, [headline({ fontSize: 66 }), body()]),
  },
  {
    check: 'orphan',
    level: 'warn',
    bad: () =>
      frameOf(square, [
        body({ textAutoResize: 'HEIGHT', width: 690, characters: 'And then say why in one more line' }),
      ]),
    good: () =>
      frameOf(square, [
        body({ textAutoResize: 'HEIGHT', width: 400, characters: 'And then say why in one more line' }),
      ]),
  },
  {
    check: 'type.families',
    level: 'warn',
    bad: () =>
      frameOf(square, [
        headline(),
        body({ fontFamily: 'Lora' }),
        text('c', 'Third', { fontFamily: 'Oswald', y: 700 }),
      ]),
    good: () => frameOf(square, [headline(), body({ fontFamily: 'Lora' }), text('c', 'Third', { y: 700 })]),
  },
  {
    check: 'img.resolution',
    level: 'fail',
    bad: async () => frameOf(square, [await picture(300, 300)]),
    good: async () => frameOf(square, [await picture(900, 900)]),
  },
  {
    check: 'img.aspect',
    level: 'fail',
    bad: async () =>
      frameOf(square, [
        await picture(900, 900, 'shot', { width: 430 }),
        {
          op: 'set_image',
          node: '$shot',
          image: await setting.canvas.putImage(
            await sharp({ create: { width: 900, height: 900, channels: 3, background: '#123' } })
              .png()
              .toBuffer(),
          ),
          scaleMode: 'CROP',
          imageTransform: [
            [1, 0, 0],
            [0, 1, 0],
          ],
        },
      ]),
    good: async () => frameOf(square, [await picture(900, 900, 'shot', { width: 430 })]),
  },
  {
    check: 'text.empty',
    level: 'fail',
    bad: () => frameOf(square, [headline({ characters: 'Lorem ipsum' })]),
    good: () => frameOf(square, [headline({ characters: 'Your skin, unhurried.' })]),
  },
  {
    check: 'text.coverage',
    level: 'warn',
    bad: () => frameOf({ ...square, pluginData: adRecord('meta_feed_1x1') }, [wall(1080)]),
    good: () => frameOf({ ...square, pluginData: adRecord('meta_feed_1x1') }, [headline()]),
  },
  {
    check: 'cta.present',
    level: 'warn',
    bad: () =>
      frameOf({ width: 300, height: 250, pluginData: adRecord('300x250') }, [
        headline({ fontSize: 28, x: 20, y: 20 }),
      ]),
    good: () =>
      frameOf({ width: 300, height: 250, pluginData: adRecord('300x250') }, [
        headline({ fontSize: 28, x: 20, y: 20 }),
        text('cta', 'Shop now', { fontSize: 16, x: 20, y: 200, pluginData: { role: 'cta_label' } }),
      ]),
  },
  {
    check: 'button.contrast',
    level: 'warn',
    bad: () => frameOf(square, [headline(), ...face({ r: 0.95, g: 0.8, b: 0.6 }, ink)]),
    good: () => frameOf(square, [headline(), ...face({ r: 0.12, g: 0.23, b: 0.2 }, white)]),
  },
  {
    check: 'logo.present',
    level: 'info',
    bad: () => frameOf(square, [headline()]),
    good: async () =>
      frameOf(square, [
        await picture(300, 80, 'logo', {
          name: 'Logo',
          width: 200,
          height: 50,
          pluginData: { role: 'logo' },
        }),
      ]),
  },
  {
    check: 'grid8',
    level: 'info',
    bad: () =>
      frameOf(
        square,
        [3, 11, 19, 27].map((at) =>
          rect(`r${at}`, {
            x: at * 9 + 3,
            y: at * 7 + 2,
            width: 101,
            height: 83,
            fills: [ink],
            pluginData: { role: 'image' },
          }),
        ),
      ),
    good: () =>
      frameOf(
        square,
        [1, 2, 3, 4].map((at) =>
          rect(`r${at}`, {
            x: at * 96,
            y: at * 80,
            width: 104,
            height: 80,
            fills: [ink],
            pluginData: { role: 'image' },
          }),
        ),
      ),
  },
];

function checkers(): CanvasOpInput[] {
  return Array.from({ length: 240 }, (_, at) =>
    rect(`k${at}`, {
      x: 60 + (at % 40) * 24,
      y: 280 + Math.floor(at / 40) * 24,
      width: 12,
      height: 24,
      fills: [ink],
      pluginData: { role: 'decor' },
    }),
  );
}
const wall = (width: number): CanvasOpInput =>
  text('wall', 'SEVERAL WORDS OF NOTHING '.repeat(22), {
    fontSize: 72,
    lineHeight: { unit: 'PERCENT', value: 100 },
    textAutoResize: 'HEIGHT',
    width,
    x: 0,
    y: 0,
  });

describe.each(cases)('$check', ({ check, level, bad, good }) => {
  it(`finds a frame that has it, as ${level}`, async () => {
    const [finding] = await setting.check(await bad(), check);
    expect(finding).toMatchObject({ check, level });
    expect(finding?.message).toMatch(/\w+.*\.$/);
  });
  it('is content with a frame made well', async () => {
    expect(await setting.check(await good(), check)).toEqual([]);
  });
});

describe('a word that is wider than its line', () => {
  const narrow = { textAutoResize: 'HEIGHT', width: 340 };
  const check = async (characters: string, props: Record<string, unknown> = narrow) =>
    setting.check(await frameOf(square, [body({ ...props, characters })]), 'text.overflow');

  it('is found, with a size that holds it where that can still be read', async () => {
    expect(await check('Unbelievably long-lasting', { ...narrow, fontSize: 72 })).toMatchObject([
      {
        level: 'fail',
        message: expect.stringContaining('"Unbelievably"'),
        fix: [{ props: { fontSize: 54 } }],
      },
    ]);
    const [finding] = await check('Versicherungsgesellschaft');
    expect(finding?.message).toContain('soft hyphen');
    expect(finding?.fix).toBeUndefined();
  });

  it('is none where it may break: at a hyphen, a soft hyphen, between Japanese letters', async () => {
    expect(await check('Versicherungs-gesellschaft')).toEqual([]);
    expect(await check('Versicherungs\u00ADgesellschaft')).toEqual([]);
    expect(await check('最初は酸っぱい、そのあと優しい。')).toEqual([]);
  });
});

describe('a brand font that is not on this machine', () => {
  const look = (families: string[]) => ({ brand: { name: 'Test', palette: [], families } });

  it('is told once and without a fix that cannot help; one that is there has one', async () => {
    const frame = await frameOf(square, [headline(), body()]);
    const [gone] = await setting.check(frame, 'brand.font', look(['Gotham Rounded', 'Proxima Nova']));
    expect(gone).toMatchObject({ level: 'info', message: expect.stringContaining('not on this machine') });
    expect(gone?.fix).toBeUndefined();
    const [there] = await setting.check(frame, 'brand.font', look(['Oswald']));
    expect(there).toMatchObject({ level: 'warn', fix: expect.arrayContaining([expect.anything()]) });
  });
});

describe('emoji in the copy', () => {
  it('are pictures: their own colours are no weak contrast, the letters beside them still are', async () => {
    const set = (fills: unknown[]) =>
      frameOf(square, [headline({ characters: 'Sour 🍋 then 😌', fills }), body()]);
    expect(await setting.check(await set([ink]), 'text.contrast')).toEqual([]);
    const pale = { type: 'SOLID', color: { r: 0.9, g: 0.9, b: 0.9 } };
    expect(await setting.check(await set([pale]), 'text.contrast')).toMatchObject([{ level: 'fail' }]);
  });
});

describe('font.missing', () => {
  it('finds a text whose font this machine does not have', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'adsmith-fonts-'));
    const [there, gone] = [join(folder, 'there.json'), join(folder, 'gone.json')];
    const first = createHeadlessCanvas({ file: there });
    const { bindings } = await first.run({
      ops: [
        { op: 'create', type: 'FRAME', as: 'frame', parent: null, props: { width: 1080, height: 1080 } },
        headline(),
      ],
    });
    await first.close();
    // As a document comes from a machine with other fonts.
    const saved = await readFile(there, 'utf8');
    await writeFile(gone, saved.replaceAll('"family":"Inter"', '"family":"Bergamotte Grotesk"'));
    const second = createHeadlessCanvas({ file: gone });
    const { findings } = await checkFrame(second, bindings['frame'] ?? '', { checks: ['font.missing'] });
    await second.close();
    await rm(folder, { recursive: true });
    expect(findings).toMatchObject([{ level: 'fail', measured: expect.stringContaining('Bergamotte') }]);
  });

  it('is content with the fonts there are', async () => {
    expect(await setting.check(await frameOf(square, [headline(), body()]), 'font.missing')).toEqual([]);
  });
});

describe('the checks as a whole', () => {
  it('each has a level, limits and a source', () => {
    for (const id of checkIds) expect(checkFacts[id]?.source.length, id).toBeGreaterThan(10);
  });

  it('an ad that fails nothing passes, with a foreign frame taken by its size', async () => {
    const frame = await frameOf(square, [headline(), body()]);
    const report = await checkFrame(setting.canvas, frame);
    expect(report).toMatchObject({ pass: true, placementFrom: 'size', placement: { id: 'meta_feed_1x1' } });
  });

  it('says so when a node is no frame or gone', async () => {
    const { headline: id = '' } = await setting.frame(square, [headline()]);
    await expect(checkFrame(setting.canvas, id)).rejects.toThrow(/not a frame/);
    await expect(checkFrame(setting.canvas, '9:999')).rejects.toThrow(/no node/);
  });

  it('an empty frame, a frame at a fractional place and a turned text do no harm', async () => {
    await expect(checkFrame(setting.canvas, await frameOf(square))).resolves.toMatchObject({ pass: true });
    const { frame = '' } = await setting.frame(square, [headline({ rotation: 12 }), body({ x: 100.5 })]);
    await setting.canvas.run({ ops: [{ op: 'update', node: frame, props: { x: 3000.25, y: 12.75 } }] });
    await expect(checkFrame(setting.canvas, frame)).resolves.toBeDefined();
  });

  it('a product over the copy covers it; copy in the empty corner of a cut-out does not touch it', async () => {
    const covered = await frameOf(square, [
      headline(),
      await picture(900, 900, 'shot', { x: 120, y: 250, width: 300, height: 300 }),
    ]);
    expect(await setting.check(covered, 'overlap')).toEqual([expect.objectContaining({ level: 'fail' })]);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><rect x="600" y="600" width="300" height="300" fill="red"/></svg>';
    const image = await setting.canvas.putImage(await sharp(Buffer.from(svg)).png().toBuffer());
    const clear = await frameOf(square, [
      headline({ x: 100, y: 300 }),
      rect('cut', {
        x: 90,
        y: 250,
        width: 900,
        height: 700,
        fills: [{ type: 'IMAGE', image, scaleMode: 'FIT' }],
        pluginData: { role: 'product' },
      }),
    ]);
    expect(await setting.check(clear, 'overlap')).toEqual([]);
  });
});
