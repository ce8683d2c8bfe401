/** Cuts a text's characters into paragraphs. */

export interface Paragraph {
  /** UTF-16 offsets into the characters, end exclusive, without the break. */
  start: number;
  end: number;
  /** False after a line separator (U+2028, Shift+Enter in Figma): same paragraph, new line. */
  opensParagraph: boolean;
}

/** A trailing break opens one more, empty paragraph; an empty text is one empty paragraph. */
export function splitParagraphs(characters: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = 0;
  let opensParagraph = true;
  for (const match of characters.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    paragraphs.push({ start, end: match.index, opensParagraph });
    start = match.index + match[0].length;
    opensParagraph = match[0] !== '\u2028';
  }
  paragraphs.push({ start, end: characters.length, opensParagraph });
  return paragraphs;
}
