/** Roles of frames nobody tagged. */
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { checkFrame } from '../../server/quality/index.ts';
import { createSetting, ink, rect, text, white } from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

async function rolesOf(
  frame: string,
  given?: Record<string, 'logo' | 'decor'>,
): Promise<Record<string, string>> {
  const { input } = await checkFrame(setting.canvas, frame, { checks: [], roles: given });
  return Object.fromEntries(input.nodes.map(({ name, role }) => [name, role ?? '']));
}

it('a frame drawn by hand is understood', async () => {
  const image = await setting.canvas.putImage(
    await sharp({ create: { width: 800, height: 900, channels: 3, background: '#a86' } })
      .png()
      .toBuffer(),
  );
  const { frame = '' } = await setting.frame({ width: 1080, height: 1350 }, [
    rect('bg', { name: 'bg', x: 0, y: 0, width: 1080, height: 1350, fills: [white] }),
    text('e', 'New this week', { name: 'small top', fontSize: 34, y: 90 }),
    text('h', 'Ten steps is a staircase', {
      name: 'big',
      fontSize: 120,
      y: 150,
      textAutoResize: 'HEIGHT',
      width: 880,
    }),
    text('s', 'One step, at night. Then go to bed.', { name: 'under it', fontSize: 46, y: 450 }),
    text('p', '$19.90', { name: 'price', fontSize: 60, y: 540 }),
    rect('shot', {
      name: 'IMG_2041',
      x: 300,
      y: 640,
      width: 420,
      height: 420,
      fills: [{ type: 'IMAGE', image, scaleMode: 'FILL' }],
    }),
    {
      op: 'create',
      type: 'FRAME',
      as: 'btn',
      parent: '$frame',
      props: { name: 'Frame 12', x: 100, y: 1120, width: 320, height: 90, cornerRadius: 45, fills: [ink] },
    },
    text('l', 'Shop now', { name: 'btn text', fontSize: 42, fills: [white], x: 60, y: 20 }, '$btn'),
    text('f', 'Offer ends 31 May. While stocks last. Terms apply.', { name: 'fine', fontSize: 24, y: 1270 }),
    rect('mark', {
      name: 'Brand logo',
      x: 800,
      y: 1260,
      width: 180,
      height: 50,
      fills: [{ type: 'IMAGE', image, scaleMode: 'FIT' }],
    }),
  ]);
  expect(await rolesOf(frame)).toEqual({
    bg: 'background',
    'small top': 'eyebrow',
    big: 'headline',
    'under it': 'subhead',
    price: 'price',
    IMG_2041: 'product',
    'Frame 12': 'cta',
    'btn text': 'cta_label',
    fine: 'legal',
    'Brand logo': 'logo',
  });
});

it('words on a badge are a label, and the subhead is the line that is one', async () => {
  const badge = (as: string, type: 'ELLIPSE' | 'RECTANGLE', props: Record<string, unknown>) => ({
    op: 'create' as const,
    type,
    as,
    parent: '$frame',
    props: { name: as, fills: [ink], ...props },
  });
  const { frame = '' } = await setting.frame({ width: 1080, height: 1080 }, [
    text('h', 'A headline of size', { name: 'h', fontSize: 100 }),
    badge('round', 'ELLIPSE', { x: 820, y: 260, width: 200, height: 200 }),
    text('r', '-20 %', { name: 'on round', fontSize: 56, fills: [white], x: 846, y: 325 }),
    badge('square', 'RECTANGLE', { x: 820, y: 500, width: 200, height: 200 }),
    text('q', 'Free\nreturns', { name: 'on square', fontSize: 44, fills: [white], x: 838, y: 540 }),
    text('s', 'The line that says why', { name: 'line', fontSize: 46, y: 560 }),
  ]);
  expect(await rolesOf(frame)).toMatchObject({
    h: 'headline',
    'on round': 'label',
    'on square': 'label',
    line: 'subhead',
  });
});

it('what is told wins over what is guessed, and what tools set over both', async () => {
  const { frame = '', a = '' } = await setting.frame({ width: 1080, height: 1080 }, [
    text('a', 'Masthead', { name: 'a', fontSize: 200 }),
    text('b', 'The real headline', { name: 'b', fontSize: 90, y: 500 }),
    text('c', 'Set by a tool', { name: 'c', fontSize: 60, y: 700, pluginData: { role: 'legal' } }),
  ]);
  expect(await rolesOf(frame)).toMatchObject({ a: 'headline', c: 'legal' });
  expect(await rolesOf(frame, { [a]: 'decor' })).toMatchObject({ a: 'decor', b: 'headline', c: 'legal' });
});

it('a rectangle behind a text is a button as well, and a large one a panel', async () => {
  const { frame = '' } = await setting.frame({ width: 1080, height: 1080 }, [
    text('h', 'A headline of size', { name: 'h', fontSize: 100 }),
    rect('r', { name: 'r', x: 100, y: 800, width: 300, height: 90, cornerRadius: 12, fills: [ink] }),
    text('l', 'Get it', { name: 'l', fontSize: 42, fills: [white], x: 180, y: 818 }),
    rect('panel', { name: 'panel', x: 80, y: 400, width: 700, height: 240, fills: [ink] }),
    text('t', 'Some copy that stands on a panel of its own', {
      name: 't',
      fontSize: 30,
      fills: [white],
      y: 480,
    }),
  ]);
  expect(await rolesOf(frame)).toMatchObject({ r: 'cta', l: 'cta_label', panel: 'underlay' });
});
