/**
 * Measures a page of a bundle in Chromium. The page gets the bundle's own files and nothing else: every other request is
 * refused, except (on request) read-only ones to the few public CDNs prototypes load their libraries from.
 */
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type MeasuredPage, measuredPageSchema } from '../../../schemas/page-layers.ts';
import { untilAborted } from '../../canvas/cancellation.ts';
import { BundleError, messageOf } from '../bundle-error.ts';
import type { BundleFiles } from '../bundle-files.ts';
import { measureScript } from './in-page/script.ts';
import { fileAt } from './page-address.ts';
import { canvasFonts } from './page-fonts.ts';

export interface MeasureRequest {
  files: BundleFiles;
  /** The page, as a path of the bundle. */
  page: string;
  selector?: string;
  width: number;
  height: number;
  /** Let the page load libraries and fonts from public CDNs. */
  cdn: boolean;
  mostLayers: number;
}

export interface Measured extends MeasuredPage {
  /** Pictures of what has no other form (canvas, video), by mark. */
  pictures: Map<string, Buffer>;
  /** Hosts the page asked for and did not get. */
  refused: string[];
  errors: string[];
}

/** RFC 6761: a name that resolves nowhere, so a request that slips through reaches nobody. */
const origin = 'https://bundle.invalid/';
const cdnHosts = new Set([
  'unpkg.com',
  'cdn.jsdelivr.net',
  'cdnjs.cloudflare.com',
  'esm.sh',
  'fonts.googleapis.com',
  'fonts.gstatic.com',
  'cdn.tailwindcss.com',
  'api.fontshare.com',
  'cdn.fontshare.com',
  'fonts.bunny.net',
]);
const LOAD_MS = 20_000;
const SETTLE_MS = 1_500;
/** For everything a page is asked. */
const WHOLE_MS = 90_000;
/** How far down a page is scrolled; endless ones end here. */
const MOST_HEIGHT = 30_000;

const types: Record<string, string> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  jsx: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
  mp4: 'video/mp4',
};

/** Where Chromium usually is; `CHROMIUM` names another place. */
function findBrowser(): string | undefined {
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ];
  return [process.env['CHROMIUM'], ...usual].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}

async function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new BundleError(
      'no_browser',
      'There is no Chromium or Chrome on this machine, and a page can only be measured by a browser.',
      'Install one, or set the CHROMIUM environment variable to its path, and restart. Everything else about bundles works without.',
    );
  }
  try {
    const { chromium } = await import('playwright-core');
    // Root has no namespace sandbox to put Chromium in; everybody else gets it.
    const args = [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ];
    return await chromium.launch({ executablePath, args, chromiumSandbox: process.getuid?.() !== 0 });
  } catch (error) {
    throw new BundleError(
      'no_browser',
      `The browser at ${executablePath} cannot be started: ${messageOf(error).split('\n')[0]}`,
      'Set the CHROMIUM environment variable to one that runs, and see that the package playwright-core is installed.',
    );
  }
}

/**
 * Throws `BundleError` (`no_browser`, `unknown_file`, `bad_value`), also when a page keeps the browser busy for longer
 * than `limitMs`, and `CanvasError` when `signal` ends it.
 */
export async function measureInBrowser(
  request: MeasureRequest,
  signal?: AbortSignal,
  limitMs = WHOLE_MS,
): Promise<Measured> {
  const browser = await launch();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  try {
    const context = await browser.newContext({
      viewport: { width: request.width, height: request.height },
      deviceScaleFactor: 1,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      acceptDownloads: false,
    });
    const measured = measure(context, request);
    return await untilAborted(untilAborted(measured, limit.signal), signal);
  } catch (error) {
    if (!limit.signal.aborted) throw error;
    throw new BundleError(
      'bad_value',
      `The page kept the browser busy for more than ${limitMs / 1000} s: a script of it does not end.`,
      'Try another page of the bundle, or take the script out of it.',
      'page',
    );
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

async function measure(context: BrowserContext, request: MeasureRequest): Promise<Measured> {
  const refused = new Set<string>();
  const errors: string[] = [];
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (`${url.origin}/` === origin) {
      const path = fileAt(url);
      if (path === undefined) return route.fulfill({ status: 404, body: '' });
      const font = canvasFonts.fileAt(path);
      if (font !== undefined) return route.fulfill({ path: font, contentType: 'font/woff2' });
      if (!request.files.has(path)) return route.fulfill({ status: 404, body: '' });
      const type = types[posix.extname(path).slice(1).toLowerCase()] ?? 'application/octet-stream';
      return route.fulfill({
        body: await request.files.read(path),
        contentType: type,
        headers: { 'access-control-allow-origin': '*' },
      });
    }
    if (url.protocol === 'data:' || url.protocol === 'blob:') return route.continue();
    if (
      request.cdn &&
      url.protocol === 'https:' &&
      cdnHosts.has(url.hostname) &&
      route.request().method() === 'GET'
    )
      return route.continue();
    refused.add(url.hostname || url.protocol);
    return route.abort();
  });
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  // The bundler gives functions their names back with a helper the page does not have.
  await context.addInitScript('globalThis.__name = (value) => value;');
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.length < 5 && errors.push(error.message.slice(0, 200)));
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page
    .goto(origin + request.page.split('/').map(encodeURIComponent).join('/'), {
      waitUntil: 'load',
      timeout: LOAD_MS,
    })
    .catch((error: unknown) => {
      throw new BundleError(
        'bad_value',
        `The page did not load within ${LOAD_MS / 1000} s: ${messageOf(error).split('\n')[0]}`,
        'Try another page of the bundle.',
        'page',
      );
    });
  await settle(page);
  const answer: unknown = await page.evaluate(
    measureScript({
      mostLayers: request.mostLayers,
      ...(request.selector !== undefined && { selector: request.selector }),
    }),
  );
  const measured = measuredPageSchema.safeParse(answer);
  const hosts = [...refused].filter((host) => host !== 'bundle.invalid');
  if (!measured.success || measured.data.layers < 2 || measured.data.root.height < 1) {
    throw nothingToSee(request, hosts, errors);
  }
  return {
    ...measured.data,
    pictures: await takePictures(page),
    refused: hosts,
    errors,
  };
}

