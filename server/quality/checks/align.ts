import { type Check, type CheckInput, extentOf } from '../check.ts';
import { about, called, type Finding, round1, type Update } from '../finding.ts';
import { moveBy } from '../fix/move.ts';
import { type CheckNode, isInside, isText, seen } from '../frame/node.ts';
import { areaOf, contains } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';
import { offCentreLabels, unevenRows } from './rhythm.ts';

/** Edges that nearly agree look like a slip: they agree, or they differ on purpose. So do the steps of a row. */
export const align: Check = {
  id: 'align',
  async run(input) {
    return [...slips(input), ...unevenRows(input), ...(await offCentreLabels(input))];
  },
};

function slips(input: CheckInput): Finding[] {
  const { least, most } = limitsOf('align');
  const high = Math.max(4, most * input.scale);
  const parts = partsOf(input);
  const told = new Set<Part>();
  const findings: Finding[] = [];
  for (const panel of new Set(parts.map((part) => part.panel))) {
    const inside = parts.filter((part) => part.panel === panel);
    for (const edge of edges) {
      for (const slip of slipsAt(edge, inside, least, high)) {
        const [first] = slip.parts;
        if (!first || slip.parts.some((part) => told.has(part))) continue;
        for (const part of slip.parts) told.add(part);
        findings.push(slipped(slip, first, least));
      }
    }
  }
  return findings;
}

function slipped({ parts, by, edge, from }: Slip, { node }: Part, least: number): Finding {
  const fix = parts.flatMap((part) => moveBy(part.node, -by, 0) ?? []);
  const more = parts.length > 1 ? ` (and ${parts.length - 1} more)` : '';
  const other = called(from.node);
  const px = round1(Math.abs(by));
  return about(node, {
    check: 'align',
    level: 'warn',
    measured: px,
    limit: least,
    message: `${called(node)}${more} is ${px} px off the ${edge} edge of ${other.toLowerCase().replace(/".*/, '')}${other.match(/".*/)?.[0] ?? ''}: line them up, or set them clearly apart.`,
    // Half of a group put right would be another slip.
    ...(fix.length === parts.length && { fix: fix.filter((each, at) => isFirst(fix, each, at)) }),
  });
}

/** What several stand on is moved once. */
const isFirst = (all: readonly Update[], { nodeId }: Update, at: number): boolean =>
  all.findIndex((each) => each.nodeId === nodeId) === at;

interface Part {
  node: CheckNode;
  left: number;
  centre: number;
  right: number;
  /** The edge its own setting makes it stand on. */
  stands: 'left' | 'centre' | 'right' | undefined;
  /** The filled box it is in: what is inside one has its own edges. */
  panel: CheckNode | undefined;
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
type Edge = (typeof edges)[number];

interface Slip {
  parts: Part[];
  by: number;
  edge: Edge;
  from: Part;
}

/**
 * Parts whose edges agree form a group; where two groups nearly agree, the smaller one has slipped. A logo or a picture
 * that agrees with something by another of its edges stands there on purpose.
 */
function slipsAt(edge: Edge, parts: readonly Part[], least: number, most: number): Slip[] {
  const standing = parts.filter(({ stands }) => stands === undefined || stands === edge);
  const groups: Part[][] = [];
  for (const part of standing.toSorted((a, b) => a[edge] - b[edge])) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && part[edge] - before[edge] <= least) last.push(part);
    else groups.push([part]);
  }
  return groups.slice(1).flatMap((group, index): Slip[] => {
    const before = groups[index] ?? [];
    const [a, b] = [before.at(-1), group[0]];
    if (!a || !b || b[edge] - a[edge] > most) return [];
    const [slipped, kept] = weightOf(before) < weightOf(group) ? [before, group] : [group, before];
    const [first, from] = [slipped[0], kept[0]];
    const free = slipped.every((part) => !agreesElsewhere(part, edge, parts, slipped, least));
    if (!first || !from || !free) return [];
    return [{ parts: slipped, by: first[edge] - from[edge], edge, from }];
  });
}

/** Many and large ones lead; of two the headline, else the upper one. */
const weightOf = (group: readonly Part[]): number =>
  group.reduce((sum, { node }) => sum + (node.role === 'headline' ? 1.5 : 1) - node.box.y * 1e-6, 0);

function agreesElsewhere(
  part: Part,
  edge: Edge,
  all: readonly Part[],
  group: readonly Part[],
  least: number,
): boolean {
  return edges.some(
    (other) =>
      other !== edge &&
      (part.stands === undefined || part.stands === other) &&
      all.some(
        (each) =>
          !group.includes(each) &&
          (each.stands === undefined || each.stands === other) &&
          Math.abs(each[other] - part[other]) <= least,
      ),
  );
}
