import { z } from 'zod';
import { CanvasError } from '../schemas/canvas-result.ts';
import { StagedFiles } from '../server/assets/index.ts';
import { checkReferences, resolveReferences } from '../server/pipeline/references.ts';
import { restoreSession } from '../server/session/session.ts';
import type { ToolContext } from './context.ts';
import { counted } from './counted.ts';
import { defineTool, type ToolImage } from './define.ts';
import { describeError, ToolError } from './errors.ts';

const MAX_STEPS = 30;
/** Clients take a few pictures per result at most. */
const MAX_IMAGES = 4;

const stepSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z_][\w-]*$/, 'letters, digits, _ and -, starting with a letter')
    .optional()
    .describe('Name for references.'),
  tool: z.string(),
  args: z.record(z.string(), z.unknown()).default({}),
});

export const batchPipeline = defineTool({
  name: 'batch_pipeline',
  title: 'Batch pipeline',
  description:
    "Builds an ad in one call: runs tools in order, all or nothing. Ids and image paths may refer to an earlier step's " +
    'result ("$skeleton.frameId"); copy is never taken for a reference. Returns every step\'s result and the screenshots. ' +
    'Example: [{"id":"ad","tool":"build_ad_skeleton","args":{"format":"story","layout":"stacked"}},' +
    '{"tool":"set_background","args":{"frameId":"$ad.frameId","type":"solid","config":{"color":"#f4efe6"}}},' +
    '{"tool":"apply_typography","args":{"frameId":"$ad.frameId","headline":"Finally.","cta":"Shop now"}},' +
    '{"tool":"get_canvas_screenshot","args":{"nodeId":"$ad.frameId"}}]',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({ pipeline: z.array(stepSchema).min(1).max(MAX_STEPS) }),
  async run({ pipeline }, context) {
    checkSteps(pipeline, context);
    const started = performance.now();
    const results = new Map<string, unknown>();
    const steps: Record<string, unknown>[] = [];
    const images: ToolImage[] = [];
    const told: Told[] = [];
    const session = { ...context.session };
    const files = new StagedFiles();
    const afterwards: (() => Promise<void>)[] = [];
    try {
      await context.canvas.transaction(async (canvas) => {
        for (const [index, step] of pipeline.entries()) {
          context.signal.throwIfAborted();
          context.progress(index, pipeline.length, `${step.tool} (${index + 1}/${pipeline.length})`);
          const at = performance.now();
          try {
            const args = resolveReferences(step.args, results, {
              schema: context.tools.get(step.tool)?.input,
              path: `pipeline[${index}].args`,
            });
            const {
              data,
              images: shown = [],
              said,
            } = await context.callTool(step.tool, args, {
              ...context,
              canvas,
              files,
              afterwards,
              progress: () => {},
            });
            if (step.id) results.set(step.id, data);
            images.push(...shown);
            if (said !== undefined) told.push({ tool: step.tool, said });
            steps.push({ ...(step.id ? { id: step.id } : { tool: step.tool }), ...data });
          } catch (error) {
            if (context.signal.aborted) throw error;
            throw stepError(error, index, step, steps);
          }
          context.log.info(
            { tool: step.tool, step: index, ms: Math.round(performance.now() - at) },
            'pipeline step',
          );
        }
        context.progress(pipeline.length, pipeline.length, 'done');
      }, context.signal);
    } catch (error) {
      await files.discard();
      restoreSession(context.session, session);
      if (context.signal.aborted)
        throw new ToolError('Cancelled: everything the pipeline did was taken back.');
      throw error;
    }
    try {
      for (const remember of afterwards) await remember();
      await files.keep();
    } catch (error) {
      await files.discard();
      const reason = error instanceof Error ? error.message : String(error);
      throw new ToolError(
        `Everything is on the canvas, but a file could not be put in its place: ${reason}`,
        {
          hint: 'Export again with export_ad, to another path.',
          data: { steps },
        },
      );
    }
    return {
      data: {
        steps,
        ms: Math.round(performance.now() - started),
        ...(images.length > MAX_IMAGES && {
          note: `Of ${images.length} pictures the last ${MAX_IMAGES} are shown: take the others with get_canvas_screenshot.`,
        }),
      },
      images: images.slice(-MAX_IMAGES),
      said: described(told, pipeline.length),
    };
  },
});

type Step = z.infer<typeof stepSchema>;

interface Told {
  tool: string;
  said: string;
}

/** What the ad says and where it runs matter to who reads along, in this order; the other steps are counted. */
function described(told: readonly Told[], steps: number): string {
  const main = ['apply_typography', 'build_ad_skeleton', 'apply_template', 'adapt_ad', 'export_ad'];
  const shown = main.flatMap((name) => told.find(({ tool }) => tool === name)?.said ?? []);
  return [...shown, counted(steps, 'step')].join(' · ');
}

/** Everything that can be known to be wrong before anything runs. */
function checkSteps(pipeline: readonly Step[], context: ToolContext): void {
  const usable = [...context.tools.values()].filter((tool) => tool.pipeline).map(({ name }) => name);
  for (const [index, { tool }] of pipeline.entries()) {
    if (usable.includes(tool)) continue;
    throw new ToolError(
      context.tools.has(tool) ? `${tool} cannot be a step of a pipeline.` : `There is no tool "${tool}".`,
      { path: `pipeline[${index}].tool`, hint: `Steps may be: ${usable.join(', ')}.` },
    );
  }
  checkReferences(pipeline, (name) => context.tools.get(name)?.input);
}

function stepError(
  error: unknown,
  index: number,
  step: Step,
  done: readonly Record<string, unknown>[],
): ToolError {
  const { error: message, hint, at, ...rest } = describeError(error);
  const name = step.id ? `"${step.id}" (${step.tool})` : step.tool;
  const where = `pipeline[${index}]`;
  const said = message.startsWith(`${step.tool}: `) ? message.slice(step.tool.length + 2) : message;
  return new ToolError(`Step ${index + 1}, ${name}: ${said}`, {
    path:
      at === undefined
        ? where
        : error instanceof CanvasError
          ? `${where}: ${at}`
          : at.startsWith('pipeline[')
            ? at
            : `${where}.args.${at}`,
    hint: `${hint ? `${hint} ` : ''}Nothing of the pipeline is on the canvas; correct the step and send it again.`,
    data: {
      ...rest,
      rolledBack: true,
      completed: done.map((result) => String(result['id'] ?? result['tool'])),
    },
  });
}
