import { z } from 'zod';
import { CanvasError } from '../schemas/canvas-result.ts';
import { fitScreenshot, screenshotLimits } from '../server/assets/index.ts';
import { sharp } from '../server/assets/sharp.ts';
import { readNode } from '../server/design/read-node.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { nodeIdParam } from './params.ts';

/** Draft JPEGs need no more to judge a layout by. */
const DRAFT_QUALITY = 80;

export const getCanvasScreenshot = defineTool({
  name: 'get_canvas_screenshot',
  title: 'Get canvas screenshot',
  description:
    'Shows a node as a picture. draft: half size JPEG, for building; final: full size PNG, for judging details.',
  toolset: 'default',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    nodeId: nodeIdParam,
    quality: z.enum(['draft', 'final']).default('draft'),
    scale: z.number().min(0.05).max(4).optional().describe('px per canvas px; default 0.5 draft, 1 final.'),
  }),
  async run({ nodeId, quality, scale }, { canvas }) {
    const node = await readNode(canvas, nodeId).catch(atNode);
    // More pixels than are shown would only be drawn to be thrown away: tens of seconds for a story at 4x.
    const most = screenshotLimits.maxSide / Math.max(1, node.width, node.height);
    const asked = Math.min(scale ?? (quality === 'draft' ? 0.5 : 1), Math.max(most, 0.01));
    const { bytes, width, height } = await canvas
      .export({ node: nodeId, format: 'PNG', scale: asked })
      .catch(atNode);
    if (quality === 'draft' && Math.max(width, height) <= screenshotLimits.maxSide) {
      const jpeg = await sharp(bytes)
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: DRAFT_QUALITY, mozjpeg: false })
        .toBuffer();
      if (Math.ceil(jpeg.length / 3) * 4 <= screenshotLimits.maxBase64Bytes) {
        return {
          data: { size: [width, height], scale: round(asked) },
          images: [{ mimeType: 'image/jpeg', bytes: jpeg }],
        };
      }
    }
    const fitted = await fitScreenshot(bytes);
    return {
      data: { size: [fitted.width, fitted.height], scale: round(asked * (fitted.width / width)) },
      images: [{ mimeType: fitted.mimeType, bytes: fitted.bytes }],
    };
  },
});

/** A canvas error in words of this tool's arguments. */
function atNode(error: unknown): never {
  if (!(error instanceof CanvasError)) throw error;
  throw new ToolError(error.message, {
    path: 'nodeId',
    hint: error.data.hint ?? 'Show a visible node, or the frame around it.',
  });
}

const round = (value: number) => Math.round(value * 1000) / 1000;
