import type { Check, CheckInput } from '../check.ts';
import { about, type Finding } from '../finding.ts';
import { limitsOf } from '../limits.ts';
import { sharpnessOf } from '../pixels/sharpness.ts';
import { type ShownImage, shownImages } from './image-fills.ts';

/** Pictures have the pixels they are shown with, and those pixels have detail. */
export const imageResolution: Check = {
  id: 'img.resolution',
  async run(input) {
    const limits = limitsOf('img.resolution');
    const findings: Finding[] = [];
    for (const shown of await shownImages(input)) {
      const { node, density } = shown;
      const measured = Math.min(density.x, density.y) / input.exportScale;
      const fails = measured < limits.fail - limits.tolerance;
      if (!fails) {
        const soft = await softness(shown, input);
        if (soft) {
          findings.push(soft);
          continue;
        }
      }
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

/** What the ad shows, not what it stands on: a background may be out of focus on purpose. */
const subjects = new Set(['product', 'logo', 'image']);

async function softness(
  { node, density, hash, size, shear }: ShownImage,
  input: CheckInput,
): Promise<Finding | undefined> {
  if (!subjects.has(node.role ?? '') || shear > 0.02) return undefined;
  const { crisp, blur } = limitsOf('img.resolution');
  const blurred = blurOf(node);
  const width = Math.round(size.width / Math.max(1, density.x));
  const sharpness =
    blurred > Math.max(1, blur * input.scale)
      ? 0
      : await sharpnessOf(hash, () => input.image(hash), width).catch(() => undefined);
  if (sharpness === undefined || sharpness >= crisp) return undefined;
  return about(node, {
    check: 'img.resolution',
    level: 'warn',
    measured: Math.round(sharpness * 100) / 100,
    limit: crisp,
    message: `"${node.name}" looks soft: ${
      sharpness === 0
        ? 'a layer blur lies on it. Take it off.'
        : 'it has the pixels but not the detail, as enlarged pictures do. Take the original.'
    }`,
  });
}

/** px of layer blur on the node. */
function blurOf({ props }: ShownImage['node']): number {
  const { effects } = props;
  if (!Array.isArray(effects)) return 0;
  return Math.max(
    0,
    ...effects.map((effect: unknown) =>
      typeof effect === 'object' &&
      effect !== null &&
      'type' in effect &&
      effect.type === 'LAYER_BLUR' &&
      'radius' in effect &&
      !('visible' in effect && effect.visible === false)
        ? Number(effect.radius)
        : 0,
    ),
  );
}
