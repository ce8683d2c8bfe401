import type { Placement } from '../../schemas/placement.ts';
import type { CopyContent } from '../../server/adapt/index.ts';
import { aspectClassOf } from '../../server/composition/compose.ts';
import { nextToLeave } from '../../server/typography/leave-out.ts';
import type { TextRole } from '../../server/typography/sizes.ts';
import type { ToolContext } from '../context.ts';
import { call, saidSchema } from './call.ts';
import type { Source } from './source.ts';

export interface AdaptedCopy extends CopyContent {
  leftOut: TextRole[];
  warnings: string[];
}

export async function setCopy(
  { content }: Source,
  placement: Placement,
  frameId: string,
  context: ToolContext,
): Promise<AdaptedCopy> {
  const { texts } = content;
  if (!texts.headline) return { ...content, leftOut: [], warnings: [] };
  const flat = aspectClassOf(placement.width, placement.height) === 'banner';
  const present = (['body', 'eyebrow', 'subhead'] as const).filter((role) => texts[role]);
  const copy: AdaptedCopy = {
    ...content,
    warnings: [],
    // A banner is one line and a button; everything else has to prove that there is room.
    leftOut: flat ? present.filter((role) => role !== 'subhead' || placement.height < 120) : [],
  };
  for (;;) {
    const { overflows, leftOut = [], warnings = [] } = await setTexts(copy, frameId, context);
    copy.leftOut.push(...leftOut);
    const next = expendable(copy, placement);
    if (!overflows || next === undefined) return { ...copy, warnings };
    copy.leftOut.push(next);
  }
}

/** What to set next time without; fine print is kept as long as the copy itself has room for it. */
export function expendable({ texts, leftOut }: AdaptedCopy, { height }: Placement): TextRole | undefined {
  const next = nextToLeave(without(texts, leftOut), height);
  return next === 'legal' ? undefined : next;
}

const without = (texts: CopyContent['texts'], leftOut: readonly TextRole[]): CopyContent['texts'] =>
  Object.fromEntries(Object.entries(texts).filter(([role]) => !leftOut.some((name) => name === role)));

export async function setTexts(
  { texts, style, highlights, leftOut }: AdaptedCopy,
  frameId: string,
  context: ToolContext,
) {
  const kept = without(texts, leftOut);
  const words = Object.values(kept);
  return call('apply_typography', saidSchema, context, {
    frameId,
    ...kept,
    style,
    highlights: highlights.filter(({ text }) => words.some((copy) => copy.includes(text))).slice(0, 12),
  });
}
