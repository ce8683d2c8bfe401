/** The brands on this machine: which there are, their files, and a brief for designing. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isInside } from '../assets/index.ts';
import type { AngleEntry } from './angle-entry.ts';
import { BrandError } from './brand-error.ts';
import { type BrandFacts, readBrandFacts } from './brand-facts.ts';
import {
  type BrandFolder,
  findBrands,
  listBrandFiles,
  readBrandBytes,
  readBrandText,
} from './brand-folder.ts';
import { type BrandMemory, readMemory, recordConcept, recordLearning } from './brand-memory.ts';
import { buildBrief } from './brief.ts';
import type { BrandBrief } from './brief-schema.ts';
import { titleCase } from './display-name.ts';
import { listWithSizes } from './listing.ts';
import type { LogEntry } from './log-entry.ts';

export interface BrandSummary {
  id: string;
  /** Real absolute path of the brand's folder. */
  folder: string;
  products: string[];
}

export interface BrandStore {
  /** All brands, by name. Folders are read anew on every call: files change while a session runs. */
  list(): Promise<BrandSummary[]>;
  /** Paths of a brand's files, relative to its folder. Throws `BrandError`. */
  files(brand: string): Promise<string[]>;
  /** A text file of the brand by its path inside the brand's folder, at most 100 kB. Throws `BrandError`. */
  read(brand: string, path: string): Promise<string>;
  /** Colours, type, voice and logos as values, for code that checks or places them. Throws `BrandError`. */
  facts(brand: string): Promise<BrandFacts>;
  /** The brand in about a kilobyte of JSON (`maxBriefBytes`); with a product, that one in full. Throws `BrandError`. */
  brief(brand: string, product?: string): Promise<BrandBrief>;
  /** Its files with their sizes, a line each. Throws `BrandError`. */
  listing(brand: string): Promise<string[]>;
  /** The bytes of a file, at most `maxBytes`. Throws `BrandError`. */
  bytes(brand: string, path: string, maxBytes: number): Promise<Uint8Array>;
  /** Its name and folder, and the name of the product, as the folders have them. Throws `BrandError`. */
  resolve(brand: string, product?: string): Promise<BrandIdentity>;
  /** Ads and angles so far. Throws `BrandError`. */
  memory(brand: string): Promise<BrandMemory>;
  /** The same brand in a folder that may be written: a shipped one is copied first. Throws `BrandError`. */
  writable(brand: string): Promise<BrandIdentity & { copied: boolean }>;
  /**
   * Writes an ad into the log and the angle index, both or neither. `entryFor` sees what the files say at that moment
   * and may answer undefined: then nothing is written. Throws `BrandError`.
   */
  record(
    brand: string,
    entryFor: (memory: BrandMemory) => { log: LogEntry; angle: AngleEntry } | undefined,
  ): Promise<{ folder: string; copied: boolean }>;
  /** Adds a learning to the product's file, the brand's, or the one for all brands. Throws `BrandError`. */
  learn(learning: NewLearning): Promise<{ file: string; written: boolean; copied: boolean }>;
}

export interface BrandIdentity {
  id: string;
  folder: string;
  product?: string;
}

export interface NewLearning {
  text: string;
  category: string;
  /** undefined: for all brands. */
  brand?: string | undefined;
  product?: string | undefined;
}

const optionsSchema = z.strictObject({
  roots: z.array(z.string().min(1)),
  /** Brands that ship with the program are never written: an update would lose it. They are copied to `copyTo`. */
  shipped: z.strictObject({ root: z.string().min(1), copyTo: z.string().min(1) }).optional(),
});
/** Beside the brand's other files, not in `brand/`: what stands there is read as facts. */
const learningsFile = 'learnings.md';
const nameSchema = z.string().trim().min(1).max(200);

