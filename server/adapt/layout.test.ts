import { expect, it } from 'vitest';
import type { Layer, PictureLayer } from './layers.ts';
import { layoutFor } from './layout.ts';

const bottle: PictureLayer = {
  kind: 'picture',
  role: 'product',
  name: 'First Light',
  hash: 'a',
  ratio: 0.31,
  placed: undefined,
  rotation: 0,
  shadow: 'soft',
};
const square = { width: 1080, height: 1080 };
const short = { headline: 'You have four minutes. We need one.', cta: 'Meet First Light' };

it('stands a slim product beside a few words on a square and on 4:5', () => {
  expect(layoutFor('stacked', square, [bottle], short)).toBe('split_left');
  expect(layoutFor('stacked', { width: 1080, height: 1350 }, [bottle], short)).toBe('split_left');
});

it.each<[string, { width: number; height: number }, Layer[], Record<string, string>]>([
  ['a story', { width: 1080, height: 1920 }, [bottle], short],
  ['a jar', square, [{ ...bottle, ratio: 0.9 }], short],
  ['two products', square, [bottle, { ...bottle, name: 'Slow Cream' }], short],
  ['no product', square, [{ kind: 'copy' }], short],
  ['a long headline', square, [bottle], { headline: 'a word and '.repeat(5) }],
  ['a body', square, [bottle], { ...short, body: 'One step, at night.' }],
  ['a place of its own', square, [{ ...bottle, placed: { imagePath: 'x.png', position: 'top' } }], short],
])('keeps the ad’s layout: %s', (_what, size, layers, texts) => {
  expect(layoutFor('stacked', size, layers, texts)).toBe('stacked');
});

it('leaves other layouts alone', () => {
  expect(layoutFor('centred', square, [bottle], short)).toBe('centred');
});
