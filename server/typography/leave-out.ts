/** Which texts go when a placement has no room for all of them. */
import type { CopyTexts } from './copy-block.ts';
import type { TextRole } from './sizes.ts';

/** Below this height, px, a banner has room for words alone: a product would be a speck, and the banner is the button. */
export const LOW_BANNER = 70;

/** What is missed least goes first. The headline always stays; fine print goes last, since it may be a duty. */
function leavingOrder(height: number): readonly TextRole[] {
  return ['body', 'eyebrow', 'subhead', ...(height < LOW_BANNER ? (['cta'] as const) : []), 'legal'];
}

/** The text that is missed least; undefined: nothing more may go. */
export function nextToLeave(texts: Partial<CopyTexts>, height: number): TextRole | undefined {
  return leavingOrder(height).find((role) => texts[role]);
}

const names: Record<TextRole, string> = {
  eyebrow: 'eyebrow',
  headline: 'headline',
  subhead: 'subhead',
  body: 'body text',
  cta: 'button',
  legal: 'fine print',
};

/** "The subhead was left out: ..." */
export function leftOutNote(role: TextRole, { width, height }: { width: number; height: number }): string {
  const size = `${width}×${height}`;
  if (role === 'legal')
    return `The fine print was left out: ${size} has no room for it. If it must be seen, shorten it or take a larger size.`;
  if (role === 'cta')
    return `The button was left out: ${size} has no room for it, and a banner as low as this is clicked anywhere.`;
  return `The ${names[role]} was left out: ${size} has no room for it beside the headline.`;
}
