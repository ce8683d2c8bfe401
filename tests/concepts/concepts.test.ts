import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtServer } from '../e2e/build-server.ts';
import type { TestClient } from '../e2e/client.ts';
import { newBrand, newPlace, type Place, startIn } from './client.ts';

let place: Place;
const open: TestClient[] = [];
const start = async () => {
  const client = await startIn(place);
  open.push(client);
  return client;
};
beforeEach(async () => {
  place = await newPlace();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
  await rm(join(place.home, '..'), { recursive: true, force: true });
});
const log = () => readFile(join(place.brand, 'ads', 'concepts-log.md'), 'utf8');
const angles = () => readFile(join(place.brand, 'ads', 'angles.md'), 'utf8');

describe('starting a concept', () => {
  it('proposes formats from the brand’s log before it opens one', async () => {
    const server = await start();
    const answer = await server.call('start_concept', {
      brand: 'Ondrelle',
      angle: 'no time in the morning!',
    });
    expect(answer).toMatchObject({
      angle: 'No time in the morning 3/4',
      done: ['Editorial', 'Borrowed Interface', 'Feature Callouts'],
    });
    expect(answer['propose']).toHaveLength(4);
    expect((answer['propose'] as string[])[0]).toMatch(
      /^Comparison: never used by this brand\. Take it when: /,
    );
    expect(JSON.stringify(answer['propose'])).not.toMatch(/Editorial|Provocation/);
    expect((answer['also'] as string[]).at(-1)).toBe('Provocation');
    expect(await server.call('start_concept', { brand: 'ondrelle', angle: 'Cold showers' })).toMatchObject({
      angle: 'Cold showers 0/4',
      new: true,
    });
  });

  it('refuses a format the angle has, and names the free ones', async () => {
    const server = await start();
    const refused = await server.ask('start_concept', {
      brand: 'ondrelle',
      angle: 'No time in the morning',
      formatCategory: 'editorial',
    });
    expect(refused.isError).toBe(true);
    expect(refused.data).toMatchObject({
      error: expect.stringContaining('cannot take Editorial'),
      at: 'formatCategory',
      hint: expect.stringMatching(/^Free, best first: Comparison \(never used by this brand\)/),
    });
    const unknown = await server.ask('start_concept', {
      brand: 'ondrelle',
      angle: 'x',
      formatCategory: 'Poem',
    });
    expect(unknown.data).toMatchObject({ at: 'formatCategory', hint: expect.stringContaining('UGC Style') });
    const wrong = await server.ask('start_concept', { brand: 'ondrelle', product: 'soap', angle: 'x' });
    expect(wrong.data['error']).toContain('slow-cream');
    expect((await server.ask('start_concept', { angle: 'x' })).data).toMatchObject({ at: 'brand' });
  });

  it('gives the ad its number, name and place, and the frame carries them', async () => {
    const server = await start();
    const concept = await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Routine fatigue',
      formatCategory: 'us vs them',
      execution: 'Two shelves',
      placement: 'feed',
    });
    expect(concept).toMatchObject({
      ad: 5,
      name: 'Ondrelle — Routine fatigue — C2 (Comparison)',
      angle: 'Routine fatigue 2/4',
      place: [0, 0],
    });
    const ad = await server.call('build_ad_skeleton', { format: 'feed' });
    expect(ad).toMatchObject({ name: concept['name'], concept: concept['conceptId'] });
    const story = await server.call('build_ad_skeleton', { format: 'story' });
    expect(story['name']).toMatch(/C2 \(Comparison\) .*9:16/);
    const state = await server.call('get_frame_state', { frameId: ad['frameId'] });
    expect(state['nodes']).toContain(`"conceptId":"${String(concept['conceptId'])}"`);
    expect(state['nodes']).toContain('"product":"slow-cream"');
    // Asked again, it is the same concept.
    const again = await server.call('start_concept', {
      brand: 'ondrelle',
      angle: 'routine fatige',
      formatCategory: 'Comparison',
    });
    expect(again).toMatchObject({ conceptId: concept['conceptId'], resumed: true });
  });

  it('keeps the concepts of an angle in a row, and other angles and ads clear of them', async () => {
    const server = await start();
    const begin = (angle: string, formatCategory: string) =>
      server.call('start_concept', {
        brand: 'ondrelle',
        product: 'slow-cream',
        angle,
        formatCategory,
        placement: 'feed',
      });
    const a1 = await begin('Cold mornings', 'Editorial');
    const a2 = await begin('Cold mornings', 'Narrative');
    const b1 = await begin('Quiet skin', 'Editorial');
    expect([a1['place'], a2['place'], b1['place']]).toEqual([
      [0, 0],
      [1240, 0],
      [0, 1400],
    ]);
    // An ad of no concept keeps clear of what is reserved.
    const loose = await server.call('build_ad_skeleton', {
      format: 'feed',
      brand: 'ondrelle',
      angle: 'Something else',
    });
    for (const concept of [a2, a1, b1])
      await server.call('build_ad_skeleton', { format: 'story', concept: concept['conceptId'] });
    const { frames } = await server.call('canvas_status');
    const boxes = (frames as { id: string; box: number[] }[]).map(({ box }) => box);
    expect(boxes).toHaveLength(4);
    for (const [i, [ax = 0, ay = 0, aw = 0, ah = 0]] of boxes.entries())
      for (const [bx = 0, by = 0, bw = 0, bh = 0] of boxes.slice(i + 1))
        expect(ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah).toBe(false);
    expect(loose['concept']).toBeUndefined();
  });

  it('calls the frame by the name the brand writes itself', async () => {
    const server = await start();
    const overview = join(place.brand, 'brand', 'overview.md');
    await writeFile(overview, (await readFile(overview, 'utf8')).replace('# Ondrelle', '# ONDR-ELLE'));
    const asked = { brand: 'ondrelle', angle: 'Cold showers', formatCategory: 'Editorial' };
    expect((await server.call('start_concept', asked))['name']).toBe(
      'ONDR-ELLE — Cold showers — C1 (Editorial)',
    );
    await server.call('complete_concept', { drop: true });
    const skeleton = { format: 'feed', brand: 'ondrelle', angle: 'Warm' };
    expect((await server.call('build_ad_skeleton', skeleton))['name']).toMatch(/^ONDR-ELLE — Warm — C/);
  });

  it('puts each frame at the place it was promised, however low the earlier ads are', async () => {
    const server = await start();
    for (const [angle, format] of [
      ['Cold mornings', 'square'],
      ['Quiet skin', 'portrait'],
    ] as const) {
      const concept = await server.call('start_concept', {
        brand: 'ondrelle',
        angle,
        formatCategory: 'Editorial',
      });
      const { frameId } = await server.call('build_ad_skeleton', {
        format: format === 'square' ? 'feed' : format,
      });
      const { frames } = await server.call('canvas_status');
      const frame = (frames as { id: string; box: number[] }[]).find(({ id }) => id === frameId);
      expect(frame?.box.slice(0, 2)).toEqual(concept['place']);
    }
  });

  it('takes a brand by its name as well as by its folder', async () => {
    await newBrand(place, 'acme-tea');
    const server = await start();
    const concept = await server.call('start_concept', {
      brand: 'Acme Tea',
      product: 'mug',
      angle: 'Slow',
      formatCategory: 'Editorial',
    });
    const ad = await server.call('build_ad_skeleton', { format: 'feed', brand: 'Acme Tea' });
    expect(ad['concept']).toBe(concept['conceptId']);
    const { brand, stands } = await server.call('canvas_status');
    expect(brand).toBe('acme-tea');
    expect(stands).toMatchObject({ product: 'mug', angle: 'Slow 1/4' });
    const wrong = await server.ask('build_ad_skeleton', {
      format: 'feed',
      brand: 'acme-tea',
      product: 'cup',
    });
    expect(wrong.data['error']).toMatch(/no such product.*mug/);
  });

  it('serves clients that start at once: one format each, numbers and places of their own', async () => {
    await newBrand(place, 'tidal');
    const clients = await Promise.all([start(), start(), start()]);
    const begin = (server: TestClient, formatCategory: string) =>
      server.ask('start_concept', { brand: 'tidal', angle: 'Cold tea', formatCategory, placement: 'feed' });
    const same = await Promise.all(clients.map((server) => begin(server, 'Narrative')));
    expect(same.map(({ isError }) => isError).sort()).toEqual([false, true, true]);
    const losers = clients.filter((_, index) => same[index]?.isError);
    const others = await Promise.all(
      losers.map((server, index) => begin(server, ['UGC', 'Editorial'][index] ?? '')),
    );
    const all = [...same, ...others].filter(({ isError }) => !isError).map(({ data }) => data);
    expect(all.map(({ ad }) => ad).sort()).toEqual([1, 2, 3]);
    expect(new Set(all.map(({ name }) => String(name).slice(0, 23)))).toEqual(
      new Set([1, 2, 3].map((n) => `Tidal — Cold tea — C${n} (`.slice(0, 23))),
    );
    // The clients have canvases of their own here, so their places could only differ by chance; ids must.
    expect(new Set(all.map(({ conceptId }) => conceptId)).size).toBe(3);
  });

  it('leaves nothing of a frame in the memory when its pipeline fails', async () => {
    const server = await start();
    const { conceptId } = await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'X y z',
      formatCategory: 'UGC',
    });
    const failed = await server.ask('batch_pipeline', {
      pipeline: [
        { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed' } },
        { tool: 'place_product', args: { frameId: '$ad.frameId', imagePath: 'nothing.png' } },
      ],
    });
    expect(failed.isError).toBe(true);
    const { stands } = await server.call('canvas_status');
    expect(JSON.stringify(stands)).toContain(`${String(conceptId)} #5 (UGC Style), no frame yet`);
  });
});

