import { dirname } from 'node:path';
import { z } from 'zod';
import { openImage } from '../server/assets/index.ts';
import { aspectClassOf } from '../server/composition/compose.ts';
import { readNode } from '../server/design/read-node.ts';
import { contactSheet, pixelsOf } from '../server/library/index.ts';
import { placementNamed } from '../server/placement/placements.ts';
import { findTemplates, mapOf, type StoredTemplate } from '../server/templates/index.ts';
import type { ToolContext } from './context.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { categoryName, formatCategoryParam, templateStore } from './templates.ts';

/** More on one sheet would be too small to judge. */
const MOST = 12;

export const browseTemplates = defineTool({
  name: 'browse_templates',
  title: 'Browse templates',
  description:
    'Shows layouts to start an ad from: one numbered contact sheet and a row each. Narrow by format category, placement ' +
    '(same shape), number of texts, product, words; `near` sorts by likeness to a template or frame. Then apply_template.',
  toolset: 'templates',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    formatCategory: formatCategoryParam.optional(),
    placement: z.string().optional().describe('e.g. "story", "portrait", "300x250".'),
    minTexts: z.int().min(0).optional(),
    maxTexts: z.int().min(0).optional(),
    hasProduct: z.boolean().optional(),
    text: z.string().max(200).optional(),
    near: z.string().optional().describe('A template id, or the id of a frame.'),
    page: z.int().min(1).default(1),
    pictures: z.boolean().default(true),
  }),
  async run(args, context) {
    const { minTexts, maxTexts, hasProduct, text, page } = args;
    const all = await templateStore(context).list();
    const placement = args.placement === undefined ? undefined : placementNamed(args.placement);
    const found = findTemplates(all, {
      formatCategory: args.formatCategory === undefined ? undefined : categoryName(args.formatCategory),
      aspect: placement && aspectClassOf(placement.width, placement.height),
      minTexts,
      maxTexts,
      hasProduct,
      text,
      near: args.near === undefined ? undefined : await mapFor(args.near, all, context),
    });
    const pages = Math.max(1, Math.ceil(found.length / MOST));
    if (page > pages) throw new ToolError(`There is no page ${page}: there are ${pages}.`, { path: 'page' });
    const shown = found.slice((page - 1) * MOST, page * MOST);
    if (shown.length === 0) {
      return { data: { found: 0, templates: [], inAll: all.length, note: 'Nothing matches: ask for less.' } };
    }
    const sheet = args.pictures ? await sheetOf(shown) : undefined;
    const order = sheet?.order ?? shown.map((_, index) => index);
    const missing = shown.map((_, index) => index).filter((index) => !order.includes(index));
    return {
      data: {
        found: found.length,
        templates: [...order, ...missing].flatMap((index, at) => {
          const template = shown[index];
          return template ? [rowOf(template, sheet && at < order.length ? at + 1 : undefined)] : [];
        }),
        ...(pages > 1 && { page, pages }),
      },
      ...(sheet && { images: [{ mimeType: 'image/jpeg' as const, bytes: sheet.bytes }] }),
    };
  },
});

async function mapFor(
  near: string,
  all: readonly StoredTemplate[],
  { canvas }: ToolContext,
): Promise<string> {
  const template = all.find(({ id }) => id === near);
  if (template) return template.map;
  if (near.startsWith('tmpl_')) throw new ToolError(`There is no template "${near}".`, { path: 'near' });
  return mapOf(await readNode(canvas, near, { depth: 50 }));
}

/** A template whose picture is gone is listed all the same, without a number. */
async function sheetOf(shown: readonly StoredTemplate[]) {
  return contactSheet(
    shown.map(({ size, screenshot }) => ({
      ratio: size ? size[0] / size[1] : 1,
      pixels: async (width, height) =>
        pixelsOf(await openImage(screenshot, [dirname(screenshot)]), width, height),
    })),
    { ranked: true },
  );
}

function rowOf(template: StoredTemplate, number: number | undefined) {
  const { id, name, formatCategory, layout, placement, size, textNodes, productPlacement } = template;
  return {
    ...(number !== undefined && { n: number }),
    id,
    ...(name && { name }),
    formatCategory,
    layout,
    ...(placement && { placement }),
    ...(size && { size: size.join('×') }),
    texts: textNodes,
    product: productPlacement,
  };
}
