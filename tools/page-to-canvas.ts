import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';

export const pageToCanvas = defineTool({
  name: 'page_to_canvas',
  title: 'Bring a page onto the canvas',
  description:
    'Draws a page of a parsed bundle, or an HTML file, on the canvas as editable layers: frames (auto-layout where flex ' +
    'allows), texts, pictures, vectors. Chromium measures it in isolation. Returns the frame and what could not be ' +
    'carried over (lost). React prototypes load their libraries from CDNs: set cdn.',
  toolset: 'bundles',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  pipeline: false,
  input: z.strictObject({
    bundleId: z.string().min(8).max(64).optional(),
    page: z
      .string()
      .min(1)
      .max(1024)
      .optional()
      .describe('Page of the bundle (default its primary), or an HTML file.'),
    selector: z
      .string()
      .min(1)
      .max(400)
      .optional()
      .describe('CSS selector of the part to bring; default the body.'),
    width: z.int().min(200).max(4096).default(1440).describe('Window, CSS px.'),
    height: z.int().min(200).max(4096).default(900),
    cdn: z.boolean().default(false).describe('Let the page load libraries and fonts from public CDNs.'),
  }),
  async run({ bundleId, page, selector, width, height, cdn }, { bundles, canvas, signal, progress }) {
    const service = await bundles.get();
    if (bundleId === undefined && page === undefined) {
      throw new ToolError('There is no page to bring.', {
        path: 'page',
        hint: 'Give bundleId, or the path of an HTML file.',
      });
    }
    const parsed =
      bundleId === undefined
        ? await service.parse(dirname(page ?? ''), basename(page ?? ''), signal)
        : await service.get(bundleId);
    const path = service.pageOf(parsed, bundleId === undefined ? basename(page ?? '') : page);
    progress(0, 2, 'measuring the page');
    const measured = await service.measure(
      parsed,
      { page: path, width, height, cdn, ...(selector !== undefined && { selector }) },
      signal,
    );
    progress(1, 2, 'drawing the layers');
    const { lost, adjusted, truncated, ...brought } = await service.draw(
      canvas,
      parsed,
      measured,
      path,
      signal,
    );
    return {
      data: {
        ...brought,
        page: path,
        ...(truncated && {
          truncated: 'The page has more layers than are brought at once: bring parts of it with selector.',
        }),
        ...(Object.keys(lost).length > 0 && { lost }),
        ...(adjusted.length > 0 && { adjusted }),
        ...(measured.refused.length > 0 && {
          not_loaded: measured.refused.slice(0, 10),
          ...(!cdn && { hint: 'If the page looks empty, call again with cdn: true.' }),
        }),
        ...(measured.errors.length > 0 && { page_errors: measured.errors }),
      },
    };
  },
});
