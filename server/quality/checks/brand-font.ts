import type { Check } from '../check.ts';
import { about, called, type Finding } from '../finding.ts';

/** The copy is set in the brand's families; one finding a strange family. */
export const brandFont: Check = {
  id: 'brand.font',
  run({ copy, brand }) {
    if (!brand || brand.families.length === 0) return [];
    const own = [...new Set(brand.families)];
    const known = new Set(own.map(plain));
    const strange = new Set(
      copy
        .flatMap(({ text }) => text.runs.map(({ family }) => family))
        .filter((each) => !known.has(plain(each))),
    );
    return [...strange].flatMap((family): Finding[] => {
      const nodes = copy.filter(({ text }) => text.runs.some((run) => run.family === family));
      const [first] = nodes;
      if (!first) return [];
      const more = nodes.length > 1 ? ` (and ${nodes.length - 1} more)` : '';
      return [
        about(first, {
          check: 'brand.font',
          level: 'warn',
          measured: family,
          limit: own.join(', '),
          message: `${called(first)}${more} is set in ${family}; the brand's type is ${own.join(' and ')}.`,
          fix: nodes
            .filter(({ text }) => text.runs.length === 1)
            .map((node) => ({
              nodeId: node.id,
              props: { fontFamily: (node.role === 'headline' ? own[0] : own.at(-1)) ?? family },
            })),
        }),
      ];
    });
  },
};

/** "Inter Variable" and "Inter" are one family. */
const plain = (family: string): string =>
  family
    .toLowerCase()
    .replace(/\b(variable|vf)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
