/** Making one picture: asked for, fetched, cut out, checked, filed. Goes on from wherever it was left. */
import { join } from 'node:path';
import { AssetError, type OpenImage, openImageBytes, readRegularFile } from '../assets/index.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { answerOf, type CallParts } from './call.ts';
import { BadDownloadError, downloadPicture } from './download.ts';
import { type FalResult, pictureUrl } from './fal/fal.ts';
import { type AssetFolder, fileAsset } from './filing.ts';
import { findCutout, findGenerator, outputOf, resolutionNames } from './models.ts';
import { referenceBytes, referenceName } from './references.ts';
import { TaskFailure } from './task-failure.ts';
import type { Step, Task } from './tasks/task.ts';
import { BlankPictureError, verifyPicture } from './verify.ts';

export interface MakeParts extends CallParts {
  /** Where pictures are kept until they are filed, and where those of no brand go. */
  home: string;
  assetFolder: AssetFolder;
}

/** Throws `TaskFailure` for what cannot be helped, `LeaseLostError` when another process has taken over. */
export async function makePicture(parts: MakeParts, task: Task): Promise<void> {
  const { store, lease } = parts;
  const generated = await answerOf(parts, 'generate', () => generatorInput(parts, task));
  const raw = await rawPicture(parts, task, generated);
  const cut = task.cutout ? await cutOut(parts, task, generated) : undefined;
  const image = cut && 'image' in cut ? cut.image : raw;
  store.progress(lease, 'being checked');
  const checks = await verifyPicture(image, task).catch((error: unknown) => {
    if (!(error instanceof BlankPictureError)) throw error;
    throw new TaskFailure({
      code: 'blank',
      said: `${error.message} (kept at ${rawPath(parts, task, raw.format)})`,
      advice: 'Describe the picture in more detail, and ask again.',
      spent: 'yes',
    });
  });
  if (cut && 'warning' in cut) checks.warnings.unshift(cut.warning);
  const file = await fileAsset(await folderOf(parts, task), task, image.bytes, image.format, {
    requests: requestsOf(parts, task),
    checks,
  });
  store.ready(lease, file, checks);
}

async function generatorInput(parts: MakeParts, task: Task): Promise<Record<string, unknown>> {
  const urls = await uploadReferences(parts, task);
  return {
    prompt: task.fullPrompt,
    aspect_ratio: task.ratio,
    resolution: task.resolution,
    seed: task.seed,
    num_images: 1,
    limit_generations: true,
    output_format: 'png',
    ...(urls.length > 0 && { image_urls: urls }),
  };
}

async function uploadReferences({ fal, store, lease, signal }: MakeParts, task: Task): Promise<string[]> {
  const uploads = { ...store.get(task.id)?.uploads };
  for (const [index, path] of task.references.entries()) {
    if (uploads[path]) continue;
    store.progress(lease, `uploading reference ${index + 1} of ${task.references.length}`);
    const { bytes, type } = await referenceBytes(path).catch((error: unknown) => {
      if (!(error instanceof AssetError)) throw error;
      throw new TaskFailure({
        code: 'reference_unreadable',
        said: `${referenceName(path)}: ${error.what}`,
        advice: `${error.instead}. Nothing was sent.`,
        spent: 'no',
      });
    });
    uploads[path] = await fal.upload(bytes, type, signal);
    store.uploads(lease, uploads);
  }
  return task.references.map((path) => uploads[path] ?? '');
}

/** The picture as it came, kept at home before anything else is done with it: it has been paid for. */
async function rawPicture(parts: MakeParts, task: Task, generated: FalResult): Promise<OpenImage> {
  const { store, lease } = parts;
  const kept = store.get(task.id)?.raw;
  if (kept) {
    const image = await readRegularFile(kept, parts.timing.download.size, kept).then(
      (bytes) => openImageBytes(bytes, kept),
      () => undefined,
    );
    if (image) return image;
  }
  store.progress(lease, 'being downloaded');
  const image = await fetchPicture(parts, pictureUrl(generated));
  const path = rawPath(parts, task, image.format);
  await writeFileAtomically(path, image.bytes);
  store.raw(lease, path);
  return image;
}

const rawPath = ({ home }: MakeParts, { id }: Task, format: string) => join(home, 'raw', `${id}.${format}`);

async function fetchPicture({ fal, signal, timing }: MakeParts, url: string): Promise<OpenImage> {
  try {
    return await downloadPicture(fal, url, signal, timing.download);
  } catch (error) {
    signal.throwIfAborted();
    const said = error instanceof Error ? error.message : String(error);
    throw new TaskFailure({
      code: error instanceof BadDownloadError ? 'bad_picture' : 'download',
      said: `the picture was made but could not be fetched: ${said}`,
      advice: `It is kept at fal for some days: open ${url} by hand, or see fal.ai/dashboard.`,
      spent: 'yes',
    });
  }
}

/** A picture whose background stays is still worth what it cost: that is a warning, not a failure. */
async function cutOut(
  parts: MakeParts,
  task: Task,
  generated: FalResult,
): Promise<{ image: OpenImage } | { warning: string }> {
  parts.store.progress(parts.lease, 'its background is being removed');
  try {
    const { input } = findCutout(task.cutout);
    const answer = await answerOf(parts, 'cutout', async () => ({
      ...input,
      image_url: pictureUrl(generated),
    }));
    return { image: await fetchPicture(parts, pictureUrl(answer)) };
  } catch (error) {
    if (!(error instanceof TaskFailure)) throw error;
    return { warning: `the background could not be removed: ${error.failure.said}` };
  }
}

async function folderOf({ assetFolder, home }: MakeParts, { brand, product }: Task): Promise<string> {
  const folder = brand === undefined ? undefined : await assetFolder(brand, product).catch(() => undefined);
  return folder ?? join(home, 'assets');
}

function requestsOf({ store }: MakeParts, task: Task) {
  const steps: Step[] = task.cutout ? ['generate', 'cutout'] : ['generate'];
  return steps.flatMap((step) => {
    const call = store.call(task.id, step);
    return call
      ? [
          {
            step,
            endpoint: call.endpoint,
            requestId: call.requestId,
            usd: call.state === 'answered' ? priceOf(task, step) : 0,
          },
        ]
      : [];
  });
}

/** USD of one step. */
export function priceOf(task: Pick<Task, 'model' | 'resolution' | 'cutout'>, step: Step): number {
  if (step === 'cutout') return task.cutout ? findCutout(task.cutout).usd : 0;
  const resolution = resolutionNames.find((name) => name === task.resolution) ?? '1K';
  return outputOf(findGenerator(task.model), resolution).usd;
}
