/** Figma's `absoluteRenderBounds`. */
import type { NodeRecord } from '../model.ts';
import { pageRenderBounds } from './bounds.ts';
import { newMeasure, type RenderContext } from './context.ts';
import type { Box } from './geometry/rect.ts';
import { scoped } from './scope.ts';

/**
 * Page coordinates of what the node draws: strokes, shadows and blurs included, cut by clipping ancestors; the ink of
 * a text. null if it draws nothing.
 */
export function renderBounds(record: NodeRecord, context: Pick<RenderContext, 'text'>): Box | null {
  return scoped((scope) => pageRenderBounds(newMeasure(context.text, scope), record));
}
