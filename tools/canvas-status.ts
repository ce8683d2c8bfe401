import { z } from 'zod';
import type { PluginSessionInfo } from '../schemas/bridge.ts';
import { adKey } from '../server/design/ad-frame.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { whereThingsStand } from './where-things-stand.ts';

export const canvasStatus = defineTool({
  name: 'canvas_status',
  title: 'Canvas status',
  description:
    'Where things stand: which canvas is in use (Figma or headless), its frames, the selection, the brand, open concepts and summaries of earlier ones. ' +
    'With `fonts`: the families whose name contains it, with their styles.',
  toolset: 'default',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    fonts: z.string().optional(),
    use: z.string().optional().describe('Work here from now on: "headless", a Figma file, or "auto".'),
  }),
  async run({ fonts, use }, context) {
    const { workplace, session, brands, settings } = context;
    const files = await workplace.figmaFiles();
    if (use !== undefined) session.target = targetOf(use, files);
    const canvas = workplace.canvasForCall();
    const status = await canvas.status();
    const known = await brands.list();
    const stands = await whereThingsStand(context, status.frames);
    const shown = status.frames.slice(-20);
    return {
      data: {
        canvas: canvas.kind,
        document: status.document,
        ...(files.length > 0 && {
          figmaFiles: files.map(({ file, page }) => ({ key: file.key, name: file.name, page: page.name })),
        }),
        page: status.page.name,
        frames: shown.map(({ id, name, x, y, width, height, role }) => ({
          id,
          name,
          box: [x, y, width, height].map(Math.round),
          ...(role?.[adKey] && { ad: true }),
        })),
        ...(status.frames.length > shown.length && { olderFrames: status.frames.length - shown.length }),
        ...(status.selection.length > 0 && { selection: status.selection }),
        ...(session.brand && { brand: session.brand }),
        ...(stands && { stands }),
        brands: known.map(({ id }) => id),
        exports: settings.exportsDir,
        ...(fonts !== undefined && {
          fonts: (await canvas.fonts(fonts))
            .slice(0, 25)
            .map(({ family, styles, axes }) => ({ family, styles, ...(axes && { axes }) })),
        }),
      },
    };
  },
});

/** The target a word stands for: undefined is the file the designer is in. */
function targetOf(use: string, files: readonly PluginSessionInfo[]): string | undefined {
  if (use === 'auto') return undefined;
  if (use === 'headless' || files.some(({ file }) => file.key === use || file.name === use)) return use;
  throw new ToolError(`"${use}" is not open in Figma.`, {
    path: 'use',
    hint: `Use "headless", "auto"${files.map(({ file }) => `, "${file.name}"`).join('')}.`,
  });
}
