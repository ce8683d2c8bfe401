/** Image paints as shaders over the prepared, already resampled pictures. */

import type { CanvasKit, Shader } from 'canvaskit-wasm';
import { multiply, scaling, translation } from '../../matrix.ts';
import { applyTo, invert, toMatrix } from '../geometry/transform.ts';
import type { Size } from '../images/placement.ts';
import { type PreparedImages, snappedSpan } from '../images/prepare.ts';
import type { Scope } from '../scope.ts';

/** A shader in the node's space, or null when the document does not have the image. */
export function imageShader(
  kit: CanvasKit,
  scope: Scope,
  images: PreparedImages,
  paint: ImagePaint,
  box: Size,
  toDevice: Transform,
): Shader | null {
  const found = images.find(paint, box, toDevice);
  const original = found === null ? null : images.sizeOf(paint);
  if (found === null || original === null) return null;
  const { stamp, placement } = found;
  const stampToNode = multiply(
    placement.transform,
    scaling(original.width / stamp.width, original.height / stamp.height),
  );
  if (placement.tiles) {
    const { Repeat } = kit.TileMode;
    return scope.keep(
      stamp.image.makeShaderOptions(
        Repeat,
        Repeat,
        kit.FilterMode.Linear,
        kit.MipmapMode.None,
        toMatrix(stampToNode),
      ),
    );
  }
  const modes = edgeModes(kit, multiply(placement.transform, scaling(original.width, original.height)), box);
  const snapped = snappedMatrix(original, multiply(toDevice, placement.transform), toDevice, stamp);
  if (snapped !== null) {
    return scope.keep(
      stamp.image.makeShaderOptions(
        modes.x,
        modes.y,
        kit.FilterMode.Nearest,
        kit.MipmapMode.None,
        toMatrix(snapped),
      ),
    );
  }
  // Turned or oversized pictures are sampled while drawing; Catmull-Rom keeps them sharp.
  return scope.keep(stamp.image.makeShaderCubic(modes.x, modes.y, 0, 0.5, toMatrix(stampToNode)));
}

/** Where an upright picture of exactly the right size lies, pixel on pixel; null for all others. */
function snappedMatrix(
  original: Size,
  imageToDevice: Transform,
  toDevice: Transform,
  stamp: Size,
): Transform | null {
  const span = snappedSpan(original, imageToDevice);
  const fromDevice = invert(toDevice);
  if (span === null || fromDevice === null) return null;
  if (span.width !== stamp.width || span.height !== stamp.height) return null;
  return multiply(fromDevice, translation(span.x, span.y));
}

/** Beyond its edges a picture that should cover the box repeats its last pixels, any other one ends. */
function edgeModes(kit: CanvasKit, unitToNode: Transform, box: Size) {
  const { Clamp, Decal } = kit.TileMode;
  const nodeToUnit = invert(unitToNode);
  if (nodeToUnit === null) return { x: Decal, y: Decal };
  const corners = [
    applyTo(nodeToUnit, 0, 0),
    applyTo(nodeToUnit, box.width, 0),
    applyTo(nodeToUnit, 0, box.height),
    applyTo(nodeToUnit, box.width, box.height),
  ];
  const inside = (value: number) => value >= -0.002 && value <= 1.002;
  return {
    x: corners.every((corner) => inside(corner.x)) ? Clamp : Decal,
    y: corners.every((corner) => inside(corner.y)) ? Clamp : Decal,
  };
}
