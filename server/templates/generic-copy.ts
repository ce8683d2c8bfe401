/** Words that stand for words: about as long as the copy they replace, in the same lines. */

/** What each role says; the longer the copy, the more of it is used. */
const phrases: Record<string, string> = {
  headline: 'Headline here says one thing only and says it in as few words as it takes to say it',
  eyebrow: 'Eyebrow label above the headline names the topic or the speaker of it',
  subhead: 'Subhead here adds one more reason to the headline and stays shorter than the body below it',
  body: 'Body text placeholder with about as many words as the layout was drawn for and no more than that',
  cta_label: 'Call to action in two or three words',
  legal: 'Legal line placeholder for terms and sources set in the smallest size that is still read',
  other: 'Label text placeholder for a note or a name in about this length',
};
/** For copy of short words in large type, where a longer word would not fit its line. */
const plain = 'Your line goes here with a few more of them'.split(' ');
/** For copy shorter than a phrase's first word. */
const short = ['A', 'Aa', 'Abc', 'Text', 'Label', 'Header'];

/** Every word generic copy may have, lower case. */
export const genericWords: ReadonlySet<string> = new Set(
  [...Object.values(phrases), ...plain, ...short].flatMap((phrase) => phrase.toLowerCase().split(' ')),
);

/** Signs without letters or digits (stars, ticks, rules) say nothing about a brand. */
const hasWords = (text: string) => /[\p{Letter}\p{Number}]/u.test(text);

/** "£61", "23:58", "62 %": digits become 0; at most one letter beside them. */
const isFigure = (text: string) =>
  text.length <= 9 && /\p{Number}/u.test(text) && (text.match(/\p{Letter}/gu)?.length ?? 0) <= 1;

const fits = (phrase: readonly string[], at: number, limit: number) =>
  (phrase[at % phrase.length]?.length ?? 0) <= limit;

/** Copy for a role, line by line as long as `source` (never longer than it by more than a word's end). */
export function genericCopy(role: string | undefined, source: string): string {
  const usual = (phrases[role ?? 'other'] ?? phrases['other'] ?? '').split(' ');
  const widest = Math.max(...source.split(/\s+/).map((word) => [...word].length));
  const phrase = (usual[0]?.length ?? 0) > widest + 1 ? plain : usual;
  let at = 0;
  return source
    .split(/(\r\n|[\n\r\u2028])/)
    .map((line, index) => {
      if (index % 2 === 1 || !hasWords(line)) return line;
      if (isFigure(line)) return line.replace(/\p{Number}/gu, '0').replace(/\p{Letter}/gu, 'A');
      const words: string[] = [];
      const limit = [...line].length;
      let length = 0;
      for (;;) {
        // A line starts with the next word that fits it.
        const skip = words.length > 0 ? 0 : phrase.findIndex((_, step) => fits(phrase, at + step, limit));
        if (skip < 0) break;
        at += skip;
        const word = phrase[at % phrase.length] ?? '';
        const next = length + (words.length > 0 ? 1 : 0) + word.length;
        if (next > limit) break;
        words.push(word);
        length = next;
        at++;
      }
      if (words.length > 0) return words.join(' ');
      return short[Math.min(limit, short.length) - 1] ?? 'A';
    })
    .join('');
}
