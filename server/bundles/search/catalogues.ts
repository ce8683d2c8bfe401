/** Components a project's Storybook or a shadcn-style registry lists. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { z } from 'zod';
import {
  registrySchema,
  storybookIndexSchema,
  storybookManifestSchema,
} from '../../../schemas/component-sources.ts';
import { type IndexedComponent, textWords } from './component-index.ts';
import { nameWords } from './names.ts';

/** From a built Storybook in the project; empty when there is none. */
export function storybookComponents(root: string): IndexedComponent[] {
  for (const folder of ['storybook-static', 'public/storybook', 'dist/storybook']) {
    const manifest = readJson(join(root, folder, 'manifests', 'components.json'), storybookManifestSchema);
    if (manifest) {
      return Object.entries(manifest.components).map(([id, one]) =>
        listed(
          one.name ?? id,
          one.path ?? '',
          `${one.description ?? ''} ${one.summary ?? ''}`,
          Object.keys(one.reactDocgen?.props ?? one.reactDocgenTypescript?.props ?? {}),
        ),
      );
    }
    const index = readJson(join(root, folder, 'index.json'), storybookIndexSchema);
    if (index) {
      const titles = new Map(
        Object.values(index.entries).map(({ title, importPath }) => [title, importPath ?? '']),
      );
      return [...titles].map(([title, path]) => listed(title.split('/').at(-1) ?? title, path, title, []));
    }
  }
  return [];
}

function listed(name: string, path: string, text: string, props: string[]): IndexedComponent {
  return {
    name: name.replace(/\s+/g, ''),
    words: nameWords(name),
    props: props.map((prop) => ({ name: prop })),
    elements: {},
    marks: [],
    text: textWords(text),
    kind: 'part',
    file: path.replace(/^\.\//, ''),
    line: 1,
    exported: true,
    source: 'storybook',
  };
}

export interface RegistryItem {
  name: string;
  words: string[];
  registry: string;
  type?: string;
  description?: string;
}

/** Items of `registry.json` files the project keeps; remote registries are asked only by name, by the caller. */
export function localRegistryItems(root: string): RegistryItem[] {
  return ['registry.json', 'public/r/registry.json', 'public/registry.json'].flatMap((path) => {
    const registry = readJson(join(root, path), registrySchema);
    return registry ? registryItems(registry, registry.name ?? path) : [];
  });
}

export function parseRegistry(text: string, label: string): RegistryItem[] | undefined {
  try {
    const registry = registrySchema.safeParse(JSON.parse(text)).data;
    return registry && registryItems(registry, registry.name ?? label);
  } catch {
    return undefined;
  }
}

const registryItems = (registry: z.infer<typeof registrySchema>, label: string): RegistryItem[] =>
  registry.items
    .filter(({ type }) => type === undefined || /:(ui|component|block)$/.test(type))
    .map(({ name, type, description, title }) => ({
      name,
      words: nameWords(posix.basename(name)),
      registry: label,
      ...(type !== undefined && { type }),
      ...((description ?? title) !== undefined && {
        description: (description ?? title ?? '').slice(0, 120),
      }),
    }));

function readJson<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
