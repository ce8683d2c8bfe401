import { z } from 'zod';
import type { Placement } from '../schemas/placement.ts';
import { formatOf, placementNamed } from '../server/placement/placements.ts';
import { adaptTo } from './adapt/adapt-to.ts';
import { adaptedFrom, settle } from './adapt/earlier.ts';
import { exported } from './adapt/export.ts';
import { readSource } from './adapt/source.ts';
import { defineTool } from './define.ts';
import { describeError, ToolError } from './errors.ts';
import { frameIdParam, layoutParam } from './params.ts';

const MAX_PLACEMENTS = 20;

export const adaptAd = defineTool({
  name: 'adapt_ad',
  title: 'Adapt ad',
  description:
    'Sets a finished ad on other placements, each within its own zones: copy and pictures are laid out anew by their ' +
    'roles, not scaled; free layers are carried over. All or nothing. Returns a frame per placement, what was left out, ' +
    'and the result of its check. Look at the frames; correct with batch_update. After a change of the ad, update: true ' +
    'makes its earlier frames anew in their places.',
  toolset: 'quality',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    frameId: frameIdParam,
    placements: z
      .array(z.string().min(1))
      .min(1)
      .max(MAX_PLACEMENTS)
      .optional()
      .describe('e.g. ["portrait", "feed", "landscape", "300x250"]'),
    layout: layoutParam.optional().describe("Another layout than the ad's own, for all of them."),
    update: z
      .boolean()
      .default(false)
      .describe('Replace the frames made of this ad before; without placements: all of them.'),
    exportTo: z
      .string()
      .min(1)
      .optional()
      .describe('Folder: exports the set as well, each within its file limit.'),
  }),
  async run({ frameId, placements, layout, update, exportTo }, context) {
    const earlier = await adaptedFrom(context.canvas, frameId);
    const wanted = placements ?? (update ? [...new Set(earlier.map(({ placement }) => placement))] : []);
    if (wanted.length === 0) {
      throw new ToolError(update ? 'No frames were made of this ad before.' : 'Name the placements.', {
        path: 'placements',
        hint: 'e.g. ["portrait", "feed", "landscape", "300x250"]',
      });
    }
    const targets = targetsOf(wanted);
    const steps = targets.length * (exportTo === undefined ? 1 : 2);
    const quiet = { ...context, progress: () => {} };
    const adapted = await context.canvas.transaction(async (canvas) => {
      const source = await readSource(canvas, frameId);
      const frames: Record<string, unknown>[] = [];
      for (const [index, { placement, at }] of targets.entries()) {
        context.signal.throwIfAborted();
        context.progress(index, steps, placement.name);
        const call = { ...quiet, canvas };
        try {
          const frame = await adaptTo(placement, source, { ...(layout && { layout }) }, call);
          const old = earlier.filter((each) => each.placement === formatOf(placement));
          frames.push({
            ...frame,
            ...(old.length > 0 && (await settle(String(frame['frameId']), old, update, call))),
          });
        } catch (error) {
          if (context.signal.aborted) throw error;
          const { error: message, hint } = describeError(error);
          throw new ToolError(`${formatOf(placement)}: ${message}`, {
            path: at,
            hint: `${hint ? `${hint} ` : ''}Nothing was made; leave this placement out or change the ad.`,
          });
        }
      }
      return frames;
    }, context.signal);
    for (const [index, frame] of (exportTo === undefined ? [] : adapted).entries()) {
      context.progress(targets.length + index, steps, `export ${String(frame['placement'])}`);
      Object.assign(frame, await exported(String(frame['frameId']), `${exportTo}/`, quiet));
    }
    context.progress(steps, steps, 'done');
    context.session.frameId = frameId;
    const failing = adapted.filter(({ pass }) => pass === false).length;
    return {
      data: { from: frameId, adapted },
      said: `${targets.map(({ placement: { name } }) => name).join(', ')}${failing > 0 ? `; ${failing} with findings` : ''}`,
    };
  },
});

/** Each placement once, with where it was named: "story" and "reel" are the same. */
function targetsOf(names: readonly string[]): { placement: Placement; at: string }[] {
  const targets = new Map<string, { placement: Placement; at: string }>();
  for (const [index, name] of names.entries()) {
    const at = `placements[${index}]`;
    try {
      const placement = placementNamed(name);
      if (!targets.has(formatOf(placement))) targets.set(formatOf(placement), { placement, at });
    } catch (error) {
      throw new ToolError(describeError(error).error, { path: at });
    }
  }
  return [...targets.values()];
}
