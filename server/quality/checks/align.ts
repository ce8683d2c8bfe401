import { type Check, type CheckInput, extentOf } from '../check.ts';
import { about, called, type Finding, round1 } from '../finding.ts';
import { moveBy } from '../fix/move.ts';
import { type CheckNode, isInside, isText, seen } from '../frame/node.ts';
import { areaOf, contains } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';

/** Edges that nearly agree look like a slip: they agree, or they differ on purpose. */
export const align: Check = {
  id: 'align',
  run(input) {
    const { least, most } = limitsOf('align');
    const [low, high] = [least, Math.max(4, most * input.scale)];
    const parts = partsOf(input);
    const findings: Finding[] = [];
    for (const [index, node] of parts.entries()) {
      const others = parts.filter((other, at) => at !== index && other.panel === node.panel);
      const off = slipOf(node, others, low, high);
      if (!off || (off.with.slip && input.nodes.indexOf(off.with.node) > input.nodes.indexOf(node.node)))
        continue;
      node.slip = true;
      const fix = moveBy(node.node, -off.by, 0);
      findings.push(
        about(node.node, {
          check: 'align',
          level: 'warn',
          measured: round1(Math.abs(off.by)),
          limit: low,
          message: `${called(node.node)} is ${round1(Math.abs(off.by))} px off the ${off.edge} edge of ${called(off.with.node).toLowerCase().replace(/".*/, '')}${called(off.with.node).match(/".*/)?.[0] ?? ''}: line them up, or set them clearly apart.`,
          ...(fix && { fix }),
        }),
      );
    }
    return findings;
  },
};

interface Part {
  node: CheckNode;
  left: number;
  centre: number;
  right: number;
  /** The edge its own setting makes it stand on. */
  stands: 'left' | 'centre' | 'right' | undefined;
  /** The filled box it is in: what is inside one has its own edges. */
  panel: CheckNode | undefined;
  slip: boolean;
}

function partsOf({ essentials, nodes }: CheckInput): Part[] {
  const products = nodes.filter(({ role, shown, turned }) => role === 'product' && shown && !turned);
  return [...essentials, ...products]
    .filter(
      (node, index, all) => !node.turned && !all.some((other, at) => at !== index && isInside(node, other)),
    )
    .map((node): Part => {
      const box = isText(node) ? node.box : extentOf(node);
      const set = node.props['textAlignHorizontal'];
      const stands = !isText(node)
        ? undefined
        : set === 'CENTER'
          ? 'centre'
          : set === 'RIGHT'
            ? 'right'
            : 'left';
      return {
        node,
        left: box.x,
        centre: box.x + box.width / 2,
        right: box.x + box.width,
        stands,
        panel: panelUnder(node, nodes),
        slip: false,
      };
    });
}

/** The smallest filled box that holds the node, whether or not it is its parent. */
function panelUnder(node: CheckNode, nodes: readonly CheckNode[]): CheckNode | undefined {
  return nodes
    .filter(
      (each) =>
        each !== node &&
        each.shown &&
        !isText(each) &&
        each.z < node.z &&
        seen([...each.fills, ...each.strokes]).length > 0 &&
        contains(each.box, node.box, 2),
    )
    .toSorted((a, b) => areaOf(a.box) - areaOf(b.box))[0];
}

const edges = ['left', 'centre', 'right'] as const;

/** The slip against the nearest edge, unless some edge agrees exactly with somebody's. */
function slipOf(
  part: Part,
  others: readonly Part[],
  least: number,
  most: number,
): { by: number; edge: (typeof edges)[number]; with: Part } | undefined {
  let found: { by: number; edge: (typeof edges)[number]; with: Part } | undefined;
  for (const edge of edges) {
    if (part.stands !== undefined && part.stands !== edge) continue;
    for (const other of others) {
      if (other.stands !== undefined && other.stands !== edge) continue;
      const by = part[edge] - other[edge];
      if (Math.abs(by) <= least) return undefined;
      if (Math.abs(by) <= most && (!found || Math.abs(by) < Math.abs(found.by)))
        found = { by, edge, with: other };
    }
  }
  return found;
}
