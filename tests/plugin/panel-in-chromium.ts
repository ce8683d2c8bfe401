/** The built panel in headless Chromium, in a sandboxed iframe as in Figma, its main thread on the headless figma. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { startPlugin } from '../../figma-bridge-plugin/main/plugin.ts';
import { bundlePlugin } from '../../figma-bridge-plugin/package/bundle.ts';
import { fillConfig } from '../../figma-bridge-plugin/package/panel-config.ts';
import { type Theme, themeStyle } from './figma-theme.ts';
import { type FigmaWindow, openFigmaWindow } from './figma-window.ts';

export const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const chromiumFound = existsSync(chromiumPath);
export const pluginSource = fileURLToPath(new URL('../../figma-bridge-plugin', import.meta.url));

export interface PanelSetup {
  port: number;
  token: string;
  version?: string;
  theme?: Theme;
  width?: number;
  height?: number;
  /** Changes the page before it is opened, e.g. to speak another protocol. */
  change?(html: string): string;
  window?: FigmaWindow;
}

export interface Panel {
  page: Page;
  frame: FrameLocator;
  window: FigmaWindow;
  /** Errors of the page, which must be none. */
  errors: string[];
}

export interface PanelHouse {
  open(setup: PanelSetup): Promise<Panel>;
  close(): Promise<void>;
}

/** Starts Chromium and builds the panel once. */
export async function openPanelHouse(): Promise<PanelHouse> {
  const [browser, bundle, server] = await Promise.all([
    launch(),
    bundlePlugin({ source: pluginSource }),
    serveHost(),
  ]);
  const address = server.address();
  const host = typeof address === 'object' && address ? `http://localhost:${address.port}/` : '';
  return {
    async open(setup) {
      const { port, token, version = '0.1.0', theme = 'light', width = 320, height = 560, change } = setup;
      const context = await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: 2,
        colorScheme: theme,
      });
      context.setDefaultTimeout(8000);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      const window = setup.window ?? (await openFigmaWindow({ fileKey: 'file-1' }));
      await page.exposeFunction('toMain', (json: string) => window.tellMain(decode(json)));
      await page.goto(host);
      window.onPanelMessage((message) => {
        if (!page.isClosed()) page.evaluate(call('send', encode(message))).catch(() => {});
      });
      await startPlugin(window.figma, { html: '' });
      const filled = fillConfig(bundle.html, { port, token, version });
      const html = (change ? change(filled) : filled).replace('<head>', () => `<head>${themeStyle(theme)}`);
      await page.evaluate(call('show', html));
      return { page, frame: page.frameLocator('iframe'), window, errors };
    },
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Figma's window in short: a sandboxed iframe, and messages to and fro. */
const hostPage = `<!doctype html><style>body{margin:0}iframe{border:0;width:100vw;height:100vh;display:block}</style>
<script>
const encode = (value) => JSON.stringify(value, (_, item) => item instanceof Uint8Array
  ? { $bytes: btoa(Array.from(item, (byte) => String.fromCharCode(byte)).join('')) } : item);
addEventListener('message', (event) => window.toMain(encode(event.data.pluginMessage)));
function show(html) {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.srcdoc = html;
  document.body.append(frame);
}
function send(json) {
  const message = JSON.parse(json, (_, item) => item && typeof item.$bytes === 'string'
    ? Uint8Array.from(atob(item.$bytes), (letter) => letter.charCodeAt(0)) : item);
  document.querySelector('iframe').contentWindow.postMessage({ pluginMessage: message }, '*');
}
</script>`;

function serveHost(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(hostPage);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** A call of one of the host page's functions, as source text. */
function call(name: 'show' | 'send', argument: string): string {
  return `${name}(${JSON.stringify(argument)})`;
}

function encode(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item instanceof Uint8Array ? { $bytes: Buffer.from(item).toString('base64') } : item,
  );
}

function decode(json: string): unknown {
  return JSON.parse(json, (_, item: unknown) =>
    typeof item === 'object' && item !== null && '$bytes' in item && typeof item.$bytes === 'string'
      ? new Uint8Array(Buffer.from(item.$bytes, 'base64'))
      : item,
  );
}
