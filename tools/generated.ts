/** What the tools that ask for a picture share. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { money } from '../server/costs/index.ts';
import {
  addPlaceholder,
  otherShape,
  type PictureRequest,
  resolutionNames,
  type Task,
  taskReference,
} from '../server/generation/index.ts';
import type { ToolContext } from './context.ts';
import type { ToolResult } from './define.ts';
import { findTask } from './picture.ts';

export const generatedParams = {
  prompt: z.string().trim().min(3).max(3000),
  ratio: z.string().max(20).default('1:1').describe('"4:5", or a size: 1080x1920.'),
  resolution: z.enum(resolutionNames).default('1K').describe('4K costs double.'),
  brand: z.string().optional().describe("Default: the session's."),
  product: z.string().optional(),
  seed: z.int().min(1).max(2_147_483_647).optional(),
};

type Shared = Pick<
  PictureRequest,
  'kind' | 'what' | 'prompt' | 'fullPrompt' | 'ratio' | 'resolution' | 'cutout'
>;

/** Takes the request and answers at once. Throws `GenerationError`, `BudgetError`, `BrandError`. */
export async function startPicture(
  request: Shared & { brand?: string | undefined; product?: string | undefined; seed?: number | undefined },
  references: readonly string[],
  context: ToolContext,
): Promise<ToolResult> {
  const { session, brands, generation, canvas } = context;
  const named = request.brand ?? session.brand;
  const product = request.product ?? (request.brand === undefined ? session.product : undefined);
  const brand = named === undefined ? undefined : await brands.resolve(named, product);
  const { paths, roots } = referencePaths(references, context);
  // In one transaction with its frame: a request that is refused leaves nothing on the canvas.
  const task = await canvas.transaction(
    (inside) =>
      generation.start(
        {
          ...request,
          brand: brand?.id,
          product: brand?.product,
          concept: session.concept,
          session: session.id,
          references: paths,
          roots: [...(brand ? [brand.folder] : []), ...context.readableRoots, ...roots],
        },
        async (asked) => ({ canvas: inside.kind, node: await addPlaceholder(inside, asked) }),
      ),
    context.signal,
  );
  const { usd } = generation.price(request.resolution, request.cutout);
  return {
    data: started(task, usd, otherShape(request.ratio, task.ratio)),
    said: `${task.what}, ${money(usd)}`,
  };
}

function started(task: Task, usd: number, adjusted: string | undefined): Record<string, unknown> {
  return {
    taskId: task.id,
    imagePath: `task:${task.id}`,
    placeholderId: task.placeholder?.node,
    ratio: task.ratio,
    ...(adjusted && { adjusted: [adjusted] }),
    model: task.model,
    cost: money(usd),
    next: 'Go on: imagePath works now (a placeholder is placed). News tells when it is ready; wait_for_assets waits.',
  };
}

/** References may be generated pictures, too. */
function referencePaths(
  references: readonly string[],
  context: ToolContext,
): { paths: string[]; roots: string[] } {
  const roots: string[] = [];
  const paths = references.map((reference, index) => {
    const [, id] = taskReference.exec(reference) ?? [];
    if (id === undefined) return reference;
    const { file } = findTask(id, `references[${index}]`, context);
    if (!file || !isAbsolute(file)) return reference;
    roots.push(file);
    return file;
  });
  return { paths, roots };
}
