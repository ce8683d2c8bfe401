/** The brands on this machine: which there are, their files, and a brief for designing. */
import { z } from 'zod';
import { BrandError } from './brand-error.ts';
import { type BrandFacts, readBrandFacts } from './brand-facts.ts';
import { type BrandFolder, findBrands, listBrandFiles, readBrandText } from './brand-folder.ts';
import { buildBrief } from './brief.ts';
import type { BrandBrief } from './brief-schema.ts';

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
  /** The brand in at most 1250 bytes of JSON; 1600 with one product and its claims in full. Throws `BrandError`. */
  brief(brand: string, product?: string): Promise<BrandBrief>;
}

const optionsSchema = z.strictObject({ roots: z.array(z.string().min(1)) });
const nameSchema = z.string().trim().min(1).max(200);

/** A store over folders that hold brand folders (`<root>/<brand>/brand/...`). Missing roots are like empty ones. */
export function createBrandStore(options: { roots: string[] }): BrandStore {
  const { roots } = optionsSchema.parse(options);

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
      let product: string | undefined;
      if (productName !== undefined) {
        product = match(products, (id) => id, productName);
        if (product === undefined) {
          throw new BrandError(
            'unknown_product',
            `${brand.id} has no such product`,
            JSON.stringify(productName),
            `Products of ${brand.id}: ${products.join(', ') || '(none)'}`,
          );
        }
      }
      return buildBrief(brand, files, products, product);
    },
  };
}

/** Products are the folders of `products/`. */
function productsOf(files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => /^products\/([^/]+)\//.exec(file)?.[1] ?? []))];
}

/** By exact name, else by the same letters and digits: "First Light Serum" is `first-light-serum`. */
function match<T>(items: readonly T[], nameOf: (item: T) => string, wanted: string): T | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return (
    items.find((item) => nameOf(item) === wanted) ??
    items.find((item) => plain(wanted) !== '' && plain(nameOf(item)) === plain(wanted))
  );
}
