import type { Rect } from '../../composition/compose.ts';
import type { Check } from '../check.ts';
import { about, called, type Finding, round1 } from '../finding.ts';
import { moveInto } from '../fix/move.ts';
import type { CheckNode } from '../frame/node.ts';
import { areaOf, bottomOf, inset, overhang, rightOf, shared } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';
import { leastMargin } from './edge-margin.ts';

/** Copy, buttons and logos are on the canvas; what is entirely outside is dead. A product may be cut on purpose. */
export const offCanvas: Check = {
  id: 'offcanvas',
  run(input) {
    const { frame, nodes, essentials } = input;
    const { px, productShare } = limitsOf('offcanvas');
    const whole = { x: 0, y: 0, width: frame.box.width, height: frame.box.height };
    const findings: Finding[] = [];
    for (const node of essentials) {
      const { box } = node;
      const most = Math.max(...Object.values(overhang(box, whole)));
      if (most <= px || !isCut(node, whole)) continue;
      const least = leastMargin(input);
      const fix = moveInto(node, box, inset(whole, { top: least, right: least, bottom: least, left: least }));
      findings.push(
        about(node, {
          check: 'offcanvas',
          level: 'fail',
          box,
          measured: round1(most),
          limit: px,
          message: `${called(node)} runs ${round1(most)} px off the canvas.`,
          ...(fix && { fix }),
        }),
      );
    }
    for (const node of nodes) {
      if (node.role === 'product' && node.parent?.role !== 'product' && node.shown) {
        const there = shared(node.box, whole);
        const share = there ? areaOf(there) / Math.max(1, areaOf(node.box)) : 0;
        if (there && share < productShare) {
          findings.push(
            about(node, {
              check: 'offcanvas',
              level: 'warn',
              measured: `${Math.round((1 - share) * 100)} %`,
              limit: `${Math.round((1 - productShare) * 100)} %`,
              message: `Only ${Math.round(share * 100)} % of "${node.name}" is on the canvas: too little to be recognised.`,
            }),
          );
        }
      }
      const dead = node.shown && node.parent === frame && !shared(node.box, whole);
      if (!dead || essentials.includes(node) || node.type === 'SLICE') continue;
      findings.push(
        about(node, {
          check: 'offcanvas',
          level: 'warn',
          measured: '100 %',
          limit: '0 %',
          message: `"${node.name}" is entirely off the canvas: nobody sees it.`,
          fix: [{ nodeId: node.id, props: { visible: false } }],
        }),
      );
    }
    return findings;
  },
};

/** A text's box may stand out of the canvas while its words do not; what is drawn then ends short of the edge. */
function isCut({ text, drawn }: CheckNode, whole: Rect): boolean {
  if (!text || !drawn) return true;
  const near = 0.5;
  return (
    drawn.x <= near ||
    drawn.y <= near ||
    rightOf(drawn) >= rightOf(whole) - near ||
    bottomOf(drawn) >= bottomOf(whole) - near
  );
}
