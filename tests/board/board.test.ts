/** The board over HTTP: what it answers, to whom, and how little it draws. */
import { request } from 'node:http';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CanvasView } from '../../server/board/frames.ts';
import type { ActivityLine, People } from '../../server/board/state.ts';
import { until } from '../bridge/setting.ts';
import { addFrame, recolour, startBoard, type Watched } from './watching.ts';

let board: Watched;
beforeEach(async () => {
  board = await startBoard();
});
afterEach(() => board.setting.end());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${board.url}${path}`, { headers, redirect: 'manual' });

interface News {
  hello: { version: string };
  canvas: CanvasView;
  people: People;
  activity: ActivityLine[];
}

/** Listens as a page does; keeps the latest of every event. */
async function listen(): Promise<{ news: Partial<News>; count: Map<string, number>; stop(): void }> {
  const abort = new AbortController();
  const response = await fetch(`${board.url}/board/events`, { signal: abort.signal });
  const news: Partial<News> = {};
  const count = new Map<string, number>();
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const block of whole) {
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event === undefined || data === undefined) continue;
        Object.assign(news, { [event]: JSON.parse(data) });
        count.set(event, (count.get(event) ?? 0) + 1);
      }
    }
  };
  read().catch(() => {});
  const stop = () => abort.abort();
  board.setting.defer(stop);
  return { news, count, stop };
}

describe('a page that listens', () => {
  it('is told at once what is there', async () => {
    await addFrame(board, { name: 'First' });
    await addFrame(board, { name: 'Second' });
    board.setting.plugin();
    const { news } = await listen();
    await until('everything is told', () =>
      Boolean(news.canvas && news.people?.files.length && news.activity),
    );
    expect(news.canvas?.frames.map(({ name }) => name)).toEqual(['Second', 'First']);
    expect(news.people?.clients).toEqual([{ name: 'claude-code', working: false }]);
    expect(news.hello).toEqual({ version: '0.1.0' });
  });

  it('hears of new, changed and deleted frames, and of nothing when nothing changes', async () => {
    const { news, count } = await listen();
    await until('the empty canvas is told', () => news.canvas !== undefined);
    expect(news.canvas?.frames).toEqual([]);
    const id = await addFrame(board);
    await until('the frame is told', () => news.canvas?.frames.length === 1);
    const before = news.canvas?.frames[0]?.version;
    await recolour(board, id, '#ff0000');
    await until('the change is told', () => news.canvas?.frames[0]?.version !== before);
    const told = count.get('canvas');
    await board.canvas.run({ ops: [{ op: 'update', node: id, props: { x: 500 } }] });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(count.get('canvas')).toBe(told);
    await board.canvas.run({ ops: [{ op: 'delete', node: id }] });
    await until('the deletion is told', () => news.canvas?.frames.length === 0);
  });

  it('sees a call begin and end as one line, and who is at work', async () => {
    const { news } = await listen();
    board.bridge.activity({
      id: '1',
      phase: 'started',
      tool: 'set_background',
      at: 1000,
      reasoning: 'private',
    });
    await until('the start is told', () => news.activity?.[0]?.state === 'running');
    expect(news.people?.clients[0]?.working).toBe(true);
    board.bridge.activity({
      ...{ id: '1', phase: 'finished', tool: 'set_background', at: 1200 },
      ...{ ms: 199.7, ok: false, summary: 'No such colour.' },
    });
    await until('the end is told', () => news.activity?.[0]?.state === 'failed');
    expect(news.activity).toHaveLength(1);
    expect(news.activity?.[0]).toMatchObject({ ms: 200, client: 'claude-code', summary: 'No such colour.' });
    expect(news.people?.clients[0]).toEqual({ name: 'claude-code', working: false, last: 1200 });
    expect(JSON.stringify(news)).not.toContain('private');
  });

  it('is not told what is half-built', async () => {
    await addFrame(board, { name: 'Done' });
    const { news } = await listen();
    await until('the frame is told', () => news.canvas?.frames.length === 1);
    const names = () => news.canvas?.frames.map(({ name }) => name);
    await board.canvas.transaction(async (inner) => {
      await inner.run({ ops: [{ op: 'create', type: 'FRAME', parent: null, props: { name: 'New' } }] });
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect(names()).toEqual(['Done']);
    });
    await until('the finished frame is told', () => names()?.length === 2);
    expect(names()).toEqual(['New', 'Done']);
  });

  it('learns why the canvas cannot be read', async () => {
    const { news } = await listen();
    await until('the canvas is told', () => news.canvas !== undefined);
    await board.canvas.close();
    await until('the problem is told', () => news.canvas?.problem !== undefined);
    expect(news.canvas?.problem).toContain('closed');
  });
});

describe('a picture', () => {
  it('shows the frame, smaller or sharper as asked', async () => {
    const id = encodeURIComponent(await addFrame(board, { width: 1080, height: 1920, fillColor: '#ff8000' }));
    const small = await get(`/board/frames/${id}.png`);
    expect(small.headers.get('content-type')).toBe('image/png');
    const { data, info } = await sharp(Buffer.from(await small.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([540, 960]);
    expect([...data.subarray(0, 3)]).toEqual([255, 128, 0]);
    const large = await sharp(
      Buffer.from(await (await get(`/board/frames/${id}.png?size=large`)).arrayBuffer()),
    );
    expect((await large.metadata()).height).toBe(2160);
  });

  it('is drawn once per content and size, however many ask', async () => {
    const id = await addFrame(board);
    const path = `/board/frames/${encodeURIComponent(id)}.png`;
    const all = await Promise.all(Array.from({ length: 8 }, () => get(path)));
    expect(all.map(({ status }) => status)).toEqual(Array(8).fill(200));
    await get(path);
    expect(board.drawn).toHaveLength(1);
  });

  it('is not sent again to who has it, until it looks different', async () => {
    const { news } = await listen();
    const id = await addFrame(board);
    const path = `/board/frames/${encodeURIComponent(id)}.png`;
    const etag = String((await get(path)).headers.get('etag'));
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    await until('the frame is told', () => news.canvas?.frames.length === 1);
    const version = news.canvas?.frames[0]?.version;
    expect((await get(`${path}?v=${version}`)).headers.get('cache-control')).toContain('immutable');
    await recolour(board, id, '#0000ff');
    await until('the change is told', () => news.canvas?.frames[0]?.version !== version);
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
    expect((await get(`${path}?v=${version}`)).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['a frame that is not there', '/board/frames/999%3A1.png', 404],
    ['a node that is no frame of the page', '/board/frames/0%3A1.png', 404],
    ['a path', '/board/frames/..%2F..%2Fpackage.json.png', 404],
    ['a broken address', '/board/frames/%E0%A4%A.png', 404],
    ['another file', '/board/board.ts', 404],
  ])('of %s is not served', async (_what, path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it('of an unknown size is refused', async () => {
    const id = encodeURIComponent(await addFrame(board));
    const answer = await get(`/board/frames/${id}.png?size=9999`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('small, large');
  });
});

/** A GET by hand: `fetch` does not send Host, Origin or Sec-Fetch headers of one's choice. */
function browse(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = board.setting;
    const call = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    call.on('error', reject);
    call.end();
  });
}

describe('the board is for this machine only', () => {
  const fromPage = (site: string, mode: string, dest: string) => ({
    'sec-fetch-site': site,
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
  });
  it.each([
    ['a rebound name', '/board', { host: 'evil.example' }, 403],
    ['a foreign Origin', '/board/events', { origin: 'https://evil.example' }, 403],
    ['a sandboxed page', '/board/events', { origin: 'null' }, 403],
    [
      'a picture in a foreign page',
      '/board/frames/1%3A1.png',
      fromPage('cross-site', 'no-cors', 'image'),
      403,
    ],
    ['a foreign frame', '/board', fromPage('cross-site', 'navigate', 'iframe'), 403],
    ['a link on a foreign page', '/board', fromPage('cross-site', 'navigate', 'document'), 200],
    ['a foreign link to the news', '/board/events', fromPage('cross-site', 'navigate', 'document'), 403],
    ['its own page', '/board/events', fromPage('same-origin', 'cors', 'empty'), 200],
    ['the address bar', '/board', fromPage('none', 'navigate', 'document'), 200],
  ])('%s', async (_who, path, headers, status) => {
    expect(await browse(path, headers)).toBe(status);
  });

  it('and takes nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(await browse('/board', { 'content-type': 'application/json' }, method)).toBe(405);
  });

  it('with a page that runs nothing but what is written in it', async () => {
    const page = await get('/board');
    const policy = String(page.headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const html = await page.text();
    expect(html).not.toMatch(/<script src|<link rel="stylesheet"|https?:\/\/(?!www\.w3\.org)/);
    expect(html).not.toContain(board.setting.token);
  });

  it('is found from the bare address', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/board');
  });
});
