/** Choosing pictures that are good and unlike one another: maximal marginal relevance (Carbonell and Goldstein, 1998). */
import { layoutDistance } from './layout-vector.ts';

export interface Candidate {
  row: number;
  /** 0..1, how well it answers the query. */
  relevance: number;
  layout: Int8Array;
  logRatio: number;
  /** Folder or format category. */
  category: number;
  brand?: string | undefined;
}

/** Layouts this far apart (OKLab) have little in common. */
const REACH = 0.15;
/** Proportions within this (ln) look the same. */
const SAME_RATIO = 0.1;

/**
 * The first `count` of `candidates` in an order that weighs relevance (diversity 0) against being unlike what was chosen
 * before (1). The best one always comes first; every candidate comes exactly once.
 */
export function diverseOrder(
  candidates: readonly Candidate[],
  diversity: number,
  count: number,
): Candidate[] {
  const left = [...candidates];
  const nearest = new Float64Array(left.length);
  const chosen: Candidate[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < left.length; index += 1) {
      const { relevance } = left[index] as Candidate;
      const score =
        (1 - diversity) * relevance - (chosen.length === 0 ? 0 : diversity * (nearest[index] ?? 0));
      if (score > most) [best, most] = [index, score];
    }
    const pick = left[best] as Candidate;
    chosen.push(pick);
    // The last one takes the place of the one taken.
    const end = left.length - 1;
    left[best] = left[end] as Candidate;
    nearest[best] = nearest[end] ?? 0;
    left.pop();
    if (chosen.length === count) break;
    for (let index = 0; index < left.length; index += 1)
      nearest[index] = Math.max(nearest[index] ?? 0, alikeness(left[index] as Candidate, pick));
  }
  return chosen;
}

/** 0 nothing in common, 1 the same. */
function alikeness(one: Candidate, two: Candidate): number {
  return (
    0.5 * Math.exp(-layoutDistance(one.layout, two.layout) / REACH) +
    (one.category === two.category ? 0.2 : 0) +
    (one.brand !== undefined && one.brand === two.brand ? 0.2 : 0) +
    (Math.abs(one.logRatio - two.logRatio) < SAME_RATIO ? 0.1 : 0)
  );
}
