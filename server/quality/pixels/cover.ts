/** How much of some boxes a picture covers, by its own pixels: the empty corners of a cut-out cover nothing. */
import type { Rect } from '../../composition/compose.ts';
import type { CheckNode } from '../frame/node.ts';
import { areaOf, shared } from '../frame/rect.ts';
import type { Pixels } from './pixels.ts';

/** Shadows are fainter than this. */
const SOLID = 150;

/** 0..1 of the boxes' area. Nothing is drawn unless the outlines meet. */
export async function coverOf(pixels: Pixels, picture: CheckNode, boxes: readonly Rect[]): Promise<number> {
  const meeting = boxes.flatMap((box) => {
    const part = shared(box, picture.box);
    return part ? [part] : [];
  });
  if (meeting.length === 0) return 0;
  const shape = await shapeOf(pixels, picture);
  if (!shape) return 0;
  let covered = 0;
  for (const { x, y, width, height } of meeting) {
    const step = Math.max(0.5, Math.min(width, height) / 24);
    let [hits, tries] = [0, 0];
    for (let down = y + step / 2; down < y + height; down += step) {
      for (let across = x + step / 2; across < x + width; across += step) {
        tries++;
        if (shape.solidAt(across, down)) hits++;
      }
    }
    covered += tries === 0 ? 0 : (hits / tries) * width * height;
  }
  const total = boxes.reduce((sum, box) => sum + areaOf(box), 0);
  return total === 0 ? 0 : covered / total;
}

export interface Shape {
  /** Is the picture there, at a place in px of the frame? */
  solidAt(x: number, y: number): boolean;
}

/** Each outline is drawn once for a look at the ad: every text near a picture asks for it. */
const drawn = new WeakMap<Pixels, Map<string, Promise<Shape | undefined>>>();

/** The outline of a picture by its pixels, from a small render of it alone. */
export function shapeOf(pixels: Pixels, picture: CheckNode): Promise<Shape | undefined> {
  const shapes = drawn.get(pixels) ?? new Map<string, Promise<Shape | undefined>>();
  drawn.set(pixels, shapes);
  const known = shapes.get(picture.id) ?? outline(pixels, picture);
  shapes.set(picture.id, known);
  return known;
}

async function outline(pixels: Pixels, picture: CheckNode): Promise<Shape | undefined> {
  const scale = Math.min(1, 400 / Math.max(1, picture.box.width, picture.box.height));
  const own = await pixels.alone(picture, scale);
  if (!own) return undefined;
  const { raster, x: left, y: top } = own;
  return {
    solidAt(x, y) {
      const column = Math.floor((x - left) * scale);
      const row = Math.floor((y - top) * scale);
      if (column < 0 || row < 0 || column >= raster.width || row >= raster.height) return false;
      return (raster.data[(row * raster.width + column) * 4 + 3] ?? 0) > SOLID;
    },
  };
}
