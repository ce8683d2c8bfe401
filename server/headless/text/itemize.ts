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
/** What joins nothing after an emoji; left there, SkParagraph looks for an emoji that does not come, and crashes. */
const afterEmoji = /^\p{Default_Ignorable_Code_Point}+$|\u200D+$/u;
/** Clusters drawn as pictures. U+FE0F asks for it, U+20E3 makes keycaps, a following U+FE0E forbids it. */
const pictograph = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\uFE0F|\u20E3/u;

export interface Itemized {
  display: DisplayText;
  segments: Segment[];
}

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

  /**
   * Segments in order, covering the returned display text. That text holds only characters their font has:
   * SkParagraph's own search for other fonts crashes on some emoji sequences. Invisible characters a font lacks are
   * left out, visible ones are drawn as a box and added to `missing`.
   */
  itemize(display: DisplayText, styles: readonly RunStyle[], missing: Set<number>): Itemized {
    const drawn: DisplayText = { text: '', toSource: [], runOf: [] };
    const segments: Segment[] = [];
    let before: Source | undefined;
    for (const { segment: cluster, index } of graphemes.segment(display.text)) {
      const style = styles[display.runOf[index] ?? 0];
      if (!style) throw new Error(`Character ${index} belongs to no text run`);
      const source = this.sourceFor(cluster, style.face, before, missing);
      const start = drawn.text.length;
      const emoji = source.face === this.fonts.emojiFace();
      append(drawn, display, index, emoji ? cluster.replace(afterEmoji, '') : cluster, source.file);
      const end = drawn.text.length;
      if (end === start) continue;
      const last = segments.at(-1);
      const same = source.file === before?.file && source.face === before.face;
      before = source;
      // Runs that differ only in their fills are shaped together, so that kerning crosses them.
      if (last && same && last.style.key === style.key) {
        last.end = end;
        continue;
      }
      const own = source.face === style.face;
      const typeface = this.pool.instance(source.file, own ? style.variations : source.face.variations);
      segments.push({ start, end, style, typeface });
    }
    drawn.toSource.push(display.toSource[display.text.length] ?? 0);
    return { display: drawn, segments };
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

/** What stands for a character nobody can draw; every font has the last. */
const boxes = ['\u25A1', '\uFFFD', '?'];

/** Adds a cluster to `drawn` in the characters that `file` has. `at` is the cluster's offset in `display`. */
function append(drawn: DisplayText, display: DisplayText, at: number, cluster: string, file: RegisteredFile) {
  const add = (text: string, from: number) => {
    for (let i = 0; i < text.length; i++) {
      drawn.toSource.push(display.toSource[from + i] ?? display.toSource[from] ?? 0);
      drawn.runOf.push(display.runOf[from + i] ?? display.runOf[from] ?? 0);
    }
    drawn.text += text;
  };
  if (has(file, allCodePoints(cluster))) return add(cluster, at);
  const composed = cluster.normalize('NFC');
  if (composed.length <= cluster.length && has(file, allCodePoints(composed))) return add(composed, at);
  let kept = 0;
  let offset = at;
  for (const character of cluster) {
    if (has(file, allCodePoints(character))) {
      add(character, offset);
      kept++;
    }
    offset += character.length;
  }
  if (kept > 0 || codePoints(cluster).length === 0) return;
  add(boxes.find((box) => has(file, allCodePoints(box))) ?? '?', at);
}

function allCodePoints(text: string): number[] {
  return [...text].map((c) => c.codePointAt(0) ?? 0);
}
