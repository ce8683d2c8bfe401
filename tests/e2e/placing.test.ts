/** Logos and pictures as clients have them: wide wordmarks, JPEGs on white, tall phones; through a real client. */
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'] });
});
afterAll(() => server?.close());

const draw = async (name: string, width: number, height: number, inside: string) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`;
  const file = join(server.workspace, name);
  const picture = sharp(Buffer.from(svg));
  await (name.endsWith('.jpg') ? picture.flatten({ background: '#fff' }).jpeg() : picture.png()).toFile(file);
  return name;
};

it('shows all of a wordmark that is very wide, and says when it is too low to be read', async () => {
  // A red end on either side: filling a box of whole px would cut them off.
  const wide = await draw(
    'wide.png',
    2001,
    90,
    '<rect width="2001" height="90" fill="#14213d"/><rect width="12" height="90" fill="#f00"/><rect x="1989" width="12" height="90" fill="#f00"/>',
  );
  const { frameId } = await server.call('build_ad_skeleton', { format: 'story', logo: true });
  const { box } = await server.call('place_product', { frameId, imagePath: wide, role: 'logo' });
  const { images } = await server.ask('get_canvas_screenshot', { nodeId: frameId, scale: 1 });
  const [x = 0, y = 0, width = 0, height = 0] = box as number[];
  const { data, info } = await sharp(images[0]?.bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const scale = info.width / 1080;
  const red = (column: number) => {
    const at = (Math.round((y + height / 2) * scale) * info.width + Math.round(column * scale)) * 3;
    return (data[at] ?? 0) > 150 && (data[at + 1] ?? 0) < 90;
  };
  expect([red(x + 1.5), red(x + width - 1.5)]).toEqual([true, true]);
  const banner = await server.call('build_ad_skeleton', { format: '728x90', logo: true });
  const { warnings } = await server.call('place_product', {
    frameId: banner['frameId'],
    imagePath: wide,
    role: 'logo',
  });
  expect(warnings).toEqual([expect.stringContaining('only 5 px high')]);
});

it('takes the white ground from a logo, unless told not to', async () => {
  const jpeg = await draw(
    'mark.jpg',
    600,
    240,
    '<g fill="#1f6f43"><rect x="80" y="80" width="40" height="80"/><rect x="480" y="80" width="40" height="80"/></g>',
  );
  const { frameId } = await server.call('build_ad_skeleton', {
    format: 'feed',
    logo: true,
    background: '#ffd23f',
  });
  const place = (trim: boolean) =>
    server.call('place_product', { frameId, imagePath: jpeg, role: 'logo', trim });
  const { box, adjusted } = await place(true);
  expect(adjusted).toEqual([expect.stringContaining('even ground')]);
  const [, , width = 0, height = 1] = box as number[];
  expect(width / height).toBeCloseTo(440 / 80, 0);
  expect((await place(false))['adjusted']).toBeUndefined();
});

it('says which layout would show a tall picture larger', async () => {
  const phone = await draw('phone.png', 500, 1040, '<rect width="500" height="1040" rx="60" fill="#123"/>');
  const copy = { headline: 'Ten quiet minutes before sleep.', cta: 'Get it' };
  const place = async (layout: string) => {
    const { frameId } = await server.call('build_ad_skeleton', { format: 'portrait', layout });
    await server.call('apply_typography', { frameId, ...copy });
    return server.call('place_product', { frameId, imagePath: phone });
  };
  expect((await place('stacked'))['warnings']).toEqual([expect.stringContaining('split_left')]);
  expect((await place('split_left'))['warnings']).toBeUndefined();
});

it('finds the pictures of the brand in a script as everywhere else', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'feed', brand: 'ondrelle' });
  const done = await server.call('batch_operations', {
    variables: { ad: textOf({ frameId }, 'frameId') },
    operations:
      'r=CREATE_RECT($ad, {layoutPositioning:"ABSOLUTE", width:200, height:200})\n' +
      'SET_IMAGE_FILL($r, {imagePath:"products/slow-cream/assets/slow-cream.png", scaleMode:"FIT"})',
  });
  expect(done['nodes']).toHaveProperty('r');
});

it('says when new words push the copy into the product, and strikes an old price through, on other placements too', async () => {
  const jar = await draw('jar.png', 800, 700, '<rect width="800" height="700" rx="60" fill="#a53"/>');
  const { frameId } = await server.call('build_ad_skeleton', { format: 'portrait' });
  const { nodes } = await server.call('apply_typography', {
    frameId,
    headline: 'Oats for the face.',
    subhead: '€24 now €19',
    cta: 'Try it',
    highlights: [{ text: '€24', strike: true }],
  });
  await server.call('place_product', { frameId, imagePath: jar });
  const headline = textOf(nodes, 'headline');
  const rewrite = (characters: string) =>
    server.call('batch_update', { updates: [{ nodeId: headline, props: { characters } }] });
  expect((await rewrite('Oats for a face.'))['warnings']).toBeUndefined();
  expect((await rewrite('Oats for every single face that argues back at you.'))['warnings']).toEqual([
    expect.stringMatching(/now runs .*: apply_typography/),
  ]);
  await rewrite('Oats for a face.');
  const larger = { updates: [{ nodeId: headline, props: { fontSize: 400 } }] };
  expect((await server.call('batch_update', larger))['warnings']).toEqual([
    expect.stringMatching(/now runs .*: apply_typography/),
  ]);
  await server.call('batch_update', { updates: [{ nodeId: headline, props: { fontSize: 90 } }] });
  const { adapted } = await server.call('adapt_ad', { frameId, placements: ['landscape'] });
  const state = await server.ask('get_frame_state', {
    frameId: textOf(adapted, 0, 'frameId'),
    detail: 'full',
  });
  expect(state.text).toContain('STRIKETHROUGH');
});

it('names the file of the brand that was probably meant', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'feed', brand: 'ondrelle' });
  const refused = await server.ask('place_product', { frameId, imagePath: 'assets/Slow-Cream.jpg' });
  expect(refused.data).toMatchObject({
    at: 'imagePath',
    hint: 'Did you mean products/slow-cream/assets/slow-cream.png?',
  });
  const other = await server.ask('place_product', { frameId, imagePath: 'nothing-like-it.png' });
  expect(other.data).not.toHaveProperty('hint');
});
