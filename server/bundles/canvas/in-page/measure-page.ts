/** Measures the page it runs in: boxes with the styles a canvas has a counterpart for, and a count of the others. */
import type { BoxReader } from './boxes.ts';
import type { PageKit } from './kit.ts';

export interface MeasureOptions {
  /** CSS selector of the element that becomes the frame; the body if absent. */
  selector?: string;
  mostLayers: number;
}

export function measurePage(
  { selector }: MeasureOptions,
  { page, tally, isClear }: PageKit,
  { boxOf }: BoxReader,
) {
  const chosen = selector === undefined ? page.document.body : page.document.querySelector(selector);
  if (!chosen) return { missing: true };
  const rect = chosen.getBoundingClientRect();
  const root = boxOf(chosen, rect);
  if (!root) return { missing: true };
  if (root['background'] === undefined && root['backgroundImage'] === undefined) {
    const behind = page.getComputedStyle(page.document.documentElement)['backgroundColor'] ?? 'transparent';
    const body = page.getComputedStyle(page.document.body)['backgroundColor'] ?? 'transparent';
    root['background'] = !isClear(body) ? body : isClear(behind) ? 'rgb(255, 255, 255)' : behind;
  }
  const { layers, truncated, lost } = tally;
  return { root, layers, truncated, lost };
}
