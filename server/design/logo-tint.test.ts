import { expect, it } from 'vitest';
import { sharp } from '../assets/sharp.ts';
import { tintForBackdrop } from './logo-tint.ts';

const paper = { r: 0.96, g: 0.96, b: 0.93 };
const dark = { low: 0.01, median: 0.01, high: 0.01 } as Parameters<typeof tintForBackdrop>[1];

/** A dark tile of 100 px with a tick of 30 × 10 px in another colour. */
const tile = (tick: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="300" height="100" fill="#10231c"/><rect x="20" y="40" width="30" height="10" fill="${tick}"/></svg>`,
    ),
  )
    .png()
    .toBuffer();

async function pixel(png: Buffer | undefined, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray((top * 300 + left) * 4, (top * 300 + left) * 4 + 3)];
}

it('sets a dark logo in the light colour and keeps its accent', async () => {
  const tinted = await tintForBackdrop(await tile('#17c37b'), dark, [paper]);
  expect(await pixel(tinted, 200, 50)).toEqual([245, 245, 237]);
  expect(await pixel(tinted, 30, 45)).toEqual([23, 195, 123]);
});

it('does not lose a light sign on a dark tile: the two change places', async () => {
  const tinted = await tintForBackdrop(await tile('#f6f4ee'), dark, [paper]);
  expect(await pixel(tinted, 200, 50)).toEqual([245, 245, 237]);
  expect(await pixel(tinted, 30, 45)).toEqual([16, 35, 28]);
});
