/** `set_image`: an image as a node's fill. Taken back by the previous fills. */
import { fail } from '../errors.ts';
import { hasMember } from '../node-access.ts';
import { guarded } from '../properties/guarded.ts';
import { sceneById } from '../references.ts';
import type { Op } from './op.ts';

export const setImage: Op<'set_image'> = {
  async check(op, plan) {
    await plan.node(op.node, 'node');
    plan.image(op.image);
    if (op.imageTransform !== undefined && op.scaleMode !== 'CROP') {
      fail('bad_value', 'imageTransform is for scaleMode CROP.', { path: 'imageTransform' });
    }
    if (op.scalingFactor !== undefined && op.scaleMode !== 'TILE') {
      fail('bad_value', 'scalingFactor is for scaleMode TILE.', { path: 'scalingFactor' });
    }
  },

  async run(op, program) {
    const { session, journal, bindings } = program;
    const node = await sceneById(bindings.idOf(op.node, 'node'), session, 'node');
    if (!hasMember(node, 'fills') || !('fills' in node)) {
      return fail('not_allowed', `A ${node.type} node has no fills.`, {
        path: 'node',
        hint: 'Put a RECTANGLE or FRAME in its place and give that the image.',
      });
    }
    const imageHash = await session.images.figmaHash(op.image);
    journal.touch(node);
    const image = {
      type: 'IMAGE' as const,
      scaleMode: op.scaleMode,
      imageHash,
      ...(op.imageTransform === undefined ? {} : { imageTransform: toTransform(op.imageTransform) }),
      ...(op.scalingFactor === undefined ? {} : { scalingFactor: op.scalingFactor }),
    };
    const { fills } = node;
    const old = typeof fills === 'symbol' ? [] : fills;
    const at = old.findIndex((paint) => paint.type === 'IMAGE');
    // An image is replaced where it is, so that an overlay above it stays; any other fill gives way.
    const next: Paint[] =
      at < 0
        ? [image]
        : old.map((paint, index) =>
            index === at && paint.type === 'IMAGE' ? { ...image, ...keep(paint) } : paint,
          );
    guarded('image', () => {
      node.fills = next;
    });
    return { id: node.id };
  },
};

function keep(paint: ImagePaint): Pick<ImagePaint, 'visible' | 'opacity' | 'blendMode'> {
  const { visible, opacity, blendMode } = paint;
  return {
    ...(visible === undefined ? {} : { visible }),
    ...(opacity === undefined ? {} : { opacity }),
    ...(blendMode === undefined ? {} : { blendMode }),
  };
}

function toTransform(rows: readonly (readonly number[])[]): Transform {
  const [first, second] = rows;
  const [a, c, x] = first ?? [];
  const [b, d, y] = second ?? [];
  if ([a, b, c, d, x, y].some((value) => value === undefined) || rows.length !== 2) {
    return fail('bad_value', 'imageTransform must be [[a, c, x], [b, d, y]].', { path: 'imageTransform' });
  }
  return [
    [a ?? 0, c ?? 0, x ?? 0],
    [b ?? 0, d ?? 0, y ?? 0],
  ];
}
