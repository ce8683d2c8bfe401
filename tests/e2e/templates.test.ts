/** Templates through a real client: saved, browsed, applied, taken back. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCategories } from '../../server/brand/index.ts';
import { genericWords } from '../../server/templates/index.ts';
import { serum, standardStory } from './ads.ts';
import { canvasState, startClient, type TestClient, textOf } from './client.ts';

let server: TestClient;
let adId: string;
let saved: Record<string, unknown>;
beforeAll(async () => {
  server = await startClient({ args: ['--toolsets', 'default,templates'] });
  const { steps } = await server.call('batch_pipeline', { pipeline: standardStory.slice(0, -1) });
  adId = textOf(steps, 0, 'frameId');
  await server.call('place_product', { frameId: adId, imagePath: 'brand/logo.png', role: 'logo' });
  saved = await server.call('save_template', {
    frameId: adId,
    formatCategory: 'editorial',
    name: 'Sunrise',
    tags: ['warm'],
  });
}, 120_000);
afterAll(() => server.close());

interface Raw {
  id: string;
  type: string;
  props: Record<string, unknown>;
}
/** Every node of a frame, over all pages of the answer. */
async function full(frameId: string): Promise<Raw[]> {
  const nodes: Raw[] = [];
  for (let page = 1; ; page++) {
    const answer = await server.call('get_frame_state', { frameId, detail: 'full', page });
    nodes.push(...(answer['nodes'] as Raw[]));
    if (page >= Number(answer['pages'] ?? 1)) return nodes;
  }
}
/** Type, size and place of every node below the frame. */
const boxes = (nodes: readonly Raw[]) =>
  nodes.map(({ type, props }, index) => {
    const at = index === 0 ? [] : props['relativeTransform'];
    return JSON.stringify([type, props['width'], props['height'], at], (_, value: unknown) =>
      typeof value === 'number' ? Math.round(value * 10) / 10 : value,
    );
  });
const rows = (answer: Record<string, unknown>) =>
  answer['places'] as [string, string, string, number[], string?][];

describe('save_template', () => {
  it('leaves the ad alone and puts the template on its page', async () => {
    expect(saved).toMatchObject({ templateId: 'tmpl_021', formatCategory: 'Editorial', textNodes: 2 });
    const { frames } = await server.call('canvas_status');
    expect((frames as { id: string }[]).map(({ id }) => id)).toEqual([adId]);
    const nodes = await full(textOf(saved, 'templateFrameId'));
    expect(String(nodes[0]?.props['name'])).toContain('Template');
  });

  it('keeps the layout of the ad: the same layers, roles, sizes', async () => {
    const [ad, template] = [await full(adId), await full(textOf(saved, 'templateFrameId'))];
    const outline = (nodes: Raw[]) =>
      nodes.map(({ type, props }) => [
        type,
        (props['pluginData'] as Record<string, string> | undefined)?.['role'],
        props['layoutMode'],
        props['itemSpacing'],
      ]);
    expect(outline(template)).toEqual(outline(ad));
    const pictures = (nodes: Raw[]) => nodes.filter(({ type }) => type === 'RECTANGLE');
    expect(boxes(pictures(template)).slice(1)).toEqual(boxes(pictures(ad)).slice(1));
  });

  it('stores nothing of the brand: no words, no colours, no pictures', async () => {
    const text = await readFile(join(server.home, 'templates', 'snapshots', 'tmpl_021.json'), 'utf8');
    const copy = 'You have four minutes We need one vitamin Dry in under a minute';
    for (const word of copy.toLowerCase().split(' ')) {
      if (word.length > 3 && !genericWords.has(word)) expect(text.toLowerCase()).not.toContain(word);
    }
    expect(text).not.toMatch(/ondrelle|serum|first.?light|imageHash|imagePath|placed/i);
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'r' in value && 'g' in value && 'b' in value)
        expect(value.r === value.g && value.g === value.b).toBe(true);
      return value;
    });
    const { data } = await sharp(textOf(saved, 'screenshot'))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (let at = 0; at < data.length; at += 3)
      expect(
        Math.abs((data[at] ?? 0) - (data[at + 1] ?? 0)) + Math.abs((data[at] ?? 0) - (data[at + 2] ?? 0)),
      ).toBeLessThan(9);
  });

  it.each([
    [{ formatCategory: 'Jingle' }, /no format category/, /Editorial, Comparison/],
    [{ frameId: '9:99' }, /no node with id/, /./],
  ])('refuses %j and keeps nothing', async (wrong, message, hint) => {
    const before = await canvasState(server);
    const answer = await server.ask('save_template', {
      frameId: adId,
      formatCategory: 'Editorial',
      ...wrong,
    });
    expect(answer.isError).toBe(true);
    expect(String(answer.data['error'])).toMatch(message);
    expect(String(answer.data['hint'])).toMatch(hint);
    expect(await canvasState(server)).toBe(before);
    expect(
      String((await server.call('browse_templates', { text: 'sunrise', pictures: false }))['found']),
    ).toBe('1');
  });

  it('refuses to make a template of a template', async () => {
    const answer = await server.ask('save_template', {
      frameId: saved['templateFrameId'],
      formatCategory: 'Editorial',
    });
    expect(answer.text).toContain('template already');
  });
});

