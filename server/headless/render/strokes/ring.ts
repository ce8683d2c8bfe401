/** The band of a stroke whose sides may have different weights. */
import type { NodeRecord } from '../../model.ts';
import { inset } from '../geometry/corners.ts';
import type { Shape } from '../geometry/shape.ts';
import { strokeOverhang, strokeWeights } from '../record.ts';

/** Its outer and inner edge and the line midway, as rounded rectangles. */
export function ringOf(record: NodeRecord, shape: Shape) {
  const sides = strokeWeights(record);
  const { width, height } = record.props;
  const round = shape.round ?? {
    box: { x: 0, y: 0, width, height },
    corners: { topLeft: 0, topRight: 0, bottomRight: 0, bottomLeft: 0 },
  };
  const share = strokeOverhang(record, 1);
  const shrunk = (by: number) =>
    inset(round, {
      top: sides.top * by,
      right: sides.right * by,
      bottom: sides.bottom * by,
      left: sides.left * by,
    });
  return { sides, outer: shrunk(-share), middle: shrunk(0.5 - share), inner: shrunk(1 - share) };
}
