import { z } from 'zod';
import type { ToolContext } from '../context.ts';
import { describeError } from '../errors.ts';
import { call } from './call.ts';

const exportSchema = z.looseObject({ path: z.string(), bytes: z.number() });

/** As PNG, or as JPG where a PNG would be over the placement's limit. A refusal belongs to its frame alone. */
export async function exported(
  frameId: string,
  path: string,
  context: ToolContext,
): Promise<Record<string, unknown>> {
  let refusal = '';
  for (const format of ['PNG', 'JPG']) {
    try {
      const { path: file, bytes } = await call('export_ad', exportSchema, context, { frameId, path, format });
      return { path: file, bytes };
    } catch (error) {
      if (context.signal.aborted) throw error;
      refusal = describeError(error).error;
    }
  }
  return { notExported: refusal };
}
