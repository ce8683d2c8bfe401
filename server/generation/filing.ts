/** Puts finished pictures where the brand keeps its own, with what is known about them beside each. */
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeFileAtomically } from '../files/atomic-file.ts';
import type { Checks, Task } from './tasks/task.ts';

/** Where pictures go: the folder of a brand (of a product), or undefined when there is none to write to. */
export type AssetFolder = (brand: string, product?: string) => Promise<string | undefined>;

export interface Provenance {
  requests: { step: string; endpoint: string; requestId: string | undefined; usd: number }[];
  checks: Checks;
}

/** Writes the picture and its sidecar, whole or not at all; doing it again changes nothing. Answers the path. */
export async function fileAsset(
  folder: string,
  task: Task,
  bytes: Uint8Array,
  format: string,
  provenance: Provenance,
): Promise<string> {
  const target = join(folder, 'generated');
  await mkdir(target, { recursive: true });
  const file = join(target, `${nameOf(task)}.${format === 'jpeg' ? 'jpg' : format}`);
  // The sidecar first: a picture without its story must not be found.
  await writeFileAtomically(
    `${file}.json`,
    `${JSON.stringify(sidecar(task, basename(file), provenance), null, 2)}\n`,
  );
  await writeFileAtomically(file, bytes);
  return file;
}

function sidecar(task: Task, file: string, { requests, checks }: Provenance): Record<string, unknown> {
  return {
    file,
    generated: true,
    task: task.id,
    at: new Date(task.createdAt).toISOString(),
    kind: task.what,
    prompt: task.prompt,
    sent: task.fullPrompt,
    model: task.model,
    seed: task.seed,
    ratio: task.ratio,
    resolution: task.resolution,
    ...(task.cutout && { backgroundRemovedBy: task.cutout }),
    references: task.references.map((path) => basename(path)),
    ...(task.brand && { brand: task.brand }),
    ...(task.product && { product: task.product }),
    ...(task.concept && { concept: task.concept }),
    requests,
    usd: requests.reduce((sum, { usd }) => sum + usd, 0),
    checks,
  };
}

/** "amber-bottle-on-wet-stone-k3f9a1x2": the first words of the prompt, so that people find it. */
function nameOf({ prompt, id }: Task): string {
  const words = prompt
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return [words, id].filter(Boolean).join('-');
}
