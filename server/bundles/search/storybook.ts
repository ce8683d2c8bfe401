/** Components a Storybook lists: its manifest of components, or the index of its stories. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, posix, relative } from 'node:path';
import type { z } from 'zod';
import {
  type StorybookComponent,
  storybookComponentSchema,
  storybookIndexSchema,
  storybookManifestSchema,
  storybookStoriesSchema,
} from '../../../schemas/component-sources.ts';
import { type IndexedComponent, textWords } from './component-index.ts';
import { nameWords } from './names.ts';

/** Reads one JSON of a Storybook by its path below the Storybook's root; undefined when there is none. */
export type StorybookReader = (path: string) => Promise<unknown> | unknown;

/** @param from What people are told the components come from: "Storybook (storybook-static)". */
export async function readStorybook(read: StorybookReader, from: string): Promise<IndexedComponent[]> {
  const manifest = storybookManifestSchema.safeParse(await read('manifests/components.json')).data;
  if (manifest) {
    const found: IndexedComponent[] = [];
    for (const [id, entry] of Object.entries(manifest.components).slice(0, MOST_COMPONENTS)) {
      const one = await resolveEntry(entry, read);
      if (one) found.push(ofManifest(id, one, from));
    }
    if (found.length > 0) return found;
  }
  const index = storybookIndexSchema.safeParse(await read('index.json')).data;
  const entries =
    index?.entries ?? storybookStoriesSchema.safeParse(await read('stories.json')).data?.stories;
  return entries ? ofStories(Object.values(entries).slice(0, MOST_STORIES), from) : [];
}

const MOST_COMPONENTS = 2000;
const MOST_STORIES = 20_000;

/** Newer manifests keep each component in a file of its own and point at it. */
async function resolveEntry(entry: unknown, read: StorybookReader): Promise<StorybookComponent | undefined> {
  const one = storybookComponentSchema.safeParse(entry).data;
  const reference = one?.['$ref'];
  if (one === undefined || typeof reference !== 'string') return one;
  const [path = '', pointer = ''] = reference.split('#');
  const target = posix.normalize(posix.join('manifests', path));
  if (target.startsWith('..') || /^\/|:/.test(path)) return one;
  let value = await read(target);
  for (const key of pointer.split('/').slice(1).map(unescapePointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return one;
    value = (value as Record<string, unknown>)[key];
  }
  return storybookComponentSchema.safeParse(value).data ?? one;
}

const unescapePointer = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~');

function ofManifest(id: string, one: StorybookComponent, from: string): IndexedComponent {
  const props = Object.keys(
    one.reactDocgen?.props ?? one.reactDocgenTypescript?.props ?? one.reactComponentMeta?.props ?? {},
  );
  return listedComponent({
    name: one.name ?? id,
    path: one.path ?? '',
    text: `${one.description ?? ''} ${one.summary ?? ''}`,
    props,
    from,
    ...(one.import !== undefined && { importLine: one.import }),
  });
}

function ofStories(entries: z.infer<typeof storybookIndexSchema>['entries'][string][], from: string) {
  const found = new Map<string, IndexedComponent>();
  for (const { title, importPath, componentPath, type } of entries) {
    if (type === 'docs' && importPath?.endsWith('.mdx')) continue;
    const name = title.split('/').at(-1) ?? title;
    const path = componentPath ?? importPath?.replace(/\.stories(\.\w+)$/, '$1') ?? '';
    if (!found.has(title)) found.set(title, listedComponent({ name, path, text: title, props: [], from }));
  }
  return [...found.values()];
}

export function listedComponent(one: {
  name: string;
  path: string;
  text: string;
  props: readonly string[];
  from: string;
  importLine?: string;
}): IndexedComponent {
  const name = one.name.replace(/\s+/g, '').slice(0, 120);
  return {
    name,
    words: nameWords(one.name),
    props: one.props.slice(0, 200).map((prop) => ({ name: prop })),
    elements: {},
    marks: [],
    text: textWords(one.text),
    kind: 'part',
    file: one.path.replace(/^\.\//, ''),
    line: 1,
    exported: true,
    source: 'storybook',
    from: one.from,
    ...(one.importLine !== undefined && { importLine: one.importLine.split('\n')[0]?.slice(0, 200) ?? '' }),
  };
}

const usualFolders = [
  'storybook-static',
  'public/storybook',
  'dist/storybook',
  'build/storybook',
  'docs/storybook',
];

/** Where the project builds its Storybook, by its scripts and by custom; undefined when it is not built. */
export function builtStorybook(root: string): string | undefined {
  const script = /(?:storybook build|build-storybook)[^&|;"]*?(?:-o|--output-dir)[ =]+([\w./-]+)/.exec(
    packageText(root),
  )?.[1];
  return [...(script === undefined ? [] : [script]), ...usualFolders].find((folder) => {
    const below = relative(root, join(root, folder));
    if (below.startsWith('..') || isAbsolute(below)) return false;
    return ['manifests/components.json', 'index.json', 'stories.json'].some((file) =>
      existsSync(join(root, folder, file)),
    );
  });
}

/** The project's package.json as text; "" when there is none. */
export function packageText(root: string): string {
  const path = join(root, 'package.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Reads a built Storybook's files; larger ones than `MOST_BYTES` are left alone. */
export const folderReader =
  (folder: string): StorybookReader =>
  (path) => {
    const file = join(folder, path);
    if (!existsSync(file) || statSync(file).size > MOST_BYTES) return undefined;
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    } catch {
      return undefined;
    }
  };

const MOST_BYTES = 16 * 1024 * 1024;
