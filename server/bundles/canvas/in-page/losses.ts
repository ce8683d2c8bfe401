/** Counts the styles of an element that the canvas has no counterpart for. */
import type { DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';
import type { PaintReader } from './paint.ts';
import type { TurnReader } from './turns.ts';

export type LossCounter = ReturnType<typeof lossCounter>;

export function lossCounter({ lose }: PageKit, { evenly }: TurnReader, { filtersOf }: PaintReader) {
  const countLosses = (style: DomStyle) => {
    if (!evenly(style)) lose('skew, mirroring and uneven scale');
    if (filtersOf(style).some((one) => !/^(blur|drop-shadow)\(/.test(one))) lose('filter');
    if (style['maskImage'] !== 'none' && style['maskImage'] !== undefined) lose('mask');
    if (style['clipPath'] !== 'none' && style['clipPath'] !== undefined) lose('clip-path');
    if (/^vertical|^sideways/.test(style['writingMode'] ?? '')) lose('vertical text');
    if (style['animationName'] !== 'none' && style['animationName'] !== undefined) lose('animation');
  };

  return { countLosses };
}
