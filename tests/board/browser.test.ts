/** The board in headless Chromium, as a designer sees and uses it. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../bridge/setting.ts';
import { addFrame, recolour, startBoard, type Watched } from './watching.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ?? '';

describe.skipIf(executablePath === '')('the page (skipped when there is no Chromium)', () => {
  let browser: Browser;
  let board: Watched;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    board = await startBoard();
    errors.length = 0;
    page = await browser.newPage({ viewport: { width: 1200, height: 800 }, reducedMotion: 'reduce' });
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(error.message));
  });
  afterEach(async () => {
    await page.close();
    await board.setting.end();
  });

  const open = async () => {
    await page.goto(board.url);
    await page.getByText('Live', { exact: true }).waitFor();
  };
  /** The average colour of the first picture on the wall, empty while it has none. */
  const colour = (): Promise<string> =>
    page.evaluate(`(() => {
      const image = document.querySelector('.frame img');
      if (!image.complete || !image.naturalWidth) return '';
      const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
      context.drawImage(image, 0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)].join(',');
    })()`);
  const names = () => page.locator('figcaption b').allTextContents();

  it('says what to do when there is nothing', async () => {
    await open();
    await page.getByText('Nothing on the canvas yet').waitFor();
    expect(await page.getByText('None open').isVisible()).toBe(true);
    expect(errors).toEqual([]);
  });

  it('hangs a new frame first and shows a change without a reload', async () => {
    await addFrame(board, { name: 'Old' });
    await open();
    await until('the first frame hangs', async () => (await names()).length === 1);
    expect(await page.getByText('Nothing on the canvas yet').isVisible()).toBe(false);
    const id = await addFrame(board, { name: 'New', fillColor: '#ff0000' });
    await until('the second frame hangs', async () => (await names()).length === 2);
    expect(await names()).toEqual(['New', 'Old']);
    await until('it is red', async () => (await colour()) === '255,0,0');
    await recolour(board, id, '#0000ff');
    await until('it is blue', async () => (await colour()) === '0,0,255');
    expect(errors).toEqual([]);
  });

  it('keeps frames apart, in sight and no larger than they are', async () => {
    const sizes = [
      [1080, 1920],
      [728, 90],
      [728, 90],
      [300, 250],
      [1200, 628],
      [160, 600],
      [320, 50],
    ] as const;
    for (const [width, height] of sizes) await addFrame(board, { name: `${width}`, width, height });
    await open();
    await until('all hang', async () => (await names()).length === sizes.length);
    for (const width of [1200, 700, 400]) {
      await page.setViewportSize({ width, height: 800 });
      const places = () =>
        page.locator('.frame').evaluateAll((frames) =>
          frames.map((frame) => {
            const { left, top, right, bottom } = frame.getBoundingClientRect();
            return { left, top, right, bottom };
          }),
        );
      await until('all are in sight', async () =>
        (await places()).every(({ left, right }) => left >= 0 && right <= width),
      );
      const boxes = await places();
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          expect(apart, JSON.stringify([a, b])).toBe(true);
        }
      }
      const shown = await page
        .locator('.frame button')
        .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().width));
      for (const [index, [natural]] of [...sizes].reverse().entries())
        expect(shown[index]).toBeLessThanOrEqual(natural);
    }
  });

  it('enlarges a frame, with the mouse or with keys alone', async () => {
    for (const name of ['One', 'Two', 'Three']) await addFrame(board, { name });
    await open();
    await until('all hang', async () => (await names()).length === 3);
    const title = () => page.locator('#zoom-name').textContent();
    await page.getByRole('button', { name: /^Two/ }).click();
    expect(await page.getByRole('dialog', { name: 'Two' }).isVisible()).toBe(true);
    await until('the large picture is there', async () =>
      page
        .locator('#zoom-picture')
        .evaluate((image) => image.getAttribute('src')?.includes('size=large') ?? false),
    );
    await page.keyboard.press('ArrowRight');
    expect(await title()).toBe('One');
    await page.keyboard.press('ArrowRight');
    expect(await title()).toBe('Three');
    await page.keyboard.press('1');
    expect((await page.locator('#zoom-picture').boundingBox())?.width).toBe(270);
    const close = async () => {
      await page.keyboard.press('Escape');
      await until('the focus is back', async () => (await page.locator('.frame :focus').count()) === 1);
    };
    await close();
    // The focus is on the frame looked at last, so that a reader goes on from there.
    await page.keyboard.press('Enter');
    expect(await title()).toBe('Three');
    await close();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await title()).toBe('Two');
  });

  it('closes what it has enlarged when that is deleted', async () => {
    const id = await addFrame(board, { name: 'Gone' });
    await open();
    await page.getByRole('button', { name: /^Gone/ }).click();
    await board.canvas.run({ ops: [{ op: 'delete', node: id }] });
    await until('it is closed', async () => !(await page.locator('dialog').isVisible()));
    expect(errors).toEqual([]);
  });

  it('shows agents, files and calls, and treats their words as text', async () => {
    board.setting.plugin();
    await open();
    const evil = '<img src=x onerror="document.title=1"><b>bold</b>';
    await addFrame(board, { name: evil });
    board.bridge.activity({
      ...{ id: '1', phase: 'finished', tool: 'place_product', at: Date.now() },
      ...{ ms: 1234, ok: true, summary: evil },
    });
    await page.getByText('place product').waitFor();
    expect(await page.locator('.feed .what').textContent()).toBe(`claude-code · 1.2 s · ${evil}`);
    expect(await page.locator('#clients').textContent()).toContain('claude-code');
    await until(
      'the file is shown',
      async () => (await page.locator('#files').textContent()) !== 'None open',
    );
    await until('the frame hangs', async () => (await names())[0] === evil);
    expect(errors).toEqual([]);
  });

  it('notices that Adsmith is gone and that it is back, of a new version too', async () => {
    await addFrame(board, { name: 'Kept' });
    await open();
    await board.bridge.close();
    await page.getByText('Waiting for Adsmith').waitFor();
    expect(await names()).toEqual(['Kept']);
    const loaded = page.waitForEvent('load');
    const { createBoard } = await import('../../server/board/board.ts');
    const { packageRoot } = await import('../../server/config/settings.ts');
    const { silentLog } = await import('../../server/bridge/log.ts');
    const http = createBoard({
      ...{ canvas: board.canvas, version: '0.2.0', log: silentLog },
      page: `${packageRoot}/server/board/board.html`,
    });
    await board.setting.bridge('cursor', { http }).sessions();
    await loaded;
    await page.getByText('Live', { exact: true }).waitFor();
    await until('the frame hangs', async () => (await names())[0] === 'Kept');
  });

  it('follows the light and the dark of the system', async () => {
    await open();
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await ground();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect([light, await ground()]).toEqual(['rgb(239, 239, 236)', 'rgb(21, 21, 22)']);
  });
});
