/**
 * Writes `bundled-fonts.json`: which families ship, their styles under Figma's names, and the file of each
 * per-script subset. Run it after changing the font packages: `npx tsx server/headless/text/data/build-bundled-fonts.ts`.
 * The runtime reads only the JSON, so listing fonts opens no font file.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundledFamily, BundledStyle } from '../fonts/bundled.ts';
import { packageFolder } from '../fonts/bundled.ts';
import { readFace } from '../fonts/face-info.ts';
import { fileBytes } from '../fonts/sfnt.ts';

/** `file`: which axes the shipped variable file has (fontsource's file-name part). */
const variableFamilies: { id: string; file: string; fallback?: BundledFamily['fallback'] }[] = [
  { id: 'archivo', file: 'standard' },
  { id: 'bricolage-grotesque', file: 'standard' },
  { id: 'caveat', file: 'wght' },
  { id: 'dm-sans', file: 'standard' },
  { id: 'fraunces', file: 'full' },
  { id: 'jetbrains-mono', file: 'wght' },
  { id: 'manrope', file: 'wght' },
  { id: 'montserrat', file: 'wght' },
  { id: 'noto-sans-arabic', file: 'wght', fallback: 'script' },
  { id: 'noto-sans-devanagari', file: 'wght', fallback: 'script' },
  { id: 'noto-sans-hebrew', file: 'wght', fallback: 'script' },
  { id: 'oswald', file: 'wght' },
  { id: 'playfair-display', file: 'wght' },
  { id: 'space-grotesk', file: 'wght' },
  { id: 'syne', file: 'wght' },
];
const staticFamilies = ['anton', 'bebas-neue', 'dm-serif-display', 'instrument-serif', 'poppins'];
const weightNames: Record<number, string> = {
  100: 'Thin',
  200: 'ExtraLight',
  300: 'Light',
  400: 'Regular',
  500: 'Medium',
  600: 'SemiBold',
  700: 'Bold',
  800: 'ExtraBold',
  900: 'Black',
};
const withItalic = (name: string, italic: boolean) =>
  !italic ? name : name === 'Regular' ? 'Italic' : `${name} Italic`;

interface FontsourceMetadata {
  family: string;
  weights: number[];
  styles: string[];
  defSubset: string;
  /** Google's defaults; the files' own fvar defaults are those of the file's first master. */
  variable?: Record<string, { default: string }>;
}
function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The family's own script first, then Latin, then the rest in fontsource's order. */
function orderedSubsets(folder: string, metadata: FontsourceMetadata, exists: (subset: string) => boolean) {
  const ranges = readJson<Record<string, string>>(join(folder, 'unicode.json'));
  const rank = (name: string) =>
    name === metadata.defSubset ? 0 : name === 'latin' ? 1 : name === 'latin-ext' ? 2 : 3;
  return Object.entries(ranges)
    .filter(([name]) => exists(name))
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, range]) => ({ name, ranges: range }));
}

/** Every axis but weight at the value the family's designers chose as its default. */
function designDefaults(metadata: FontsourceMetadata): Record<string, number> {
  const axes = Object.entries(metadata.variable ?? {}).filter(([tag]) => tag !== 'wght' && tag !== 'ital');
  return Object.fromEntries(axes.map(([tag, axis]) => [tag, Number(axis.default)]));
}

