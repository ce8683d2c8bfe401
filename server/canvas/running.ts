/** A document that is open: the headless Figma on it, and the executor that works on that. */
import { createExecutor, type Executor } from '../../figma-bridge-plugin/executor/index.ts';
import type { HeadlessFigma, HeadlessFigmaOptions } from '../headless/figma.ts';
import { ImageIndex } from './image-index.ts';

export interface Running {
  headless: HeadlessFigma;
  executor: Executor;
  images: ImageIndex;
}

export interface RunningOptions extends HeadlessFigmaOptions {
  /** Told about what the executor could not do as asked. */
  log?: (message: string) => void;
}

/** `before`: what was open until now. Its images are used again, and nothing else of it. */
export async function openRunning(options: RunningOptions, before?: Running): Promise<Running> {
  const { createHeadlessFigma } = await import('../headless/figma.ts');
  const headless = await createHeadlessFigma({ ...options, images: before?.headless.document.images });
  const images = before?.images ?? new ImageIndex(headless.document.images);
  const { log } = options;
  const executor = createExecutor(headless.figma, {
    image: async (hash) => images.get(hash),
    now: () => Date.now(),
    unshown: (nodeId) => headless.unshown(nodeId),
    remember: () => headless.remember(),
    followers: (nodeId) => headless.followers(nodeId),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    ...(log === undefined ? {} : { log }),
  });
  return { headless, executor, images };
}
