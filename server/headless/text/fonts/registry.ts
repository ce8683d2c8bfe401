/** Every font a text can use: the bundled families and the user's. */
import { bundledFonts } from './bundled.ts';
import type { AxisRange, FontFace, FontFile, FontName } from './face.ts';
import { preloadFontBytes } from './font-bytes.ts';
import { type FontProblem, scanFontFolders, systemFontFolders } from './user-fonts.ts';

export interface FontFamilyInfo {
  family: string;
  styles: string[];
  /** Axis tags, if the family is variable. */
  axes?: string[];
}

export interface FontOptions {
  /** Folders with the user's fonts, searched recursively. */
  fontDirs?: string[];
  /** Also offer the operating system's fonts. Default true. */
  systemFonts?: boolean;
  /** A JSON file that remembers what the folders hold, so that unchanged files are not opened again. */
  fontIndex?: string;
}

export class FontRegistry {
  private readonly bundled = bundledFonts();
  private readonly byFamily = new Map<string, Map<string, FontFace>>();
  private readonly brokenFiles: FontProblem[] = [];
  private readonly bundledFamilies = new Set(this.bundled.faces.map((f) => f.family));
  private readonly fallbacks = new WeakMap<FontFace, FontFace[]>();
  private scanned = false;

  constructor(private readonly options: FontOptions) {
    this.add(this.bundled.faces);
  }

  /** All families in alphabetical order, each once, with Figma's style names. */
  families(): FontFamilyInfo[] {
    this.scan();
    return [...this.byFamily.entries()]
      .map(([family, styles]) => {
        const axes = this.variationAxes(family);
        return { family, styles: [...styles.keys()], ...(axes && { axes }) };
      })
      .sort((a, b) => a.family.localeCompare(b.family, 'en'));
  }

  /** Whether exactly this family and style exist (names are case-sensitive, as in Figma). */
  has(font: FontName): boolean {
    return this.face(font) !== undefined;
  }

  /** Axis tags a variable family offers; null for a static or unknown family. */
  variationAxes(family: string): string[] | null {
    const tags = new Set([...(this.styles(family)?.values() ?? [])].flatMap((f) => Object.keys(f.axes)));
    return tags.size > 0 ? [...tags] : null;
  }

  /** Range of each axis of a family (the union over its files); empty for a static family. */
  axisRanges(family: string): Record<string, AxisRange> {
    const ranges: Record<string, AxisRange> = {};
    for (const face of this.styles(family)?.values() ?? []) Object.assign(ranges, face.axes);
    return ranges;
  }

  /** CSS weight of a style. Throws if the font does not exist. */
  weightOf(font: FontName): number {
    return this.require(font).weight;
  }

  /** Whether a style is italic or oblique. Throws if the font does not exist. */
  italicOf(font: FontName): boolean {
    return this.require(font).italic;
  }

  /**
   * The family's style closest to axis values, e.g. `{wght: 640, ital: 1}`. Axes not named stay at the upright
   * regular. Throws if the family does not exist.
   */
  nearestInstance(family: string, axes: Record<string, number>): FontName {
    const styles = this.styles(family);
    if (!styles) throw new Error(`The font family "${family}" does not exist`);
    const ranges = this.axisRanges(family);
    const wanted: Record<string, number> = { wght: 400, ital: 0, ...axes };
    const distance = (face: FontFace) => {
      const at: Record<string, number> = { ...face.variations, wght: face.weight, ital: face.italic ? 1 : 0 };
      return Object.entries(wanted).reduce((sum, [tag, value]) => {
        const range = ranges[tag];
        const span = tag === 'ital' ? 0.1 : range ? range.max - range.min || 1 : 1000;
        return sum + Math.abs((at[tag] ?? range?.default ?? value) - value) / span;
      }, 0);
    };
    const [best] = [...styles.values()].sort((a, b) => distance(a) - distance(b));
    if (!best) throw new Error(`The font family "${family}" has no styles`);
    return { family, style: best.style };
  }

  /** Reads a font's main file ahead of its first use. Rejects with Figma's words if the font does not exist. */
  async load(font: FontName): Promise<void> {
    const file = this.require(font).files[0];
    if (file) await preloadFontBytes(file);
  }

