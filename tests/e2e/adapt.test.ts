/** One finished ad on other placements, through a real client. */
import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoBrief } from '../../scripts/demo/brief.ts';
import { findPlacement } from '../../server/placement/placements.ts';
import { startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'all'] });
});
afterAll(() => server?.close());

const ten = [
  'portrait',
  'feed',
  'landscape',
  'pin',
  'story',
  '300x250',
  '728x90',
  '160x600',
  '300x600',
  '970x250',
];

interface Adapted {
  placement: string;
  frameId: string;
  size: [number, number];
  leftOut?: string[];
  pass?: boolean;
  fails?: string[];
  warnings?: string[];
}

async function build(index: number): Promise<string> {
  const ad = demoBrief()[index];
  if (!ad) throw new Error('no such ad');
  return textOf(await server.call('batch_pipeline', { pipeline: ad.pipeline }), 'steps', 0, 'frameId');
}

const outline = async (frameId: string) =>
  String((await server.call('get_frame_state', { frameId }))['nodes']);
const frames = async () => (await server.call('canvas_status'))['frames'] as unknown[];

it('sets one story on ten placements: the same words and pictures, each laid out for its size', async () => {
  const frameId = await build(0);
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: ten })) as { adapted: Adapted[] };
  expect(adapted.map(({ placement }) => placement)).toEqual(ten.map((name) => findPlacement(name).id));
  for (const { placement, frameId: id, size, leftOut = [], pass } of adapted) {
    expect(pass, placement).toBe(true);
    const { width, height } = findPlacement(placement);
    expect(size).toEqual([width, height]);
    // Numbers hold on to their units.
    const text = (await outline(id)).replaceAll('\u00a0', ' ');
    expect(text, placement).toContain('You have four minutes. We need one.');
    expect(text, placement).toContain('Meet First Light');
    expect(text.includes('12 % vitamin C'), placement).toBe(!leftOut.includes('subhead'));
    expect(text.match(/role=product/g), placement).toHaveLength(1);
    expect(text.match(/role=logo/g), placement).toHaveLength(1);
    expect(text, placement).toContain('gradient:linear');
  }
});

it('keeps the accent an ad was given, and its texts on a ground that is hard to read on', async () => {
  const { frameId } = await server.call('build_ad_skeleton', { format: 'feed', background: '#f3f6fb' });
  const copy = {
    eyebrow: 'Live webinar',
    headline: 'Close the books',
    body: 'With Ines Halvorsen.',
    cta: 'Join',
  };
  await server.call('apply_typography', { frameId, ...copy, style: { accentColor: '#2b59ff' } });
  const [blue] = (
    (await server.call('adapt_ad', { frameId, placements: ['portrait'] })) as { adapted: Adapted[] }
  ).adapted;
  expect(await outline(blue?.frameId ?? '')).toMatch(/"Eyebrow" .*#2b59ff/);
  const config = { stops: ['#1a0a2a', '#ff7a18', '#1a0a2a'] };
  await server.call('set_background', { frameId, type: 'gradient', config });
  const [mixed] = (
    (await server.call('adapt_ad', { frameId, placements: ['300x600'] })) as { adapted: Adapted[] }
  ).adapted;
  expect(mixed?.leftOut).toBeUndefined();
  expect(await outline(mixed?.frameId ?? '')).toContain('With Ines Halvorsen.');
});

it('exports the set in the same call, every file within the limit of its placement', async () => {
  const frameId = await build(4);
  const placements = ['portrait', '300x250', '728x90'];
  const { adapted } = (await server.call('adapt_ad', { frameId, placements, exportTo: 'set' })) as {
    adapted: (Adapted & { path: string; bytes: number })[];
  };
  for (const { placement, path, bytes } of adapted) {
    const { size } = await stat(path);
    expect(size).toBe(bytes);
    expect(size, placement).toBeLessThanOrEqual(findPlacement(placement).maxBytes);
    expect(path.startsWith(`${server.workspace}/set/`)).toBe(true);
  }
});

it('crops the picture behind the ad anew, from its file', async () => {
  const frameId = await build(4);
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: ['landscape', 'portrait'] })) as {
    adapted: Adapted[];
  };
  for (const { frameId: id } of adapted) {
    const { images } = await server.ask('get_canvas_screenshot', { nodeId: id });
    expect(images).toHaveLength(1);
    expect(await outline(id)).toMatch(/image/);
  }
});

