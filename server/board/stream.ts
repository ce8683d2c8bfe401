/** One watching page: server-sent events, each telling the whole of one part of the board when it has changed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HubView } from '../bridge/hub-link.ts';
import type { FrameWatch } from './frames.ts';
import { activityLines, people } from './state.ts';

/** News within this time, ms, is told together. */
const gatherFor = 60;
/** A comment now and then shows a page that is gone, ms. */
const heartbeat = 15_000;

/** Tells the page everything now and every change later, until it goes away. */
export function openStream(
  request: IncomingMessage,
  response: ServerResponse,
  {
    view,
    watch,
    version,
    cost,
  }: {
    view: HubView;
    watch: FrameWatch;
    version: string;
    cost: (() => { amount: number; currency: string } | undefined) | undefined;
  },
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  // The hub may have moved to another process, perhaps of another version: the page compares and loads itself anew.
  response.write(`retry: 800\nevent: hello\ndata: ${JSON.stringify({ version })}\n\n`);
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  const tell = () => {
    timer = undefined;
    // A page that does not read gets the latest when it does, not everything.
    if (response.writableNeedDrain) return;
    const spent = cost?.();
    const parts = {
      canvas: watch.current,
      people: people(view),
      activity: activityLines(view.activity()),
      ...(spent && { cost: spent }),
    };
    for (const [event, part] of Object.entries(parts)) {
      const data = JSON.stringify(part);
      if (told.get(event) === data) continue;
      told.set(event, data);
      response.write(`event: ${event}\ndata: ${data}\n\n`);
    }
  };
  const gather = () => {
    timer ??= setTimeout(tell, gatherFor).unref();
  };
  const beat = setInterval(() => response.write(': still here\n\n'), heartbeat).unref();
  const stops = [view.subscribe(gather), watch.subscribe(gather)];
  response.on('drain', gather);
  request.on('close', () => {
    for (const stop of stops) stop();
    clearInterval(beat);
    clearTimeout(timer);
  });
  void watch.look().then(tell);
}
