import { z } from 'zod';
import { assetPrompt, assetTypeNames, assetTypes } from '../server/generation/index.ts';
import { defineTool } from './define.ts';
import { generatedParams, startPicture } from './generated.ts';

export const generateAsset = defineTool({
  name: 'generate_asset',
  title: 'Generate asset',
  description:
    'A picture that is not the product: a background, texture, scene, prop, illustration or icon. Costs money, takes about ' +
    'half a minute, and answers at once: go on with imagePath "task:..." in set_background or place_product. No text in ' +
    'pictures: copy is apply_typography.',
  toolset: 'images',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  pipeline: false,
  input: z.strictObject({
    ...generatedParams,
    type: z.enum(assetTypeNames),
    references: z.array(z.string().min(1)).default([]).describe('Pictures whose look to follow.'),
    removeBackground: z.boolean().optional().describe('Default: props and icons.'),
  }),
  async run({ type, references, removeBackground, ...args }, context) {
    const { what, cutout: usual } = assetTypes[type];
    const cutout = removeBackground ?? usual;
    const fullPrompt = assetPrompt(args.prompt, type, cutout);
    return startPicture({ ...args, kind: 'asset', what, cutout, fullPrompt }, references, context);
  },
});
