/** A Storybook that runs: one the call or the settings name, or the project's own on its usual port. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '../address.ts';
import { messageOf } from '../bundle-error.ts';
import { type Answers, keepFor } from './answers.ts';
import { ask, askJson, askLimits, refusalOf } from './ask.ts';
import type { IndexedComponent } from './component-index.ts';
import { packageText, readStorybook, type StorybookReader } from './storybook.ts';
import { askStorybookMcp, type Wanted } from './storybook-mcp.ts';

export interface Listed {
  components: IndexedComponent[];
  notes: string[];
}

/**
 * What a Storybook at `address` lists. An address that ends in "/mcp" is its MCP endpoint; at any other its files are
 * read, and its MCP endpoint is asked when there are none. Never throws: why there is nothing is a note.
 */
export async function runningStorybook(
  address: string,
  wanted: readonly Wanted[],
  signal?: AbortSignal,
): Promise<Listed> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) return { components: [], notes: [`Storybook: ${JSON.stringify(address)} is not a URL.`] };
  const shown = url.origin + url.pathname.replace(/\/$/, '');
  const refusal = refusalOf(url);
  if (refusal !== undefined)
    return { components: [], notes: [`Storybook ${shown} was not asked: ${refusal}.`] };
  try {
    if (/\/mcp\/?$/.test(url.pathname)) return await fromMcp(url, wanted, signal);
    const components = await readStorybook(httpReader(url, signal), `Storybook (${shown})`);
    if (components.length > 0) return { components, notes: [] };
    return await fromMcp(new URL('mcp', withSlash(url)), wanted, signal);
  } catch (error) {
    return { components: [], notes: [`Storybook ${shown} could not be read: ${messageOf(error)}.`] };
  }
}

async function fromMcp(url: URL, wanted: readonly Wanted[], signal?: AbortSignal): Promise<Listed> {
  const components = await askStorybookMcp(url, wanted, `Storybook MCP (${url.origin})`, signal);
  return {
    components,
    notes: components.length > 0 ? [] : [`Storybook MCP at ${url.origin} lists no components.`],
  };
}

const httpReader =
  (base: URL, signal: AbortSignal | undefined, limits = askLimits): StorybookReader =>
  (path) =>
    askJson(new URL(path, withSlash(base)), signal ? { signal } : {}, limits);

const withSlash = (url: URL): URL => {
  const base = new URL(url);
  base.search = '';
  base.hash = '';
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
};

/**
 * The project's own Storybook, if it runs on the port its scripts name. Another project's may run there: its stories
 * then lie elsewhere, and nothing of it is taken.
 */
export async function ownStorybook(root: string, answers: Answers, signal?: AbortSignal): Promise<Listed> {
  if (!existsSync(join(root, '.storybook'))) return { components: [], notes: [] };
  const port = /storybook dev[^&|;"]*?(?:-p|--port)[ =]+(\d{2,5})/.exec(packageText(root))?.[1] ?? '6006';
  const url = new URL(`http://localhost:${port}/`);
  const limits = { ...askLimits, ms: PROBE_MS };
  const alive = await ask(new URL('index.json', url), signal ? { signal } : {}, limits).catch(
    () => undefined,
  );
  if (alive?.status !== 200 || !isLoopback(url.hostname)) return { components: [], notes: [] };
  // The index names every story: while it is the same, so is the rest for a while.
  const components = await answers.get(
    [root, url.href, alive.text],
    () => readStorybook(httpReader(url, signal), `Storybook (localhost:${port})`).catch(() => []),
    (found) => (found.length > 0 ? keepFor.storybook : 0),
  );
  const here = components.filter(({ file }) => file !== '' && existsSync(join(root, file)));
  const strange = components.length > 0 && here.length === 0;
  return {
    components: here,
    notes: strange ? [`The Storybook on port ${port} is another project's: it was left out.`] : [],
  };
}

/** Long enough for a server on this machine, short enough not to be felt when there is none. */
const PROBE_MS = 1500;
