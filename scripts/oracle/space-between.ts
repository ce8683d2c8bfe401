/**
 * REST writes SPACE_BETWEEN for two of Figma's alignments: the "Auto" spacing of files made by hand before the gap
 * field took numbers (`SPACE_EVENLY` in the .fig schema), and the one Figma shares with CSS since. The old one centres
 * a lone child and overlaps what overflows, so that the last child ends at the end; the new one leaves a lone child at
 * the start and packs what overflows there.
 *
 * Nothing in REST names the generation. What tells them apart in the files at hand is `itemSpacing`: the old switch
 * left what had been typed before, the new one stores the gap it found (143, 294.93), and frames made by plugins have
 * none. Of 62 frames in 14 files where the two differ, all 7 with a gap people type belong to the old one, and 52 of
 * the 55 others to the new. A conjecture, then, and used for reading files only: `figma` itself follows the new one.
 */
import { childrenOf, numberOf, type RestNode } from './rest.ts';

/** 10 is what an auto-layout frame starts with; the others are steps of the usual grid. */
const isTyped = (spacing: number): boolean =>
  spacing === 10 || (spacing >= 4 && spacing <= 48 && spacing % 4 === 0);

/** Further than any item is long: lets items overlap as far as it takes. */
const ANY_OVERLAP = -1e6;

type Reading = { primaryAxisAlignItems: 'CENTER' } | { itemSpacing: number };

/** How the engine is told to lay out a frame of the older generation; null for all others. */
export function olderSpaceBetween(node: RestNode): Reading | null {
  if (node.primaryAxisAlignItems !== 'SPACE_BETWEEN' || node.layoutWrap === 'WRAP') return null;
  const inFlow = childrenOf(node).filter(
    (child) => child.visible !== false && child.layoutPositioning !== 'ABSOLUTE',
  );
  if (!isTyped(numberOf(node, 'itemSpacing') ?? 0)) return null;
  return inFlow.length === 1 ? { primaryAxisAlignItems: 'CENTER' } : { itemSpacing: ANY_OVERLAP };
}
