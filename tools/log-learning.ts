import { z } from 'zod';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';

export const logLearning = defineTool({
  name: 'log_learning',
  title: 'Log learning',
  description:
    "Adds what an ad has taught to the product's, the brand's or the cross-brand learnings.md. What the file says " +
    'already is not written again. Ask the designer before scope cross-brand.',
  toolset: 'memory',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    text: z.string().trim().min(3).max(500),
    scope: z.enum(['product', 'brand', 'cross-brand']),
    category: z
      .string()
      .trim()
      .min(2)
      .max(40)
      .describe('Heading it goes under: Copy, Layout, Type, Product, ...'),
    brand: z.string().min(1).optional(),
    product: z.string().min(1).optional(),
  }),
  async run({ text, scope, category, brand: named, product: wanted }, { brands, session, concepts }) {
    const brand = named ?? session.brand;
    const product = wanted ?? (named === undefined || named === session.brand ? session.product : undefined);
    if (scope === 'cross-brand') return { data: { ...(await brands.learn({ text, category })) } };
    if (brand === undefined) {
      throw new ToolError(`A learning for a ${scope} needs the brand.`, {
        path: 'brand',
        hint: `Brands: ${(await brands.list()).map(({ id }) => id).join(', ')}.`,
      });
    }
    const identity = await brands.resolve(brand, scope === 'product' ? product : undefined);
    if (scope === 'product' && identity.product === undefined) {
      const known = (await brands.list()).find(({ id }) => id === identity.id)?.products ?? [];
      throw new ToolError('Which product is it about?', {
        path: 'product',
        hint: known.length > 0 ? `Products: ${known.join(', ')}.` : 'The brand has none: use scope "brand".',
      });
    }
    const concept = session.concept === undefined ? undefined : await concepts.get(session.concept);
    const source = concept?.brand === identity.id ? ` (Ad #${concept.number})` : '';
    const { file, written, copied } = await brands.learn({
      text: `${text}${source}`,
      category,
      brand: identity.id,
      product: identity.product,
    });
    return {
      data: {
        file,
        written,
        ...(!written && { note: 'The file says so already.' }),
        ...(copied && { note: 'The sample brand was copied first, so that an update keeps what you add.' }),
      },
      said: text.length > 120 ? `${text.slice(0, 119)}…` : text,
    };
  },
});
