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
  try {
    bytes = await node.exportAsync(
      format === 'SVG' || format === 'PDF'
        ? { format, useAbsoluteBounds }
        : { format, useAbsoluteBounds, constraint: constraintOf(request) },
    );
  } catch (error) {
    throw withContext(error, { path: 'request' });
  }
  return {
    bytes,
    width: Math.max(1, Math.round(bounds.width * scale)),
    height: Math.max(1, Math.round(bounds.height * scale)),
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
