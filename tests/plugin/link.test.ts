import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocketLike } from '../../figma-bridge-plugin/link/hub-socket.ts';
import { heartbeat } from '../../figma-bridge-plugin/link/hub-socket.ts';
import { Link, type LinkOptions } from '../../figma-bridge-plugin/link/link.ts';
import type { LinkState } from '../../figma-bridge-plugin/link/link-state.ts';
import { Requests } from '../../figma-bridge-plugin/link/requests.ts';
import type { CanvasRequestMessage, ToMain } from '../../figma-bridge-plugin/protocol/messages.ts';
import { emptyModel } from '../../figma-bridge-plugin/ui/model.ts';
import { statusOf } from '../../figma-bridge-plugin/ui/words.ts';
import { bridgeProtocol, type Reply, reconnectPause } from '../../schemas/bridge.ts';
import { closeCodes } from '../../schemas/bridge-errors.ts';

type Listener = (event: never) => void;

/** A socket whose other end is the test. */
class TestSocket implements SocketLike {
  binaryType = '';
  readonly sent: { type: string }[] = [];
  closed = false;
  private readonly listeners = new Map<string, Listener>();

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }
  send(frame: string | Uint8Array): void {
    if (typeof frame === 'string') this.sent.push(JSON.parse(frame));
  }
  close(): void {
    this.closed = true;
  }
  fire(type: string, event: object = {}): void {
    this.listeners.get(type)?.(event as never);
  }
  say(message: object): void {
    this.fire('message', { data: JSON.stringify(message) });
  }
  welcome(): void {
    this.fire('open');
    this.say({
      type: 'welcome',
      protocol: bridgeProtocol,
      version: '0.1.0',
      resumed: false,
      limit: 1e7,
      clients: [],
    });
  }
}

const page = { id: '0:1', name: 'Page 1' };
const start = {
  type: 'start' as const,
  session: 's1',
  file: { key: 'k', name: 'Ads' },
  page,
  selection: { nodes: [], total: 0 },
  settings: { debug: false },
};