it('carries over what the tools did not make, behind or before the copy as it was, undistorted', async () => {
  const frameId = await build(0);
  await server.call('batch_operations', {
    variables: { ad: frameId },
    operations:
      'CREATE_RECT($ad, {name:"Band", layoutPositioning:"ABSOLUTE", x:0, y:1800, width:1080, height:120, fillColor:"#112233"})\n' +
      'badge=CREATE_FRAME($ad, {name:"Badge", layoutPositioning:"ABSOLUTE", x:860, y:300, width:130, height:130, cornerRadius:70, fillColor:"#aa3322"})\n' +
      'CREATE_TEXT($badge, {characters:"NEW", fontSize:36, x:24, y:48})',
  });
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: ['feed'] })) as {
    adapted: Adapted[];
  };
  const [feed] = adapted;
  const text = await outline(feed?.frameId ?? '');
  const boxOf = (name: string) =>
    /"(?:[^"]*)" (-?[\d.]+),(-?[\d.]+) ([\d.]+)×([\d.]+)/
      .exec(text.slice(text.indexOf(`"${name}"`)))
      ?.slice(1)
      .map(Number) ?? [];
  const [x, y, width, height = 0] = boxOf('Band');
  expect([x, width]).toEqual([0, 1080]);
  expect((y ?? 0) + height).toBe(1080);
  const [, , badgeWidth, badgeHeight] = boxOf('Badge');
  expect(badgeWidth).toBeCloseTo(badgeHeight ?? 0, 0);
  expect(text).toContain('"NEW"');
});

it('brings what stands in the copy block, such as rating stars, where it can be read; else names it', async () => {
  const frameId = await build(0);
  const copy = /(\S+) FRAME "Copy"/.exec(await outline(frameId))?.[1] ?? '';
  await server.call('batch_operations', {
    variables: { copy },
    operations:
      'row=CREATE_FRAME($copy, {name:"Rating", layoutMode:"HORIZONTAL", itemSpacing:12, primaryAxisSizingMode:"AUTO", counterAxisSizingMode:"AUTO", fills:[]})\n' +
      'CREATE_TEXT($row, {characters:"4.8 of 5", fontSize:40})',
  });
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: ['portrait', '728x90'] })) as {
    adapted: Adapted[];
  };
  const [portrait, banner] = adapted;
  const text = await outline(portrait?.frameId ?? '');
  expect(text).toContain('"4.8 of 5"');
  expect(text.indexOf('"Rating"')).toBeGreaterThan(text.indexOf('FRAME "CTA"'));
  expect(portrait).toMatchObject({ pass: true });
  expect(portrait?.leftOut ?? []).not.toContain('Rating');
  expect(banner?.leftOut).toContain('Rating');
  expect(await outline(banner?.frameId ?? '')).not.toContain('4.8 of 5');
});

it('leaves the last of it out where the headline would no longer lead', async () => {
  const { frameId } = await server.call('build_ad_skeleton', {
    format: 'portrait',
    layout: 'split_left',
    brand: 'ondrelle',
  });
  const { nodes } = await server.call('apply_typography', {
    frameId,
    eyebrow: 'Free. No ads.',
    headline: 'Ten quiet minutes before sleep.',
    subhead: '400 harbours, one tide.',
    cta: 'Get Tidefall',
  });
  await server.call('batch_operations', {
    variables: { copy: textOf(nodes, 'copy') },
    operations:
      'CREATE_RECT($copy, {name:"Rating", width:400, height:42, fillColor:"#aa3322"})\n' +
      'CREATE_RECT($copy, {name:"Badges", width:400, height:74, fillColor:"#112233"})',
  });
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: ['landscape'] })) as {
    adapted: Adapted[];
  };
  expect(adapted[0]).toMatchObject({ pass: true });
  expect(adapted[0]?.leftOut).toContain('Badges');
  expect(adapted[0]?.leftOut).not.toContain('Rating');
});

it('keeps it when the copy is set anew', async () => {
  const frameId = await build(0);
  const copy = /(\S+) FRAME "Copy"/.exec(await outline(frameId))?.[1] ?? '';
  await server.call('batch_operations', {
    variables: { copy },
    operations: 'CREATE_TEXT($copy, {name:"Stars", characters:"★★★★★", fontSize:40})',
  });
  await server.call('apply_typography', { frameId, headline: 'One minute.', cta: 'Meet First Light' });
  const text = await outline(frameId);
  expect(text.match(/FRAME "Copy"/g)).toHaveLength(1);
  expect(text).toContain('"One minute."');
  expect(text).toContain('★★★★★');
});

it('breaks no word on a small banner, and lets no button push the headline out', async () => {
  const [frameId, long] = [await build(0), await build(0)];
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: ['320x100', '970x250'] })) as {
    adapted: Adapted[];
  };
  for (const { placement, pass, warnings } of adapted) {
    expect(pass, placement).toBe(true);
    expect(warnings, placement).toBeUndefined();
  }
  await server.call('apply_typography', {
    frameId: long,
    headline: 'Ruhe.',
    cta: 'Jetzt unverbindlich Beitrag berechnen lassen',
  });
  const { adapted: german } = (await server.call('adapt_ad', {
    frameId: long,
    placements: ['320x100', '728x90'],
  })) as { adapted: Adapted[] };
  for (const { placement, frameId: id } of german) expect(await outline(id), placement).toContain('"Ruhe."');
});

