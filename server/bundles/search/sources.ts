/** All catalogues besides the project's own files: what it has (Storybook) and what it could add (registries). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '../address.ts';
import { type Answers, keepFor } from './answers.ts';
import { localRegistryItems, type RegistryItem } from './catalogues.ts';
import type { IndexedComponent } from './component-index.ts';
import { askRegistries, type Environment } from './registries.ts';
import { builtStorybook, folderReader, readStorybook } from './storybook.ts';
import { type Listed, ownStorybook, runningStorybook } from './storybook-live.ts';
import type { Wanted } from './storybook-mcp.ts';

export interface Sources {
  components: IndexedComponent[];
  items: RegistryItem[];
  /** Why a source gave nothing. */
  notes: string[];
}

/** What lies in the project's folder; nothing is asked over the network. */
export async function sourcesOnDisk(root: string): Promise<Sources> {
  const folder = builtStorybook(root);
  const components =
    folder === undefined
      ? []
      : await readStorybook(folderReader(join(root, folder)), `Storybook (${folder})`);
  return { components, items: localRegistryItems(root), notes: [] };
}

export interface AskOptions {
  wanted: readonly Wanted[];
  /** A running Storybook or its MCP endpoint; without it the project's own is looked for. */
  storybook?: string;
  environment: Environment;
  signal?: AbortSignal;
}

/** As `sourcesOnDisk`, and what runs on this machine or is configured in components.json. */
export async function sourcesAsked(root: string, options: AskOptions, answers: Answers): Promise<Sources> {
  const { wanted, storybook, environment, signal } = options;
  const onDisk = await sourcesOnDisk(root);
  const live =
    storybook !== undefined
      ? namedStorybook(root, storybook, wanted, answers, signal)
      : onDisk.components.length > 0
        ? Promise.resolve({ components: [], notes: [] })
        : ownStorybook(root, answers, signal);
  const [running, registries] = await Promise.all([live, askRegistries(root, environment, answers, signal)]);
  return {
    // What runs is newer than what was built.
    components: running.components.length > 0 ? running.components : onDisk.components,
    items: [...onDisk.items, ...registries.items],
    notes: [...running.notes, ...registries.notes],
  };
}

/** What a Storybook by URL lists, asked again after a while. Its own project's files are looked at each time. */
async function namedStorybook(
  root: string,
  address: string,
  wanted: readonly Wanted[],
  answers: Answers,
  signal: AbortSignal | undefined,
): Promise<Listed> {
  const local = URL.canParse(address) && isLoopback(new URL(address).hostname);
  // Over MCP the props asked for depend on what is looked for.
  const names = [...new Set(wanted.map(({ name }) => name))].sort();
  const { listed, here } = await answers.get(
    [root, address, names],
    async () => {
      const listed = await runningStorybook(address, wanted, signal);
      const files = listed.components.map(({ file }) => file).filter((file) => file !== '');
      return { listed, here: new Set(files.filter((file) => existsSync(join(root, file)))) };
    },
    ({ listed: { components } }) =>
      // One on this machine that does not answer fails at once, and may be started the next moment.
      components.length > 0 ? keepFor.storybook : local || signal?.aborted ? 0 : keepFor.failure,
  );
  // What was deleted since is gone, whatever the answer of a moment ago says.
  const gone = ({ file }: IndexedComponent) => here.has(file) && !existsSync(join(root, file));
  return { ...listed, components: listed.components.filter((one) => !gone(one)) };
}