/** A store over folders that hold brand folders (`<root>/<brand>/brand/...`). Missing roots are like empty ones. */
export function createBrandStore(options: z.input<typeof optionsSchema>): BrandStore {
  const { roots, shipped } = optionsSchema.parse(options);

  const find = async (name: string): Promise<BrandFolder> => {
    const brands = await findBrands(roots);
    const parsed = nameSchema.safeParse(name);
    const found = parsed.success ? match(brands, ({ id }) => id, parsed.data) : undefined;
    if (found) return found;
    const known = brands.map(({ id }) => id).join(', ');
    throw new BrandError(
      'unknown_brand',
      'there is no such brand',
      JSON.stringify(name),
      known === ''
        ? `No brand was found below: ${roots.join(', ') || '(no folder is set)'}. A brand is a folder with brand/ and products/ in it`
        : `Brands: ${known}`,
    );
  };

  const withProduct = async (brand: BrandFolder, wanted: string | undefined): Promise<BrandIdentity> => {
    const identity = { id: brand.id, folder: brand.path };
    if (wanted === undefined) return identity;
    const products = productsOf(await listBrandFiles(brand));
    const product = match(products, (id) => id, wanted);
    if (product !== undefined) return { ...identity, product };
    throw new BrandError(
      'unknown_product',
      `${brand.id} has no such product`,
      JSON.stringify(wanted),
      `Products of ${brand.id}: ${products.join(', ') || '(none)'}`,
    );
  };

  const writable = async (name: string): Promise<{ brand: BrandFolder; copied: boolean }> => {
    const brand = await find(name);
    if (!shipped || !(await isShipped(brand, shipped.root))) return { brand, copied: false };
    return { brand: await copyBrand(brand, shipped.copyTo), copied: true };
  };

  return {
    list: async () => {
      const brands = await findBrands(roots);
      return Promise.all(
        brands.map(async (brand) => ({
          id: brand.id,
          folder: brand.path,
          products: productsOf(await listBrandFiles(brand)),
        })),
      );
    },
    files: async (name) => listBrandFiles(await find(name)),
    read: async (name, path) => {
      const brand = await find(name);
      return readBrandText(brand, path);
    },
    facts: async (name) => {
      const brand = await find(name);
      return readBrandFacts(brand, await listBrandFiles(brand));
    },
    brief: async (name, productName) => {
      const brand = await find(name);
      const files = await listBrandFiles(brand);
      const products = productsOf(files);
      const { product } = await withProduct(brand, productName);
      return buildBrief(brand, files, products, product);
    },
    listing: async (name) => listWithSizes(await find(name)),
    bytes: async (name, path, maxBytes) => readBrandBytes(await find(name), path, maxBytes),
    resolve: async (name, product) => withProduct(await find(name), product),
    memory: async (name) => readMemory(await find(name)),
    writable: async (name) => {
      const { brand, copied } = await writable(name);
      return { id: brand.id, folder: brand.path, copied };
    },
    record: async (name, entryFor) => {
      const { brand, copied } = await writable(name);
      await recordConcept(brand, entryFor);
      return { folder: brand.path, copied };
    },
    learn: async ({ text, category, brand: name, product: wanted }) => {
      if (name === undefined) {
        const root = roots[0];
        if (root === undefined)
          throw new BrandError(
            'cannot_write',
            'no folder for brands is set',
            'learnings.md',
            'Set ADSMITH_BRANDS',
          );
        await mkdir(root, { recursive: true });
        const folder = await realpath(root);
        const written = await recordLearning(folder, learningsFile, {
          text,
          category,
          fileTitle: 'Learnings',
        });
        return { file: join(folder, learningsFile), written, copied: false };
      }
      // Known before anything is copied: a wrong product name must leave nothing behind.
      const { product } = await withProduct(await find(name), wanted);
      const { brand, copied } = await writable(name);
      const file = product === undefined ? learningsFile : `products/${product}/${learningsFile}`;
      const fileTitle = `Learnings: ${titleCase(product ?? brand.id)}`;
      const written = await recordLearning(brand.path, file, { text, category, fileTitle });
      return { file: join(brand.path, file), written, copied };
    },
  };
}

async function isShipped({ path }: BrandFolder, root: string): Promise<boolean> {
  const real = await realpath(root).catch(() => undefined);
  return real !== undefined && isInside(path, real);
}

/** Copies a brand aside and moves it into place, so that two processes at once end with one whole copy. */
async function copyBrand(brand: BrandFolder, into: string): Promise<BrandFolder> {
  await mkdir(into, { recursive: true });
  const root = await realpath(into);
  const draft = join(root, `.adsmith-${randomUUID()}`);
  const path = join(root, brand.id);
  try {
    await cp(brand.path, draft, { recursive: true });
    await rename(draft, path).catch((error: unknown) => {
      if (!existsSync(path)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { id: brand.id, path };
}

/** Products are the folders of `products/`. */
function productsOf(files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => /^products\/([^/]+)\//.exec(file)?.[1] ?? []))];
}

/** By exact name, else by the same letters and digits: "First Light Serum" is `first-light-serum`. */
function match<T>(items: readonly T[], nameOf: (item: T) => string, wanted: string): T | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const exact =
    items.find((item) => nameOf(item) === wanted) ??
    items.find((item) => plain(wanted) !== '' && plain(nameOf(item)) === plain(wanted));
  if (exact !== undefined) return exact;
  // "Aurelie" for "Aurélie", as long as it can mean only one.
  const bare = (text: string) =>
    plain(
      text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replaceAll('ß', 'ss'),
    );
  const alike = items.filter((item) => bare(wanted) !== '' && bare(nameOf(item)) === bare(wanted));
  return alike.length === 1 ? alike[0] : undefined;
}
