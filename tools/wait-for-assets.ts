import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { z } from 'zod';
import { fitScreenshot, prepareImage } from '../server/assets/index.ts';
import { money } from '../server/costs/index.ts';
import { costOf, settlePlaceholder, type Task } from '../server/generation/index.ts';
import type { ToolContext } from './context.ts';
import { defineTool, type ToolImage } from './define.ts';

/** Shown of each picture: enough to judge it by. */
const preview = { maxSide: 640, maxBase64Bytes: 150_000 };
const previews = 4;

export const waitForAssets = defineTool({
  name: 'wait_for_assets',
  title: 'Wait for assets',
  description:
    'Waits for generated pictures, at most 40 s, when there is nothing else to do; shows them. seconds 0: only looks. ' +
    'Without taskIds: all of this session that are not done or not told.',
  toolset: 'images',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    taskIds: z
      .array(z.string().regex(/^(task:)?[a-z0-9]{8}$/, 'is no task id: it looks like "k3f9a1x2"'))
      .min(1)
      .max(30)
      .optional(),
    seconds: z.number().min(0).max(40).default(30),
  }),
  async run({ taskIds, seconds }, context) {
    const ids = taskIds?.map((id) => id.replace(/^task:/, ''));
    const { generation, session, signal } = context;
    const tasks = await generation.wait(session.id, ids, seconds * 1000, signal);
    const images: ToolImage[] = [];
    for (const task of tasks) {
      const image = await shown(task, context);
      if (image && images.length < previews) images.push(image);
    }
    const pending = tasks.filter(({ state }) => state === 'pending').length;
    return {
      data: {
        assets: tasks.map((task) => facts(task)),
        ...(tasks.length === 0 && { note: 'Nothing is being generated, and everything was told.' }),
        ...(pending > 0 && { pending, next: 'Go on with other work; news tells when they are ready.' }),
      },
      images,
    };
  },
});

function facts(task: Task): Record<string, unknown> {
  const base = { imagePath: `task:${task.id}`, what: task.what, state: task.state };
  if (task.failure) {
    const { said, advice, spent } = task.failure;
    return { ...base, error: said, advice, spent };
  }
  if (!task.checks || !task.file) return { ...base, progress: task.progress };
  const { width, height, hasAlpha, likeness, warnings } = task.checks;
  return {
    ...base,
    file: shortPath(task.file),
    size: [width, height],
    ...(hasAlpha && { transparent: true }),
    cost: money(costOf(task)),
    seed: task.seed,
    ...(likeness && { likeness }),
    ...(warnings.length > 0 && { warnings }),
  };
}

/** Below the brand's folder, as other image paths are named. */
function shortPath(file: string): string {
  const at = /\/(products\/[^/]+\/assets\/generated|assets\/generated)\//.exec(file);
  return at ? relative(file.slice(0, at.index), file) : file;
}

/** A small version of a finished picture, which also takes the place of its frame on the canvas. */
async function shown(task: Task, { canvas, log, signal }: ToolContext): Promise<ToolImage | undefined> {
  try {
    const file = task.file;
    const small = file ? await prepareImage(file, { maxSide: 1024 }, [file]) : undefined;
    if (task.state !== 'pending')
      await canvas.transaction((inside) => settlePlaceholder(inside, task, small?.bytes), signal);
    if (!file || task.state !== 'ready') return undefined;
    const { bytes, mimeType } = await fitScreenshot(await readFile(file), preview);
    return { bytes, mimeType };
  } catch (error) {
    // A file that was moved away, or a canvas that is closed: the facts are told all the same.
    log.warn({ err: error, task: task.id }, 'generated image cannot be shown');
    return undefined;
  }
}