  /** Font files that could not be used, and why. */
  problems(): FontProblem[] {
    this.scan();
    return [...this.brokenFiles];
  }

  report(file: FontFile, reason: string): void {
    this.brokenFiles.push({ path: file.path, reason });
  }

  /** The face of a font name, if it exists. */
  face(font: FontName): FontFace | undefined {
    return this.styles(font.family)?.get(font.style);
  }

  /** The face to draw with: the font itself, or if it is missing the bundled one nearest in weight and slope. */
  faceOrSubstitute(font: FontName): FontFace {
    const face = this.face(font) ?? this.substitute(font);
    if (!face) throw new Error('No fonts are installed: Inter is missing from the font packages');
    return face;
  }

  private substitute(font: FontName): FontFace | undefined {
    const weight = weightFromName(font.style);
    const italic = /italic|oblique/i.test(font.style) ? 1 : 0;
    const family = this.byFamily.has(font.family) ? font.family : 'Inter';
    return this.face(this.nearestInstance(family, { wght: weight, ital: italic }));
  }

  /** Bundled faces to try, in order, for characters that `face` lacks: same slope and weight if there are any. */
  fallbackFaces(face: FontFace): FontFace[] {
    let faces = this.fallbacks.get(face);
    if (!faces) {
      faces = this.bundled.scriptFallbacks.flatMap((family) => this.faceLike(family, face) ?? []);
      this.fallbacks.set(face, faces);
    }
    return faces;
  }

  emojiFace(): FontFace | undefined {
    return this.face({ family: this.bundled.emojiFamily, style: 'Regular' });
  }

  /** The user's fonts that may have a code point, best candidates first. Scans the folders. */
  userFallbackFaces(rangeBit: number | undefined): FontFace[] {
    this.scan();
    return [...this.byFamily.keys()]
      .filter((family) => !this.bundledFamilies.has(family))
      .flatMap((family) => this.face(this.nearestInstance(family, {})) ?? [])
      .filter((face) => rangeBit === undefined || hasBit(face.unicodeRangeBits, rangeBit));
  }

  private faceLike(family: string, face: FontFace): FontFace | undefined {
    if (!this.byFamily.has(family)) return undefined;
    return this.face(this.nearestInstance(family, { wght: face.weight, ital: face.italic ? 1 : 0 }));
  }

  private styles(family: string): Map<string, FontFace> | undefined {
    const found = this.byFamily.get(family);
    // A bundled family is listed in full without looking at the user's folders.
    if (found && this.bundledFamilies.has(family)) return found;
    this.scan();
    return this.byFamily.get(family);
  }

  private require(font: FontName): FontFace {
    const face = this.face(font);
    if (!face) throw new Error(`The font "${font.family} ${font.style}" could not be loaded`);
    return face;
  }

  private scan(): void {
    if (this.scanned) return;
    this.scanned = true;
    const folders = [
      ...(this.options.fontDirs ?? []),
      ...(this.options.systemFonts === false ? [] : systemFontFolders()),
    ];
    const { faces, problems } = scanFontFolders(folders, this.options.fontIndex);
    this.add(faces);
    this.brokenFiles.push(...problems);
  }

  /** A style that is already there wins: bundled before the user's folders, those before the system's. */
  private add(faces: FontFace[]): void {
    for (const face of faces) {
      const styles = this.byFamily.get(face.family) ?? new Map<string, FontFace>();
      this.byFamily.set(face.family, styles);
      if (!styles.has(face.style)) styles.set(face.style, face);
    }
  }
}

function hasBit(bits: readonly number[] | undefined, bit: number): boolean {
  if (!bits || bits.length === 0) return true;
  return (((bits[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
}

const weightWords: [RegExp, number][] = [
  [/thin|hairline/i, 100],
  [/(extra|ultra)[ -]?light/i, 200],
  [/light/i, 300],
  [/medium/i, 500],
  [/(semi|demi)[ -]?bold/i, 600],
  [/(extra|ultra)[ -]?bold/i, 800],
  [/black|heavy/i, 900],
  [/bold/i, 700],
];
/** The weight a style's name suggests, for fonts that are not there to ask. */
function weightFromName(style: string): number {
  return weightWords.find(([word]) => word.test(style))?.[1] ?? 400;
}
