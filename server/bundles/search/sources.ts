/** All catalogues besides the project's own files: what it has (Storybook) and what it could add (registries). */
import { join } from 'node:path';
import { localRegistryItems, type RegistryItem } from './catalogues.ts';
import type { IndexedComponent } from './component-index.ts';
import { askRegistries, type Environment } from './registries.ts';
import { builtStorybook, folderReader, readStorybook } from './storybook.ts';
import { ownStorybook, runningStorybook } from './storybook-live.ts';
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
export async function sourcesAsked(root: string, options: AskOptions): Promise<Sources> {
  const { wanted, storybook, environment, signal } = options;
  const onDisk = await sourcesOnDisk(root);
  const live =
    storybook !== undefined
      ? runningStorybook(storybook, wanted, signal)
      : onDisk.components.length > 0
        ? Promise.resolve({ components: [], notes: [] })
        : ownStorybook(root, signal);
  const [running, registries] = await Promise.all([live, askRegistries(root, environment, signal)]);
  return {
    // What runs is newer than what was built.
    components: running.components.length > 0 ? running.components : onDisk.components,
    items: [...onDisk.items, ...registries.items],
    notes: [...running.notes, ...registries.notes],
  };
}
