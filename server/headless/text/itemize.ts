/** Splits display text into segments that one font file can draw, falling back where a font lacks a character. */
import type { DisplayText } from './display-text.ts';
import { inRanges } from './fonts/code-point-ranges.ts';
import type { FontFace } from './fonts/face.ts';
import type { FontRegistry } from './fonts/registry.ts';
import { unicodeRangeBit } from './fonts/unicode-range-bit.ts';
import type { RunStyle } from './run-style.ts';
import type { RegisteredFile, TypefaceInstance, TypefacePool } from './typefaces.ts';

/** Offsets are into the display text, end exclusive. */
export interface Segment {
  start: number;
  end: number;
  style: RunStyle;
  typeface: TypefaceInstance;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Joiners, variation selectors, bidi controls, tags: no glyph of their own. */
const ignorable = /^\p{Default_Ignorable_Code_Point}$/u;
/** Clusters drawn as pictures. U+FE0F asks for it, U+20E3 makes keycaps, a following U+FE0E forbids it. */
const pictograph = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\uFE0F|\u20E3/u;

interface Source {
  file: RegisteredFile;
  face: FontFace;
}

export class Itemizer {
  /** The source of a cluster per face; false: nobody has it. */
  private readonly found = new WeakMap<FontFace, Map<string, Source | false>>();

  constructor(
    private readonly fonts: FontRegistry,
    private readonly pool: TypefacePool,
  ) {}

  /** Segments in order, covering `display.text`; `styles` by run. Code points no font has are added to `missing`. */
  itemize(display: DisplayText, styles: readonly RunStyle[], missing: Set<number>): Segment[] {
    const segments: Segment[] = [];
    let before: Source | undefined;
    for (const { segment: cluster, index } of graphemes.segment(display.text)) {
      const style = styles[display.runOf[index] ?? 0];
      if (!style) throw new Error(`Character ${index} belongs to no text run`);
      const source = this.sourceFor(cluster, style.face, before, missing);
      const last = segments.at(-1);
      const end = index + cluster.length;
      // Runs that differ only in their fills are shaped together, so that kerning crosses them.
      if (
        last &&
        source.file === before?.file &&
        source.face === before.face &&
        last.style.key === style.key
      ) {
        last.end = end;
        continue;
      }
      const typeface = this.pool.instance(
        source.file,
        source.face === style.face ? style.variations : source.face.variations,
      );
      segments.push({ start: index, end, style, typeface });
      before = source;
    }
    return segments;
  }

  private sourceFor(
    cluster: string,
    face: FontFace,
    before: Source | undefined,
    missing: Set<number>,
  ): Source {
    const needed = codePoints(cluster);
    if (needed.length === 0) return before ?? this.main(face);
    // White space stays with the word before it, unless that word is in a fallback font.
    if (before?.face === face && /^\s+$/.test(cluster) && has(before.file, needed)) return before;
    const source = this.cached(cluster, needed, face);
    if (source) return source;
    const main = this.main(face);
    for (const codePoint of needed) if (!main.file.has(codePoint)) missing.add(codePoint);
    return main;
  }

  private cached(cluster: string, needed: number[], face: FontFace): Source | undefined {
    let known = this.found.get(face);
    if (!known || known.size > 20_000) {
      known = new Map();
      this.found.set(face, known);
    }
    let source = known.get(cluster);
    if (source === undefined) {
      source = this.search(cluster, needed, face) ?? false;
      known.set(cluster, source);
    }
    return source || undefined;
  }

  private search(cluster: string, needed: number[], face: FontFace): Source | undefined {
    const picture = pictograph.test(cluster) && !cluster.includes('\uFE0E');
    const faces = [face, ...this.fonts.fallbackFaces(face)];
    const emoji = this.fonts.emojiFace();
    if (emoji) faces.splice(picture ? 0 : faces.length, 0, emoji);
    // HarfBuzz composes a letter and its marks where the font has the composed letter.
    const forms = [needed, codePoints(cluster.normalize('NFC'))];
    for (const candidate of faces) {
      for (const form of forms) {
        const source = this.inFace(candidate, form);
        if (source) return source;
      }
    }
    const bit = unicodeRangeBit(needed[0] ?? 0);
    for (const candidate of this.fonts.userFallbackFaces(bit)) {
      const source = this.inFace(candidate, needed);
      if (source) return source;
    }
    return undefined;
  }

  /** The first of the face's files that has all of a cluster: emoji sequences work only within one file. */
  private inFace(face: FontFace, needed: number[]): Source | undefined {
    const first = needed[0] ?? 0;
    for (const candidate of face.files) {
      if (candidate.ranges && !inRanges(candidate.ranges, first)) continue;
      const file = this.pool.open(candidate);
      if (file && has(file, needed)) return { file, face };
    }
    return undefined;
  }

  /** The first file of a face that can be read. */
  private main(face: FontFace): Source {
    for (const candidate of [face, this.fonts.faceOrSubstitute({ family: 'Inter', style: 'Regular' })]) {
      for (const source of candidate.files) {
        const file = this.pool.open(source);
        if (file) return { file, face: candidate };
      }
    }
    throw new Error(`No usable file for the font "${face.family} ${face.style}"`);
  }
}

/** The code points of a cluster that need a glyph. */
function codePoints(cluster: string): number[] {
  return [...cluster].filter((c) => !ignorable.test(c)).map((c) => c.codePointAt(0) ?? 0);
}

function has(file: RegisteredFile, needed: readonly number[]): boolean {
  return needed.every((codePoint) => file.has(codePoint));
}
