/** The brand brief: facts from the brand's files, and what they leave open, in about a kilobyte. */
import { basename, join } from 'node:path';
import { imageInfo } from '../assets/index.ts';
import { conceptsPerAngle } from './angle-entry.ts';
import { type LoggedAngle, readAngles } from './angle-index.ts';
import { imageFile, readBrandFacts } from './brand-facts.ts';
import { type BrandFolder, maxLogBytes, readBrandTextIfAny } from './brand-folder.ts';
import { type BrandBrief, brandBriefSchema, type ProductBrief } from './brief-schema.ts';
import type { BrandColour } from './colours.ts';
import { isNewestFirst, type LoggedConcept, readConceptsLog } from './concept-log.ts';
import { readLearnings } from './learnings.ts';
import { readProductSpec } from './product-spec.ts';
import { maxBriefBytes, shorten } from './shorten.ts';
import type { BrandType } from './type-families.ts';
import { varietyOf } from './variety.ts';
import type { BrandVoice } from './voice.ts';

/** Header reads per brief: a folder may hold hundreds of pictures. */
const maxImages = 24;

/** Builds the brief of one brand; with `product`, that product comes in full and the others only by name. */
export async function buildBrief(
  brand: BrandFolder,
  files: readonly string[],
  products: readonly string[],
  product: string | undefined,
): Promise<BrandBrief> {
  const facts = await readBrandFacts(brand, files);
  const missing = [...facts.missing];
  const log = await readBrandTextIfAny(brand, 'ads/concepts-log.md', maxLogBytes);
  if (log === undefined) missing.push('ads/concepts-log.md');
  const concepts = readConceptsLog(log ?? '');

  const angles = readAngles((await readBrandTextIfAny(brand, 'ads/angles.md', maxLogBytes)) ?? '');
  const learnings = await learningsOf(brand, product);

  const entries: ProductBrief[] = [];
  if (products.length === 0) missing.push('products (products/<product>/spec.md)');
  for (const id of products) {
    if (product !== undefined && product !== id) {
      entries.push({ id });
      continue;
    }
    const { entry, lacks } = await productEntry(brand, files, id, product === id);
    entries.push(entry);
    missing.push(...lacks);
  }
  entries.sort((a, b) => Number(b.id === product) - Number(a.id === product));

  const brief: BrandBrief = {
    brand: brand.id,
    folder: brand.path,
    colours: facts.colours.map(colourLine),
    type: facts.type.map(typeLine),
    voice: voiceLines(facts.voice),
    logos: facts.logos,
    products: entries,
    ...(angles.length === 0 ? {} : { angles: angleLines(angles) }),
    ...(learnings.length === 0 ? {} : { learnings }),
    recent: concepts.slice(-3).reverse().map(conceptLine),
    formats: varietyOf(concepts),
    ...(missing.length === 0 ? {} : { missing }),
  };
  return brandBriefSchema.parse(
    shorten(brief, product === undefined ? maxBriefBytes.brand : maxBriefBytes.product),
  );
}

async function productEntry(
  brand: BrandFolder,
  files: readonly string[],
  id: string,
  full: boolean,
): Promise<{ entry: ProductBrief; lacks: string[] }> {
  const specText = await readBrandTextIfAny(brand, `products/${id}/spec.md`);
  const spec = readProductSpec(specText ?? '');
  const pictures = files.filter((file) => file.startsWith(`products/${id}/`) && imageFile.test(file));
  const images: string[] = [];
  for (const file of mainFirst(pictures, id).slice(0, full ? maxImages : 1)) {
    const size = await imageInfo(join(brand.path, file), [brand.path]).then(
      ({ width, height }) => `${width}x${height}`,
      () => '(cannot be read)',
    );
    images.push(`${file} ${size}`);
  }
  const lacks =
    specText === undefined
      ? [`products/${id}/spec.md`]
      : [
          ...(spec.price === undefined ? [`price of ${id}`] : []),
          ...(full && spec.claimsAllowed.length === 0 ? [`allowed claims of ${id}`] : []),
        ];
  if (pictures.length === 0) lacks.push(`images of ${id} (products/${id}/assets/)`);
  const given = (key: 'benefits' | 'claims' | 'never' | 'images', items: string[]) =>
    items.length === 0 ? {} : { [key]: items };
  const entry: ProductBrief = {
    id,
    ...(spec.price === undefined ? {} : { price: spec.price }),
    ...(full ? given('benefits', spec.benefits) : {}),
    ...(full ? given('claims', spec.claimsAllowed) : {}),
    ...(full ? given('never', spec.claimsForbidden) : {}),
    ...given('images', images),
  };
  return { entry, lacks };
}

/** What the product taught, the latest first; without a product, what the brand did. */
async function learningsOf(brand: BrandFolder, product: string | undefined): Promise<string[]> {
  const own =
    product === undefined ? undefined : await readBrandTextIfAny(brand, `products/${product}/learnings.md`);
  const shared = await readBrandTextIfAny(brand, 'learnings.md');
  return [
    ...readLearnings(own ?? '')
      .reverse()
      .slice(0, 4),
    ...readLearnings(shared ?? '')
      .reverse()
      .slice(0, 2),
  ];
}

function angleLines(angles: readonly LoggedAngle[]): string[] {
  const newestFirst = isNewestFirst(angles) ? angles : [...angles].reverse();
  return newestFirst.flatMap(({ name, visits }) => {
    const last = visits.at(-1);
    if (!last || visits.every(({ count }) => count === 0)) return [];
    return [`${name} ${last.count}/${conceptsPerAngle}${last.number > 0 ? ` (revisit ${last.number})` : ''}`];
  });
}

/** The picture named like the product comes first. */
function mainFirst(pictures: readonly string[], id: string): string[] {
  const isMain = (file: string) => basename(file).replace(/\.[^.]+$/, '') === id;
  return [...pictures].sort((a, b) => Number(isMain(b)) - Number(isMain(a)));
}

function colourLine({ hex, name, role }: BrandColour): string {
  return `${name ? `${name} ` : ''}${hex}${role ? `: ${role}` : ''}`;
}

function typeLine({ family, role, weights, italic }: BrandType): string {
  const weight = weights.length > 0 ? ` ${weights.join('/')}` : '';
  return `${role ? `${role}: ` : ''}${family}${weight}${italic ? ' italic' : ''}`;
}

function conceptLine({ title, category, format, angle }: LoggedConcept): string {
  const about = [category?.name ?? format, angle].filter((part) => part !== undefined).join(', ');
  return about === '' ? title : `${title} (${about})`;
}

function voiceLines({ summary, dos, donts, samples }: BrandVoice): string[] {
  const line = (label: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${label}: ${items.map((item) => item.replace(/\.$/, '')).join('; ')}`];
  return [
    ...(summary === undefined ? [] : [summary]),
    ...line("Don't", donts),
    ...line('Sounds like', samples.slice(0, 2)),
    ...line('Do', dos),
  ];
}
