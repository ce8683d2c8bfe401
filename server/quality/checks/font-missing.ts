import type { Check } from '../check.ts';
import { about, called } from '../finding.ts';

/** Every font of the copy is there, and has its letters: another font, or boxes, would be drawn instead. */
export const fontMissing: Check = {
  id: 'font.missing',
  run({ texts }) {
    const absent = texts
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
    const boxes = texts
      .filter(({ text }) => text.unshown !== '')
      .map((node) => {
        const letters = [...node.text.unshown].slice(0, 12).join('');
        return about(node, {
          check: 'font.missing',
          level: 'fail',
          measured: letters,
          limit: 'letters of a font',
          message: `${called(node)} has letters no font here can draw (${letters}): they come out as empty boxes. Install a font that has them, or change the copy.`,
        });
      });
    return [...absent, ...boxes];
  },
};
