/**
 * Makes the starter library: a real MCP client builds sixty ads of invented brands with the tools, on the headless
 * canvas, and exports them into `ad-library/`; some are saved as the templates that ship.
 *
 *   npm run starter [-- slug... ] [--out FOLDER]
 *
 * Product pictures are rendered once and kept in `out/starter`; with slugs only those ads are made again.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../server/config/settings.ts';
import { findPlacement } from '../server/placement/placements.ts';
import { say, took } from './demo/say.ts';
import { setMaterials } from './starter/ad.ts';
import { starterAds } from './starter/ads/index.ts';
import { starterBrands, writeBrand } from './starter/brands.ts';
import { connect } from './starter/client.ts';
import { exportStarterAd, folderOf } from './starter/export.ts';
import { inspect } from './starter/inspect.ts';
import { makeMaterials } from './starter/materials.ts';
import { saveStarterTemplate, shipTemplates } from './starter/templates.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: join(packageRoot, 'ad-library') } },
});
const library = resolve(values.out);
const work = join(packageRoot, 'out', 'starter');
const started = performance.now();

setMaterials(work);
await makeMaterials(work);
for (const brand of starterBrands) await writeBrand(join(work, 'brands'), brand);
say(`Brands and pictures are ready, ${took(started)}.`);

const home = join(work, 'home');
await rm(home, { recursive: true, force: true });
const all = positionals.length === 0;
const server = await connect(work);
const ads = starterAds();
const wanted = (slug: string) => all || positionals.some((part) => slug.includes(part));
let made = 0;
/** Ads that fail a check are not exported; all of them are told, then the run fails. */
let failed = 0;
let bytes = 0;
for (const [index, ad] of ads.entries()) {
  const number = ads.slice(0, index + 1).filter(({ category }) => category === ad.category).length;
  const file = `${String(number).padStart(2, '0')}-${ad.slug}`;
  if (!wanted(`${folderOf(ad.category)}/${file}`)) continue;
  const at = performance.now();
  const { frameId, notes } = await server.build(ad.pipeline).catch((error: unknown) => {
    throw new Error(`${ad.category} ${file}: ${error instanceof Error ? error.message : error}`);
  });
  const facts = await inspect(server, frameId);
  const folder = join(library, folderOf(ad.category));
  await mkdir(folder, { recursive: true });
  const size = await exportStarterAd(server, frameId, join(folder, `${file}.jpg`)).catch((error: unknown) => {
    say(`${ad.category} ${file} is not exported: ${error instanceof Error ? error.message : error}`);
  });
  if (!size) {
    failed++;
    continue;
  }
  await writeFile(
    join(folder, `${file}.json`),
    `${JSON.stringify(sidecar(ad, facts.text, size), null, 2)}\n`,
  );
  if (all && ad.template)
    notes.push(`template ${await saveStarterTemplate(server, ad, frameId)}: ${ad.template}`);
  made++;
  bytes += size.bytes;
  say(
    `${folderOf(ad.category)}/${file}: ${size.width}×${size.height}, ${Math.round(size.bytes / 1024)} kB, ${took(at)}`,
  );
  for (const note of [...notes, ...facts.problems]) say(`  · ${note}`);
}
await server.close();
if (failed > 0) throw new Error(`${failed} ads failed; the templates were left as they are.`);
if (all) say(`${await shipTemplates(home, join(library, '_templates'))} templates ship.`);
say(`${made} ads, ${Math.round(bytes / 1024)} kB, ${took(started)}.`);

function sidecar(
  ad: (typeof ads)[number],
  text: string,
  { width, height }: { width: number; height: number },
) {
  const brand = starterBrands.find(({ id }) => id === ad.brand);
  return {
    text,
    angle: ad.angle,
    format: ad.category,
    placement: findPlacement(ad.format).id,
    layout: ad.layout,
    tags: ad.tags,
    brand: brand?.name ?? ad.brand,
    trade: brand?.trade ?? '',
    fictional: true,
    size: [width, height],
    licence: 'MIT (made with Adsmith)',
    source: 'npm run starter',
  };
}
