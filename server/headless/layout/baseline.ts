/** Baseline alignment across a row, which Yoga's JavaScript binding cannot do. */
import { alignIn, type FlexItem, outerLength, type Span } from './item.ts';

export interface BaselineItem extends FlexItem {
  /** From the top of the box to the line that is aligned. */
  baseline: number;
}

/** Spans from the top of the content box, and the length they need. FILL items take `content` and align with nothing. */
export function alignBaselines(items: BaselineItem[], content: number): { spans: Span[]; length: number } {
  const set = items.filter((item) => !item.grow);
  const ascent = Math.max(0, ...set.map((item) => item.before + item.baseline));
  const descent = Math.max(0, ...set.map((item) => item.length - item.baseline + item.after));
  const filling = items.filter((item) => item.grow).map(outerLength);
  return {
    spans: items.map((item) =>
      item.grow ? alignIn(item, content, 'MIN') : { start: ascent - item.baseline, length: item.length },
    ),
    length: Math.max(ascent + descent, ...filling),
  };
}