it('keeps what was edited by hand: words, fonts, colours', async () => {
  const frameId = await build(0);
  const state = await outline(frameId);
  const headline = /(\S+) TEXT "Headline"/.exec(state)?.[1] ?? '';
  await server.call('batch_update', {
    updates: [
      { nodeId: headline, props: { characters: 'One minute is plenty.', fontFamily: 'Playfair Display' } },
    ],
  });
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: ['portrait'] })) as {
    adapted: Adapted[];
  };
  const text = await server.ask('get_frame_state', { frameId: adapted[0]?.frameId ?? '', detail: 'full' });
  expect(text.text).toContain('One minute is plenty.');
  expect(text.text).toContain('Playfair Display');
  expect(text.text).not.toContain('four minutes');
});

it('updates the frames it made before, in their places, and files are named by placement and size', async () => {
  const frameId = await build(0);
  await server.call('batch_update', {
    updates: [{ nodeId: frameId, props: { name: 'ab_test_Headline-B' } }],
  });
  const placements = ['feed', '300x250'];
  await server.call('adapt_ad', { frameId, placements });
  const before = (await frames()) as { name: string; box: number[]; id: string }[];
  const mine = (list: typeof before) => list.filter(({ name }) => name.startsWith('ab_test'));
  await server.call('apply_typography', { frameId, headline: 'Now 19 euro.', cta: 'Meet First Light' });
  const { adapted } = (await server.call('adapt_ad', { frameId, update: true, exportTo: 'named' })) as {
    adapted: (Adapted & { path: string; replaced: string[] })[];
  };
  const after = (await frames()) as typeof before;
  expect(mine(after)).toHaveLength(3);
  expect(
    mine(after)
      .map(({ name, box }) => [name, ...box.slice(0, 2)])
      .sort(),
  ).toEqual(
    mine(before)
      .map(({ name, box }) => [name, ...box.slice(0, 2)])
      .sort(),
  );
  for (const { frameId: id } of adapted) expect(await outline(id)).toContain('Now 19 euro.');
  expect(adapted.map(({ path }) => path.split('/').at(-1)).sort()).toEqual([
    'ab_test_Headline-B-300x250.png',
    'ab_test_Headline-B-feed-1080x1080.png',
  ]);
  // Without it nothing is thrown away, and the answer says that there are two now.
  const { adapted: again } = (await server.call('adapt_ad', { frameId, placements: ['feed'] })) as {
    adapted: (Adapted & { earlier: string[] })[];
  };
  expect(again[0]?.earlier).toHaveLength(1);
  expect(mine((await frames()) as typeof before)).toHaveLength(4);
  expect(await server.ask('adapt_ad', { frameId: adapted[0]?.frameId, update: true })).toMatchObject({
    isError: true,
    data: { at: 'placements' },
  });
});

it('makes nothing when a placement is unknown or a frame is gone, and says which', async () => {
  const frameId = await build(0);
  const before = await frames();
  const unknown = await server.ask('adapt_ad', { frameId, placements: ['feed', 'the moon'] });
  expect(unknown).toMatchObject({ isError: true, data: { at: 'placements[1]' } });
  expect((await server.ask('adapt_ad', { frameId: '9:99', placements: ['feed'] })).isError).toBe(true);
  const layout = await server.ask('adapt_ad', { frameId, placements: ['feed'], layout: 'spiral' });
  expect(layout).toMatchObject({ isError: true, data: { at: 'layout' } });
  expect(await frames()).toEqual(before);
});

it('makes each placement once, also by other names, and sizes of their own', async () => {
  const frameId = await build(0);
  const named = ['story', 'Reels', '9:16', '500 x 400'];
  const { adapted } = (await server.call('adapt_ad', { frameId, placements: named })) as {
    adapted: Adapted[];
  };
  expect(adapted.map(({ placement }) => placement)).toEqual(['meta_9x16_unified', '500x400']);
  expect(adapted[1]?.size).toEqual([500, 400]);
  const again = (await server.call('adapt_ad', { frameId, update: true })) as {
    adapted: (Adapted & { replaced: string[] })[];
  };
  expect(again.adapted.map(({ replaced }) => replaced)).toEqual(adapted.map(({ frameId: id }) => [id]));
});

it('says how far it is, always further', async () => {
  const frameId = await build(0);
  const steps: number[] = [];
  const onprogress = ({ progress = 0 }) => steps.push(progress);
  const args = { frameId, placements: ['feed', '300x250'], exportTo: 'steps' };
  expect((await server.ask('adapt_ad', args, { onprogress })).isError).toBe(false);
  // The last word may be overtaken by the answer itself, and is then nobody's to hear.
  expect(steps.slice(0, 4)).toEqual([0, 1, 2, 3]);
  expect(steps.slice(4)).toEqual(steps.length > 4 ? [4] : []);
});
