/** Draws part of a page into pixels. */
import { IDENTITY, multiply, scaling, translation } from '../matrix.ts';
import type { NodeRecord } from '../model.ts';
import { newMeasure, type RenderContext } from './context.ts';
import type { Raster } from './encode.ts';
import { absoluteTransform, containerOf, toMatrix } from './geometry/transform.ts';
import { PreparedImages } from './images/prepare.ts';
import { drawNode } from './node.ts';
import { type ExportFrame, exportBox, exportFrame } from './region.ts';
import { Scope } from './scope.ts';

export type RasterSettings = Pick<ExportSettingsImage, 'constraint' | 'contentsOnly' | 'useAbsoluteBounds'>;

/** Pixels of an export; `white` fills what the node leaves transparent. */
export async function rasterize(
  record: NodeRecord,
  settings: RasterSettings,
  context: RenderContext,
  white: boolean,
): Promise<Raster & { frame: ExportFrame }> {
  const { kit } = context.text;
  const scope = new Scope();
  const images = new PreparedImages(kit, context.images);
  try {
    const measure = newMeasure(context.text, scope);
    const frame = exportFrame(exportBox(measure, record, settings), settings.constraint);
    const top = drawnRoot(record, settings);
    const toDevice = multiply(
      multiply(scaling(frame.scale, frame.scale), translation(-frame.x, -frame.y)),
      parentSpace(top),
    );
    await images.prepare(top, toDevice);

    const surface = kit.MakeSurface(frame.width, frame.height);
    if (surface === null) {
      throw new Error(
        `in exportAsync: not enough memory for ${frame.width} x ${frame.height} px. Lower the scale.`,
      );
    }
    // `delete` alone would leak the pixels, which only `dispose` frees.
    scope.keep({ delete: () => surface.dispose() });
    const canvas = surface.getCanvas();
    canvas.clear(white ? kit.WHITE : kit.TRANSPARENT);
    canvas.concat(toMatrix(toDevice));
    drawNode({ kit, canvas, scope, images, measure }, top, toDevice);
    surface.flush();
    const data = canvas.readPixels(0, 0, {
      width: frame.width,
      height: frame.height,
      colorType: kit.ColorType.RGBA_8888,
      alphaType: kit.AlphaType.Unpremul,
      colorSpace: kit.ColorSpace.SRGB,
    });
    if (!(data instanceof Uint8Array))
      throw new Error('in exportAsync: CanvasKit could not read the pixels back');
    return { data, width: frame.width, height: frame.height, frame };
  } finally {
    images.release();
    scope.dispose();
  }
}

/** Slices show everything in their area, and so does an export with `contentsOnly: false`. */
function drawnRoot(record: NodeRecord, settings: RasterSettings): NodeRecord {
  if (record.type !== 'SLICE' && settings.contentsOnly !== false) return record;
  let top = record;
  while (top.parent !== null && top.type !== 'PAGE') top = top.parent;
  return top;
}

/** Maps the space `record` is drawn in to the page. */
function parentSpace(record: NodeRecord): Transform {
  const container = containerOf(record);
  return container === null ? IDENTITY : absoluteTransform(container);
}
