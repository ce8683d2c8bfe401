/** Measures the page it runs in: boxes with the styles a canvas has a counterpart for, and a count of the others. */
import type { BoxReader } from './boxes.ts';
import type { PageKit } from './kit.ts';
import type { PseudoElements } from './pseudo-elements.ts';
import type { TurnReader } from './turns.ts';

export interface MeasureOptions {
  /** CSS selector of the element that becomes the frame; the body if absent. */
  selector?: string;
  mostLayers: number;
}

export function measurePage(
  { selector }: MeasureOptions,
  { page, tally, isClear }: PageKit,
  { boxOf, straighten, bringPseudoElements }: BoxReader & TurnReader & PseudoElements,
) {
  const chosen = selector === undefined ? page.document.body : page.document.querySelector(selector);
  if (!chosen) return { missing: true };
  bringPseudoElements(chosen);
  straighten(chosen);
  const { x, y, width, height } = chosen.getBoundingClientRect();
  // A body as large as the window holds the whole page all the same.
  const { documentElement } = page.document;
  const cuts = (axis: 'X' | 'Y') =>
    selector !== undefined ||
    [documentElement, chosen].some((one) =>
      /hidden|clip/.test(page.getComputedStyle(one)[`overflow${axis}`] ?? ''),
    );
  const rect = {
    x,
    y,
    width: Math.max(width, cuts('X') ? 0 : documentElement.scrollWidth - x),
    height: Math.max(height, cuts('Y') ? 0 : documentElement.scrollHeight - y),
  };
  const root = boxOf(chosen, rect);
  if (!root) return { missing: true };
  root['width'] = rect.width;
  root['height'] = rect.height;
  if (root['background'] === undefined && root['backgroundImage'] === undefined) {
    const behind = page.getComputedStyle(page.document.documentElement)['backgroundColor'] ?? 'transparent';
    const body = page.getComputedStyle(page.document.body)['backgroundColor'] ?? 'transparent';
    root['background'] = !isClear(body) ? body : isClear(behind) ? 'rgb(255, 255, 255)' : behind;
  }
  const { layers, truncated, lost } = tally;
  return { root, layers, truncated, lost };
}