function variableFamily(id: string, axesFile: string, fallback?: BundledFamily['fallback']): BundledFamily {
  const pkg = `@fontsource-variable/${id}`;
  const folder = packageFolder(pkg);
  const metadata = readJson<FontsourceMetadata>(join(folder, 'metadata.json'));
  const files = new Set(readdirSync(join(folder, 'files')));
  const styles: BundledStyle[] = [];
  let axes: BundledFamily['axes'];
  for (const slope of ['normal', 'italic']) {
    const file = `${id}-{subset}-${axesFile}-${slope}.woff2`;
    const main = file.replace('{subset}', metadata.defSubset);
    if (!files.has(main)) continue;
    const face = readFace(fileBytes(join(folder, 'files', main)), 0);
    axes ??= face.axes;
    for (const instance of face.instances) {
      const bare = instance.name.replace(/ ?Italic$/, '') || 'Regular';
      styles.push({
        style: withItalic(bare, slope === 'italic'),
        weight: instance.coordinates['wght'] ?? 400,
        italic: slope === 'italic',
        file: `files/${file}`,
        variations: { ...instance.coordinates, ...designDefaults(metadata) },
      });
    }
  }
  const subsets = orderedSubsets(folder, metadata, (s) => files.has(`${id}-${s}-${axesFile}-normal.woff2`));
  return {
    family: metadata.family,
    package: pkg,
    ...(fallback && { fallback }),
    ...(axes && { axes }),
    subsets,
    styles,
  };
}

function staticFamily(id: string): BundledFamily {
  const pkg = `@fontsource/${id}`;
  const folder = packageFolder(pkg);
  const metadata = readJson<FontsourceMetadata>(join(folder, 'metadata.json'));
  const files = new Set(readdirSync(join(folder, 'files')));
  const styles: BundledStyle[] = [];
  for (const slope of ['normal', 'italic']) {
    for (const weight of metadata.weights) {
      const file = `${id}-{subset}-${weight}-${slope}.woff2`;
      if (!files.has(file.replace('{subset}', metadata.defSubset))) continue;
      const name = withItalic(weightNames[weight] ?? String(weight), slope === 'italic');
      styles.push({ style: name, weight, italic: slope === 'italic', file: `files/${file}` });
    }
  }
  const first = metadata.weights[0];
  const subsets = orderedSubsets(folder, metadata, (s) => files.has(`${id}-${s}-${first}-normal.woff2`));
  return { family: metadata.family, package: pkg, subsets, styles };
}

/** Figma writes Inter's weights with spaces: "Extra Light", "Semi Bold". */
function inter(): BundledFamily {
  const styles = [false, true].flatMap((italic) =>
    Object.entries(weightNames).map(([weight, name]): BundledStyle => {
      const file = italic ? (name === 'Regular' ? 'Italic' : `${name}Italic`) : name;
      return {
        style: withItalic(name.replace(/(?<=[a-z])(?=[A-Z])/, ' '), italic),
        weight: Number(weight),
        italic,
        file: `Inter (web)/Inter-${file}.woff2`,
      };
    }),
  );
  return { family: 'Inter', package: 'inter-ui', subsets: [{ name: '', ranges: '' }], styles };
}

function colourEmoji(): BundledFamily {
  const pkg = '@infolektuell/noto-color-emoji';
  const css = readFileSync(join(packageFolder(pkg), 'index.css'), 'utf8');
  const subsets = [...css.matchAll(/url\(\.\/files\/(\d+)\.woff2\)[^}]*unicode-range:\s*([^;]+);/g)].map(
    (m) => ({
      name: m[1] ?? '',
      ranges: m[2] ?? '',
    }),
  );
  const styles = [{ style: 'Regular', weight: 400, italic: false, file: 'files/{subset}.woff2' }];
  return { family: 'Noto Color Emoji', package: pkg, fallback: 'emoji', subsets, styles };
}

const families = [
  inter(),
  ...variableFamilies.map((f) => variableFamily(f.id, f.file, f.fallback)),
  ...staticFamilies.map(staticFamily),
  colourEmoji(),
].sort((a, b) => a.family.localeCompare(b.family));
const table = {
  source:
    'fvar tables, metadata.json and unicode.json of the npm packages named below; style names as Figma lists them',
  asOf: new Date().toISOString().slice(0, 10),
  families,
};
const target = fileURLToPath(new URL('./bundled-fonts.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(table, null, 1)}\n`);
