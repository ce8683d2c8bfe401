/** The whole plugin in Node: its main thread on the headless figma, its panel's connection over a real WebSocket. */
import { WebSocket } from 'ws';
import { Link, type LinkOptions } from '../../figma-bridge-plugin/link/link.ts';
import type { LinkState } from '../../figma-bridge-plugin/link/link-state.ts';
import { type PluginOptions, startPlugin } from '../../figma-bridge-plugin/main/plugin.ts';
import type { ToMain, ToPanel } from '../../figma-bridge-plugin/protocol/messages.ts';
import type { HubToPlugin } from '../../schemas/bridge.ts';
import type { HeadlessFigma } from '../../server/headless/figma.ts';
import type { Setting } from '../bridge/setting.ts';
import { type FigmaWindow, openFigmaWindow } from './figma-window.ts';

export interface PluginInNode {
  window: FigmaWindow;
  link: Link;
  states: LinkState[];
  received: HubToPlugin[];
  fromMain: ToPanel[];
  /** Bytes that came over the socket. */
  bytesIn: number;
  /** Cuts the cable. */
  cut(): void;
  /** How often it tried to connect. */
  attempts: number;
}

export async function startPluginInNode(
  setting: Pick<Setting, 'port' | 'token' | 'defer'>,
  options: Partial<LinkOptions> & {
    fileKey?: string | null;
    plugin?: Partial<PluginOptions>;
    command?: string;
    /** A file that has been open before; it is not closed at the end. */
    headless?: HeadlessFigma;
  } = {},
): Promise<PluginInNode> {
  const { fileKey = 'file-1', command, headless, plugin: pluginOptions, ...linkOptions } = options;
  const window = await openFigmaWindow({ fileKey: fileKey ?? undefined, command, headless });
  let socket: WebSocket | undefined;
  const link = new Link({
    port: setting.port,
    token: setting.token,
    version: '0.1.0',
    makeSocket(url) {
      const ws = new WebSocket(url, { origin: 'null', family: 4, perMessageDeflate: false });
      ws.on('message', (data) => {
        if (!Array.isArray(data))
          plugin.bytesIn += data instanceof ArrayBuffer ? data.byteLength : data.length;
      });
      socket = ws;
      plugin.attempts += 1;
      return ws;
    },
    toMain: (message: ToMain) => window.tellMain(message),
    onState: (state) => plugin.states.push(state),
    onMessage: (message) => plugin.received.push(message),
    ...linkOptions,
  });
  const plugin: PluginInNode = {
    window,
    link,
    states: [],
    received: [],
    fromMain: [],
    bytesIn: 0,
    attempts: 0,
    cut: () => socket?.terminate(),
  };
  setting.defer(async () => {
    link.close();
    if (!headless) await window.headless.close();
  });
  window.onPanelMessage((message) => {
    // Both ends are this build's own.
    const known = message as ToPanel;
    plugin.fromMain.push(known);
    link.fromMain(known);
  });
  await startPlugin(window.figma, { html: '<p>panel</p>', ...pluginOptions });
  window.tellMain({ type: 'ready' });
  return plugin;
}
