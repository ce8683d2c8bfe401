/** Parameters several tools share, written once so that every tool says the same thing with the same words. */
import { z } from 'zod';
import { parseColour } from '../schemas/colour.ts';
import { allCompositions } from '../server/composition/compose.ts';
import { referenceable } from '../server/pipeline/references.ts';

/** What is still a reference when a tool reads it stands outside a pipeline, or is written in another language's way. */
const nodeId = z
  .string()
  .min(1)
  .refine((text) => !/^(\$|\{\{)/.test(text), {
    error: ({ input }) =>
      `"${input}" is no node id. References such as "$ad.frameId" (without braces) are for the steps of batch_pipeline; elsewhere give the id itself, such as "12:34"`,
  });

export const frameIdParam = referenceable(nodeId).describe('The ad frame.');
export const nodeIdParam = referenceable(nodeId);
export const imagePathParam = referenceable(z.string().min(1)).describe(
  'Image file in the workspace or brand folder.',
);

export const layoutParam = z.enum(allCompositions().map(({ id }) => id) as [string, ...string[]]);

/** A colour as people write it; kept as text so that messages quote what was typed. */
export const colourParam = z.string().superRefine((text, context) => {
  try {
    parseColour(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

/** px at 1x of the canvas. */
export const pxParam = z.number().finite();

/** Emphasis on words inside the copy. */
export const highlightsParam = z
  .array(
    z.strictObject({
      text: z.string().min(1).describe('Exact words.'),
      color: colourParam.optional().describe('Default: accent.'),
      fontFamily: z.string().optional(),
      fontWeight: z.number().min(1).max(1000).optional(),
      italic: z.boolean().optional(),
      underline: z.boolean().optional(),
      strike: z.boolean().optional(),
    }),
  )
  .max(12);
