/** How alike a proposed component and an existing one are, part by part, and what follows from it. */
import type { ComponentProp } from '../../../schemas/bundle.ts';
import weights from './data/weights.json' with { type: 'json' };
import { nameSimilarity } from './names.ts';

export interface Comparable {
  name: string;
  words: readonly string[];
  props: readonly ComponentProp[];
  elements: Readonly<Record<string, number>>;
  marks: readonly string[];
  /** What it says about itself: docs, static text. */
  text: readonly string[];
  /** `page`: drawn by a route; never the same as a part, whatever its name. */
  kind: 'part' | 'page';
}

export interface Score {
  total: number;
  name: number;
  props?: number;
  structure?: number;
  text?: number;
}

/** Parts one side knows nothing of are left out, and the rest weigh more: a design seldom names its props. */
export function scorePair(wanted: Comparable, existing: Comparable): Score {
  const name = nameSimilarity(wanted.words, existing.words);
  const props =
    wanted.props.length > 0 && existing.props.length > 0
      ? propOverlap(wanted.props, existing.props)
      : undefined;
  const structure =
    hasStructure(wanted) && hasStructure(existing) ? structureOverlap(wanted, existing) : undefined;
  const text =
    wanted.text.length > 2 && existing.text.length > 2 ? jaccard(wanted.text, existing.text) : undefined;
  const parts: [number, number | undefined][] = [
    [weights.name, name],
    [weights.props, props],
    [weights.structure, structure],
    [weights.text, text],
  ];
  const known = parts.filter((part): part is [number, number] => part[1] !== undefined);
  const weight = known.reduce((sum, [one]) => sum + one, 0);
  const mean = known.reduce((sum, [one, value]) => sum + one * value, 0) / weight;
  const bonus = name === 1 ? weights.exactNameBonus : 0;
  const capped = wanted.kind === existing.kind ? 1 : weights.kindMismatchCap;
  return {
    total: round(Math.min(capped, mean + bonus * (1 - mean))),
    name: round(name),
    ...(props !== undefined && { props: round(props) }),
    ...(structure !== undefined && { structure: round(structure) }),
    ...(text !== undefined && { text: round(text) }),
  };
}

const hasStructure = ({ elements }: Comparable) => Object.keys(elements).length > 0;

/** Props every component has say nothing. */
const common = new Set([
  'className',
  'class',
  'style',
  'id',
  'children',
  'ref',
  'key',
  'as',
  'asChild',
  'data-testid',
]);

function propOverlap(a: readonly ComponentProp[], b: readonly ComponentProp[]): number {
  const [first, second] = [meaningful(a), meaningful(b)];
  if (first.length === 0 && second.length === 0) return 0.5;
  if (first.length === 0 || second.length === 0) return 0;
  let shared = 0;
  for (const prop of first) {
    const exact = second.find(({ name }) => name.toLowerCase() === prop.name.toLowerCase());
    if (exact)
      shared +=
        prop.values && exact.values && !prop.values.some((value) => exact.values?.includes(value)) ? 0.6 : 1;
    else if (
      prop.type !== undefined &&
      second.some((other) => other.type === prop.type && alikeName(other.name, prop.name))
    )
      shared += 0.5;
  }
  return shared / (first.length + second.length - shared);
}

const meaningful = (props: readonly ComponentProp[]) => props.filter(({ name }) => !common.has(name));

const alikeName = (a: string, b: string) => {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return (
    first.length > 2 &&
    second.length > 2 &&
    (first.endsWith(second) || second.endsWith(first) || first.startsWith(second) || second.startsWith(first))
  );
};

/** Weighted Jaccard over elements (components count by their words' last) and marks. */
function structureOverlap(a: Comparable, b: Comparable): number {
  // A design's export does not always tell its handlers and roles.
  const marked = a.marks.length > 0 && b.marks.length > 0;
  const [first, second] = [profile(a, marked), profile(b, marked)];
  let low = 0;
  let high = 0;
  for (const key of new Set([...first.keys(), ...second.keys()])) {
    const [x, y] = [first.get(key) ?? 0, second.get(key) ?? 0];
    low += Math.min(x, y);
    high += Math.max(x, y);
  }
  return high === 0 ? 0 : low / high;
}

const plainBoxes = new Set([
  'div',
  'span',
  'Fragment',
  'React.Fragment',
  'Box',
  'Flex',
  'Stack',
  'g',
  'path',
  'unknown',
]);

function profile({ elements, marks }: Comparable, marked: boolean): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, count] of Object.entries(elements)) {
    if (plainBoxes.has(name)) continue;
    const key = name.toLowerCase().split('.').at(-1) ?? name;
    counts.set(key, (counts.get(key) ?? 0) + Math.min(4, Math.sqrt(count)));
  }
  if (marked) for (const mark of marks) counts.set(mark, 1);
  return counts;
}

function jaccard(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [new Set(a), new Set(b)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / (first.size + second.size - shared);
}

const round = (value: number) => Math.round(value * 100) / 100;
