/** The picture an argument names: a file, or a task that makes one. */
import { basename, dirname, extname } from 'node:path';
import { AssetError, type PreparedImage, type PrepareOptions, prepareImage } from '../server/assets/index.ts';
import { imageFile } from '../server/brand/index.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { adBrandOf } from '../server/design/ad-frame.ts';
import { failureText, placeholderPicture, type Task, taskReference } from '../server/generation/index.ts';
import { imageRoots } from './brand.ts';
import type { ToolContext } from './context.ts';
import { ToolError } from './errors.ts';

export interface Picture {
  prepared: PreparedImage;
  /** The task that makes it; pending: `prepared` only stands in for it. */
  task?: Task;
}

/**
 * Prepares the picture for an ad. "task:<id>" is a generated one: until it is there, something quiet of its shape is
 * placed, and naming it again puts it in. Throws `ToolError`, `AssetError`.
 */
export async function pictureFor(
  imagePath: string,
  options: PrepareOptions,
  target: { frameId: string; canvas: Canvas; path: string },
  context: ToolContext,
): Promise<Picture> {
  const { frameId, canvas, path } = target;
  const [, id] = taskReference.exec(imagePath) ?? [];
  if (id === undefined) {
    const roots = await imageRoots(context, canvas, frameId);
    const prepared = await prepareImage(imagePath, options, roots).catch(async (error: unknown) => {
      if (!(error instanceof AssetError)) throw error;
      const hint = error.code === 'not_found' ? await meantFile(imagePath, target, context) : undefined;
      throw new ToolError(error.message, { path, hint });
    });
    return { prepared };
  }
  const task = findTask(id, path, context);
  const brand = await adBrandOf(canvas, frameId);
  if (brand !== undefined && task.brand !== undefined && brand !== task.brand) {
    throw new ToolError(`task:${id} was made for ${task.brand}, and this ad is ${brand}'s.`, {
      path,
      hint: `Ask for one with brand "${brand}".`,
    });
  }
  if (task.state === 'ready' && task.file)
    return { task, prepared: await prepareImage(task.file, options, [dirname(task.file)]) };
  const { bytes, width, height } = await placeholderPicture(task.ratio);
  const size = { width, height };
  const prepared = { bytes, ...size, format: 'png' as const, original: size, adjustments: [] };
  return { task, prepared: { ...prepared, hasAlpha: task.cutout !== undefined } };
}

/** The brand's pictures of that name, in whichever folder and format. */
async function meantFile(
  imagePath: string,
  { canvas, frameId }: { canvas: Canvas; frameId: string },
  { brands }: ToolContext,
): Promise<string | undefined> {
  const brand = await adBrandOf(canvas, frameId);
  const files = brand === undefined ? [] : await brands.files(brand).catch(() => []);
  const stem = (path: string) => basename(path, extname(path)).toLowerCase();
  const near = files.filter((file) => stem(file) === stem(imagePath) && imageFile.test(file));
  return near.length === 0 ? undefined : `Did you mean ${near.slice(0, 3).join(' or ')}?`;
}

/** A task that has not failed. Throws `ToolError`. */
export function findTask(id: string, path: string, { generation }: Pick<ToolContext, 'generation'>): Task {
  const task = generation.get(id);
  if (!task) {
    throw new ToolError(`There is no task "${id}".`, {
      path,
      hint: 'Use the imagePath that generate_product_photo or generate_asset returned ("task:...").',
    });
  }
  if (task.failure) {
    throw new ToolError(`task:${id} failed: ${failureText(task.failure)}`, {
      path,
      hint: 'Ask for another one, or use a picture the brand has.',
    });
  }
  return task;
}

/** What the model is told while something else stands in for the picture. */
export const pendingNote = (task: Task) =>
  `task:${task.id} is not ready (${task.progress}): a placeholder stands there; the same call puts the picture in when it is`;
