/** The paints of an ad's background for a canvas of another shape. */
import { z } from 'zod';
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import { type BackdropRecord, backdropKey, backdropRecordSchema } from '../design/ad-frame.ts';
import { dataOf, pictureOf } from './content.ts';
import { mapGradient, type Size } from './geometry.ts';

export type Background =
  | { kind: 'paints'; paints: Record<string, unknown>[] }
  /** A picture, to be cropped anew: from its file if it is still there, else from the canvas by its hash. */
  | { kind: 'picture'; hash: string; backdrop: BackdropRecord | undefined; veiled: boolean };

const paintSchema = z.looseObject({ type: z.string(), scaleMode: z.string().optional() });
const matrixSchema = z.array(z.array(z.number()));

export function readBackground(frame: SnapshotNode): Background {
  const paints = z.array(paintSchema).catch([]).parse(frame.props['fills']);
  const hash = pictureOf(paints);
  const tiled = paints.some(({ type, scaleMode }) => type === 'IMAGE' && scaleMode === 'TILE');
  if (hash === undefined || tiled) return { kind: 'paints', paints };
  const last = paints.at(-1);
  return { kind: 'picture', hash, backdrop: backdropOf(frame), veiled: last?.type !== 'IMAGE' };
}

function backdropOf(frame: SnapshotNode): BackdropRecord | undefined {
  try {
    return backdropRecordSchema.parse(JSON.parse(dataOf(frame)[backdropKey] ?? ''));
  } catch {
    return undefined;
  }
}

export function mapPaints(
  paints: readonly Record<string, unknown>[],
  from: Size,
  to: Size,
): Record<string, unknown>[] {
  return paints.map((paint) => {
    const matrix = matrixSchema.safeParse(paint['gradientTransform']);
    if (!matrix.success) return paint;
    return { ...paint, gradientTransform: mapGradient(String(paint['type']), matrix.data, from, to) };
  });
}
