import { z } from 'zod';
import { adKey } from '../server/design/ad-frame.ts';
import { defineTool } from './define.ts';

export const canvasStatus = defineTool({
  name: 'canvas_status',
  title: 'Canvas status',
  description:
    'Where things stand: which canvas is in use (Figma or headless), its frames, the selection, the current brand. ' +
    'With `fonts`: the families whose name contains it, with their styles.',
  toolset: 'default',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({ fonts: z.string().optional() }),
  async run({ fonts }, { canvas, session, brands, settings }) {
    const status = await canvas.status();
    const known = await brands.list();
    const shown = status.frames.slice(-20);
    return {
      data: {
        canvas: canvas.kind,
        document: status.document,
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
