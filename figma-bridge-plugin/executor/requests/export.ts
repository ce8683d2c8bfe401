/** `export`: a node as a file. */
import type { CanvasReply } from '../../../schemas/canvas-request.ts';
import type { ExportRequest } from '../../../schemas/canvas-result.ts';
import { fail, withContext } from '../errors.ts';
import { sceneById } from '../references.ts';
import type { Session } from '../session.ts';

/** Bytes, with their size in pixels (SVG and PDF: in px at 1x). Guides are never drawn by the host. */
export async function exportNode(request: ExportRequest, session: Session): Promise<CanvasReply<'export'>> {
  const { format, useAbsoluteBounds } = request;
  const given = (['scale', 'width', 'height'] as const).filter((name) => request[name] !== undefined);
  if (given.length > 1) {
    fail('bad_value', `Give one of scale, width and height, not ${given.join(' and ')}.`, {
      path: 'request',
    });
  }
  const node = await sceneById(request.node, session, 'request.node');
  const bounds =
    (useAbsoluteBounds ? node.absoluteBoundingBox : renderBounds(node)) ?? node.absoluteBoundingBox;
  if (bounds === null)
    return fail('not_allowed', `"${node.name}" has no box to export.`, { path: 'request.node' });
  const vector = format === 'SVG' || format === 'PDF';
  const scale = vector ? 1 : scaleOf(request, bounds);
  let bytes: Uint8Array;
  const show = await hideNodes(request.hide ?? [], session);
  try {
    bytes = await node.exportAsync(
      format === 'SVG' || format === 'PDF'
        ? { format, useAbsoluteBounds }
        : { format, useAbsoluteBounds, constraint: constraintOf(request) },
    );
  } catch (error) {
    throw withContext(error, { path: 'request' });
  } finally {
    await show();
  }
  return {
    bytes,
    width: Math.max(1, Math.round(bounds.width * scale)),
    height: Math.max(1, Math.round(bounds.height * scale)),
  };
}

/**
 * Makes nodes transparent and answers how to undo that. By opacity, because an invisible node would leave its auto
 * layout; a variable bound to the opacity is bound again. Nothing is committed, so the host's undo history is the same.
 * Throws `unknown_node` before anything is hidden.
 */
async function hideNodes(ids: readonly string[], session: Session): Promise<() => Promise<void>> {
  const nodes: (SceneNode & { opacity: number })[] = [];
  for (const id of ids) {
    const node = await sceneById(id, session, 'request.hide');
    if ('opacity' in node) nodes.push(node);
  }
  const undos: (() => Promise<void>)[] = [];
  /** Every node gets its turn, also after one that could not be shown again. */
  const show = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const undo of undos) await undo().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw withContext(failures[0], { path: 'request.hide' });
  };
  try {
    for (const node of nodes) undos.push(hideNode(node, session));
  } catch (error) {
    await show();
    throw withContext(error, { path: 'request.hide' });
  }
  return show;
}

function hideNode(node: SceneNode & { opacity: number }, session: Session): () => Promise<void> {
  const { opacity } = node;
  const bound = 'boundVariables' in node ? node.boundVariables?.opacity : undefined;
  node.opacity = 0;
  return async () => {
    if (node.removed) return;
    node.opacity = opacity;
    if (bound === undefined) return;
    const variable = await session.figma.variables.getVariableByIdAsync(bound.id);
    if (variable !== null) node.setBoundVariable('opacity', variable);
  };
}

function renderBounds(node: SceneNode): Rect | null {
  return 'absoluteRenderBounds' in node ? node.absoluteRenderBounds : null;
}

function constraintOf({ scale, width, height }: ExportRequest): ExportSettingsConstraints {
  if (width !== undefined) return { type: 'WIDTH', value: width };
  if (height !== undefined) return { type: 'HEIGHT', value: height };
  return { type: 'SCALE', value: scale ?? 1 };
}

function scaleOf({ scale, width, height }: ExportRequest, bounds: Rect): number {
  if (width !== undefined) return width / bounds.width;
  if (height !== undefined) return height / bounds.height;
  return scale ?? 1;
}
