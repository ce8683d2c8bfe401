/** Scripts that put no spaces between words, or glue particles to them: there every letter is indexed by itself. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー';
const letter = new RegExp(`[${unspaced}]`, 'gu');
const word = new RegExp(`[${unspaced}]+|(?:(?![${unspaced}])[\\p{Letter}\\p{Number}])+`, 'gu');

/** The text as the index takes it: a search for a phrase of single letters finds any part of a run of them. */
export const lettersApart = (text: string): string => text.replace(letter, ' $& ');

/** The words of a text, runs of such letters being one word each. */
export const splitWords = (text: string): string[] => text.match(word) ?? [];
