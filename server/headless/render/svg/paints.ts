/** Paints as SVG attributes, with gradients and patterns in the definitions. */
import { multiply, scaling } from '../../matrix.ts';
import type { NodeRecord } from '../../model.ts';
import { encodePng } from '../encode.ts';
import { invert } from '../geometry/transform.ts';
import { hasFilters } from '../images/filters.ts';
import { placeImage, type Size } from '../images/placement.ts';
import { lastStop } from '../paints/gradient.ts';
import { rasterize } from '../raster.ts';
import { type Attributes, data, element, hex, matrix, num } from './markup.ts';
import type { SvgWriter } from './writer.ts';

export interface SvgPaint {
  /** A colour or `url(#id)`. */
  value: string;
  opacity: number;
  blend: string | null;
}

/** null for paints that draw nothing. `box` is what gradients and images are fitted to. */
export async function svgPaint(writer: SvgWriter, paint: Paint, box: Size): Promise<SvgPaint | null> {
  const value = await paintValue(writer, paint, box);
  if (value === null) return null;
  const alpha = value.alpha * (paint.opacity ?? 1);
  return { value: value.text, opacity: alpha, blend: cssBlend(paint.blendMode) };
}

/** Attributes that fill (`as` = fill) or stroke with a paint. */
export function paintAttributes(as: 'fill' | 'stroke', paint: SvgPaint): Attributes {
  return {
    [as]: paint.value,
    [`${as}-opacity`]: paint.opacity === 1 ? null : num(paint.opacity),
    style: paint.blend === null ? null : `mix-blend-mode:${paint.blend}`,
  };
}

/** CSS names of Figma's blend modes; null for the ones that need no style. */
export function cssBlend(mode: BlendMode | undefined): string | null {
  switch (mode) {
    case undefined:
    case 'NORMAL':
    case 'PASS_THROUGH':
      return null;
    case 'LINEAR_BURN':
      return 'plus-darker';
    case 'LINEAR_DODGE':
      return 'plus-lighter';
    default:
      return mode.toLowerCase().replace('_', '-');
  }
}

type Value = { text: string; alpha: number };

async function paintValue(writer: SvgWriter, paint: Paint, box: Size): Promise<Value | null> {
  switch (paint.type) {
    case 'SOLID':
      return { text: hex(paint.color), alpha: 1 };
    case 'GRADIENT_LINEAR':
    case 'GRADIENT_RADIAL':
      return gradient(writer, paint, box);
    case 'GRADIENT_ANGULAR':
    case 'GRADIENT_DIAMOND':
      return drawnPaint(writer, paint, box);
    case 'IMAGE':
      return hasFilters(paint.filters) ? drawnPaint(writer, paint, box) : picture(writer, paint, box);
    default:
      return null;
  }
}

function gradient(writer: SvgWriter, paint: GradientPaint, box: Size): Value {
  const inverse = invert(paint.gradientTransform);
  if (inverse === null) {
    const { a, ...color } = lastStop(paint.gradientStops);
    return { text: hex(color), alpha: a };
  }
  const transform = multiply(scaling(box.width || 1, box.height || 1), inverse);
  const stops = [...paint.gradientStops]
    .sort((one, two) => one.position - two.position)
    .map(({ position, color }) =>
      element('stop', {
        offset: position,
        'stop-color': hex(color),
        'stop-opacity': color.a === 1 ? null : color.a,
      }),
    )
    .join('');
  const shared = { gradientUnits: 'userSpaceOnUse', gradientTransform: matrix(transform) };
  const id = writer.define('paint', (name) =>
    paint.type === 'GRADIENT_LINEAR'
      ? element('linearGradient', { id: name, x1: 0, y1: 0.5, x2: 1, y2: 0.5, ...shared }, stops)
      : element('radialGradient', { id: name, cx: 0.5, cy: 0.5, r: 0.5, ...shared }, stops),
  );
  return { text: `url(#${id})`, alpha: 1 };
}

/** The image itself, embedded once, placed by a pattern as large as the node. */
function picture(writer: SvgWriter, paint: ImagePaint, box: Size): Value | null {
  const image = paint.imageHash === null ? undefined : writer.context.images.get(paint.imageHash);
  const placement = image === undefined ? null : placeImage(paint, image, box);
  if (image === undefined || placement === null) return null;
  const source = writer.share('image', `image ${paint.imageHash}`, (id) =>
    element('image', {
      id,
      width: image.width,
      height: image.height,
      preserveAspectRatio: 'none',
      href: data(mimeOf(image.bytes), image.bytes),
    }),
  );
  const id = writer.define('pattern', (name) =>
    placement.tiles
      ? element(
          'pattern',
          {
            id: name,
            patternUnits: 'userSpaceOnUse',
            width: image.width,
            height: image.height,
            patternTransform: matrix(placement.transform),
          },
          element('use', { href: `#${source}` }),
        )
      : element(
          'pattern',
          { id: name, patternUnits: 'userSpaceOnUse', width: box.width, height: box.height },
          element('use', { href: `#${source}`, transform: matrix(placement.transform) }),
        ),
  );
  return { text: `url(#${id})`, alpha: 1 };
}

function mimeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x89) return 'image/png';
  return bytes[0] === 0x47 ? 'image/gif' : 'image/jpeg';
}

/** SVG has no angular or diamond gradients and no photo filters: the painter draws them at twice the size. */
async function drawnPaint(
  writer: SvgWriter,
  paint: GradientPaint | ImagePaint,
  box: Size,
): Promise<Value | null> {
  if (box.width <= 0 || box.height <= 0) return null;
  const swatch = swatchRecord({ ...paint, opacity: 1, blendMode: 'NORMAL' }, box);
  const value = Math.min(2, 4096 / Math.max(box.width, box.height));
  const raster = await rasterize(swatch, { constraint: { type: 'SCALE', value } }, writer.context, false);
  const href = data('image/png', await encodePng(raster));
  const id = writer.define('pattern', (name) =>
    element(
      'pattern',
      { id: name, patternUnits: 'userSpaceOnUse', width: box.width, height: box.height },
      element('image', {
        width: raster.width / value,
        height: raster.height / value,
        preserveAspectRatio: 'none',
        href,
      }),
    ),
  );
  return { text: `url(#${id})`, alpha: 1 };
}

function swatchRecord(paint: Paint, { width, height }: Size): NodeRecord {
  const props: Partial<NodeRecord['props']> = {
    name: 'swatch',
    visible: true,
    opacity: 1,
    blendMode: 'NORMAL',
    effects: [],
    fills: [paint],
    strokes: [],
    strokeWeight: 0,
    cornerRadius: 0,
    width,
    height,
    relativeTransform: scaling(1, 1),
  };
  return {
    id: 'swatch',
    type: 'RECTANGLE',
    parent: null,
    children: [],
    props: props as NodeRecord['props'],
    removed: false,
  };
}
