import { z } from 'zod';
import { readAd } from '../server/design/ad-frame.ts';
import { saveTemplate as save } from '../server/templates/index.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { frameIdParam } from './params.ts';
import { categoryName, formatCategoryParam, templateStore } from './templates.ts';

export const saveTemplate = defineTool({
  name: 'save_template',
  title: 'Save template',
  description:
    'Keeps a finished ad as a template: a copy on the page "Templates" and in the template library, with grey boxes for ' +
    'pictures, generic words, greys of the same contrast; layout and roles stay. Ask the designer first.',
  toolset: 'templates',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  // Files are not taken back with the canvas.
  pipeline: false,
  input: z.strictObject({
    frameId: frameIdParam,
    formatCategory: formatCategoryParam.describe('e.g. "Comparison".'),
    name: z.string().min(1).max(120).optional().describe('e.g. "Two cards, one moment".'),
    layout: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words with hyphens')
      .max(80)
      .optional()
      .describe('e.g. "centered-card-with-chrome".'),
    tags: z.array(z.string().min(1).max(60)).max(20).default([]),
  }),
  async run({ frameId, formatCategory, name, layout, tags }, context) {
    const category = categoryName(formatCategory);
    const before = await readAd(context.canvas, frameId);
    if (before.node.name.startsWith('Template: ')) {
      throw new ToolError('This frame is a template already.', {
        path: 'frameId',
        hint: 'Give the frame of a finished ad.',
      });
    }
    const { template, notes } = await save(
      context.canvas,
      templateStore(context),
      frameId,
      { formatCategory: category, name, layout, tags, keepFrame: true },
      context.signal,
    );
    return {
      data: {
        templateId: template.id,
        ...(template.figmaFrameId && { templateFrameId: template.figmaFrameId }),
        formatCategory: template.formatCategory,
        layout: template.layout,
        textNodes: template.textNodes,
        productPlacement: template.productPlacement,
        screenshot: template.screenshot,
        ...(notes.length > 0 && { adjusted: notes.slice(0, 8) }),
      },
    };
  },
});
