import type { Check } from '../check.ts';
import { about } from '../finding.ts';
import { limitsOf } from '../limits.ts';

/** The frame has its placement's shape. Another number of pixels of the same shape is scaled by every platform. */
export const canvasSize: Check = {
  id: 'canvas.size',
  run({ frame, placement }) {
    const { ratioTall, ratioFeed } = limitsOf('canvas.size');
    const { width, height } = placement;
    const wanted = width / height;
    const own = frame.box.width / frame.box.height;
    const error = Math.abs(own / wanted - 1);
    const tall = height / width > 1.6;
    // Display sizes are taken as they are or refused.
    const limit = placement.kind === 'display' ? 0 : tall ? ratioTall : ratioFeed;
    const exact = frame.box.width === width && frame.box.height === height;
    if (exact || (limit > 0 && error <= limit)) return [];
    return [
      about(frame, {
        check: 'canvas.size',
        level: 'fail',
        measured: `${frame.box.width}×${frame.box.height}`,
        limit: `${width}×${height}`,
        message: `The frame is ${frame.box.width}×${frame.box.height}; ${placement.name} takes ${width}×${height}.`,
        fix: [{ nodeId: frame.id, props: { width, height } }],
      }),
    ];
  },
};
