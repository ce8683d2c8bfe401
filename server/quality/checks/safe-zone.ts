import { type Check, extentOf } from '../check.ts';
import { about, called, type Finding, round1 } from '../finding.ts';
import { moveInto } from '../fix/move.ts';
import { areaOf, overhang, shared } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';

/** Copy, buttons and logos stay clear of the app's own interface; a product may run under it in part. */
export const safeZone: Check = {
  id: 'safe.zone',
  run({ frame, nodes, essentials, zone, placement }) {
    const { tolerancePx, productShare, backgroundShare } = limitsOf('safe.zone');
    const { top, right, bottom, left } = placement.safeZones;
    if (top + right + bottom + left === 0) return [];
    const findings: Finding[] = [];
    for (const node of essentials) {
      const extent = extentOf(node);
      if (areaOf(extent) > areaOf(frame.box) * backgroundShare) continue;
      const out = overhang(extent, zone);
      const most = Math.max(...Object.values(out));
      if (most <= tolerancePx) continue;
      const sides = Object.entries(out).flatMap(([side, px]) => (px > tolerancePx ? [side] : []));
      const fix = moveInto(node, extent, zone);
      findings.push(
        about(node, {
          check: 'safe.zone',
          level: 'fail',
          box: extent,
          measured: round1(most),
          limit: 0,
          message: `${called(node)} lies ${round1(most)} px under the app's interface (${sides.join(', ')}).${
            fix ? '' : ' Make it smaller, or give the copy block less to hold.'
          }`,
          ...(fix && { fix }),
        }),
      );
    }
    for (const node of nodes) {
      if (node.role !== 'product' || node.parent?.role === 'product' || !node.shown) continue;
      const area = areaOf(node.box);
      if (area === 0 || area > areaOf(frame.box) * backgroundShare) continue;
      const inside = shared(node.box, zone);
      const share = inside ? areaOf(inside) / area : 0;
      if (share >= productShare) continue;
      findings.push(
        about(node, {
          check: 'safe.zone',
          level: 'warn',
          measured: round1(share * 100) / 100,
          limit: productShare,
          message: `Only ${Math.round(share * 100)} % of the product is clear of the app's interface.`,
        }),
      );
    }
    return findings;
  },
};
