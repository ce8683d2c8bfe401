import { z } from 'zod';
import type { Canvas } from '../canvas/canvas.ts';
import type { CopyBlockOptions } from './copy-block.ts';

/** Letters may take so much of a margin at its inner edge, and stand out of a region that ends elsewhere by so much. */
const SHARE_OF_MARGIN = 1 / 16;
const SHARE_ELSEWHERE = 1 / 4;

const box = z.object({ y: z.number(), height: z.number() });
const placeSchema = z.looseObject({
  absoluteBoundingBox: box.nullish(),
  absoluteRenderBounds: box.nullish(),
});

/**
 * px to add above and below a block so that its headline stays in the region. A headline's box goes from the height of
 * flat capitals to the baseline: accents, brackets, other scripts and emoji stand out of it, in large type by far more
 * than a margin allows.
 */
export async function missingRoom(
  canvas: Canvas,
  headline: string,
  block: string,
  { regions, placement }: Pick<CopyBlockOptions, 'regions' | 'placement'>,
): Promise<{ top: number; bottom: number }> {
  const fields = ['absoluteBoundingBox', 'absoluteRenderBounds'];
  const { results } = await canvas.run({
    ops: [headline, block].map((node) => ({ op: 'read' as const, node, depth: 0, fields })),
  });
  const [letters, outside] = results.map(({ value }) => placeSchema.parse(value));
  const [drawn, around] = [letters?.absoluteRenderBounds, outside?.absoluteBoundingBox];
  if (!drawn || !around) return { top: 0, bottom: 0 };
  const { y, height, justify } = regions.copy;
  const free = Math.max(0, height - around.height);
  const above = { MIN: 0, CENTER: free / 2, MAX: free }[justify];
  const { margin, safeZones } = placement;
  const missing = (standsOut: number, room: number, edge: number, zone: number) => {
    const clear = Math.max(zone, margin * (1 - SHARE_OF_MARGIN));
    const px = standsOut - room - Math.min(Math.max(0, edge - clear), margin * SHARE_ELSEWHERE);
    // A block in the middle moves by half of what is added to it.
    return px <= 0 ? 0 : Math.ceil(justify === 'CENTER' && free > 0 ? px * 2 : px);
  };
  return {
    top: missing(around.y - drawn.y, above, y, safeZones.top),
    bottom: missing(
      drawn.y + drawn.height - around.y - around.height,
      free - above,
      placement.height - y - height,
      safeZones.bottom,
    ),
  };
}
