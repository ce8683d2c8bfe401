import { countWords } from '../../typography/sizes.ts';
import type { Check } from '../check.ts';
import { about, called, type Finding } from '../finding.ts';
import { limitsOf } from '../limits.ts';

/** No last line of one word, or of a fifth of the width. A line the author broke is as meant. */
export const orphan: Check = {
  id: 'orphan',
  async run({ copy, pixels }) {
    const { share: least, wordsBefore, wordsInAll, singleShare, narrowShare } = limitsOf('orphan');
    const findings: Finding[] = [];
    for (const node of copy) {
      const lines = (await pixels.ink(node))?.lines ?? [];
      const [last, before] = [lines.at(-1), lines.at(-2)];
      if (!last || !before) continue;
      const words = countWords(
        node.text.characters
          .trim()
          .split(/[\n\u2028\u2029]/)
          .at(-1) ?? '',
      );
      if (words <= last.words) continue;
      const share = last.length / Math.max(...lines.map(({ length }) => length));
      // A headline of stacked words is a way to set it, and a narrow column cannot help short last lines.
      const lonely = share < (before.words > wordsBefore ? singleShare : narrowShare);
      const single = last.words === 1 && before.words >= wordsBefore && words >= wordsInAll && lonely;
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
