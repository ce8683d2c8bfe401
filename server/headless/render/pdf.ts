/** PDF export. CanvasKit has no PDF backend, so the page holds one high-resolution picture; nothing in it is editable. */
import { deflateSync } from 'node:zlib';
import type { NodeRecord } from '../model.ts';
import { newMeasure, type RenderContext } from './context.ts';
import { encodeJpeg, isOpaque } from './encode.ts';
import { rasterize } from './raster.ts';
import { exportBox, MAX_EXPORT_SIDE } from './region.ts';
import { scoped } from './scope.ts';

/** Pixels per PDF point. Ads are screen work: twice the pixels of the design is sharp on every display. */
const PDF_SCALE = 2;
const PDF_JPEG_QUALITY = 95;

/** A one-page PDF, 1 px = 1 point. Very large nodes get as many pixels as one export can have. */
export async function exportPdf(
  record: NodeRecord,
  settings: Pick<ExportSettingsPDF, 'contentsOnly' | 'useAbsoluteBounds'>,
  context: RenderContext,
): Promise<Uint8Array> {
  const box = scoped((scope) => exportBox(newMeasure(context.text, scope), record, settings));
  const longest = Math.ceil(Math.max(box.width, box.height)) + 1;
  const value = Math.min(PDF_SCALE, MAX_EXPORT_SIDE / longest);
  const raster = await rasterize(
    record,
    { ...settings, constraint: { type: 'SCALE', value } },
    context,
    false,
  );
  const alpha = isOpaque(raster.data) ? null : deflateSync(alphaChannel(raster.data), { level: 6 });
  const picture = await encodeJpeg(raster, PDF_JPEG_QUALITY);
  const page = { width: raster.width / value, height: raster.height / value };
  return pdfOfPicture(page, raster, picture, alpha);
}

function alphaChannel(pixels: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: pixels.length / 4 }, (_, pixel) => pixels[pixel * 4 + 3] ?? 255);
}

interface Size {
  width: number;
  height: number;
}

/** Writes the objects of a PDF 1.4 file: catalogue, pages, page, drawing, picture and, if needed, its soft mask. */
function pdfOfPicture(page: Size, picture: Size, jpeg: Uint8Array, alpha: Uint8Array | null): Uint8Array {
  const n = (value: number) => String(Math.round(value * 1000) / 1000);
  const drawing = `q ${n(page.width)} 0 0 ${n(page.height)} 0 0 cm /Im0 Do Q`;
  const image = `/Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /BitsPerComponent 8`;
  const objects: PdfObject[] = [
    { dictionary: '/Type /Catalog /Pages 2 0 R' },
    { dictionary: '/Type /Pages /Kids [3 0 R] /Count 1' },
    {
      dictionary:
        `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${n(page.width)} ${n(page.height)}] ` +
        '/Contents 4 0 R /Resources << /XObject << /Im0 5 0 R >> >>',
    },
    { dictionary: '', stream: Buffer.from(drawing, 'latin1') },
    {
      dictionary: `${image} /ColorSpace /DeviceRGB /Filter /DCTDecode${alpha === null ? '' : ' /SMask 6 0 R'}`,
      stream: jpeg,
    },
  ];
  if (alpha !== null) {
    objects.push({ dictionary: `${image} /ColorSpace /DeviceGray /Filter /FlateDecode`, stream: alpha });
  }
  return writePdf(objects);
}

interface PdfObject {
  dictionary: string;
  stream?: Uint8Array;
}

function writePdf(objects: readonly PdfObject[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const write = (data: string | Uint8Array) => {
    const chunk = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
    parts.push(chunk);
    length += chunk.byteLength;
  };
  write('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n');
  const offsets = objects.map(({ dictionary, stream }, index) => {
    const start = length;
    write(`${index + 1} 0 obj\n`);
    if (stream === undefined) {
      write(`<< ${dictionary} >>\n`);
    } else {
      write(`<< ${dictionary} /Length ${stream.byteLength} >>\nstream\n`);
      write(stream);
      write('\nendstream\n');
    }
    write('endobj\n');
    return start;
  });
  const table = length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`);
  write(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return new Uint8Array(Buffer.concat(parts));
}
