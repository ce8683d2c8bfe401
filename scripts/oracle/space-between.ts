/**
 * REST writes SPACE_BETWEEN for two of Figma's alignments: the "Auto" spacing of files made by hand before the gap
 * field took numbers (`SPACE_EVENLY` in the .fig schema), and the one Figma shares with CSS since. They differ for a
 * lone child only: the old one centres it, the new one leaves it at the start.
 *
 * Nothing in REST names the generation. What tells them apart in the files at hand: the old switch left `itemSpacing`
 * at the value every hand-made frame starts with, 10; the new one stores the gap it found (143, 294.93), and frames
 * made by plugins have none. Of 18 lone children in 6 files, all 7 with 10 are centred and all 11 others are at the
 * start. A conjecture, then, and used for reading files only: `figma` itself follows the new one.
 */
import { childrenOf, numberOf, type RestNode } from './rest.ts';

/** The spacing of an auto-layout frame nobody changed it in. */
const UNTOUCHED_SPACING = 10;

export function centresLoneChild(node: RestNode): boolean {
  if (node.primaryAxisAlignItems !== 'SPACE_BETWEEN' || node.layoutWrap === 'WRAP') return false;
  if (numberOf(node, 'itemSpacing') !== UNTOUCHED_SPACING) return false;
  const inFlow = childrenOf(node).filter(
    (child) => child.visible !== false && child.layoutPositioning !== 'ABSOLUTE',
  );
  return inFlow.length === 1;
}
