/** The headless figma with what only Figma's window has: a panel, a file key, the command it was run with. */
import { createHeadlessFigma, type HeadlessFigma } from '../../server/headless/figma.ts';

export interface FigmaWindow {
  readonly figma: PluginAPI;
  readonly headless: HeadlessFigma;
  /** What the plugin did with its window, e.g. "show 320x560", "hide". */
  readonly log: string[];
  /** Hands on what the plugin tells its panel. */
  onPanelMessage(receive: (message: unknown) => void): void;
  /** The panel tells the plugin something. */
  tellMain(message: unknown): void;
  /** The designer runs the plugin (again). */
  run(command: string): void;
  /** The designer closes the plugin: its `close` listeners run, and no event reaches it any more. */
  close(): void;
}

type MainListener = (message: unknown, props: { origin: string }) => void;

/** `headless`: a file that has been open before. */
export async function openFigmaWindow(
  options: { fileKey?: string; command?: string; headless?: HeadlessFigma } = {},
): Promise<FigmaWindow> {
  const headless = options.headless ?? (await createHeadlessFigma());
  const log: string[] = [];
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const runListeners: ((event: { command: string }) => void)[] = [];
  let toPanel: (message: unknown) => void = () => {};
  const ui = {
    onmessage: undefined as MainListener | undefined,
    postMessage(message: unknown) {
      // A copy made now and delivered later, as between two pages.
      const copy = structuredClone(message);
      setImmediate(() => closed || toPanel(copy));
    },
    show: () => log.push('show'),
    hide: () => log.push('hide'),
    resize: (width: number, height: number) => log.push(`resize ${width}x${height}`),
  };
  const members = new Map<string | symbol, unknown>([
    ['ui', ui],
    ['command', options.command ?? ''],
    ['fileKey', options.fileKey],
    [
      'showUI',
      (_html: string, size: { width: number; height: number }) =>
        log.push(`show ${size.width}x${size.height}`),
    ],
    [
      'on',
      (type: string, listener: (event: unknown) => void) => {
        if (type === 'run') runListeners.push(listener);
        else if (type === 'close') closeListeners.push(() => listener(undefined));
        else Reflect.apply(headless.figma.on, headless.figma, [type, listener]);
      },
    ],
  ]);
  const figma = new Proxy(headless.figma, {
    get: (target, name) => (members.has(name) ? members.get(name) : Reflect.get(target, name)),
  });
  return {
    figma,
    headless,
    log,
    onPanelMessage(receive) {
      toPanel = receive;
    },
    tellMain(message) {
      const copy = structuredClone(message);
      setImmediate(() => closed || ui.onmessage?.(copy, { origin: 'null' }));
    },
    run(command) {
      for (const listener of runListeners) listener({ command });
    },
    close() {
      for (const listener of closeListeners) listener();
      closed = true;
    },
  };
}
