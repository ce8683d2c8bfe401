import type { Check } from '../check.ts';
import { about, type Finding } from '../finding.ts';
import { limitsOf } from '../limits.ts';
import { shownImages } from './image-fills.ts';

/** No picture is stretched more one way than the other. */
export const imageAspect: Check = {
  id: 'img.aspect',
  async run(input) {
    const { distortion } = limitsOf('img.aspect');
    const findings: Finding[] = [];
    for (const { node, index, density, shear } of await shownImages(input)) {
      const stretch = Math.max(density.x, density.y) / Math.max(1e-6, Math.min(density.x, density.y)) - 1;
      const slanted = shear > stretch;
      const measured = Math.max(stretch, shear);
      if (measured <= distortion) continue;
      const fills = node.fills.map((paint, at) => {
        const { imageTransform: _, ...rest } = paint;
        return at === index ? { ...rest, scaleMode: 'FILL' } : paint;
      });
      findings.push(
        about(node, {
          check: 'img.aspect',
          level: 'fail',
          measured: `${Math.round(measured * 1000) / 10} %`,
          limit: `${distortion * 100} %`,
          message: slanted
            ? `"${node.name}" is slanted: its rows and columns do not meet at right angles.`
            : `"${node.name}" is stretched by ${Math.round(measured * 1000) / 10} % ${
                density.x > density.y ? 'upwards' : 'sideways'
              }.`,
          fix: [{ nodeId: node.id, props: { fills } }],
        }),
      );
    }
    return findings;
  },
};
