/** How far an angle is: its visit, which formats are taken, which are free and which of those serve variety. */
import {
  type BrandMemory,
  conceptsPerAngle,
  type FormatCategory,
  formatCategories,
  type LoggedConcept,
  varietyOf,
} from '../brand/index.ts';
import { knownAngle, sameAngle } from './angle-names.ts';
import type { Concept } from './concept.ts';

export interface AngleStanding {
  /** As the brand's files or an open concept write it; as typed when it is new. */
  angle: string;
  isNew: boolean;
  /** 0: the first visit; else the revisit that is next or under way. */
  visit: number;
  /** Concepts of this visit, open ones included. */
  count: number;
  /** Of this visit. */
  done: FormatCategory[];
  open: { format: FormatCategory; concept: Concept }[];
  /** Concepts over all visits. */
  inAll: number;
  /** The formats this visit may still take, best first. */
  free: { format: FormatCategory; why: string }[];
}

/** `open`: the brand's open concepts. Formats count as taken by the index, by the log, and by open concepts. */
export function standingOf(typed: string, memory: BrandMemory, open: readonly Concept[]): AngleStanding {
  const names = [
    ...memory.angles.map(({ name }) => name),
    ...memory.log.flatMap(({ angle }) => angle ?? []),
    ...open.map(({ angle }) => angle),
  ];
  const known = knownAngle(typed, [...new Set(names)]);
  const angle = known ?? typed.trim();
  const visits = visitsOf(angle, memory, open);
  const last = visits.at(-1) ?? { count: 0, ids: [] };
  const complete = last.count >= conceptsPerAngle;
  const visit = complete ? visits.length : Math.max(0, visits.length - 1);
  const current = complete ? { count: 0, ids: [] } : last;
  const openHere = open.filter((concept) => concept.visit === visit && sameAngle(concept.angle, angle));
  const openIds = openHere.map(({ format }) => format);
  const taken = new Set([...current.ids, ...openIds]);
  const before = new Set(visits.slice(0, visit).flatMap(({ ids }) => ids));
  return {
    angle,
    isNew: known === undefined,
    visit,
    count: current.count,
    done: byIds(current.ids.filter((id) => !openIds.includes(id))),
    open: openHere.flatMap((concept) => byIds([concept.format]).map((format) => ({ format, concept }))),
    inAll: visits.reduce((sum, { count }) => sum + count, 0),
    free: ranked(memory.log, before).filter(({ format }) => !taken.has(format.id)),
  };
}

interface Visit {
  count: number;
  ids: string[];
}

function visitsOf(angle: string, { angles, log }: BrandMemory, open: readonly Concept[]): Visit[] {
  const indexed = angles.find(({ name }) => name === angle);
  const visits: Visit[] = [];
  const visitAt = (number: number): Visit => {
    while (visits.length <= number) visits.push({ count: 0, ids: [] });
    return visits[number] ?? { count: 0, ids: [] };
  };
  for (const { number, count, categories } of indexed?.visits ?? []) {
    const visit = visitAt(number);
    visit.count += count;
    visit.ids.push(...categories.map(({ id }) => id));
  }
  // What only the log knows, for instance because somebody does not keep an index.
  for (const { category, angle: of } of log) {
    if (!category || of === undefined || !sameAngle(of, angle)) continue;
    if (visits.some(({ ids }) => ids.includes(category.id))) continue;
    const last = visitAt(Math.max(0, visits.length - 1));
    const visit = last.count < conceptsPerAngle ? last : visitAt(visits.length);
    visit.count += 1;
    visit.ids.push(category.id);
  }
  for (const { angle: of, visit: number, format } of open) {
    if (!sameAngle(of, angle)) continue;
    const visit = visitAt(number);
    visit.count += 1;
    visit.ids.push(format);
  }
  return visits;
}

/** New to the angle first; then what the brand has not used, or not for long; the last three ads' formats last. */
function ranked(log: readonly LoggedConcept[], before: ReadonlySet<string>): AngleStanding['free'] {
  const { avoid, unused } = varietyOf(log);
  const used = log.flatMap(({ category }) => category?.id ?? []);
  const ago = (id: string) => used.length - used.lastIndexOf(id);
  const rank = ({ id, name }: FormatCategory) =>
    (before.has(id) ? 100 : 0) +
    (avoid.includes(name) ? 50 : 0) +
    (unused.includes(name) ? unused.indexOf(name) : 20 - Math.min(ago(id), 8));
  const why = ({ id, name }: FormatCategory) =>
    before.has(id)
      ? 'told in an earlier visit of this angle'
      : !used.includes(id)
        ? 'never used by this brand'
        : avoid.includes(name)
          ? 'one of the last three ads'
          : `last used ${ago(id)} ads ago`;
  return [...formatCategories]
    .sort((a, b) => rank(a) - rank(b))
    .map((format) => ({ format, why: why(format) }));
}

const byIds = (ids: readonly string[]): FormatCategory[] =>
  ids.flatMap((id) => formatCategories.find((format) => format.id === id) ?? []);
