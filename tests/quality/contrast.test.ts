/** Contrast on pixels against the table of backgrounds on which averaging the text's box fails. */
import { afterAll, describe, expect, it } from 'vitest';
import { checkFrame } from '../../server/quality/index.ts';
import { createSetting, rect, text, white } from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

const solid = (hex: number) => ({ type: 'SOLID', color: { r: hex / 255, g: hex / 255, b: hex / 255 } });
const gradient = {
  type: 'GRADIENT_LINEAR',
  gradientTransform: [
    [1, 0, 0],
    [0, 1, 0],
  ],
  gradientStops: [
    { position: 0, color: { r: 0, g: 0, b: 0, a: 1 } },
    { position: 1, color: { r: 1, g: 1, b: 1, a: 1 } },
  ],
};

async function contrastOf(fill: unknown, extra: Parameters<typeof setting.frame>[1] = []) {
  const { frame = '' } = await setting.frame({ width: 1080, height: 1080, fills: [fill] }, [
    ...extra,
    text('headline', 'Grow wild', {
      fontSize: 110,
      fills: [white],
      x: 240,
      y: 480,
      pluginData: { role: 'headline' },
    }),
  ]);
  const { findings } = await checkFrame(setting.canvas, frame, { checks: ['text.contrast'] });
  return findings;
}

describe('contrast is measured on the pixels behind the glyphs', () => {
  it('white on near-black passes, which the average of the box does not see', async () => {
    expect(await contrastOf(solid(0x11))).toEqual([]);
  });

  it('white on middle grey passes as large text (3.45:1)', async () => {
    expect(await contrastOf(solid(0x8a))).toEqual([]);
  });

  it('white on a gradient to white fails', async () => {
    const [finding] = await contrastOf(gradient);
    expect(finding).toMatchObject({ level: 'fail', check: 'text.contrast', role: 'headline' });
    expect(Number(finding?.measured)).toBeLessThan(3);
  });

  it('white over black and white stripes fails, although the median is 16:1', async () => {
    const stripes = Array.from({ length: 27 }, (_, index) =>
      rect(`s${index}`, {
        x: index * 40,
        y: 0,
        width: 20,
        height: 1080,
        fills: [white],
        pluginData: { role: 'decor' },
      }),
    );
    const [finding] = await contrastOf(solid(0x11), stripes);
    expect(Number(finding?.measured)).toBeLessThan(1.5);
    expect(finding?.fix).toBeUndefined();
    expect(finding?.message).toMatch(/card/);
  });

  it('a small white blob under a letter is at least a warning', async () => {
    const blob = rect('blob', {
      x: 300,
      y: 500,
      width: 70,
      height: 70,
      fills: [white],
      pluginData: { role: 'decor' },
    });
    const [finding] = await contrastOf(solid(0x22), [blob]);
    expect(['fail', 'warn']).toContain(finding?.level);
  });

  it('text in the very colour of its background is found, where a difference of two renders sees nothing', async () => {
    const [finding] = await contrastOf({ type: 'SOLID', color: { r: 1, g: 1, b: 1 } });
    expect(finding).toMatchObject({ level: 'fail', measured: 1 });
  });

  it('smaller text needs 4.5:1', async () => {
    const { frame = '' } = await setting.frame({ width: 1080, height: 1080, fills: [solid(0x8a)] }, [
      text('body', 'Set in one calm line.', { fontSize: 44, fills: [white] }),
    ]);
    const [finding] = await setting.check(frame, 'text.contrast');
    expect(finding).toMatchObject({ level: 'fail', limit: 4.5 });
    expect(Number(finding?.measured)).toBeCloseTo(3.45, 1);
  });

  it('half-transparent text counts as it is seen', async () => {
    const { frame = '' } = await setting.frame({ width: 1080, height: 1080, fills: [solid(0)] }, [
      text('body', 'Barely there at all', { fontSize: 44, opacity: 0.3, fills: [white] }),
    ]);
    expect(await setting.check(frame, 'text.contrast')).toHaveLength(1);
  });

  it('a shadow behind the words is part of what they stand on', async () => {
    const glow = {
      type: 'DROP_SHADOW',
      color: { r: 0, g: 0, b: 0, a: 1 },
      offset: { x: 0, y: 0 },
      radius: 10,
      spread: 0,
      visible: true,
      blendMode: 'NORMAL',
    };
    const build = async (effects: unknown[]) => {
      const { frame = '' } = await setting.frame({ width: 1080, height: 1080, fills: [solid(0xa0)] }, [
        text('headline', 'Haloed', { fontSize: 120, fills: [white], effects }),
      ]);
      return Number((await setting.check(frame, 'text.contrast'))[0]?.measured ?? 21);
    };
    expect(await build([glow, glow, glow])).toBeGreaterThan(await build([]));
  });
});

describe('looking leaves no trace', () => {
  it('the frame is the same afterwards, and so is its picture', async () => {
    const { frame = '' } = await setting.frame({ width: 400, height: 400, fills: [solid(0x44)] }, [
      text('a', 'Still here', { opacity: 0.9, fontSize: 40, fills: [white] }),
    ]);
    const before = JSON.stringify(await setting.canvas.snapshot(frame));
    const picture = (await setting.canvas.export({ node: frame, format: 'PNG' })).bytes;
    await checkFrame(setting.canvas, frame);
    expect(JSON.stringify(await setting.canvas.snapshot(frame))).toBe(before);
    const again = (await setting.canvas.export({ node: frame, format: 'PNG' })).bytes;
    expect(Buffer.from(again).equals(Buffer.from(picture))).toBe(true);
  });

  it('what an export hides comes back when the export fails', async () => {
    const { frame = '', a = '' } = await setting.frame({ width: 100, height: 100 }, [
      text('a', 'Hidden', { fontSize: 20 }),
    ]);
    await expect(
      setting.canvas.export({ node: frame, format: 'PNG', scale: 400, hide: [a] }),
    ).rejects.toThrow(/too large/);
    const { results } = await setting.canvas.run({ ops: [{ op: 'read', node: a, fields: ['opacity'] }] });
    expect(results[0]?.value).toMatchObject({ opacity: 1 });
  });

  it('a node to hide that is gone is told before anything is hidden', async () => {
    const { frame = '', a = '' } = await setting.frame({ width: 100, height: 100 }, [
      text('a', 'Hidden', { fontSize: 20 }),
    ]);
    await expect(
      setting.canvas.export({ node: frame, format: 'PNG', hide: [a, '99:99'] }),
    ).rejects.toMatchObject({ data: { code: 'unknown_node', path: 'request.hide' } });
    const { results } = await setting.canvas.run({ ops: [{ op: 'read', node: a, fields: ['opacity'] }] });
    expect(results[0]?.value).toMatchObject({ opacity: 1 });
  });
});
