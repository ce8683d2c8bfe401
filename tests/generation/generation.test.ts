/** A picture's way from the request to the brand's folder, against a stand-in that speaks fal's protocol. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { goodKey } from './key.ts';
import { ask, cleanUp, make, makeFolder, makeHouse, nowhere, productFile, standIn } from './setting.ts';

afterEach(cleanUp);

describe('a picture', () => {
  it('is made, checked and filed with its story beside it', async () => {
    const fal = await standIn({ side: 1024 });
    const house = await makeHouse(fal);
    const task = await make(house, { brand: 'ondrelle', product: 'serum', concept: 'c_1', seed: 7 });
    expect(task).toMatchObject({ state: 'ready', checks: { width: 916, height: 1145, warnings: [] } });
    expect(task.file).toContain('brands/ondrelle/serum/generated/wet-slate-in-morning-light-');
    expect((await sharp(task.file).metadata()).width).toBe(916);
    expect(JSON.parse(await readFile(`${task.file}.json`, 'utf8'))).toMatchObject({
      prompt: 'Wet slate in morning light',
      model: 'nano-banana-pro',
      seed: 7,
      usd: 0.15,
      task: task.id,
      requests: [{ endpoint: 'fal-ai/nano-banana-pro', requestId: fal.taken()[0]?.id, usd: 0.15 }],
    });
    expect(fal.taken()).toHaveLength(1);
    expect(fal.taken()[0]?.input).toMatchObject({
      aspect_ratio: '4:5',
      num_images: 1,
      limit_generations: true,
    });
    expect(house.costs.total({ concept: 'c_1' })).toEqual({ spent: 0.15, reserved: 0, unknown: 0, calls: 1 });
    expect(house.finished.map(({ id }) => id)).toEqual([task.id]);
  });

  it('of a product is compared with its references, and cut out', async () => {
    const fal = await standIn({ side: 1024 });
    const house = await makeHouse(fal);
    const folder = await makeFolder();
    const reference = await productFile(folder, 'bottle.png', '#b5651d', '#f4efe6');
    const request = {
      kind: 'product_photo' as const,
      references: [reference],
      roots: [folder],
      cutout: true,
    };
    const task = await make(house, request);
    expect(task).toMatchObject({
      state: 'ready',
      checks: { hasAlpha: true, warnings: [], likeness: { verdict: 'close' } },
    });
    expect(fal.taken().map(({ endpoint }) => endpoint)).toEqual([
      'fal-ai/nano-banana-pro/edit',
      'fal-ai/birefnet/v2',
    ]);
    expect(fal.uploads.size).toBe(1);

    const other = await make(house, { ...request, prompt: 'A bottle [other]' });
    expect(other.checks?.likeness?.verdict).toBe('off');
    expect(other.checks?.warnings.join()).toContain('may not show the product');
  });

  it('keeps what was paid for when the cutout fails', async () => {
    const fal = await standIn();
    const house = await makeHouse(fal);
    fal.behave.onSubmit = (count) => (count === 2 ? 404 : undefined);
    const task = await make(house, { cutout: true });
    expect(task.state).toBe('ready');
    expect(task.checks?.warnings[0]).toContain('background could not be removed: Bad Gateway');
  });

  it.each(['hang', 'break', 'break-before', 502, 429] as const)(
    'is answered for at once, whatever fal does (%s)',
    async (fate) => {
      const fal = await standIn();
      const house = await makeHouse(fal);
      const folder = await makeFolder();
      const references = [await productFile(folder, 'p.png', '#335577', '#ffffff')];
      fal.behave.onSubmit = () => fate;
      const times: number[] = [];
      for (let n = 0; n < 10; n++) {
        const began = performance.now();
        await house.generation.start(ask({ references, roots: [folder], cutout: true }), nowhere);
        times.push(performance.now() - began);
      }
      times.sort((a, b) => a - b);
      console.log(`fal: ${fate}; answered in ${times.map((ms) => ms.toFixed(1)).join(' ')} ms`);
      expect(times[5]).toBeLessThan(150);
    },
  );

  it('is made and told once though the clock jumps', async () => {
    const fal = await standIn({ work: 400 });
    const first = await makeHouse(fal);
    const second = await makeHouse(fal, { home: first.home });
    second.generation.wake();
    const real = Date.now;
    let jump = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + jump);
    try {
      const { id } = await first.generation.start(ask(), nowhere);
      for (const days of [400, -400, 3, 0]) {
        await new Promise((resolve) => setTimeout(resolve, 60));
        jump = days * 86_400_000;
      }
      await expect.poll(() => first.generation.get(id)?.state, { timeout: 5_000 }).toBe('ready');
      expect(first.generation.news('s1')).toHaveLength(1);
      expect(second.generation.news('s2')).toHaveLength(0);
      expect(fal.taken()).toHaveLength(1);
      expect([...first.finished, ...second.finished]).toHaveLength(1);
    } finally {
      clock.mockRestore();
    }
  });
});

describe('what goes wrong is told in the words of fal, with what to change and whether money was spent:', () => {
  const cases: [string, Parameters<typeof standIn>[0], string, RegExp, 'no' | 'yes' | 'possibly'][] = [
    [
      'a policy violation after COMPLETED',
      {},
      '[policy]',
      /prompt: .*flagged by a content checker/,
      'possibly',
    ],
    ['an error of the model', {}, '[broken]', /Internal server error/, 'no'],
    ['an answer without a picture', {}, '[nothing]', /I cannot draw that/, 'possibly'],
    ['a blank picture', {}, '[blank]', /one flat colour/, 'yes'],
    ['an account without money', { locked: true }, '', /Exhausted balance/, 'no'],
    ['a web page instead of a picture', { onDownload: () => 'html' }, '', /web page/, 'yes'],
    ['a picture of 60 MB', { onDownload: () => 'huge' }, '', /more than 40 MB/, 'yes'],
    ['a picture that is gone', { onDownload: () => 'missing' }, '', /answered 404/, 'yes'],
    ['too many requests', { onSubmit: () => 429 }, '', /Too many requests/, 'no'],
  ];
  it.each(cases)('%s', async (_name, behaviour, mark, said, spent) => {
    const fal = await standIn(behaviour);
    const house = await makeHouse(fal, { timing: { sendTries: 1 } });
    const task = await make(house, { prompt: `Wet slate ${mark}`, fullPrompt: `Wet slate ${mark}` }, 25_000);
    expect(task.state).toBe('failed');
    expect(task.failure?.said).toMatch(said);
    expect(task.failure?.said).not.toMatch(/Unprocessable|Forbidden|\[object/);
    expect(task.failure?.advice).toMatch(/\w/);
    expect(task.failure?.spent).toBe(spent);
    const { spent: usd, unknown, reserved } = house.costs.total();
    expect({ usd, unknown, reserved }).toEqual({
      usd: spent === 'yes' ? 0.15 : 0,
      unknown: spent === 'possibly' ? 0.15 : 0,
      reserved: 0,
    });
  });

  it('a wrong key', async () => {
    const house = await makeHouse(await standIn(), { key: 'wrong' });
    const task = await make(house);
    expect(task.failure).toMatchObject({
      code: 'bad_key',
      said: expect.stringContaining('Authentication is required'),
      spent: 'no',
    });
  });

  it('arguments the model does not take', async () => {
    const fal = await standIn();
    const house = await makeHouse(fal);
    const task = await make(house, { prompt: 'ab', fullPrompt: 'ab' });
    expect(task.failure).toMatchObject({ said: expect.stringMatching(/^prompt: /), code: 'bad_input' });
  });

  it('a fal that cannot be reached', async () => {
    const fal = await standIn();
    await fal.close();
    const house = await makeHouse(fal, { timing: { sendTries: 1 } });
    const task = await make(house, {}, 25_000);
    expect(task.failure).toMatchObject({ code: 'unreachable', spent: 'no' });
    expect(house.costs.total()).toEqual({ spent: 0, reserved: 0, unknown: 0, calls: 0 });
  });
});

describe('the network', () => {
  it('slow, cut and failing downloads are tried again', async () => {
    const fal = await standIn();
    const house = await makeHouse(fal);
    fal.behave.onDownload = (count) => (count === 1 ? 'cut' : count === 2 ? 'stall' : undefined);
    expect((await make(house)).state).toBe('ready');
    fal.behave.onDownload = (count) => (count === 4 ? 503 : undefined);
    expect((await make(house)).state).toBe('ready');
    expect(fal.taken()).toHaveLength(2);
  });

  it('trouble while polling is waited out', async () => {
    const fal = await standIn({ onStatus: (count) => (count < 3 ? 502 : undefined) });
    const house = await makeHouse(fal);
    expect((await make(house)).state).toBe('ready');
  });

  it('a submit whose answer was lost is found again, and not sent twice', async () => {
    const fal = await standIn({ onSubmit: (count) => (count === 1 ? 'break' : undefined) });
    const house = await makeHouse(fal);
    expect((await make(house)).state).toBe('ready');
    expect(fal.taken()).toHaveLength(1);
    expect(house.costs.total().spent).toBe(0.15);
  });

  it.each([
    ['fal does not list', false],
    ['fal does not let the key list', true],
  ])('a submit that %s is reported as possibly sent, and never sent again', async (_name, noHistory) => {
    let sent = 0;
    const fal = await standIn({
      noHistory,
      onSubmit: () => {
        sent += 1;
        return 'break-before';
      },
    });
    const house = await makeHouse(fal);
    const task = await make(house);
    expect(task.failure).toMatchObject({ code: 'possibly_submitted', spent: 'possibly' });
    expect(sent).toBe(1);
    expect(house.costs.total()).toMatchObject({ spent: 0, unknown: 0.15 });
  });

  it('a gateway error at the submit is in doubt, too: the client does not repeat it', async () => {
    let sent = 0;
    const fal = await standIn({
      onSubmit: () => {
        sent += 1;
        return 502;
      },
    });
    const task = await make(await makeHouse(fal));
    expect(task.failure?.code).toBe('possibly_submitted');
    expect(sent).toBe(1);
  });

  it('a result that fal no longer has is taken from its history', async () => {
    const fal = await standIn({ forgetful: true });
    expect((await make(await makeHouse(fal))).state).toBe('ready');
  });

  it('a request that takes too long is cancelled at fal', async () => {
    const fal = await standIn({ queue: 60_000 });
    const house = await makeHouse(fal, { timing: { timeout: 2_000 } });
    const task = await make(house);
    expect(task.failure).toMatchObject({ code: 'timeout', spent: 'no' });
    expect(fal.cancels).toEqual([fal.taken()[0]?.id]);
    const running = await standIn({ queue: 0, work: 60_000 });
    const late = await make(await makeHouse(running, { timing: { timeout: 2_000 } }));
    expect(late.failure).toMatchObject({ code: 'timeout', spent: 'possibly' });
  });

  it('nothing goes anywhere but to the stand-in', async () => {
    const fal = await standIn();
    const folder = await makeFolder();
    const reference = await productFile(folder, 'p.png', '#335577', '#ffffff');
    await make(await makeHouse(fal), { references: [reference], roots: [folder], cutout: true });
    expect([...new Set(fal.log.map((line) => line.split(' ')[1]?.split('/')[0]))].sort()).toEqual([
      'queue.fal.run',
      'rest.fal.ai',
      'v3.fal.media',
    ]);
    await expect(makeHouse(fal, { url: 'http://example.com' }).then((house) => make(house))).rejects.toThrow(
      /only http/,
    );
  });
});

describe('a request that cannot be right is refused before anything is sent or kept:', () => {
  it('no key, and the answer says how to set one', async () => {
    const fal = await standIn();
    const house = await makeHouse(fal, { key: undefined });
    await expect(make(house)).rejects.toMatchObject({ message: /no key/, hint: /FAL_KEY/ });
    expect(existsSync(dirname(`${house.home}/generation/tasks.db`))).toBe(false);
  });

  it('a key that no key can be', async () => {
    const fal = await standIn();
    await expect(make(await makeHouse(fal, { key: 'abc\ndef' }))).rejects.toThrow(/FAL_KEY holds characters/);
    expect((await make(await makeHouse(fal, { key: ` ${goodKey}\n` }))).state).toBe('ready');
  });

  it('references that are missing, no pictures, outside, or 40', async () => {
    const fal = await standIn();
    const house = await makeHouse(fal);
    const folder = await makeFolder();
    const good = await productFile(folder, 'p.png', '#335577', '#ffffff');
    await expect(make(house, { references: [good, 'gone.png'], roots: [folder] })).rejects.toMatchObject({
      message: /gone.png: there is no such file/,
      path: 'references[1]',
    });
    await expect(make(house, { references: ['/etc/hostname'], roots: [folder] })).rejects.toThrow(/outside/);
    await expect(make(house, { references: Array(40).fill(good), roots: [folder] })).rejects.toMatchObject({
      message: /40 references/,
      hint: /14/,
    });
    expect(house.costs.total()).toEqual({ spent: 0, reserved: 0, unknown: 0, calls: 0 });
    expect(fal.log).toEqual([]);
  });

  it('a placeholder that cannot be placed', async () => {
    const fal = await standIn();
    const house = await makeHouse(fal);
    await expect(
      house.generation.start(ask(), async () => {
        throw new Error('no canvas');
      }),
    ).rejects.toThrow('no canvas');
    expect(house.generation.tasks('s1')).toEqual([]);
    expect(house.costs.total().reserved).toBe(0);
    expect(fal.log).toEqual([]);
  });

  it('a budget that would be passed, tasks under way included', async () => {
    const fal = await standIn({ work: 500 });
    const house = await makeHouse(fal, { budgets: { concept: 0.4, day: 0.5 } });
    for (const concept of ['c_1', 'c_1', 'c_2']) await house.generation.start(ask({ concept }), nowhere);
    await expect(house.generation.start(ask({ concept: 'c_1' }), nowhere)).rejects.toMatchObject({
      name: 'BudgetError',
      message: /budget of the day is \$0\.50: \$0 spent, \$0\.45 under way/,
    });
    const other = await makeHouse(fal, { budgets: { concept: 0.4 } });
    for (let n = 0; n < 2; n++) await other.generation.start(ask({ concept: 'c_1' }), nowhere);
    await expect(other.generation.start(ask({ concept: 'c_1' }), nowhere)).rejects.toThrow(
      /budget of this concept/,
    );
    expect(other.generation.tasks('s1')).toHaveLength(2);
  });
});

describe('delivery', () => {
  it('is on the next look of the session that asked, once', async () => {
    const fal = await standIn();
    const house = await makeHouse(fal);
    const { id } = await house.generation.start(ask(), nowhere);
    await expect.poll(() => house.generation.get(id)?.state).toBe('ready');
    expect(house.generation.news('other')).toEqual([]);
    expect(house.generation.news('s1').map((task) => task.id)).toEqual([id]);
    expect(house.generation.news('s1')).toEqual([]);
  });

  it('goes to the next client of the workspace when the one that asked is gone', async () => {
    const fal = await standIn({ work: 400 });
    const first = await makeHouse(fal);
    const { id } = await first.generation.start(ask(), nowhere);
    await expect.poll(() => fal.taken().length).toBe(1);
    await first.generation.close();
    const elsewhere = await makeHouse(fal, { home: first.home, workspace: '/elsewhere' });
    const second = await makeHouse(fal, { home: first.home });
    second.generation.wake();
    await expect.poll(() => second.generation.get(id)?.state, { timeout: 5_000 }).toBe('ready');
    expect(elsewhere.generation.news('s9')).toEqual([]);
    expect(second.generation.news('s2').map((task) => task.id)).toEqual([id]);
    expect(fal.taken()).toHaveLength(1);
  });

  it('what was waited for is not news any more', async () => {
    const house = await makeHouse(await standIn());
    await make(house);
    expect(house.generation.news('s1')).toEqual([]);
  });

  it('waiting ends in time, and says where it stands', async () => {
    const house = await makeHouse(await standIn({ work: 3_000 }));
    const { id } = await house.generation.start(ask(), nowhere);
    const began = performance.now();
    const [task] = await house.generation.wait('s1', undefined, 300, new AbortController().signal);
    expect(performance.now() - began).toBeLessThan(600);
    expect(task).toMatchObject({ id, state: 'pending', progress: 'being made' });
    await expect(house.generation.wait('s1', ['nosuch00'], 10, new AbortController().signal)).rejects.toThrow(
      /no task/,
    );
  });
});
