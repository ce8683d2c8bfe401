/** Splits display text into segments that one font file can draw, falling back where a font lacks a character. */
import type { DisplayText } from './display-text.ts';
import type { FontFace } from './fonts/face.ts';
import type { FontRegistry } from './fonts/registry.ts';
import type { RunStyle } from './run-style.ts';
import type { RegisteredFile, TypefaceInstance, TypefacePool } from './typefaces.ts';

/** Offsets are into the display text, end exclusive. */
export interface Segment {
  start: number;
  end: number;
  style: RunStyle;
  typeface: TypefaceInstance;
}

/** What belongs to the character before it, whatever font that is drawn with. */
const attached = /^(?:\p{M}|\p{Emoji_Modifier}|\u200C|\u200D|\uFE0E|\uFE0F)$/u;
const pictograph = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator})$/u;
const invisible = /^[\s\u200B\u2060\uFEFF]$/u;

/** Scripts no bundled font covers: the OS/2 ulUnicodeRange bit to look for in the user's fonts. */
const scriptBits: readonly [RegExp, number][] = [
  [/\p{Script=Han}/u, 59],
  [/\p{Script=Hiragana}/u, 49],
  [/\p{Script=Katakana}/u, 50],
  [/\p{Script=Hangul}/u, 56],
  [/\p{Script=Thai}/u, 24],
];

interface Source {
  file: RegisteredFile;
  face: FontFace;
}

export class Itemizer {
  /** The source of a code point per face; false: nobody has it. */
  private readonly found = new WeakMap<FontFace, Map<number, Source | false>>();

  constructor(
    private readonly fonts: FontRegistry,
    private readonly pool: TypefacePool,
  ) {}

  /** Segments in order, covering `display.text`; `styles` by run. Code points no font has are added to `missing`. */
  itemize(display: DisplayText, styles: readonly RunStyle[], missing: Set<number>): Segment[] {
    const segments: Segment[] = [];
    const { text, runOf } = display;
    for (let at = 0; at < text.length; ) {
      const codePoint = text.codePointAt(at) ?? 0;
      const character = String.fromCodePoint(codePoint);
      const style = styles[runOf[at] ?? 0];
      const end = at + character.length;
      if (!style) throw new Error(`Character ${at} belongs to no text run`);
      const last = segments[segments.length - 1];
      const follows = last?.style === style;
      const joined = text[at - 1] === '\u200D';
      if (last && follows && (joined || attached.test(character) || invisible.test(character))) {
        last.end = end;
      } else {
        const typeface = this.typefaceFor(character, codePoint, text.charCodeAt(end), style, missing);
        if (last && follows && last.typeface === typeface) last.end = end;
        else segments.push({ start: at, end, style, typeface });
      }
      at = end;
    }
    return segments;
  }

  private typefaceFor(
    character: string,
    codePoint: number,
    next: number,
    style: RunStyle,
    missing: Set<number>,
  ): TypefaceInstance {
    const { face } = style;
    const emoji = pictograph.test(character) || next === 0xfe0f;
    const source = (emoji ? this.emojiSource(codePoint) : undefined) ?? this.sourceOf(character, codePoint, face);
    if (!source) {
      if (!invisible.test(character) && !attached.test(character)) missing.add(codePoint);
      return this.pool.instance(this.main(face), style.variations);
    }
    return this.pool.instance(source.file, source.face === face ? style.variations : source.face.variations);
  }

  private sourceOf(character: string, codePoint: number, face: FontFace): Source | undefined {
    let known = this.found.get(face);
    if (!known) {
      known = new Map();
      this.found.set(face, known);
    }
    let source = known.get(codePoint);
    if (source === undefined) {
      source = this.search(character, codePoint, face) ?? false;
      known.set(codePoint, source);
    }
    return source || undefined;
  }

  private search(character: string, codePoint: number, face: FontFace): Source | undefined {
    for (const candidate of [face, ...this.fonts.fallbackFaces(face)]) {
      const source = this.inFace(candidate, codePoint);
      if (source) return source;
    }
    const emoji = this.emojiSource(codePoint);
    if (emoji || invisible.test(character) || attached.test(character)) return emoji;
    const bit = scriptBits.find(([script]) => script.test(character))?.[1];
    for (const candidate of this.fonts.userFallbackFaces(bit)) {
      const source = this.inFace(candidate, codePoint);
      if (source) return source;
    }
    return undefined;
  }

  private emojiSource(codePoint: number): Source | undefined {
    const face = this.fonts.emojiFace();
    return face && this.inFace(face, codePoint);
  }

  private inFace(face: FontFace, codePoint: number): Source | undefined {
    for (const candidate of face.files) {
      const file = this.pool.open(candidate);
      if (file?.has(codePoint)) return { file, face };
    }
    return undefined;
  }

  /** The first file of a face that can be read. */
  private main(face: FontFace): RegisteredFile {
    for (const candidate of [face, this.fonts.faceOrSubstitute({ family: 'Inter', style: 'Regular' })]) {
      for (const source of candidate.files) {
        const file = this.pool.open(source);
        if (file) return file;
      }
    }
    throw new Error(`No usable file for the font "${face.family} ${face.style}"`);
  }
}