function makeLink(options: Partial<LinkOptions> = {}) {
  const sockets: TestSocket[] = [];
  const states: LinkState[] = [];
  const toMain: ToMain[] = [];
  const link = new Link({
    port: 28417,
    token: 't',
    version: '0.1.0',
    makeSocket: () => {
      const socket = new TestSocket();
      sockets.push(socket);
      return socket;
    },
    toMain: (message) => toMain.push(message),
    onState: (state) => states.push(state),
    onMessage() {},
    random: () => 0.5,
    ...options,
  });
  link.fromMain(start);
  const last = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket yet');
    return socket;
  };
  return { link, sockets, states, toMain, last };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the link', () => {
  it('waits longer and longer between attempts, up to a limit, for as long as it takes', () => {
    const { sockets, last } = makeLink();
    let wanted: number = reconnectPause.first;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      last().fire('close', { code: 1006, reason: '' });
      const before = sockets.length;
      vi.advanceTimersByTime(wanted - 2);
      expect(sockets.length).toBe(before);
      vi.advanceTimersByTime(4);
      expect(sockets.length).toBe(before + 1);
      wanted = Math.min(reconnectPause.longest, wanted * reconnectPause.growth);
    }
  });

  it.each(['version', 'refused', 'replaced', 'badMessage'] as const)(
    'does not try again after %s, until asked',
    (name) => {
      const { link, sockets, states, last } = makeLink();
      const { code, reason } = closeCodes[name];
      last().fire('close', { code, reason });
      expect(states.at(-1)).toEqual({ kind: 'stopped', reason: name, text: reason });
      vi.advanceTimersByTime(60_000);
      link.setVisible(true);
      link.fromMain({ type: 'selection', selection: { nodes: [], total: 0 } });
      expect(sockets.length).toBe(1);
      link.retry();
      expect(sockets.length).toBe(2);
    },
  );

  it.each(['handover', 'tooMany', 'helloTimeout'] as const)('connects again after %s', (name) => {
    const { sockets, last } = makeLink();
    last().welcome();
    last().fire('close', closeCodes[name]);
    vi.advanceTimersByTime(reconnectPause.first + 1);
    expect(sockets.length).toBe(2);
  });

  it('does not wait for a timer when the window comes to the front', () => {
    const { link, sockets, last } = makeLink();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      last().fire('close', { code: 1006, reason: '' });
      vi.advanceTimersByTime(reconnectPause.longest * 2);
    }
    last().fire('close', { code: 1006, reason: '' });
    const before = sockets.length;
    vi.setSystemTime(Date.now() + 1000);
    link.setVisible(true);
    expect(sockets.length).toBe(before + 1);
  });

  it('gives up a program on the port that never says welcome', () => {
    const { sockets, last, states } = makeLink();
    last().fire('open');
    vi.advanceTimersByTime(2001);
    expect(sockets[0]?.closed).toBe(true);
    expect(states.at(-1)?.kind).toBe('searching');
    vi.advanceTimersByTime(reconnectPause.longest * 2);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it('notices a socket that looks open after sleep but is dead', () => {
    const { sockets, last, toMain } = makeLink();
    last().welcome();
    vi.advanceTimersByTime(heartbeat.interval);
    expect(last().sent.at(-1)).toEqual({ type: 'ping' });
    last().say({ type: 'pong' });
    vi.advanceTimersByTime(heartbeat.interval - 1);
    expect(sockets.length).toBe(1);
    vi.advanceTimersByTime(1 + heartbeat.patience + reconnectPause.longest);
    expect(sockets.length).toBe(2);
    expect(toMain.filter(({ type }) => type === 'link')).toEqual([
      { type: 'link', up: true },
      { type: 'link', up: false },
    ]);
  });

  it('leaves for good: what the main thread still says brings it back no more', () => {
    const { link, sockets, last } = makeLink();
    last().fire('close', { code: 1006, reason: '' });
    const before = sockets.length;
    link.close();
    vi.setSystemTime(Date.now() + 10_000);
    link.fromMain({ type: 'transactions', open: [] });
    vi.advanceTimersByTime(10 * reconnectPause.longest);
    expect(sockets).toHaveLength(before);
  });

  it('asks for no image that is announced, until it is known not to come or the socket is gone', () => {
    const { link, toMain, last } = makeLink();
    const request = (id: string, hash: string) =>
      last().say({
        type: 'request',
        id,
        client: { id: 'c', name: 'Claude' },
        body: { kind: 'run', program: { ops: [{ op: 'set_image', node: '1:2', image: hash }] } },
        images: [hash],
      });
    const ask = (id: string, hash: string) =>
      link.fromMain({ type: 'image_request', ask: { type: 'image_request', id, hash } });
    const asked = () => last().sent.filter(({ type }) => type === 'image_request');
    last().welcome();
    const [refused, lost] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];
    request('r1', refused);
    ask('image-1', refused);
    expect(asked()).toEqual([]);
    last().say({ type: 'image', id: 'ahead', hash: refused, error: 'gone', ahead: true });
    expect(asked()).toMatchObject([{ id: 'image-1', hash: refused }]);
    last().say({ type: 'image', id: 'image-1', hash: refused, error: 'nobody has it' });
    expect(toMain.at(-1)).toMatchObject({ type: 'image', id: 'image-1', error: 'nobody has it' });

    request('r2', lost);
    ask('image-2', lost);
    last().fire('close', { code: 1006, reason: '' });
    vi.advanceTimersByTime(2 * reconnectPause.longest);
    last().welcome();
    expect(asked()).toMatchObject([{ id: 'image-2', hash: lost }]);
  });

  it('tells the open transactions, the page and the selection of the moment in every hello', () => {
    const { link, last } = makeLink();
    last().welcome();
    const open = [{ id: 't1', request: 'c:1' }];
    link.fromMain({ type: 'transactions', open });
    link.fromMain({ type: 'page', page: { id: '1:1', name: 'B' }, file: { key: 'k', name: 'Ads 2' } });
    last().say({ type: 'reserved', until: 4000 });
    last().fire('close', { code: 1006, reason: '' });
    vi.advanceTimersByTime(reconnectPause.longest);
    last().fire('open');
    expect(last().sent).toMatchObject([
      {
        type: 'hello',
        session: 's1',
        openTransactions: open,
        page: { name: 'B' },
        file: { name: 'Ads 2' },
        reservedUntil: 4000,
      },
    ]);
  });

  it('answers a request it cannot read, so that nobody waits for it', () => {
    const { last } = makeLink();
    last().welcome();
    last().say({
      type: 'request',
      id: 'c:1',
      client: { id: 'c', name: 'x' },
      body: { kind: 'from_the_future' },
    });
    expect(last().sent.at(-1)).toMatchObject({
      type: 'reply',
      id: 'c:1',
      ok: false,
      error: { bridge: 'BAD_MESSAGE' },
    });
  });

  it('points to the browser’s permission only in a browser, and only when attempts fail at once again and again', () => {
    const { link, last } = makeLink();
    const help = (inBrowser: boolean) =>
      statusOf(
        emptyModel({ version: '0.1.0', port: 28417, inBrowser, link: link.state }),
        Date.now(),
      ).help?.steps.join();
    expect(help(true)).not.toContain('Apps on device');
    for (let attempt = 0; attempt < 15; attempt += 1) {
      last().fire('close', { code: 1006, reason: '' });
      vi.advanceTimersToNextTimer();
    }
    last().fire('close', { code: 1006, reason: '' });
    expect(help(true)).toContain('Apps on device');
    expect(help(false)).not.toContain('Apps on device');
  });
});

describe('requests', () => {
  const request = (id: string): CanvasRequestMessage => ({
    type: 'request',
    id,
    client: { id: 'c', name: 'x' },
    body: { kind: 'status' },
  });
  const reply = (id: string): Reply => ({ type: 'reply', id, ok: true, value: id });

  it('runs each id once and in order, however often and whenever it is repeated', async () => {
    vi.useRealTimers();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }), async (arrivals) => {
        const executed: string[] = [];
        const replies: string[] = [];
        const requests = new Requests(
          ({ id }) => {
            executed.push(id);
            setTimeout(() => requests.answered(reply(id)), 0);
          },
          ({ id }) => replies.push(id),
          () => {},
        );
        for (const number of arrivals) requests.take(request(`c:${number}`));
        while (replies.length < arrivals.length) await new Promise((resolve) => setTimeout(resolve, 0));
        const first = [...new Set(arrivals)].map((number) => `c:${number}`);
        expect(executed).toEqual(first);
        expect([...replies].sort()).toEqual(arrivals.map((number) => `c:${number}`).sort());
      }),
      { numRuns: 30 },
    );
  });

  it('does not start what was cancelled while it waited, and says so', async () => {
    vi.useRealTimers();
    const executed: string[] = [];
    const replies: Reply[] = [];
    const requests = new Requests(
      ({ id }) => executed.push(id),
      (answer) => replies.push(answer),
      () => {},
    );
    requests.take(request('c:1'));
    requests.take(request('c:2'));
    await Promise.resolve();
    requests.cancel('c:2');
    requests.answered(reply('c:1'));
    await vi.waitFor(() => expect(replies.length).toBe(2));
    expect(executed).toEqual(['c:1']);
    expect(replies[1]).toMatchObject({ id: 'c:2', ok: false, error: { code: 'cancelled' } });
  });
});
