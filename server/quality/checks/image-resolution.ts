import type { Check } from '../check.ts';
import { about, type Finding } from '../finding.ts';
import { limitsOf } from '../limits.ts';
import { shownImages } from './image-fills.ts';

/** Pictures have the pixels they are shown with. */
export const imageResolution: Check = {
  id: 'img.resolution',
  async run(input) {
    const limits = limitsOf('img.resolution');
    const findings: Finding[] = [];
    for (const { node, density } of await shownImages(input)) {
      const measured = Math.min(density.x, density.y) / input.exportScale;
      const fails = measured < limits.fail - limits.tolerance;
      if (!fails && measured >= limits.warn - limits.tolerance) continue;
      // At 1x every pixel is there; only display ads are usually delivered at 2x as well.
      const spare = input.placement.kind === 'display' ? 'warn' : 'info';
      findings.push(
        about(node, {
          check: 'img.resolution',
          level: fails ? 'fail' : spare,
          measured: Math.round(measured * 100) / 100,
          limit: fails ? limits.fail : limits.warn,
          message: `"${node.name}" has ${Math.round(measured * 100)} % of the pixels it is shown with: ${
            fails ? 'it will look soft' : 'it has none to spare for an export at 2x'
          }. Take a larger picture or show it smaller.`,
        }),
      );
    }
    return findings;
  },
};
