/** Counts the styles of an element that the canvas has no counterpart for. */
import type { DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type LossCounter = ReturnType<typeof lossCounter>;

export function lossCounter({ lose }: PageKit) {
  const countLosses = (style: DomStyle) => {
    if (
      style['transform'] !== 'none' &&
      style['transform'] !== undefined &&
      !/^matrix\(1, 0, 0, 1,/.test(style['transform'])
    )
      lose('rotation, scale or skew');
    if (style['filter'] !== 'none' && style['filter'] !== undefined) lose('filter');
    if (style['maskImage'] !== 'none' && style['maskImage'] !== undefined) lose('mask');
    if (style['clipPath'] !== 'none' && style['clipPath'] !== undefined) lose('clip-path');
    if (/^vertical|^sideways/.test(style['writingMode'] ?? '')) lose('vertical text');
    if (style['textShadow'] !== 'none' && style['textShadow'] !== undefined) lose('text-shadow');
    if (style['mixBlendMode'] !== 'normal' && style['mixBlendMode'] !== undefined) lose('blend mode');
    if (style['animationName'] !== 'none' && style['animationName'] !== undefined) lose('animation');
  };

  return { countLosses };
}
