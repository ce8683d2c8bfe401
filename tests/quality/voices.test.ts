/** Type that is not the brand's: a slip, or something the ad quotes. */
import { afterAll, describe, expect, it } from 'vitest';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { recordCategory } from '../../server/design/ad-frame.ts';
import { createSetting, rect, text, white } from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

const brand = { name: 'oskerry', palette: [], families: ['Manrope', 'DM Sans'] };
const record = {
  ad: JSON.stringify({
    version: 1,
    placement: 'meta_feed_1x1',
    layout: 'stacked',
    padding: { top: 64, right: 64, bottom: 64, left: 64 },
    logo: false,
  }),
};
const say = (as: string, family: string, role: string, y: number, characters = 'Things I said today') =>
  text(as, characters, {
    fontFamily: family,
    fontSize: role === 'headline' ? 96 : 44,
    y,
    pluginData: { role },
  });

async function fonts(children: CanvasOpInput[], category?: string) {
  const { frame = '' } = await setting.frame({ width: 1080, height: 1080, pluginData: record }, children);
  if (category) await recordCategory(setting.canvas, frame, category);
  const found = await setting.check(frame, ['brand.font', 'type.families'], { brand });
  return found.map(({ check, level, measured }) => `${check} ${level} ${measured}`);
}
const closing = say('closing', 'Manrope', 'subhead', 800, 'Oskerry. Talk later.');

describe('the face of an interface', () => {
  const notes = [say('h', 'Inter', 'headline', 200), say('b', 'Inter', 'body', 400), closing];

  it('is quoted in an ad that borrows one', async () => {
    expect(await fonts(notes, 'borrowed_interface')).toEqual([]);
  });
  it('is a slip in any other', async () => {
    expect(await fonts(notes)).toEqual(['brand.font warn Inter']);
    expect(await fonts(notes, 'editorial')).toEqual(['brand.font warn Inter']);
  });
  it('is a slip where the brand has no word left, and on a button', async () => {
    expect(await fonts(notes.slice(0, 2), 'borrowed_interface')).toEqual(['brand.font warn Inter']);
    const button = say('cta', 'Inter', 'cta_label', 600, 'Buy a tin');
    expect(await fonts([...notes, button], 'borrowed_interface')).toEqual(['brand.font warn Inter']);
  });
  it('does not excuse another strange family', async () => {
    const stray = say('s', 'Playfair Display', 'body', 600);
    expect(await fonts([...notes, stray], 'borrowed_interface')).toEqual([
      'brand.font warn Playfair Display',
    ]);
  });
});

describe('handwriting', () => {
  it('is fine as a note beside the brand’s own words, not as its headline', async () => {
    const note = say('n', 'Caveat', 'body', 600, 'ears!!');
    expect(await fonts([say('h', 'Manrope', 'headline', 200), note])).toEqual([]);
    expect(await fonts([say('h', 'Caveat', 'headline', 200), closing])).toEqual(['brand.font warn Caveat']);
  });
});

describe('a card in somebody else’s type', () => {
  const card = rect('card', {
    x: 60,
    y: 160,
    width: 960,
    height: 400,
    fills: [white],
    strokes: [white],
    pluginData: { role: 'underlay' },
  });
  const cutting = [
    card,
    say('h', 'Playfair Display', 'headline', 200),
    say('b', 'Playfair Display', 'body', 400),
    closing,
  ];

  it('is a cutting in an ad of the press, a remark where nobody knows', async () => {
    expect(await fonts(cutting, 'pr_media')).toEqual([]);
    expect(await fonts(cutting)).toEqual(['brand.font info Playfair Display']);
  });
  it('has two families at most', async () => {
    const third = say('t', 'Oswald', 'label', 500, 'Page 2');
    const kicker = say('k', 'Fraunces', 'label', 440, 'Weekend');
    expect(await fonts([...cutting, kicker], 'pr_media')).toEqual([]);
    const small = {
      op: 'update' as const,
      node: '$t',
      props: { fontSize: 36, characters: 'Page two, today.' },
    };
    expect(await fonts([...cutting, kicker, third, small], 'pr_media')).toEqual(['brand.font warn Oswald']);
  });
  it('is a slip where the format has nothing to quote', async () => {
    expect(await fonts(cutting, 'comparison')).toEqual(['brand.font warn Playfair Display']);
  });
});

it('signs have no voice', async () => {
  expect(
    await fonts([say('h', 'Manrope', 'headline', 200), say('s', 'Inter', 'body', 500, '★★★★★')]),
  ).toEqual([]);
});