describe('apply_template', () => {
  it('gives the same boxes back', async () => {
    const applied = await server.call('apply_template', { templateId: 'tmpl_021' });
    expect(boxes(await full(textOf(applied, 'frameId')))).toEqual(
      boxes(await full(textOf(saved, 'templateFrameId'))),
    );
    expect(applied).toMatchObject({ placement: 'meta_9x16_unified', size: [1080, 1920] });
    expect(rows(applied).map(([, role]) => role)).toEqual(
      expect.arrayContaining(['headline', 'subhead', 'product', 'logo']),
    );
    // The tools take it for an ad of its placement.
    await server.call('apply_typography', { frameId: applied['frameId'], headline: 'Now ours' });
  });

  it('fills and brands in one call', async () => {
    const applied = await server.call('apply_template', {
      templateId: 'tmpl_021',
      brand: 'ondrelle',
      angle: 'Proof',
      content: {
        headline: 'A line that is rather longer than the place it is put into was ever meant to hold',
        subhead: 'Two.',
        product: { imagePath: serum },
        logo: { imagePath: 'brand/logo.png' },
      },
    });
    const nodes = await full(textOf(applied, 'frameId'));
    const headline = nodes.find(
      ({ props }) => (props['pluginData'] as Record<string, string> | undefined)?.['role'] === 'headline',
    );
    expect(headline?.props['characters']).toContain('rather longer');
    const [headlineBox, productBox] = ['headline', 'product'].map(
      (wanted) => rows(applied).find(([, role]) => role === wanted)?.[3] ?? [],
    );
    // Long copy may take more lines than the template's, but never the product's place.
    expect((headlineBox?.[1] ?? 0) + (headlineBox?.[3] ?? 0)).toBeLessThan(productBox?.[1] ?? 0);
    const text = JSON.stringify(nodes);
    expect(text).toContain('Fraunces');
    expect(text.match(/imageHash/g)?.length).toBe(2);
    expect(applied['name']).toContain('Ondrelle — Proof');
  });

  it('gives another product, a wide logo and long copy the room the layout has, on the brand’s own ground', async () => {
    const draw = async (name: string, width: number, height: number) => {
      const file = join(server.workspace, name);
      const background = { r: 200, g: 60, b: 40, alpha: 1 };
      await sharp({ create: { width, height, channels: 4, background } })
        .png()
        .toFile(file);
      return file;
    };
    const applied = await server.call('apply_template', {
      templateId: saved['templateId'],
      brand: 'ondrelle',
      content: {
        headline: 'Ruhiger schlafen mit der Hausratversicherung, die wirklich alles ersetzt, was kaputtgeht.',
        subhead: 'Wir regulieren innerhalb von 48 Stunden.',
        product: { imagePath: await draw('wide.png', 900, 300) },
        logo: { imagePath: await draw('word.png', 1200, 60) },
      },
    });
    expect(applied['next']).toContain('All are filled');
    const place = (role: string) => rows(applied).find(([, own]) => own === role)?.[3] ?? [];
    const usual = (role: string) => rows(bare).find(([, own]) => own === role)?.[3] ?? [];
    const bare = await server.call('apply_template', { templateId: saved['templateId'] });
    expect(place('product')[2]).toBeGreaterThan((usual('product')[2] ?? 0) * 1.1);
    expect(place('logo')[2]).toBeGreaterThan((usual('logo')[2] ?? 0) * 1.1);
    const { findings } = await server.call('check_ad', { frameId: applied['frameId'] });
    expect((findings as { level: string }[]).filter(({ level }) => level === 'fail')).toEqual([]);
    const dark = await server.call('build_ad_skeleton', {
      format: 'feed',
      brand: 'ondrelle',
      background: '#101012',
    });
    await server.call('apply_typography', { frameId: dark['frameId'], headline: 'Night.' });
    const night = await server.call('save_template', {
      frameId: dark['frameId'],
      formatCategory: 'editorial',
    });
    const pine = await server.call('apply_template', { templateId: night['templateId'], brand: 'ondrelle' });
    const { nodes } = await server.call('get_frame_state', { frameId: pine['frameId'] });
    expect(String(nodes).split('\n')[0]).toContain('#1f3b33');
  });

  it.each([
    ['in the words as the template sets them', 'Now 9 €'],
    [
      'in words that are set anew',
      'The whole summer collection for half its price, now 19 € and not a cent more',
    ],
  ])('keeps an old price struck through and a new one in its colour, %s', async (_, headline) => {
    const { frameId } = await server.call('apply_template', {
      templateId: textOf(saved, 'templateId'),
      brand: 'ondrelle',
      content: {
        headline: { text: headline, highlights: [{ text: '9 €', color: '#c0392b' }] },
        subhead: { text: 'Was 59 €', highlights: [{ text: '59 €', strike: true }] },
      },
    });
    const nodes = await full(String(frameId));
    const runsOf = (role: string) =>
      nodes
        .filter(({ props }) => (props['pluginData'] as Record<string, string> | undefined)?.['role'] === role)
        .flatMap(({ props }) => props['runs'] as { start: number; end: number; textDecoration: string }[]);
    expect(runsOf('headline').length).toBeGreaterThan(1);
    expect(runsOf('subhead').map(({ textDecoration }) => textDecoration)).toContain('STRIKETHROUGH');
  });

  it('is taken back with its pipeline', async () => {
    const before = await canvasState(server);
    const answer = await server.ask('batch_pipeline', {
      pipeline: [
        {
          id: 'ad',
          tool: 'apply_template',
          args: { templateId: 'tmpl_005', content: { headline: 'Hello' } },
        },
        { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: 'no-such.png' } },
      ],
    });
    expect(answer.isError).toBe(true);
    expect(await canvasState(server)).toBe(before);
  });

  it.each([
    [{ templateId: 'tmpl_999' }, /no template "tmpl_999"/, /tmpl_001/],
    [{ templateId: 'tmpl_021', content: { jingle: 'La' } }, /no place "jingle"/, /headline/],
    [{ templateId: 'tmpl_021', content: { headline: ['a', 'b'] } }, /1 places, not 2/, /fewer/],
    [
      { templateId: 'tmpl_021', content: { headline: { text: 'a', highlights: [{ text: 'b' }] } } },
      /highlight "b" is not in the text/,
      /exactly/,
    ],
    [{ templateId: 'tmpl_021', content: { product: 'words' } }, /a picture, not a text/, /imagePath/],
    [{ templateId: 'tmpl_021', content: { product: { imagePath: '../../etc/passwd' } } }, /./, /./],
    [{ templateId: 'tmpl_021', placement: 'feed' }, /another shape/, /browse_templates/],
    [{ templateId: 'tmpl_021', brand: 'nobody' }, /nobody/, /./],
  ])('refuses %j and changes nothing', async (args, message, hint) => {
    const before = await canvasState(server);
    const answer = await server.ask('apply_template', args);
    expect(answer.isError).toBe(true);
    expect(String(answer.data['error'])).toMatch(message);
    expect(String(answer.data['hint'] ?? '.')).toMatch(hint);
    expect(await canvasState(server)).toBe(before);
  });

  it('scales to another placement of the same shape', async () => {
    const applied = await server.call('apply_template', {
      templateId: 'tmpl_001',
      placement: 'google_dg_4x5',
    });
    expect(applied).toMatchObject({ placement: 'google_dg_4x5', size: [960, 1200] });
    const whole = rows(await server.call('apply_template', { templateId: 'tmpl_001' }));
    rows(applied).forEach(([, , , box], index) => {
      box.forEach((value, at) => {
        expect(Math.abs(value - ((whole[index]?.[3][at] ?? 0) * 960) / 1080)).toBeLessThan(6);
      });
    });
  });
});