describe('completing a concept', () => {
  const build = async (server: TestClient, formatCategory = 'Comparison') => {
    const { conceptId } = await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'first-light-serum',
      angle: 'No time in the morning',
      formatCategory,
      execution: 'Left: ten jars. Right: one bottle',
    });
    const { steps } = await server.call('batch_pipeline', {
      pipeline: [
        { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed', layout: 'stacked' } },
        {
          tool: 'set_background',
          args: { frameId: '$ad.frameId', type: 'solid', config: { color: '#f6d88b' } },
        },
        {
          tool: 'apply_typography',
          args: { frameId: '$ad.frameId', headline: 'Ten jars or this.', cta: 'Shop' },
        },
        {
          tool: 'place_product',
          args: {
            frameId: '$ad.frameId',
            imagePath: 'products/first-light-serum/assets/first-light-serum.png',
          },
        },
      ],
    });
    return { conceptId, frameId: (steps as { frameId: string }[])[0]?.frameId };
  };

  it('writes log and index as documented, from what stands on the canvas, and only once', async () => {
    const server = await start();
    const [logBefore, anglesBefore] = [await log(), await angles()];
    const { conceptId, frameId } = await build(server);
    const done = await server.call('complete_concept', {
      summary: 'Butter ground, bottle on the right half. Headline cut from seven words to four.',
      learnings: ['Four words are enough'],
      references: ['lib-7'],
      score: 8,
    });
    expect(done).toMatchObject({
      conceptId,
      logged: 'Ad #5: Ten jars or this.',
      angle: 'No time in the morning 4/4, complete',
      read: {
        background: 'Butter',
        shot: 'straight on',
        position: expect.stringMatching(/centre|bottom|right/i),
      },
      next: expect.stringContaining('template'),
    });
    const after = await log();
    expect(after.startsWith(logBefore)).toBe(true);
    expect(after.slice(logBefore.length)).toMatch(
      /^\n## Ad #5: Ten jars or this\. \(\d{4}-\d\d-\d\d\)\n\n\| Level \| Field \| Value \|\n\|---\|---\|---\|\n\| L1 \| Angle \| No time in the morning \|\n\| L2 \| Format category \| Comparison \|\n\| L3 \| Execution \| Left: ten jars\. Right: one bottle \|\n\| - \| Product \| first-light-serum \|\n\| - \| Product position \| [^|]+ \|\n\| - \| Shot type \| straight on \|\n\| - \| Background \| Butter \|\n\| - \| References \| lib-7 \|\n\| - \| Score \| 8\/10 \|\n\| - \| Summary \| Butter ground[^|]+ \|\n\n### Learnings\n\n- Four words are enough\n$/,
    );
    expect(await angles()).toBe(
      anglesBefore
        .replace('In progress (3/4 concepts)', 'Complete (4/4 concepts)')
        .replace(
          'cream as an arrow\n',
          'cream as an arrow\n  4. Comparison — "Ten jars or this." — Left: ten jars. Right: one bottle\n',
        ),
    );
    for (const again of [{ conceptId }, { frameId }]) {
      const repeated = await server.call('complete_concept', { ...again, summary: 'Again' });
      expect(repeated).toMatchObject({ already: 'Ad #5: Ten jars or this.' });
    }
    expect(await log()).toBe(after);
    // The fifth is a revisit with formats of its own; the log and the index know it as such.
    const fifth = await server.call('start_concept', {
      angle: 'no time in the morning',
      formatCategory: 'Data/Stats',
    });
    expect(fifth).toMatchObject({
      ad: 6,
      name: 'Ondrelle — No time in the morning — C5 (Data/Stats)',
      angle: 'No time in the morning 1/4 (revisit 1)',
      notes: expect.arrayContaining([expect.stringContaining('revisit 1')]),
    });
    await server.call('complete_concept', { title: '140 mornings', summary: 'One number.' });
    expect(await angles()).toMatch(
      /\n {2}4\. Comparison [^\n]+\n- Revisits: 1 \(\d{4}-\d\d-\d\d\) — Data\/Stats\n\n## Routine fatigue/,
    );
  });

  it('finishes what was killed between the files and the concept, without a second entry', async () => {
    const server = await start();
    const { conceptId } = await build(server);
    const file = join(place.home, 'concepts', `${String(conceptId)}.json`);
    const before = await readFile(file, 'utf8');
    await server.call('complete_concept', { summary: 'Done.' });
    const written = await log();
    // As if the process had died right after the rename of the files.
    await writeFile(file, before);
    await server.call('complete_concept', { conceptId, summary: 'Done.' });
    expect(await log()).toBe(written);
  });

  it('writes neither file when one cannot be written, and follows no link out of the brand', async () => {
    const server = await start();
    const { conceptId } = await build(server);
    const outside = join(place.home, 'elsewhere.md');
    await writeFile(outside, '# Mine\n');
    await rename(join(place.brand, 'ads', 'angles.md'), join(place.home, 'angles.md'));
    await symlink(outside, join(place.brand, 'ads', 'angles.md'));
    const before = await log();
    const refused = await server.ask('complete_concept', { conceptId, summary: 'Done.' });
    expect(refused.data['error']).toMatch(/link leads out/);
    expect([await log(), await readFile(outside, 'utf8')]).toEqual([before, '# Mine\n']);
    await rm(join(place.brand, 'ads', 'angles.md'));
    await mkdir(join(place.brand, 'ads', 'angles.md'));
    expect((await server.ask('complete_concept', { conceptId, summary: 'Done.' })).isError).toBe(true);
    expect(await log()).toBe(before);
    await rm(join(place.brand, 'ads', 'angles.md'), { recursive: true });
    await rename(join(place.home, 'angles.md'), join(place.brand, 'ads', 'angles.md'));
    expect(await server.call('complete_concept', { conceptId, summary: 'Done.' })).toHaveProperty('logged');
    expect(existsSync(join(place.brand, '.adsmith.lock'))).toBe(false);
  });

  it('needs neither the list of pictures nor the ledger: damaged ones stop no ad', async () => {
    const files = ['generation/tasks.db', 'costs.db', 'telemetry.db'].map((file) => join(place.home, file));
    await mkdir(join(place.home, 'generation'), { recursive: true });
    for (const file of files) await writeFile(file, 'no database, whatever its name says');
    const server = await start();
    expect(await server.call('canvas_status')).toHaveProperty('canvas');
    expect(await server.call('read_brand_data')).toHaveProperty('brands');
    await server.call('start_concept', { brand: 'ondrelle', angle: 'Soft', formatCategory: 'UGC' });
    const done = await server.call('complete_concept', {
      summary: 'Done.',
      references: ['lib-999999', 'a poster'],
    });
    expect(done['warnings']).toEqual([
      expect.stringContaining('No frame of this concept'),
      expect.stringContaining('no picture lib-999999'),
      expect.stringMatching(/cost is not in the log: The cost ledger cannot be opened/),
    ]);
    expect(await log()).toContain('| L1 | Angle | Soft |');
    expect((await server.ask('estimate_cost')).data).toMatchObject({
      hint: expect.stringContaining('moved away'),
    });
    const stats = promisify(execFile)(process.execPath, [await builtServer(), 'stats', '--home', place.home]);
    await expect(stats).rejects.toMatchObject({
      stderr: expect.stringMatching(
        /^adsmith: \S+telemetry\.db: The telemetry file cannot be opened[^\n]*\nCheck that .*\n$/,
      ),
    });
  });

  it('gives a concept up without a trace in the files', async () => {
    const server = await start();
    const before = [await log(), await angles()];
    const first = await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Soft',
      formatCategory: 'UGC',
    });
    expect((await server.ask('complete_concept', {})).data).toMatchObject({
      at: 'summary',
      hint: expect.stringContaining('drop: true'),
    });
    const dropped = await server.call('complete_concept', { drop: true });
    expect(dropped).toMatchObject({ conceptId: first['conceptId'], dropped: true, angle: 'Soft 0/4' });
    const second = await server.call('start_concept', { angle: 'Soft', formatCategory: 'UGC' });
    expect(second).toMatchObject({ ad: 6, name: 'Ondrelle — Soft — C2 (UGC Style)', angle: 'Soft 1/4' });
    expect([await log(), await angles()]).toEqual(before);
  });

  it('says when it logged an ad that it has not seen', async () => {
    const server = await start();
    const concept = { brand: 'ondrelle', angle: 'Soft', formatCategory: 'UGC' };
    await server.call('start_concept', concept);
    const done = await server.call('complete_concept', { summary: 'Made in another file.' });
    expect(done['warnings']).toEqual([expect.stringContaining('was not checked')]);
    await server.call('start_concept', { ...concept, formatCategory: 'Editorial' });
    await server.call('batch_pipeline', {
      pipeline: [
        { id: 'ad', tool: 'build_ad_skeleton', args: { format: 'feed' } },
        {
          tool: 'apply_typography',
          args: { frameId: '$ad.frameId', headline: 'Soft on you', cta: 'Try it' },
        },
      ],
    });
    expect(await server.call('complete_concept', { summary: 'Made here.' })).not.toHaveProperty('warnings');
  });

  it('says which concept it could be when none is meant', async () => {
    const server = await start();
    expect((await server.ask('complete_concept', { summary: 'x' })).data).toMatchObject({
      error: 'Which concept is it?',
      hint: expect.stringContaining('start_concept'),
    });
    expect(
      (await server.ask('complete_concept', { conceptId: '../../etc', summary: 'x' })).data['error'],
    ).toContain('no concept');
  });
});

