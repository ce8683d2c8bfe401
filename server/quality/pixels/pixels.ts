/** The renders the checks share: one of the frame without its texts, one of each text alone; each made once. */
import type { Canvas } from '../../canvas/canvas.ts';
import type { CheckNode, TextCheckNode } from '../frame/node.ts';
import { type Ink, inkOf } from './ink.ts';
import { alphaRaster, opaqueRaster, type Raster } from './raster.ts';

export interface Pixels {
  /** The frame at 1x with every text of `texts` transparent. */
  background(): Promise<Raster>;
  /** undefined: the text shows nothing. */
  ink(node: TextCheckNode): Promise<Ink | undefined>;
  /** The node alone at `scale`; undefined: it shows nothing. Place of its top left pixel in px of the frame at 1x. */
  alone(node: CheckNode, scale: number): Promise<{ raster: Raster; x: number; y: number } | undefined>;
  /** The frame at 1x without these nodes and the texts. */
  without(nodes: readonly CheckNode[]): Promise<Raster>;
  /** The frame at 1x as the host draws it: a render of its own, for what is put together otherwise. */
  shown(): Promise<Raster>;
  /** The frame at 1x as it is, put together from the renders there are. */
  whole(): Promise<Raster>;
}

export function createPixels(
  canvas: Canvas,
  frame: CheckNode,
  origin: { x: number; y: number },
  texts: readonly TextCheckNode[],
): Pixels {
  const inks = new Map<string, Promise<Ink | undefined>>();
  let background: Promise<Raster> | undefined;
  let shown: Promise<Raster> | undefined;
  const hidden = texts.map(({ id }) => id);
  const render = async (hide: readonly string[]) =>
    opaqueRaster(
      (
        await canvas.export({
          node: frame.id,
          format: 'PNG',
          scale: 1,
          ...(hide.length > 0 && { hide: [...hide] }),
        })
      ).bytes,
    );
  /** Exports begin at whole pixels of the page. */
  const pixelAt = (local: number, start: number, scale: number) =>
    Math.floor((local + start) * scale + 1e-3) / scale - Math.floor(start + 1e-3);

  const alone: Pixels['alone'] = async (node, scale) => {
    const box = node.drawn;
    if (!box || box.width <= 0 || box.height <= 0) return undefined;
    const { bytes } = await canvas.export({
      node: node.id,
      format: 'PNG',
      scale,
      useAbsoluteBounds: false,
    });
    return {
      raster: await alphaRaster(bytes),
      x: pixelAt(box.x, origin.x, scale),
      y: pixelAt(box.y, origin.y, scale),
    };
  };
  const pixels: Pixels = {
    background: () => {
      background ??= render(hidden);
      return background;
    },
    ink(node) {
      let known = inks.get(node.id);
      if (!known) {
        known = alone(node, 1).then((own) => own && inkOf(node, own.raster, own.x, own.y));
        inks.set(node.id, known);
      }
      return known;
    },
    alone,
    shown: () => {
      shown ??= render([]);
      return shown;
    },
    without: (nodes) => render([...hidden, ...nodes.map(({ id }) => id)]),
    async whole() {
      const under = await pixels.background();
      const data = Uint8Array.from(under.data);
      for (const node of texts) {
        const ink = await pixels.ink(node);
        if (ink) paint({ ...under, data }, ink, node.opacity / Math.max(0.01, ownOpacity(node)));
      }
      return { ...under, data };
    },
  };
  return pixels;
}

const ownOpacity = ({ props }: CheckNode): number =>
  typeof props['opacity'] === 'number' ? props['opacity'] : 1;

function paint(target: Raster, { picture, x, y }: Ink, opacity: number): void {
  for (let row = 0; row < picture.height; row++) {
    for (let column = 0; column < picture.width; column++) {
      const [toX, toY] = [x + column, y + row];
      if (toX < 0 || toY < 0 || toX >= target.width || toY >= target.height) continue;
      const from = (row * picture.width + column) * 4;
      const alpha = ((picture.data[from + 3] ?? 0) / 255) * opacity;
      if (alpha === 0) continue;
      const to = (toY * target.width + toX) * 3;
      for (let channel = 0; channel < 3; channel++) {
        target.data[to + channel] = Math.round(
          (picture.data[from + channel] ?? 0) * alpha + (target.data[to + channel] ?? 0) * (1 - alpha),
        );
      }
    }
  }
}
