/** Items of shadcn-style registries: what a project could add, never what it has. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type RegistryIndex, registryIndexSchema } from '../../../schemas/component-sources.ts';
import { nameWords } from './names.ts';

export interface RegistryItem {
  name: string;
  words: string[];
  /** Where it comes from: "@acme", or the registry's own name. */
  registry: string;
  /** The command that adds it. */
  add?: string;
  type?: string;
  description?: string;
}

/** Items of `registry.json` files the project keeps. */
export function localRegistryItems(root: string): RegistryItem[] {
  return ['registry.json', 'public/r/registry.json', 'public/registry.json'].flatMap((path) => {
    const text = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
    const folder = posix.dirname(path);
    const add = (item: string) => {
      const file = [`${folder}/${item}.json`, `public/r/${item}.json`].find((one) =>
        existsSync(join(root, one)),
      );
      return file === undefined ? undefined : `npx shadcn@latest add ./${posix.normalize(file)}`;
    };
    return (text !== undefined && parseRegistry(text, path, add)) || [];
  });
}

/** Undefined when the text is no registry. */
export function parseRegistry(
  text: string,
  label: string,
  add: (item: string) => string | undefined,
): RegistryItem[] | undefined {
  try {
    const registry = registryIndexSchema.safeParse(JSON.parse(text)).data;
    const name = registry && !Array.isArray(registry) ? registry.name : undefined;
    return registry && registryItems(registry, name ?? label, add);
  } catch {
    return undefined;
  }
}

/** Names become part of a command people run: only those that can be nothing else. */
const itemName = /^[a-z0-9][\w./-]{0,80}$/i;
const MOST_ITEMS = 5000;

export const registryItems = (
  registry: RegistryIndex,
  label: string,
  add: (item: string) => string | undefined,
): RegistryItem[] =>
  (Array.isArray(registry) ? registry : registry.items)
    .slice(0, MOST_ITEMS)
    .filter(
      ({ name, type }) => itemName.test(name) && (type === undefined || /:(ui|component|block)$/.test(type)),
    )
    .map(({ name, type, description, title }) => {
      const command = add(name);
      return {
        name,
        words: nameWords(posix.basename(name)),
        registry: label,
        ...(command !== undefined && { add: command }),
        ...(type !== undefined && { type }),
        ...((description ?? title) !== undefined && {
          description: (description ?? title ?? '').replace(/\s+/g, ' ').slice(0, 120),
        }),
      };
    });
