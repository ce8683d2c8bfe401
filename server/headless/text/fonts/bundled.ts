/** The families that ship with the package: the table in `data/bundled-fonts.json` turned into faces. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import table from '../data/bundled-fonts.json' with { type: 'json' };
import { parseRanges } from './code-point-ranges.ts';
import type { AxisRange, FontFace, FontFile } from './face.ts';

export interface BundledStyle {
  style: string;
  weight: number;
  italic: boolean;
  /** Path in the package; `{subset}` stands for a subset's name. */
  file: string;
  variations?: Record<string, number>;
}

export interface BundledFamily {
  family: string;
  package: string;
  /** Used for characters that a text's own family lacks. */
  fallback?: 'script' | 'emoji';
  axes?: Record<string, AxisRange>;
  /** In order of preference. `ranges` is CSS `unicode-range`; empty means "whatever the file has". */
  subsets: { name: string; ranges: string }[];
  styles: BundledStyle[];
}

const require = createRequire(import.meta.url);

/** The folder of an installed package, wherever the package manager put it. */
export function packageFolder(name: string): string {
  for (const root of require.resolve.paths(name) ?? []) {
    const folder = join(root, name);
    if (existsSync(folder)) return folder;
  }
  throw new Error(`The font package ${name} is not installed: run npm install`);
}

export interface BundledFonts {
  faces: FontFace[];
  /** Families to try, in order, for characters the text's own family lacks. */
  scriptFallbacks: string[];
  emojiFamily: string;
}

/** All bundled faces. Opens no font file. */
export function bundledFonts(): BundledFonts {
  // The JSON's inferred type has one shape per entry; the script that writes it builds BundledFamily values.
  const families = table.families as BundledFamily[];
  const byFallback = (kind: 'script' | 'emoji') =>
    families.filter((f) => f.fallback === kind).map((f) => f.family);
  return {
    faces: families.flatMap(facesOf),
    // Inter has the full Latin, Greek and Cyrillic, so it comes before the single-script families.
    scriptFallbacks: ['Inter', ...byFallback('script')],
    emojiFamily: byFallback('emoji')[0] ?? '',
  };
}

function facesOf(family: BundledFamily): FontFace[] {
  const folder = packageFolder(family.package);
  const ranges = new Map(family.subsets.map((s) => [s.name, s.ranges ? parseRanges(s.ranges) : undefined]));
  // Styles of a variable family share files; one object a file keeps it loaded once.
  const files = new Map<string, FontFile>();
  const fileOf = (template: string, subset: string): FontFile => {
    const path = join(folder, template.replace('{subset}', subset));
    let file = files.get(path);
    if (!file) {
      file = { id: path, path, faceIndex: 0, ranges: ranges.get(subset) };
      files.set(path, file);
    }
    return file;
  };
  return family.styles.map((style) => ({
    family: family.family,
    style: style.style,
    weight: style.weight,
    italic: style.italic,
    variations: style.variations ?? {},
    axes: family.axes ?? {},
    files: family.subsets.map((subset) => fileOf(style.file, subset.name)),
  }));
}
