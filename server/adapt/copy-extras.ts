/** Rating stars, badges and the like from an ad's copy block, brought into the block of another placement. */
import { z } from 'zod';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import { roleKey } from '../design/ad-frame.ts';
import { type Extra, extrasIn } from '../typography/copy-extras.ts';
import { dataOf } from './content.ts';

/** The extras of an ad's copy block, in reading order. */
export function copyExtrasOf(frame: SnapshotNode): Extra<SnapshotNode>[] {
  const copy = findCopy(frame);
  if (!copy) return [];
  return extrasIn(copy, {
    children: ({ children = [] }) => children,
    role: (node) => dataOf(node)[roleKey] || undefined,
    visible: ({ props }) => props['visible'] !== false,
  });
}

function findCopy(node: SnapshotNode): SnapshotNode | undefined {
  if (dataOf(node)[roleKey] === 'copy') return node;
  for (const child of node.children ?? []) {
    const found = findCopy(child);
    if (found) return found;
  }
  return undefined;
}

const number = z.number().catch(0);
const runsSchema = z.array(z.looseObject({ fontSize: z.number() })).catch([]);

/**
 * The scale at which an extra stands in a column of `width` px: as `usual`, larger if its smallest text could not be
 * read, smaller if it is too wide. undefined: no scale is both readable and narrow enough.
 */
export function extraScale(
  node: SnapshotNode,
  { usual, width, leastText }: { usual: number; width: number; leastText: number },
): number | undefined {
  const smallest = Math.min(...textSizes(node));
  const least = Number.isFinite(smallest) ? leastText / smallest : 0;
  const own = number.parse(node.props['width']);
  const most = own > 0 ? width / own : usual;
  const scale = Math.min(most, Math.max(usual, least));
  return scale < least - 1e-6 ? undefined : scale;
}

function textSizes(node: SnapshotNode): number[] {
  const own =
    node.type === 'TEXT' ? runsSchema.parse(node.props['runs']).map(({ fontSize }) => fontSize) : [];
  return [...own, ...(node.children ?? []).flatMap(textSizes)];
}

/** Copies an extra to its place at a scale. */
export function cloneExtraOps(
  { node }: Extra<SnapshotNode>,
  scale: number,
  { parent, index }: { parent: string; index: number },
): CanvasOpInput[] {
  const same = Math.abs(scale - 1) < 1e-3;
  return [
    { op: 'clone', node: node.id, parent, index, as: 'extra' },
    ...(same ? [] : [{ op: 'call' as const, target: '$extra', method: 'rescale', args: [scale] }]),
  ];
}