describe('with a concept under way', () => {
  let other: TestClient;
  beforeAll(async () => {
    other = await startClient({ args: ['--toolsets', 'default,templates'] });
  });
  afterAll(() => other.close());

  it('the template becomes its ad: name, place, brand, and what the files then say', async () => {
    const concept = await other.call('start_concept', {
      brand: 'Ondrelle',
      product: 'slow-cream',
      angle: 'Proof',
      formatCategory: 'Editorial',
      placement: 'portrait',
    });
    const applied = await other.call('apply_template', { templateId: 'tmpl_001', brand: 'Ondrelle' });
    expect(applied).toMatchObject({ concept: concept['conceptId'], name: concept['name'] });
    const { frames, brand, stands } = await other.call('canvas_status');
    expect(frames).toMatchObject([
      { id: applied['frameId'], box: [...(concept['place'] as number[]), 1080, 1350] },
    ]);
    expect(brand).toBe('ondrelle');
    expect(JSON.stringify(stands)).toContain(`frame ${textOf(applied, 'frameId')}`);
  });

  it('words that outgrow a button or a line that does not wrap are set smaller, or told of', async () => {
    const { frameId } = await other.call('build_ad_skeleton', { format: 'feed', concept: 9 });
    await other.call('apply_typography', { frameId, headline: 'Short.', cta: 'Buy' });
    await other.call('batch_operations', {
      variables: { f: frameId },
      operations:
        'b=CREATE_FRAME($f, {name:"Badge", x:700, y:700, width:240, height:240, fillColor:"#bf5b3a", layoutPositioning:"ABSOLUTE"})\n' +
        'CREATE_TEXT($b, {characters:"-20%", fontSize:64, fontColor:"#ffffff", x:50, y:80})',
    });
    const { templateId } = await other.call('save_template', { frameId, formatCategory: 'Editorial' });
    const fill = async (cta: string) => {
      const applied = await other.call('apply_template', { templateId, brand: 'ondrelle', content: { cta } });
      const button = rows(applied).find(([, role]) => role === 'cta');
      return { applied, right: (button?.[3][0] ?? 0) + (button?.[3][2] ?? 0) };
    };
    const fits = await fill('Start thirty quiet mornings with us today');
    expect(fits.right).toBeLessThanOrEqual(1080 - 60);
    expect(fits.applied['warnings']).toBeUndefined();
    const never = await fill('word '.repeat(60).trim());
    expect(JSON.stringify(never.applied['warnings'])).toContain('too long for their place');
    // In the brand's colours the words on the badge still read.
    const checked = await other.ask('check_ad', { frameId: fits.applied['frameId'] });
    expect(checked.text).not.toMatch(/text\.(contrast|size)/);
  });
});

