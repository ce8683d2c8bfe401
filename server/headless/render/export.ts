/** `node.exportAsync` for records. */
import type { NodeRecord } from '../model.ts';
import type { RenderContext } from './context.ts';
import { encodeJpeg, encodePng } from './encode.ts';
import { exportPdf } from './pdf.ts';
import { rasterize } from './raster.ts';
import { exportSvg } from './svg/export.ts';

/**
 * Renders a record as Figma's `exportAsync` does. Layout must be up to date. The same document gives the same bytes.
 * Throws if nothing of the node is visible, if the result would exceed 8192 px a side, or for other formats.
 */
export async function exportRecord(
  record: NodeRecord,
  settings: ExportSettings | ExportSettingsSVGString | { format: 'JSON_REST_V1' },
  context: RenderContext,
): Promise<Uint8Array> {
  switch (settings.format) {
    case 'PNG':
      return encodePng(await rasterize(record, settings, context, false));
    case 'JPG':
      return encodeJpeg(await rasterize(record, settings, context, true), context.jpegQuality);
    case 'SVG':
    case 'SVG_STRING':
      return new TextEncoder().encode(await exportSvg(record, settings, context));
    case 'PDF':
      return exportPdf(record, settings, context);
    default:
      throw new Error(
        `in exportAsync: format ${settings.format} cannot be rendered. Use PNG, JPG, SVG or PDF.`,
      );
  }
}
