/** Parameters several tools share, written once so that every tool says the same thing with the same words. */
import { z } from 'zod';
import { parseColour } from '../schemas/colour.ts';
import { referenceable } from '../server/pipeline/references.ts';

export const frameIdParam = referenceable(z.string().min(1)).describe('The ad frame.');
export const nodeIdParam = referenceable(z.string().min(1));
export const imagePathParam = referenceable(z.string().min(1)).describe(
  'Image file in the workspace or brand folder.',
);

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
