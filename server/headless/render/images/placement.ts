/** Where the pixels of an image paint land in the node that it fills. Pure maths; no pixels here. */
import { multiply, scaling, translation } from '../../matrix.ts';
import { invert } from '../geometry/transform.ts';

export interface Size {
  width: number;
  height: number;
}

export interface ImagePlacement {
  /** Image pixels to node space. */
  transform: Transform;
  /** Repeats in both directions (TILE). */
  tiles: boolean;
}

/** Turns an image clockwise by quarter turns and moves it back to the origin. */
function turned(size: Size, rotation: number): { transform: Transform; size: Size } {
  const quarter = ((Math.round(rotation / 90) % 4) + 4) % 4;
  const { width, height } = size;
  switch (quarter) {
    case 1:
      return {
        transform: [
          [0, -1, height],
          [1, 0, 0],
        ],
        size: { width: height, height: width },
      };
    case 2:
      return {
        transform: [
          [-1, 0, width],
          [0, -1, height],
        ],
        size,
      };
    case 3:
      return {
        transform: [
          [0, 1, 0],
          [-1, 0, width],
        ],
        size: { width: height, height: width },
      };
    default:
      return { transform: scaling(1, 1), size };
  }
}

/** Places an image of `image` px in a node of `box` px; null when nothing of it can be seen. */
export function placeImage(paint: ImagePaint, image: Size, box: Size): ImagePlacement | null {
  if (image.width <= 0 || image.height <= 0 || box.width <= 0 || box.height <= 0) return null;
  if (paint.scaleMode === 'CROP') {
    // `imageTransform` maps the node's unit square into the image's unit square.
    const toBox = invert(paint.imageTransform ?? scaling(1, 1));
    if (toBox === null) return null;
    const unit = multiply(toBox, scaling(1 / image.width, 1 / image.height));
    return { transform: multiply(scaling(box.width, box.height), unit), tiles: false };
  }
  const { transform, size } = turned(image, paint.rotation ?? 0);
  if (paint.scaleMode === 'TILE') {
    const factor = paint.scalingFactor ?? 1;
    return { transform: multiply(scaling(factor, factor), transform), tiles: true };
  }
  const ratios = [box.width / size.width, box.height / size.height];
  const factor = paint.scaleMode === 'FIT' ? Math.min(...ratios) : Math.max(...ratios);
  const centred = translation((box.width - size.width * factor) / 2, (box.height - size.height * factor) / 2);
  return { transform: multiply(centred, multiply(scaling(factor, factor), transform)), tiles: false };
}
