/** Where a headline may break so that its lines are phrases: after sentences, and after commas and dashes. */
import { wordsOf } from './measure.ts';

/** A place between two words. UTF-16 offsets. */
export interface PhraseEnd {
  /** End of the phrase's last word, exclusive. */
  end: number;
  /** End of the word that follows, exclusive. */
  next: number;
  /** A sentence ends here; otherwise a part of one. */
  sentence: boolean;
}

const sentenceEnd = /[.!?\u2026]$/;
const partEnd = /[,;:\u2013\u2014]$/;
const closing = /["'\u2019\u201d\u00bb)\]]+$/;

/** The ends of phrases inside of `characters`; none where a line break stands already, and none at the very end. */
export function phraseEnds(characters: string): PhraseEnd[] {
  const words = wordsOf(characters);
  return words.flatMap((word, index): PhraseEnd[] => {
    const next = words[index + 1];
    if (next === undefined) return [];
    const between = characters.slice(word.end, next.start);
    if (between === '' || /[\n\u2028\u2029]/.test(between)) return [];
    const text = characters.slice(word.start, word.end).replace(closing, '');
    const following = characters.charAt(next.start);
    const lowerCase = following !== following.toUpperCase();
    // "approx. ten", "e.g. oats": a small letter follows no full stop that ends a sentence.
    const sentence = sentenceEnd.test(text) && !lowerCase;
    if (!sentence && !partEnd.test(text)) return [];
    return [{ end: word.end, next: next.end, sentence }];
  });
}

/**
 * Tells at which sizes and widths a text breaks at the ends of its phrases. Copies of it do the measuring; they lie on
 * the page, invisible, until `remove`. The text's fonts must be loaded.
 */
export class PhraseProbe {
  private readonly pairs: { upTo: TextNode; withNext: TextNode }[];

  constructor(source: TextNode, ends: readonly PhraseEnd[]) {
    this.pairs = ends.map(({ end, next }) => ({
      upTo: beginning(source, end),
      withNext: beginning(source, next),
    }));
  }

  /** Whether every phrase ends a line when the text is set in `fontSize` px and wraps at `width` px. */
  breaksAtAll(fontSize: number, width: number): boolean {
    return this.pairs.every(
      ({ upTo, withNext }) => heightOf(withNext, fontSize, width) > heightOf(upTo, fontSize, width) + 0.5,
    );
  }

  remove(): void {
    for (const { upTo, withNext } of this.pairs)
      for (const node of [upTo, withNext]) if (!node.removed) node.remove();
  }
}

function beginning(source: TextNode, end: number): TextNode {
  const copy = source.clone();
  copy.visible = false;
  copy.textTruncation = 'DISABLED';
  copy.textAutoResize = 'HEIGHT';
  if (end < copy.characters.length) copy.deleteCharacters(end, copy.characters.length);
  return copy;
}

function heightOf(node: TextNode, fontSize: number, width: number): number {
  node.fontSize = fontSize;
  node.resize(width, Math.max(node.height, 1));
  node.textAutoResize = 'HEIGHT';
  return node.height;
}