describe('learnings', () => {
  it('go where they belong, once, and name the ad', async () => {
    const server = await start();
    await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Soft',
      formatCategory: 'UGC',
    });
    const text = 'A thumb in the cream beats the tube alone';
    const first = await server.call('log_learning', { text, scope: 'product', category: 'Product' });
    expect(first).toMatchObject({
      written: true,
      file: join(place.brand, 'products/slow-cream/learnings.md'),
    });
    expect(await readFile(String(first['file']), 'utf8')).toMatch(
      /retouch them\n\n## Product\n\n- A thumb in the cream beats the tube alone \(Ad #5\)\n$/,
    );
    expect(
      await server.call('log_learning', { text: `${text}!`, scope: 'product', category: 'Copy' }),
    ).toMatchObject({ written: false });
    expect(await server.call('log_learning', { text, scope: 'brand', category: 'Copy' })).toMatchObject({
      file: join(place.brand, 'learnings.md'),
    });
    const cross = await server.call('log_learning', { text, scope: 'cross-brand', category: 'Copy' });
    expect(cross['file']).toBe(join(place.workspace, 'brands', 'learnings.md'));
    expect(
      (
        await server.ask('log_learning', {
          text,
          scope: 'product',
          category: 'Copy',
          brand: 'ondrelle',
          product: '../x',
        })
      ).isError,
    ).toBe(true);
  });
});

