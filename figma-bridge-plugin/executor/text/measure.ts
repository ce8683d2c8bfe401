/** Measuring a text with the host's own engine: a copy of it is set differently and asked for its box. */

/** A stretch of characters that must stay on one line. UTF-16 offsets, `end` exclusive. */
export interface Word {
  start: number;
  end: number;
}

/** Scripts that break between any two characters: Chinese, Japanese, Thai and their like. */
const breaksAnywhere = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** Words as a reader sees them: split at white space that may break (not at no-break spaces). */
export function wordsOf(characters: string): Word[] {
  const words: Word[] = [];
  const pattern = /[^\s\u200b]+|[\u00a0\u202f]+/g;
  for (let match = pattern.exec(characters); match !== null; match = pattern.exec(characters)) {
    const end = match.index + match[0].length;
    const last = words[words.length - 1];
    // \s matches no-break spaces too: glue what they join.
    const glued =
      last !== undefined && last.end === match.index && !isBreakable(characters.charAt(match.index - 1));
    if (glued) last.end = end;
    else words.push({ start: match.index, end });
  }
  return words.reduce<Word[]>((all, word) => all.concat(split(characters, word)), []);
}

const isBreakable = (character: string): boolean =>
  /[\s\u200b]/.test(character) && !/[\u00a0\u202f]/.test(character);

function split(characters: string, word: Word): Word[] {
  const parts: Word[] = [];
  let start = word.start;
  for (let at = word.start; at < word.end; at++) {
    const isLowSurrogate = /[\udc00-\udfff]/.test(characters.charAt(at));
    if (at > start && !isLowSurrogate && breaksAnywhere.test(characters.charAt(at))) {
      parts.push({ start, end: at });
      start = at;
    } else if (at > start && breaksAnywhere.test(characters.charAt(at - 1))) {
      parts.push({ start, end: at });
      start = at;
    }
  }
  parts.push({ start, end: word.end });
  return parts;
}

/**
 * Copies of a text for measuring. They lie on the page, invisible, until `remove`; the text itself is not touched.
 * The text's fonts must be loaded.
 */
export class TextProbe {
  private readonly words: TextNode;
  private readonly line: TextNode;

  constructor(source: TextNode) {
    this.words = probe(source);
    const words = wordsOf(source.characters);
    if (words.length > 0) setWords(this.words, source, words);
    this.line = probe(source);
    if (this.line.characters !== '') this.line.characters = 'Hg';
  }

  /** Width of the widest single word at a font size, px. */
  widestWord(fontSize: number): number {
    this.words.fontSize = fontSize;
    return this.words.width;
  }

  /** Lines of `text`, whose font size is `fontSize` throughout, from the height it came out with. */
  lines(text: TextNode, fontSize: number): number {
    if (text.characters === '') return 0;
    this.line.fontSize = fontSize;
    this.line.characters = 'Hg';
    const one = this.line.height;
    this.line.characters = 'Hg\nHg';
    const pitch = this.line.height - one;
    if (pitch <= 0) return 1;
    const spacing = typeof text.paragraphSpacing === 'number' ? text.paragraphSpacing : 0;
    const paragraphs = text.characters.split(/[\n\u2029]/).length;
    return Math.max(1, 1 + Math.round((text.height - one - spacing * (paragraphs - 1)) / pitch));
  }

  remove(): void {
    for (const node of [this.words, this.line]) if (!node.removed) node.remove();
  }
}

function probe(source: TextNode): TextNode {
  const copy = source.clone();
  copy.visible = false;
  copy.textTruncation = 'DISABLED';
  copy.textAutoResize = 'WIDTH_AND_HEIGHT';
  copy.paragraphSpacing = 0;
  copy.paragraphIndent = 0;
  return copy;
}

/** Every word on a line of its own, in the style it has in the source. */
function setWords(probe: TextNode, source: TextNode, words: readonly Word[]): void {
  const segments = source.getStyledTextSegments(['fontName', 'textCase', 'letterSpacing', 'lineHeight']);
  probe.characters = words.map((word) => source.characters.slice(word.start, word.end)).join('\n');
  if (segments.length < 2) return;
  let offset = 0;
  for (const word of words) {
    for (const segment of segments) {
      const start = Math.max(word.start, segment.start);
      const end = Math.min(word.end, segment.end);
      if (start >= end) continue;
      const from = offset + start - word.start;
      const to = offset + end - word.start;
      probe.setRangeFontName(from, to, segment.fontName);
      probe.setRangeTextCase(from, to, segment.textCase);
      probe.setRangeLetterSpacing(from, to, segment.letterSpacing);
    }
    offset += word.end - word.start + 1;
  }
}