describe('browse_templates', () => {
  it('shows one numbered sheet and a short row each', async () => {
    const { data, images, text } = await server.ask('browse_templates', { placement: 'portrait' });
    expect(images).toHaveLength(1);
    expect(text.length).toBeLessThan(3000);
    const found = data['templates'] as { n: number; id: string; size: string }[];
    expect(found.map(({ n }) => n)).toEqual(found.map((_, index) => index + 1));
    expect(found.every(({ size }) => size === '1080×1350')).toBe(true);
  });

  it('narrows by category, texts, product, words, and sorts by likeness', async () => {
    const ids = async (args: Record<string, unknown>) =>
      (
        (await server.call('browse_templates', { pictures: false, ...args }))['templates'] as { id: string }[]
      ).map(({ id }) => id);
    expect(await ids({ formatCategory: 'testimonial' })).toEqual(['tmpl_005', 'tmpl_006']);
    expect(await ids({ text: 'sunrise' })).toEqual(['tmpl_021']);
    expect(await ids({ hasProduct: false, maxTexts: 2 })).toContain('tmpl_019');
    expect((await ids({ near: 'tmpl_007' }))[0]).toBe('tmpl_007');
    expect((await ids({ near: adId }))[0]).toBe('tmpl_021');
    expect(await ids({ text: 'no such thing' })).toEqual([]);
  });
});

