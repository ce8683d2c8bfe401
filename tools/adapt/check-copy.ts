import type { Placement } from '../../schemas/placement.ts';
import type { ToolContext } from '../context.ts';
import { type Checked, check } from './check.ts';
import { type AdaptedCopy, expendable, setTexts } from './copy.ts';

/**
 * Checks the frame. What a check still finds in the copy is often too much text for the place: the next text goes. If
 * that does not help, something else is wrong, and all the texts come back.
 */
export async function checkCopy(
  copy: AdaptedCopy,
  placement: Placement,
  frameId: string,
  context: ToolContext,
): Promise<Checked & { warnings: string[] }> {
  let checked = await check(frameId, context);
  const warnings: string[] = [];
  const before = { leftOut: [...copy.leftOut], fails: checked.ofCopy };
  for (let next = expendable(copy, placement); checked.ofCopy > 0 && next; ) {
    copy.leftOut.push(next);
    const { leftOut = [], warnings: said = [] } = await setTexts(copy, frameId, context);
    copy.leftOut.push(...leftOut);
    warnings.push(...said);
    checked = await check(frameId, context);
    next = expendable(copy, placement);
  }
  if (copy.leftOut.length > before.leftOut.length && checked.ofCopy >= before.fails) {
    copy.leftOut = before.leftOut;
    const { warnings: said = [] } = await setTexts(copy, frameId, context);
    // What was said of copy that is not there any more would mislead.
    warnings.splice(0, warnings.length, ...said);
    checked = await check(frameId, context);
  }
  return { ...checked, warnings };
}
