/** A cut-out product in the colour of its background is noticed; one that stands out, or brings its own, is not. */
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { createSetting, headline, product, square } from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

async function bottle(fill: string, label = fill): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="800"><rect x="60" y="160" width="280" height="620" rx="60" fill="${fill}"/><rect x="150" y="10" width="100" height="160" fill="${fill}"/><rect x="110" y="380" width="180" height="240" fill="${label}"/></svg>`;
  return setting.canvas.putImage(await sharp(Buffer.from(svg)).png().toBuffer());
}
const shadow = {
  type: 'DROP_SHADOW',
  color: { r: 0, g: 0, b: 0, a: 0.35 },
  offset: { x: 0, y: 12 },
  radius: 30,
  visible: true,
  blendMode: 'NORMAL',
};
const solid = (r: number, g: number, b: number) => ({ type: 'SOLID', color: { r, g, b } });

async function findings(image: string, ground: unknown, props: Record<string, unknown> = {}) {
  const { frame = '' } = await setting.frame({ ...square, fills: [ground] }, [
    headline(),
    product('shot', image, { name: 'Bottle', x: 400, y: 440, width: 280, height: 560, ...props }),
  ]);
  return (await setting.check(frame, 'product.contrast')).map(({ level, message }) => `${level} ${message}`);
}

it('a product in nearly the colour behind it is a warning, with a shadow as well', async () => {
  const white = await bottle('#f4f2ee', '#2d4a3f');
  const pale = solid(0.965, 0.96, 0.945);
  expect(await findings(white, pale)).toEqual([
    expect.stringMatching(/^warn Product "Bottle" hardly stands out: 100 % of its outline/),
  ]);
  expect(await findings(white, pale, { effects: [shadow] })).toHaveLength(1);
  expect(await findings(await bottle('#20242a'), solid(0.12, 0.13, 0.15))).toHaveLength(1);
});

it('a product that stands out by lightness or by hue alone is none', async () => {
  expect(await findings(await bottle('#20242a'), solid(0.96, 0.96, 0.95))).toEqual([]);
  // The same luminance: told apart by colour.
  expect(await findings(await bottle('#c05a3c'), solid(0.3, 0.47, 0.48))).toEqual([]);
});

it('a photo that fills its box has no outline, and a ghost is meant', async () => {
  const photo = await setting.canvas.putImage(
    await sharp({ create: { width: 400, height: 800, channels: 3, background: '#f6f5f1' } })
      .png()
      .toBuffer(),
  );
  const pale = solid(0.965, 0.96, 0.945);
  expect(await findings(photo, pale)).toEqual([]);
  expect(await findings(await bottle('#f4f2ee'), pale, { opacity: 0.3 })).toEqual([]);
});
