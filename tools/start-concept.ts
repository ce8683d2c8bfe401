import { hostname } from 'node:os';
import { z } from 'zod';
import { conceptsPerAngle } from '../server/brand/index.ts';
import { type AngleStanding, canvasKey } from '../server/concepts/index.ts';
import { placementNamed } from '../server/placement/placements.ts';
import { switchBrand } from '../server/session/session.ts';
import { framesByConcept, withConcepts } from './concept-frames.ts';
import type { ToolContext } from './context.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';

/** Kept free when the placement is not known yet: the largest common one. */
const usualSize = { width: 1080, height: 1920 };
/** Proposals with their reason; more names without. */
const PROPOSALS = 4;

export const startConcept = defineTool({
  name: 'start_concept',
  title: 'Start concept',
  description:
    'Opens a concept: an angle has four, each in another format category. Reserves its ad number, frame name and place; ' +
    'build_ad_skeleton then uses them. Without formatCategory: how far the angle is and which formats to take.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    brand: z.string().min(1).optional(),
    product: z.string().min(1).optional(),
    angle: z.string().trim().min(1).max(80),
    formatCategory: z.string().max(60).optional(),
    execution: z.string().max(500).optional().describe('The idea in a sentence.'),
    title: z.string().max(120).optional(),
    placement: z.string().optional(),
  }),
  async run(args, context) {
    const { session, concepts, brands } = context;
    const named = args.brand ?? session.brand;
    if (named === undefined) {
      throw new ToolError('Which brand is it for?', {
        path: 'brand',
        hint: `Brands: ${(await brands.list()).map(({ id }) => id).join(', ')}.`,
      });
    }
    const sameBrand = args.brand === undefined || args.brand === session.brand;
    const wanted = args.product ?? (sameBrand ? session.product : undefined);
    const { id: brand, product } = await brands.resolve(named, wanted);
    if (args.formatCategory === undefined) {
      return { data: proposals(await concepts.standing(brand, args.angle)) };
    }
    const size = args.placement === undefined ? usualSize : placementNamed(args.placement);
    const { key, frames } = await pageOf(context);
    const { concept, standing, resumed, notes } = await concepts.start({
      ...args,
      brand,
      product,
      format: args.formatCategory,
      size: { width: size.width, height: size.height },
      page: key === undefined ? undefined : { key, frames: withConcepts(frames) },
      owner: { pid: process.pid, host: hostname(), session: session.id },
    });
    switchBrand(session, brand, product);
    const frameId = framesByConcept(frames).get(concept.id);
    Object.assign(session, { concept: concept.id, angle: concept.angle, frameId });
    return {
      data: {
        conceptId: concept.id,
        ad: concept.number,
        name: concept.name,
        ...(concept.place && { place: [concept.place.x, concept.place.y] }),
        angle: statusOf(standing),
        ...(standing.count < conceptsPerAngle && { free: standing.free.map(({ format }) => format.name) }),
        ...(resumed && { resumed: true, ...(frameId && { frameId }) }),
        ...(notes.length > 0 && { notes }),
      },
      said: `Ad #${concept.number}: ${concept.name}`,
    };
  },
});

/** "Time Theft 2/4", "Time Theft 1/4 (revisit 1)". */
export function statusOf({ angle, count, visit }: AngleStanding): string {
  return `${angle} ${count}/${conceptsPerAngle}${visit > 0 ? ` (revisit ${visit})` : ''}`;
}

function proposals(standing: AngleStanding): Record<string, unknown> {
  const { isNew, done, open, free, visit } = standing;
  return {
    angle: statusOf(standing),
    ...(isNew && { new: true }),
    ...(visit > 0 && {
      note: 'The angle is complete: this would be a revisit, with four formats of its own.',
    }),
    ...(done.length > 0 && { done: done.map(({ name }) => name) }),
    ...(open.length > 0 && { open: open.map(({ format, concept }) => `${format.name} (${concept.id})`) }),
    propose: free
      .slice(0, PROPOSALS)
      .map(({ format, why }) => `${format.name}: ${why}. Take it when: ${format.when}`),
    also: free.slice(PROPOSALS).map(({ format }) => format.name),
    next: 'Choose one that fits the angle and call again with formatCategory and execution.',
  };
}

/** The page the frame will be on. A canvas that does not answer must not stop the planning. */
async function pageOf({ canvas, log }: ToolContext) {
  try {
    const status = await canvas.status();
    return { key: canvasKey(canvas.kind, status), frames: status.frames };
  } catch (error) {
    log.warn({ err: error }, 'no canvas to reserve a place on');
    return { key: undefined, frames: [] };
  }
}
