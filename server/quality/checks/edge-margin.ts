import { type Check, type CheckInput, extentOf } from '../check.ts';
import { about, called, round1 } from '../finding.ts';
import { moveInto } from '../fix/move.ts';
import { bottomOf, inset, rightOf } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';

/** px that letters may stand out of their box: ascenders above the capitals, the overhang of a round one. */
const OVERHANG = 1.25;

/** Sides whose safe zone is already wider than the margin are the safe zone's business. */
export const edgeMargin: Check = {
  id: 'edge.margin',
  run(input) {
    const { frame, essentials, placement } = input;
    const least = leastMargin(input);
    const zones = placement.safeZones;
    const sides = (['top', 'right', 'bottom', 'left'] as const).filter((side) => zones[side] < least);
    return essentials.flatMap((node) => {
      const extent = extentOf(node);
      const distance = {
        top: extent.y,
        left: extent.x,
        right: frame.box.width - rightOf(extent),
        bottom: frame.box.height - bottomOf(extent),
      };
      const near = sides.filter((side) => distance[side] < least - Math.max(OVERHANG, least * 0.03));
      if (near.length === 0) return [];
      const measured = round1(Math.min(...near.map((side) => distance[side])));
      const room = {
        top: Math.max(least, zones.top),
        right: Math.max(least, zones.right),
        bottom: Math.max(least, zones.bottom),
        left: Math.max(least, zones.left),
      };
      const fix = moveInto(
        node,
        extent,
        inset({ x: 0, y: 0, width: frame.box.width, height: frame.box.height }, room),
      );
      return [
        about(node, {
          check: 'edge.margin',
          level: 'fail',
          box: extent,
          measured,
          limit: least,
          message: `${called(node)} is ${measured} px from the ${near.join(' and ')} edge; ${least} px is the least.${
            fix ? '' : ' Give the frame more padding or the text less width.'
          }`,
          ...(fix && { fix }),
        }),
      ];
    });
  },
};

export function leastMargin({ placement, scale }: Pick<CheckInput, 'placement' | 'scale'>): number {
  const { social, display } = limitsOf('edge.margin');
  const wanted = placement.kind === 'display' ? display : Math.round(social * scale);
  // Banners of 50 px cannot keep 10 px on both sides of readable text: their own margin counts.
  return Math.min(wanted, placement.margin);
}