describe('a client that comes later', () => {
  it('learns where things stand in one call of at most 300 tokens, and goes on', async () => {
    const first = await start();
    await first.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Soft',
      formatCategory: 'UGC',
      title: 'Thumb',
      placement: 'feed',
    });
    await first.call('complete_concept', { summary: `Decisions: ${'many words about it, '.repeat(40)}` });
    const { conceptId } = await first.call('start_concept', {
      angle: 'Soft',
      formatCategory: 'Narrative',
      execution: 'Three mornings',
      placement: 'feed',
    });
    const { frameId } = await first.call('build_ad_skeleton', { format: 'feed' });
    await first.call('apply_typography', { frameId, headline: 'Three mornings' });

    // Beside it: told, but not taken over.
    const beside = await start();
    const told = await beside.call('read_brand_data');
    expect(told['stands']).toMatchObject({ brand: 'ondrelle', product: 'slow-cream', angle: 'Soft 2/4' });
    expect(JSON.stringify(told['stands'])).toContain('another client works on it');
    const refused = await beside.ask('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Soft',
      formatCategory: 'Narrative',
    });
    expect(refused.data['error']).toContain('another client works on it');
    await beside.close();

    // The canvas is saved a moment after the call; what is not saved is not there.
    const canvas = join(place.home, 'canvas', 'canvas.json');
    while (!(await readFile(canvas, 'utf8').catch(() => '')).includes('(Narrative)'))
      await new Promise((resolve) => setTimeout(resolve, 50));
    process.kill(first.pid, 'SIGKILL');
    open.splice(0);
    const second = await start();
    const { stands } = await second.call('canvas_status');
    expect(stands).toMatchObject({
      product: 'slow-cream',
      angle: 'Soft 2/4',
      open: [
        `${String(conceptId)} #6 "Three mornings" (Narrative), frame ${String(frameId)}, last: apply_typography`,
      ],
      done: [expect.stringMatching(/^#5 "Thumb" \(UGC Style\): Decisions: many words/)],
      continued: true,
    });
    expect(JSON.stringify(stands).length).toBeLessThan(1_050);
    expect(await second.call('complete_concept', { summary: 'Went on.' })).toMatchObject({
      logged: 'Ad #6: Three mornings',
    });
  });

  it('starts clean with another brand', async () => {
    await newBrand(place, 'tidal');
    const server = await start();
    await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Soft',
      formatCategory: 'UGC',
    });
    await server.call('read_brand_data', { brand: 'Tidal' });
    const ad = await server.call('build_ad_skeleton', { format: 'feed', brand: 'tidal' });
    expect(ad['concept']).toBeUndefined();
    const fresh = await server.call('start_concept', { angle: 'Soft', formatCategory: 'UGC' });
    expect(fresh).toMatchObject({ ad: 1, name: 'Tidal — Soft — C1 (UGC Style)' });
  });
});

describe('the sample brand that ships', () => {
  it('is copied before anything is written, so that an update loses nothing', async () => {
    await rm(join(place.workspace, 'brands'), { recursive: true });
    const server = await start();
    const concept = await server.call('start_concept', {
      brand: 'ondrelle',
      product: 'slow-cream',
      angle: 'Soft',
      formatCategory: 'UGC',
    });
    expect(JSON.stringify(concept['notes'])).toContain(join(place.home, 'brands', 'ondrelle'));
    const done = await server.call('complete_concept', { title: 'Thumb', summary: 'Done.' });
    expect(done['folder']).toBe(join(place.home, 'brands', 'ondrelle', 'ads'));
  });
});
