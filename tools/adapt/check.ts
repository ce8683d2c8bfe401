import { z } from 'zod';
import type { Canvas } from '../../server/canvas/canvas.ts';
import { findNodes, readAd } from '../../server/design/ad-frame.ts';
import type { ToolContext } from '../context.ts';
import { call } from './call.ts';

const checkSchema = z.looseObject({
  pass: z.boolean(),
  findings: z
    .array(
      z.looseObject({
        check: z.string(),
        level: z.string(),
        message: z.string(),
        node: z.string().optional(),
      }),
    )
    .optional(),
});

export interface Checked {
  pass: boolean;
  fails: string[];
  /** Words of a drawing that became too small to be read. */
  unread: string[];
  /** Fails of the texts that apply_typography sets; of other layers nothing is gained by leaving text out. */
  ofCopy: number;
}

/** What the safe fixes can put right is put right. Only what still fails is told; the rest is for check_ad itself. */
export async function check(frameId: string, context: ToolContext): Promise<Checked> {
  const first = await call('check_ad', checkSchema, context, { frameId });
  const { pass, findings = [] } = first.pass
    ? first
    : await call('check_ad', checkSchema, context, { frameId, fix: true });
  const failed = findings.filter(({ level }) => level === 'fail');
  const own = new Set(await copyNodes(frameId, context.canvas));
  return {
    pass,
    fails: failed.map(({ check: id, message }) => `${id}: ${message}`),
    unread: findings
      .filter(({ check: id, level }) => id === 'text.size' && level === 'warn')
      .map(({ message }) => message),
    // A text that cannot be read on its ground is no text too many.
    ofCopy: failed.filter(
      ({ check: id, node }) => id !== 'text.contrast' && node !== undefined && own.has(node),
    ).length,
  };
}

/** Ids of the copy block's layers. */
async function copyNodes(frameId: string, canvas: Canvas): Promise<string[]> {
  const copy = (await readAd(canvas, frameId)).part('copy');
  return copy ? [copy, ...findNodes(copy, () => true)].map(({ id }) => id) : [];
}
