/** Brands as resources: the list, a brief of each, and every file of theirs. */
import { posix } from 'node:path';
import { BrandError, type BrandStore, createBrandWatch } from '../brand/index.ts';
import type {
  ListedResource,
  ResourceChange,
  ResourceContent,
  ResourceProvider,
} from './resource-provider.ts';

const listUri = 'adsmith://brands';
const brandUri = 'adsmith://brand/';
const briefTemplate = 'adsmith://brand/{brand}';
const fileTemplate = 'adsmith://brand/{brand}/{+path}';

/** The whole list; with more brands, only what fits. Templates reach the rest. */
const mostListed = 80;
/** Pictures beyond this do not fit into clients' messages; tools take them by path. */
const maxBytes = 2_000_000;

/** What people look for first, in this order. */
const keyFiles: readonly (readonly [RegExp, string])[] = [
  [/^brand\/overview\.mdx?$/i, 'overview'],
  [/^brand\/voice\.mdx?$/i, 'voice'],
  [/^products\/([^/]+)\/spec\.md$/i, 'product'],
  [/^ads\/concepts-log\.md$/i, 'concepts log'],
  [/^ads\/angles\.md$/i, 'angles'],
  [/^learnings\.md$/i, 'learnings'],
];

/** A provider for all clients of the process; `roots` are the folders the store reads brands from. */
export function brandResources(brands: BrandStore, roots: readonly string[]): ResourceProvider {
  const watch = createBrandWatch(roots);
  const list = async (): Promise<ListedResource[]> => {
    const all = await brands.list();
    const perBrand = await Promise.all(all.map(({ id }) => resourcesOf(brands, id)));
    const resources: ListedResource[] = [
      {
        uri: listUri,
        name: 'brands',
        description: `The brands there are: ${all.map(({ id }) => id).join(', ') || 'none yet'}`,
        mimeType: 'application/json',
        annotations: { priority: 0.9 },
      },
      ...perBrand.flat(),
    ];
    return resources.slice(0, mostListed);
  };
  return {
    list,
    templates: () => [
      {
        uriTemplate: briefTemplate,
        name: 'brand brief',
        description: 'Colours, type, voice, products, angles and recent concepts of a brand, in a kilobyte',
        mimeType: 'application/json',
      },
      {
        uriTemplate: fileTemplate,
        name: 'brand file',
        description: 'A file of a brand, e.g. brand/voice.md',
      },
    ],
    read: (uri) => read(brands, uri),
    async complete(target, { name, value }, given) {
      if (!('template' in target) || (target.template !== briefTemplate && target.template !== fileTemplate))
        return undefined;
      if (name === 'brand')
        return startingWith(
          value,
          (await brands.list()).map(({ id }) => id),
        );
      if (name !== 'path' || given['brand'] === undefined) return [];
      const files = await brands.files(given['brand']).catch((error: unknown) => {
        if (error instanceof BrandError) return [];
        throw error;
      });
      return startingWith(value, files);
    },
    watch(report) {
      let known = list().then(keysOf, () => '');
      return watch.add((changed) => {
        for (const uri of urisOf(changed)) report({ kind: 'updated', uri });
        known = known.then(async (before) => {
          const now = await list().then(keysOf, () => before);
          if (now !== before) report({ kind: 'list' } satisfies ResourceChange);
          return now;
        });
      });
    },
  };
}

async function resourcesOf(brands: BrandStore, id: string): Promise<ListedResource[]> {
  const files = await brands.files(id).catch((): string[] => []);
  const key = keyFiles.flatMap(([pattern, name]) =>
    files.flatMap((file) => {
      const match = pattern.exec(file);
      return match ? [{ file, name: match[1] ?? name }] : [];
    }),
  );
  return [
    { uri: uriOf(id), name: `${id}: brief`, mimeType: 'application/json', annotations: { priority: 0.8 } },
    ...key.map(({ file, name }) => ({
      uri: uriOf(id, file),
      name: `${id}: ${name}`,
      mimeType: mimeTypeOf(file),
    })),
  ];
}

async function read(brands: BrandStore, uri: string): Promise<ResourceContent | undefined> {
  if (uri === listUri) {
    const all = (await brands.list()).map(({ id, products }) => ({ id, products, uri: uriOf(id) }));
    return { mimeType: 'application/json', text: JSON.stringify({ brands: all }) };
  }
  if (!uri.startsWith(brandUri)) return undefined;
  const [brand = '', ...rest] = uri.slice(brandUri.length).split('/').map(decoded);
  const path = rest.join('/');
  if (path === '') return { mimeType: 'application/json', text: JSON.stringify(await brands.brief(brand)) };
  const mimeType = mimeTypeOf(path);
  if (isText(mimeType)) return { mimeType, text: await brands.read(brand, path) };
  return { mimeType, bytes: await brands.bytes(brand, path, maxBytes) };
}

/** The file, the brief it goes into, and the list of brands when a whole folder may have come or gone. */
function urisOf(changed: ReadonlySet<string>): Set<string> {
  const uris = new Set<string>();
  for (const path of changed) {
    const [brand, ...rest] = path.split('/');
    if (brand) uris.add(uriOf(brand));
    if (brand && rest.length > 0) uris.add(uriOf(brand, rest.join('/')));
    if (rest.length <= 1) uris.add(listUri);
  }
  return uris;
}

function uriOf(brand: string, path?: string): string {
  const parts = [brand, ...(path === undefined ? [] : path.split('/'))];
  return brandUri + parts.map(encodeURIComponent).join('/');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const keysOf = (resources: readonly ListedResource[]): string => resources.map(({ uri }) => uri).join('\n');

/** Those that begin with what was typed, then those that have it elsewhere. */
function startingWith(typed: string, values: readonly string[]): string[] {
  const wanted = typed.toLowerCase();
  const begins = values.filter((value) => value.toLowerCase().startsWith(wanted));
  const holds = values.filter((value) => !begins.includes(value) && value.toLowerCase().includes(wanted));
  return [...begins, ...holds];
}

const mimeTypes: Record<string, string> = {
  '.md': 'text/markdown',
  '.mdx': 'text/markdown',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
};

const mimeTypeOf = (path: string): string =>
  mimeTypes[posix.extname(path).toLowerCase()] ?? 'application/octet-stream';
const isText = (mimeType: string): boolean => /^text\/|json$|yaml$|svg\+xml$/.test(mimeType);
