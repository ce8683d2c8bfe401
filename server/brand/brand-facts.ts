/** Everything the brand's own files say, as values: colours, type, voice, logos. */
import { basename } from 'node:path';
import { BrandError } from './brand-error.ts';
import { type BrandFolder, readBrandText } from './brand-folder.ts';
import { type BrandColour, readColours } from './colours.ts';
import { displayName, titleCase } from './display-name.ts';
import { plainText, sections } from './markdown.ts';
import { type BrandType, readTypeFamilies } from './type-families.ts';
import { type BrandVoice, readVoice } from './voice.ts';

export interface BrandFacts {
  id: string;
  /** As the brand writes itself. */
  name: string;
  /** Colours to use; those the files say to avoid are in `avoidColours`. */
  colours: BrandColour[];
  avoidColours: BrandColour[];
  type: BrandType[];
  voice: BrandVoice;
  /** Logo files, relative to the brand's folder; a PNG is left out where the same logo exists as SVG. */
  logos: string[];
  /** What no file says, "colours (no colour value in brand/*.md)", or says in words that are not understood. */
  missing: string[];
}

export const imageFile = /\.(png|jpe?g|webp|avif|gif|tiff?|svg)$/i;

/** Reads `brand/*.md`, the overview first. What is not written there is reported in `missing`, never guessed. */
export async function readBrandFacts(brand: BrandFolder, files: readonly string[]): Promise<BrandFacts> {
  const colours = new Map<string, BrandColour>();
  const type = new Map<string, BrandType>();
  let voice: BrandVoice = { dos: [], donts: [], samples: [] };
  let name = titleCase(brand.id);
  let hasVoice = false;
  const unread: string[] = [];
  /** Files that say something, in whatever words. */
  const written: string[] = [];
  for (const file of brandFiles(files)) {
    const text = await readBrandText(brand, file).catch((error: unknown) => {
      // One bad file must not hide what the others say.
      if (!(error instanceof BrandError)) throw error;
      unread.push(`${file} (${error.what})`);
      return '';
    });
    if (saysSomething(text)) written.push(file);
    if (/overview/i.test(basename(file))) name = displayName(brand.id, text);
    if (/voice|tone/i.test(basename(file))) {
      if (!hasVoice) voice = readVoice(text);
      hasVoice = true;
      continue;
    }
    for (const colour of readColours(text)) if (!colours.has(colour.hex)) colours.set(colour.hex, colour);
    for (const family of readTypeFamilies(text)) {
      const key = `${family.family}|${family.role}`;
      if (!type.has(key)) type.set(key, family);
    }
  }
  const all = [...colours.values()];
  const facts = {
    id: brand.id,
    name,
    colours: all.filter(({ avoid }) => avoid !== true),
    avoidColours: all.filter(({ avoid }) => avoid === true),
    type: [...type.values()],
    voice,
    logos: logosOf(files),
  };
  const described = written.filter((file) => !/voice|tone|readme/i.test(basename(file)));
  const lacking = (what: string, why: string): string =>
    described.length > 0
      ? `${what} (none recognised: read ${described.slice(0, 2).join(', ')})`
      : `${what} (${why})`;
  const said = [voice.summary ?? '', ...voice.dos, ...voice.donts, ...voice.samples].join('');
  const missing = [
    ...unread,
    ...(facts.colours.length === 0 ? [lacking('colours', 'no colour value in brand/*.md')] : []),
    ...(facts.type.length === 0 ? [lacking('type families', 'no font named in brand/*.md')] : []),
    ...(said === '' ? ['voice (brand/voice.md)'] : []),
    ...(facts.logos.length === 0 ? ['logo (brand/logo.svg)'] : []),
  ];
  return { ...facts, missing };
}

/** Anything but headings and comments. */
function saysSomething(markdown: string): boolean {
  return sections(markdown).some(({ lines }) => /[\p{L}\p{N}]/u.test(lines.map(plainText).join('')));
}

function brandFiles(files: readonly string[]): string[] {
  return files
    .filter((file) => /^brand\/[^/]+\.mdx?$/i.test(file))
    .sort((a, b) => Number(/overview/i.test(b)) - Number(/overview/i.test(a)));
}

function logosOf(files: readonly string[]): string[] {
  const stem = (file: string) => file.replace(/\.[^.]+$/, '');
  const logos = files.filter((file) => imageFile.test(file) && /logo|wordmark/i.test(basename(file)));
  const vectors = new Set(logos.filter((file) => /\.svg$/i.test(file)).map(stem));
  return logos
    .filter((file) => /\.svg$/i.test(file) || !vectors.has(stem(file)))
    .sort((a, b) => stem(a).length - stem(b).length);
}
