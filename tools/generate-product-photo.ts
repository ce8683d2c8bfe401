import { z } from 'zod';
import { productPrompt } from '../server/generation/index.ts';
import { defineTool } from './define.ts';
import { generatedParams, startPicture } from './generated.ts';

export const generateProductPhoto = defineTool({
  name: 'generate_product_photo',
  title: 'Generate product photo',
  description:
    'A photo of the product in a new scene, light or angle, from pictures of it. Costs money, takes about half a minute, ' +
    'and answers at once: go on with imagePath "task:..." in place_product or set_background; the picture is compared ' +
    "with the references and filed in the brand's assets.",
  toolset: 'images',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  pipeline: false,
  input: z.strictObject({
    ...generatedParams,
    references: z
      .array(z.string().min(1))
      .min(1, 'name at least one picture of the product; read_brand_data lists them')
      .describe('Pictures of the product, at most 14.'),
    removeBackground: z.boolean().default(false).describe('Cut the product out.'),
  }),
  async run({ references, removeBackground, ...args }, context) {
    const fullPrompt = productPrompt(args.prompt, references.length, removeBackground);
    const request = { kind: 'product_photo' as const, what: 'product photo', cutout: removeBackground };
    return startPicture({ ...args, ...request, fullPrompt }, references, context);
  },
});