it('twenty templates ship, two per category, and each is rebuilt as it was saved', async () => {
  const shipped = join(import.meta.dirname, '..', '..', 'ad-library', '_templates');
  const { templates } = JSON.parse(await readFile(join(shipped, 'templates.json'), 'utf8')) as {
    templates: { id: string; formatCategory: string; textNodes: number; snapshotPath: string }[];
  };
  expect(templates).toHaveLength(20);
  for (const { name } of formatCategories)
    expect(templates.filter(({ formatCategory }) => formatCategory === name)).toHaveLength(2);
  interface Stored {
    type: string;
    props: Record<string, unknown>;
    children?: Stored[];
  }
  const flat = (node: Stored): Raw[] => [
    { id: '', type: node.type, props: node.props },
    ...(node.children ?? []).flatMap(flat),
  ];
  for (const { id, textNodes, snapshotPath } of templates) {
    const { roots } = JSON.parse(await readFile(join(shipped, '..', snapshotPath), 'utf8')) as {
      roots: { node: Stored }[];
    };
    const applied = await server.call('apply_template', { templateId: id });
    const nodes = await full(textOf(applied, 'frameId'));
    expect(nodes.filter(({ type }) => type === 'TEXT')).toHaveLength(textNodes);
    expect(boxes(nodes), id).toEqual(boxes(flat((roots[0] as { node: Stored }).node)));
    expect(applied).not.toHaveProperty('adjusted');
  }
}, 120_000);

it('keeps no empty ad, and tells nothing of what layout computes', async () => {
  expect(saved['adjusted']).toBeUndefined();
  const { frameId } = await server.call('build_ad_skeleton', { format: 'feed' });
  const empty = await server.ask('save_template', { frameId, formatCategory: 'editorial' });
  expect(empty).toMatchObject({ isError: true, data: { at: 'frameId' } });
});

it('says which words are still missing when one was given none', async () => {
  const applied = await server.call('apply_template', {
    templateId: saved['templateId'],
    content: { headline: '', subhead: 'One drop.' },
  });
  expect(applied['next']).toMatch(/Still to fill or delete: .*Headline/);
});

it('tells when the brand’s family is not there', async () => {
  const folder = join(server.workspace, 'brands', 'acme', 'brand');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'overview.md'), '# Acme\n\n## Type\n\n- Headlines: Gotham Nowhere 700\n');
  const applied = await server.call('apply_template', { templateId: saved['templateId'], brand: 'acme' });
  expect(JSON.stringify(applied['adjusted'])).toContain('Gotham Nowhere');
});
