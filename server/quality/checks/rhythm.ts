/** Slips within a row or a column of like boxes, and of labels in their buttons. */
import type { CheckInput } from '../check.ts';
import { about, called, type Finding, round1, type Update } from '../finding.ts';
import { moveBy } from '../fix/move.ts';
import { type CheckNode, isInside, isText } from '../frame/node.ts';
import { areaOf } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';

/** Smaller boxes of one size (dots, ticks, figures of a pictogram) may lie as they like. Share of the canvas. */
const LEAST_CARD = 0.004;

type Axis = { at: 'x' | 'y'; size: 'width' | 'height'; cross: 'x' | 'y'; name: string };
const axes: readonly Axis[] = [
  { at: 'x', size: 'width', cross: 'y', name: 'row' },
  { at: 'y', size: 'height', cross: 'x', name: 'column' },
];

/** Cards and pictures of one size beside one another stand on one line, with one distance. */
export function unevenRows(input: CheckInput): Finding[] {
  const { least, most } = limitsOf('align');
  const high = Math.max(4, most * input.scale);
  const told = new Set<CheckNode>();
  return axes.flatMap((axis) =>
    rowsOf(cardsOf(input), axis, high).flatMap((row): Finding[] => {
      const crooked = crookedIn(row, axis, least, told);
      return crooked.length > 0 ? crooked : unevenIn(row, axis, least, high, told);
    }),
  );
}

function cardsOf({ nodes, frame }: CheckInput): CheckNode[] {
  const cards = nodes.filter(
    (node) =>
      node.shown &&
      !isText(node) &&
      !node.turned &&
      ['underlay', 'image', 'product', 'cta'].includes(node.role ?? '') &&
      areaOf(node.box) > areaOf(frame.box) * LEAST_CARD &&
      areaOf(node.box) < areaOf(frame.box) * 0.5,
  );
  return cards.filter((node) => !cards.some((other) => isInside(node, other)));
}

/** Boxes of one size that nearly stand on one line and do not overlap, along the axis. */
function rowsOf(cards: readonly CheckNode[], { at, size, cross }: Axis, high: number): CheckNode[][] {
  const left = [...cards];
  const rows: CheckNode[][] = [];
  for (let first = left.shift(); first; first = left.shift()) {
    const { box } = first;
    const row = [first];
    for (const other of [...left]) {
      const same =
        Math.abs(other.box.width - box.width) < 1.5 && Math.abs(other.box.height - box.height) < 1.5;
      if (!same || Math.abs(other.box[cross] - box[cross]) > high) continue;
      row.push(other);
      left.splice(left.indexOf(other), 1);
    }
    row.sort((a, b) => a.box[at] - b.box[at]);
    const apart = row.every((node, index) => {
      const next = row[index + 1];
      return !next || next.box[at] >= node.box[at] + node.box[size] - 0.5;
    });
    if (row.length >= 2 && apart) rows.push(row);
  }
  return rows;
}

/** Off the line that most stand on. */
function crookedIn(
  row: readonly CheckNode[],
  { cross, name }: Axis,
  least: number,
  told: Set<CheckNode>,
): Finding[] {
  const places = row.map(({ box }) => box[cross]);
  const line = commonest(places, least);
  return row.flatMap((node) => {
    const by = node.box[cross] - line;
    if (Math.abs(by) <= least || told.has(node)) return [];
    told.add(node);
    const fix = cross === 'y' ? moveBy(node, 0, -by) : moveBy(node, -by, 0);
    return [
      about(node, {
        check: 'align',
        level: 'warn',
        measured: round1(Math.abs(by)),
        limit: least,
        message: `${called(node)} is ${round1(Math.abs(by))} px off the line its ${name} of ${row.length} stands on.`,
        ...(fix && { fix }),
      }),
    ];
  });
}

function unevenIn(
  row: readonly CheckNode[],
  { at, size, name }: Axis,
  least: number,
  high: number,
  told: Set<CheckNode>,
): Finding[] {
  const [first] = row;
  if (row.length < 3 || !first || row.some((node) => told.has(node) || node.inFlow)) return [];
  const gaps = row.slice(1).map(({ box }, index) => {
    const before = row[index]?.box ?? box;
    return box[at] - before[at] - before[size];
  });
  const usual = commonest(gaps, least);
  const off = Math.max(...gaps.map((gap) => Math.abs(gap - usual)));
  // Wider steps set groups apart.
  if (off <= least || off > high) return [];
  const fix: Update[] = [];
  for (const [index, node] of row.entries()) {
    const wanted = first.box[at] + index * (first.box[size] + usual);
    const by = wanted - node.box[at];
    if (Math.abs(by) < 0.5) continue;
    const move = at === 'x' ? moveBy(node, by, 0) : moveBy(node, 0, by);
    if (move) fix.push(...move);
  }
  const wrong = gaps.findIndex((gap) => Math.abs(gap - usual) > least);
  const node = row[wrong + 1] ?? first;
  told.add(node);
  return [
    about(node, {
      check: 'align',
      level: 'warn',
      measured: round1(off),
      limit: least,
      message: `The distances in a ${name} of ${row.length} like ${called(node)} differ: ${gaps.map(round1).join(', ')} px.`,
      fix,
    }),
  ];
}

/** The value most others agree with; of as many the first. */
function commonest(values: readonly number[], least: number): number {
  const agreeing = (value: number) => values.filter((each) => Math.abs(each - value) <= least).length;
  return values.toSorted((a, b) => agreeing(b) - agreeing(a))[0] ?? 0;
}

/** Beyond this a label is set to one side on purpose: share of the button's free width. */
const ASIDE = 0.35;

/** The only words in a button stand in its middle. */
export async function offCentreLabels({ nodes, copy, pixels, scale }: CheckInput): Promise<Finding[]> {
  const { centre } = limitsOf('align');
  const least = Math.max(2, centre * scale);
  const findings: Finding[] = [];
  for (const button of nodes) {
    if (button.role !== 'cta' || isText(button) || !button.shown || button.turned) continue;
    const [label, ...others] = copy.filter((node) => node.parent === button);
    if (!label || others.length > 0 || button.children.filter(({ shown }) => shown).length > 1) continue;
    const ink = await pixels.ink(label);
    if (!ink) continue;
    const left = ink.box.x - button.box.x;
    const right = button.box.x + button.box.width - ink.box.x - ink.box.width;
    const off = (left - right) / 2;
    // Around a button that hugs its label there is no side to set it to.
    const most =
      button.props['layoutSizingHorizontal'] === 'HUG' ? left + right : ((left + right) / 2) * ASIDE;
    if (Math.abs(off) <= least || Math.abs(off) > most || left < 0 || right < 0) continue;
    const { paddingLeft, paddingRight } = button.props;
    const even =
      button.layoutMode !== 'NONE' && typeof paddingLeft === 'number' && typeof paddingRight === 'number'
        ? Math.round((paddingLeft + paddingRight) / 2)
        : undefined;
    const fix =
      even !== undefined && paddingLeft !== paddingRight
        ? [{ nodeId: button.id, props: { paddingLeft: even, paddingRight: even } }]
        : moveBy(label, -off, 0);
    findings.push(
      about(label, {
        check: 'align',
        level: 'warn',
        measured: round1(Math.abs(off)),
        limit: round1(least),
        message: `${called(label)} stands ${round1(Math.abs(off))} px beside the middle of its button.`,
        ...(fix && { fix }),
      }),
    );
  }
  return findings;
}
