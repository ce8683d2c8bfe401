import type { Check } from '../check.ts';
import { about, called } from '../finding.ts';

/** Every font of the copy is there: another one would be drawn instead. */
export const fontMissing: Check = {
  id: 'font.missing',
  run({ texts }) {
    return texts
      .filter(({ text }) => text.missingFont)
      .map((node) => {
        const families = [...new Set(node.text.runs.map(({ family, style }) => `${family} ${style}`))].join(
          ', ',
        );
        return about(node, {
          check: 'font.missing',
          level: 'fail',
          measured: families,
          limit: 'installed',
          message: `${called(node)} asks for a font that is not there (${families}): install it, or choose another family.`,
        });
      });
  },
};
