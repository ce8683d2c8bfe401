import { z } from 'zod';
import { transferFrames } from '../server/session/transfer.ts';
import { adjusted } from './apply-typography.ts';
import { counted } from './counted.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';

export const pushToFigma = defineTool({
  name: 'push_to_figma',
  title: 'Push to Figma',
  description:
    'Sends frames of the headless canvas into the open Figma file as editable layers; again: updates them. ' +
    'direction "pull" brings Figma frames to the headless canvas instead.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    frameIds: z
      .array(z.string())
      .min(1)
      .max(50)
      .optional()
      .describe('Default: push all frames, pull the selection.'),
    direction: z.enum(['push', 'pull']).default('push'),
    file: z.string().optional().describe('Figma file, if several are open.'),
  }),
  async run({ frameIds, direction, file }, { workplace, transfers, progress }) {
    const files = await workplace.figmaFiles();
    const figma = await workplace.figma(file);
    const session =
      file === undefined ? files[0] : files.find((each) => each.file.key === file || each.file.name === file);
    if (!figma || !session) {
      throw new ToolError(
        file && files.length > 0 ? `"${file}" is not open in Figma.` : 'No Figma file is connected.',
        {
          hint:
            files.length > 0
              ? `Open: ${files.map((each) => each.file.name).join(', ')}.`
              : 'Ask the designer to open the file in the Figma desktop app and run Plugins > Development > Adsmith.',
        },
      );
    }
    const [from, to] = direction === 'push' ? [workplace.headless, figma] : [figma, workplace.headless];
    const status = await from.status();
    const fallback = direction === 'push' ? status.frames : status.selection;
    const ids = frameIds ?? fallback.map(({ id }) => id);
    if (ids.length === 0) {
      throw new ToolError(
        direction === 'push' ? 'The headless canvas is empty.' : 'Nothing is selected in Figma.',
        {
          path: 'frameIds',
          hint:
            direction === 'push'
              ? 'Build an ad first.'
              : 'Give frameIds (canvas_status lists them), or ask the designer to select frames.',
        },
      );
    }
    progress(0, 1, `${direction} ${counted(ids.length, 'frame')}`);
    const key = `${direction}-${session.file.key}`;
    const result = await transferFrames(from, to, ids, await transfers.load(key));
    await transfers.save(key, result.ids);
    return {
      data: {
        file: session.file.name,
        frames: result.frames,
        ...adjusted(result.adjustments),
        ...(result.lossy.length > 0 && { lossy: result.lossy.slice(0, 10) }),
      },
      said: `${counted(ids.length, 'frame')} ${direction === 'push' ? 'to' : 'from'} ${session.file.name}`,
    };
  },
});
