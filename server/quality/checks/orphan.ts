import { countWords } from '../../typography/sizes.ts';
import type { Check } from '../check.ts';
import { about, called, type Finding } from '../finding.ts';
import { limitsOf } from '../limits.ts';

/** No last line of one word, or of a fifth of the width. A line the author broke is as meant. */
export const orphan: Check = {
  id: 'orphan',
  async run({ copy, pixels }) {
    const { share: least, wordsBefore, wordsInAll } = limitsOf('orphan');
    const findings: Finding[] = [];
    for (const node of copy) {
      if (/[\n\u2028]/.test(node.text.characters.trim())) continue;
      const lines = (await pixels.ink(node))?.lines ?? [];
      const [last, before] = [lines.at(-1), lines.at(-2)];
      if (!last || !before) continue;
      const words = countWords(node.text.characters);
      const widest = Math.max(...lines.map(({ width }) => width));
      const share = last.width / widest;
      // A headline of stacked words is a way to set it; one word after a full line is not.
      const single = last.words === 1 && before.words >= wordsBefore && words >= wordsInAll;
      const sliver = share < least && before.words >= 2;
      if (!single && !sliver) continue;
      findings.push(
        about(node, {
          check: 'orphan',
          level: 'warn',
          measured: single ? '1 word' : `${Math.round(share * 100)} %`,
          limit: single ? '2 words' : `${least * 100} %`,
          box: last,
          message: `${called(node)} ends in a line of ${single ? 'one word' : `${Math.round(share * 100)} % of its width`}: change the words, the width or the size a little.`,
        }),
      );
    }
    return findings;
  },
};
