/** Finished ads to check: those of the demo, the end-to-end tests and the starter library, built in this process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demoBrief } from '../scripts/demo/brief.ts';
import { createBrandStore, formatCategory } from '../server/brand/index.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { createHeadlessCanvas, type HeadlessCanvas } from '../server/canvas/headless-canvas.ts';
import { createConcepts } from '../server/concepts/index.ts';
import { packageRoot, readSettings } from '../server/config/settings.ts';
import { recordCategory } from '../server/design/ad-frame.ts';
import type { BrandLook } from '../server/quality/index.ts';
import { createSession } from '../server/session/session.ts';
import { standardStory } from '../tests/e2e/ads.ts';
import type { ToolContext } from '../tools/context.ts';
import { allTools } from '../tools/index.ts';
import { brandLook } from '../tools/quality.ts';

export interface BenchAd {
  name: string;
  /** Id of its format category, as start_concept would have written it on the frame. */
  category?: string;
  pipeline: readonly { id?: string; tool: string; args?: Record<string, unknown> }[];
  correct?: (steps: readonly Record<string, unknown>[]) => { tool: string; args: Record<string, unknown> };
}

export interface BuiltAd {
  name: string;
  frameId: string;
  brand: BrandLook | undefined;
}

/** Pictures and brands `npm run starter` has left; without them the starter library is left out. */
const starterWork = join(packageRoot, 'out', 'starter');

/** `starter`: how many ads of the starter library at most, evenly over all of them. */
export async function benchAds({ starter }: { starter: number }): Promise<BenchAd[]> {
  const ads: BenchAd[] = demoBrief().map(({ file, pipeline, correct }) => ({
    name: `demo/${file}`,
    pipeline,
    ...(correct && { correct }),
  }));
  ads.push({ name: 'e2e/standard-story', pipeline: standardStory });
  if (starter > 0 && existsSync(join(starterWork, 'products'))) {
    const { setMaterials } = await import('../scripts/starter/ad.ts');
    const { starterAds } = await import('../scripts/starter/ads/index.ts');
    setMaterials(starterWork);
    const all = starterAds();
    const every = Math.max(1, Math.ceil(all.length / starter));
    for (const [index, ad] of all.entries()) {
      if (index % every !== 0) continue;
      const category = formatCategory(ad.category)?.id;
      ads.push({ name: `starter/${ad.slug}`, pipeline: ad.pipeline, ...(category && { category }) });
    }
  }
  return ads;
}

export interface Workbench {
  canvas: HeadlessCanvas;
  context: ToolContext;
  build(ad: BenchAd): Promise<BuiltAd>;
}

/** A canvas in memory with the tools that build ads; nothing of it is saved. */
export function createWorkbench(): Workbench {
  const canvas = createHeadlessCanvas();
  const settings = readSettings(
    ['--home', join(packageRoot, 'out', 'bench-home'), '--brands', join(starterWork, 'brands')],
    {},
    packageRoot,
  );
  const brands = createBrandStore({ roots: [...settings.brandRoots, join(packageRoot, 'brands')] });
  const tools = new Map(allTools.map((tool) => [tool.name, tool]));
  const quiet = () => {};
  // The tools that build and check an ad need no more of a context than this.
  const context = {
    canvas,
    brands,
    concepts: createConcepts({ folder: join(settings.home, 'concepts'), brands, isBusy: async () => false }),
    session: createSession(),
    settings,
    readableRoots: [starterWork, join(packageRoot, 'brands')],
    signal: new AbortController().signal,
    progress: quiet,
    log: { info: quiet, warn: quiet, error: quiet },
    tools,
    callTool: (name: string, args: unknown, call: ToolContext) => {
      const tool = tools.get(name);
      if (!tool) throw new Error(`There is no tool "${name}".`);
      return tool.call(args, call);
    },
  } as unknown as ToolContext;

  return {
    canvas,
    context,
    async build(ad) {
      const pipeline = ad.pipeline.filter(({ tool }) => tool !== 'get_canvas_screenshot');
      const { data } = await context.callTool('batch_pipeline', { pipeline }, context);
      const steps = data['steps'] as Record<string, unknown>[];
      if (ad.correct) {
        const { tool, args } = ad.correct(steps);
        await context.callTool(tool, args, context);
      }
      const frameId = String(steps[0]?.['frameId']);
      if (ad.category) await recordCategory(canvas, frameId, ad.category);
      return { name: ad.name, frameId, brand: await lookOf(canvas, context, frameId) };
    },
  };
}

const lookOf = (canvas: Canvas, context: ToolContext, frameId: string): Promise<BrandLook | undefined> =>
  brandLook({ ...context, canvas }, frameId);
