import { z } from 'zod';
import { switchBrand } from '../server/session/session.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { whereThingsStand } from './where-things-stand.ts';

export const readBrandData = defineTool({
  name: 'read_brand_data',
  title: 'Read brand data',
  description:
    'What is known of a brand. No arguments: the brands, and where work stands. brand: a brief to design from (colours, type, voice, products ' +
    'with image paths, angles, recent concepts, unused formats). file: one of its files.',
  toolset: 'default',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    brand: z.string().min(1).optional(),
    product: z.string().min(1).optional(),
    file: z
      .string()
      .min(1)
      .optional()
      .describe('Path in the brand folder, e.g. "brand/voice.md"; "*" lists them.'),
  }),
  async run({ brand, product, file }, context) {
    const { brands, session } = context;
    if (brand === undefined) {
      if (file === undefined && product === undefined) {
        const stands = await whereThingsStand(context);
        return { data: { brands: await brands.list(), ...(stands && { stands }) } };
      }
      throw new ToolError(`A ${file === undefined ? 'product' : 'file'} belongs to a brand: name it too.`, {
        path: 'brand',
        hint: `Brands: ${(await brands.list()).map(({ id }) => id).join(', ')}.`,
      });
    }
    if (file === '*') return { data: { files: await brands.listing(brand) } };
    if (file !== undefined) return { data: { file, text: await brands.read(brand, file) } };
    const brief = await brands.brief(brand, product);
    const identity = await brands.resolve(brand, product);
    switchBrand(session, identity.id, identity.product);
    return { data: { ...brief } };
  },
});
