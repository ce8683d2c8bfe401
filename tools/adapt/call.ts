import { z } from 'zod';
import { textRoles } from '../../server/typography/sizes.ts';
import type { ToolContext } from '../context.ts';

export const saidSchema = z.looseObject({
  warnings: z.array(z.string()).optional(),
  overflows: z.boolean().optional(),
  leftOut: z.array(z.enum(textRoles)).optional(),
  fontSizes: z.looseObject({ headline: z.number().optional() }).optional(),
});

export async function call<T>(
  tool: string,
  schema: z.ZodType<T>,
  context: ToolContext,
  args: Record<string, unknown>,
): Promise<T> {
  const { data } = await context.callTool(tool, args, context);
  return schema.parse(data);
}
