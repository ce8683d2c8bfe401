/** Ends a text with an ellipsis after its last visible line. */
import { type ShapingContext, shapeDisplay, type TextLine } from './break-lines.ts';
import type { DisplayText } from './display-text.ts';

const ellipsis = '…';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The line again, with an ellipsis: after all of it if there is room, else after as many of its characters as leave
 * room. The characters after the cut are on no line.
 */
export function endWithEllipsis(context: ShapingContext, last: TextLine): TextLine {
  const { display, line, paragraph } = last;
  const width = context.width - paragraph.inset;
  const text = display.text.slice(line.start, line.visibleEnd);
  const cuts = [0, ...[...graphemes.segment(text)].map((g) => g.index + g.segment.length)];
  const attempt = (cut: number): TextLine => {
    const kept = text.slice(0, cut).trimEnd();
    const shortened = cutDisplay(display, line.start, line.start + kept.length, line.end, paragraph.runIndex);
    const unwrapped = { ...context, width: Infinity };
    const { display: drawn, lines } = shapeDisplay(unwrapped, shortened, Infinity, 0);
    const [shaped] = lines;
    if (!shaped) throw new Error('An ellipsis always shapes to one line');
    return { ...last, display: drawn, line: shaped, truncated: true };
  };
  let low = 0;
  let high = cuts.length - 1;
  let best: TextLine | undefined;
  const whole = attempt(cuts[high] ?? 0);
  if (whole.line.width <= width) return whole;
  // The widest prefix that fits; below one character the ellipsis stands alone, fitting or not.
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = attempt(cuts[middle] ?? 0);
    if (candidate.line.width <= width || middle === 0) {
      best = candidate;
      low = middle + 1;
    } else high = middle;
  }
  return best ?? attempt(0);
}

function cutDisplay(
  display: DisplayText,
  start: number,
  cut: number,
  lineEnd: number,
  emptyRun: number,
): DisplayText {
  const at = display.toSource[cut] ?? 0;
  return {
    text: display.text.slice(start, cut) + ellipsis,
    toSource: [...display.toSource.slice(start, cut), at, display.toSource[Math.max(cut, lineEnd)] ?? at],
    runOf: [...display.runOf.slice(start, cut), display.runOf[Math.max(start, cut - 1)] ?? emptyRun],
  };
}
