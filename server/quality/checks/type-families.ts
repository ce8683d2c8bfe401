import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { about } from '../finding.ts';
import type { TextCheckNode } from '../frame/node.ts';
import { voicesOf } from '../frame/voices.ts';
import { limitsOf } from '../limits.ts';

/** Few families and few sizes: more look like an accident. What the ad quotes does not count. */
export const typeFamilies: Check = {
  id: 'type.families',
  run(input) {
    const { copy, frame } = input;
    const { families: mostFamilies, sizes: mostSizes, sameSize } = limitsOf('type.families');
    const own = input.brand?.families.length ? input.brand.families : familiesOf(leads(copy));
    const voice = voicesOf(input, own);
    const families = familiesOf(copy).filter((family) =>
      copy.some(
        (node) => familiesOf([node]).includes(family) && ['own', 'note'].includes(voice(node, family)),
      ),
    );
    // Fine print is no step of the hierarchy.
    const runs = copy.filter(({ role }) => role !== 'legal').flatMap(({ text }) => text.runs);
    const sizes: number[] = [];
    for (const size of runs.map((run) => run.size).toSorted((a, b) => a - b)) {
      const last = sizes.at(-1);
      if (last === undefined || size > last * sameSize) sizes.push(size);
    }
    const findings: Finding[] = [];
    if (families.length > mostFamilies) {
      findings.push(
        about(frame, {
          check: 'type.families',
          level: 'warn',
          measured: families.length,
          limit: mostFamilies,
          message: `The copy uses ${families.length} type families (${families.join(', ')}).`,
        }),
      );
    }
    if (sizes.length > mostSizes) {
      findings.push(
        about(frame, {
          check: 'type.families',
          level: 'warn',
          measured: sizes.length,
          limit: mostSizes,
          message: `The copy uses ${sizes.length} sizes that are seen as different (from ${sizes.map(Math.round).join(', ')} px).`,
        }),
      );
    }
    return findings;
  },
};

const familiesOf = (nodes: readonly TextCheckNode[]): string[] => [
  ...new Set(nodes.flatMap(({ text }) => text.runs.map(({ family }) => family))),
];

/** Without a brand the ad's own type is that of its headline. */
const leads = (copy: readonly TextCheckNode[]): TextCheckNode[] =>
  copy.filter(({ role }) => role === 'headline');
