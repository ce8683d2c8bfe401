import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { about } from '../finding.ts';
import { limitsOf } from '../limits.ts';

/** Few families and few sizes: more look like an accident. */
export const typeFamilies: Check = {
  id: 'type.families',
  run({ copy, frame }) {
    const { families: mostFamilies, sizes: mostSizes, sameSize } = limitsOf('type.families');
    const runs = copy.flatMap(({ text }) => text.runs);
    const families = [...new Set(runs.map(({ family }) => family))];
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