function nothingToSee(
  { selector, cdn }: MeasureRequest,
  hosts: readonly string[],
  errors: readonly string[],
): BundleError {
  if (!cdn && hosts.some((host) => cdnHosts.has(host))) {
    return new BundleError(
      'bad_value',
      `The page shows nothing without what it loads from ${hosts.join(', ')}.`,
      'Call again with cdn: true, which lets it load libraries and fonts from public CDNs.',
      'cdn',
    );
  }
  return new BundleError(
    'bad_value',
    selector === undefined
      ? `The page shows nothing${errors[0] === undefined ? '' : ` (${errors[0]})`}.`
      : `The page has no visible element ${JSON.stringify(selector)}.`,
    'Name an element that is there, e.g. "#root > main", or another page of the bundle.',
    selector === undefined ? 'page' : 'selector',
  );
}

/** Transitions and entrances are at their end at once; what loops forever rests at its start. */
const stillness =
  '*,*::before,*::after{transition-duration:0s!important;transition-delay:0s!important;animation-duration:1ms!important;animation-delay:0s!important;animation-iteration-count:1!important;scroll-behavior:auto!important}';

/** Scrolls through the page, so that what appears on scrolling has appeared, and waits for fonts and pictures. */
const settleScript = `(async () => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const height = Math.min(document.documentElement.scrollHeight, ${MOST_HEIGHT});
  // Observers answer with a frame, which a busy machine may be slow to draw.
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let y = 0; y < height; y += innerHeight) { scrollTo({ top: y, behavior: 'instant' }); await Promise.race([drawn(), pause(1000)]); await pause(60); }
  scrollTo({ top: 0, behavior: 'instant' });
  await Promise.race([document.fonts.ready, pause(2000)]);
  await Promise.race([Promise.all([...document.images].map((image) => image.decode().catch(() => {}))), pause(2000)]);
  await pause(200);
})()`;

/** Families the page brings itself, by `@font-face` rules whose files came. */
const ownFamilies =
  "[...document.fonts].filter(({ status }) => status !== 'error').map(({ family }) => family.replace(/[\"']/g, ''))";

async function settle(page: Page): Promise<void> {
  await page.addStyleTag({ content: stillness });
  await page.waitForTimeout(SETTLE_MS);
  const own: unknown = await page.evaluate(ownFamilies);
  // What the page has no font for is measured in the one it will be drawn in.
  await page.addStyleTag({ content: canvasFonts.css(Array.isArray(own) ? own.map(String) : []) });
  await page.evaluate(settleScript);
}

/** Only the element itself: neither what lies over it nor the page behind it. */
const alone =
  '*,*::before,*::after{visibility:hidden!important}[data-adsmith-picture]{visibility:visible!important}html,body{background:none!important}';

async function takePictures(page: Page): Promise<Map<string, Buffer>> {
  const pictures = new Map<string, Buffer>();
  await page.addStyleTag({ content: alone });
  for (const element of (await page.locator('[data-adsmith-picture]').all()).slice(0, 20)) {
    const mark = await element.getAttribute('data-adsmith-picture');
    const bytes = await element.screenshot({ timeout: 3000, omitBackground: true }).catch(() => undefined);
    if (mark !== null && bytes) pictures.set(mark, bytes);
  }
  return pictures;
}
