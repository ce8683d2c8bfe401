import { z } from 'zod';
import { type CostScope, estimate, money } from '../server/costs/index.ts';
import { resolutionNames } from '../server/generation/index.ts';
import { defineTool } from './define.ts';

/** px of a screenshot while building, and of a reference ad as it is shown. */
const screenshot = { width: 700, height: 1244 };
const thumbnail = { width: 410, height: 512 };

const count = (usual: number) => z.int().min(0).max(200).default(usual);

export const estimateCost = defineTool({
  name: 'estimate_cost',
  title: 'Estimate cost',
  description:
    'What a concept will cost in USD, computed from price data with what was assumed, and what has been spent. Tell the ' +
    'designer before anything expensive. model: the one you are, if you know it.',
  toolset: 'images',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    photos: count(0).describe('Generated pictures.'),
    cutouts: count(0).describe('Of these with the background removed.'),
    resolution: z.enum(resolutionNames).default('1K'),
    turns: count(12).describe('Calls you will make.'),
    screenshots: count(3),
    thumbnails: count(0).describe('Reference ads looked at.'),
    model: z.string().max(100).optional(),
    promptCaching: z.boolean().default(true),
    concepts: z.int().min(1).max(50).default(1),
  }),
  async run(args, { generation, costs, session }) {
    const plain = generation.price(args.resolution, false);
    const cut = generation.price(args.resolution, true);
    const cutouts = Math.min(args.cutouts, args.photos);
    const one = estimate({
      calls: [
        { what: `${args.resolution} picture by ${plain.model}`, count: args.photos, usd: plain.usd },
        { what: 'background removal', count: cutouts, usd: cut.usd - plain.usd },
      ],
      model: args.model,
      turns: args.turns,
      pictures: [
        { what: 'screenshots', count: args.screenshots, ...screenshot },
        { what: 'reference ads', count: args.thumbnails, ...thumbnail },
      ],
      cached: args.promptCaching,
    });
    const spent = (scope: CostScope) => {
      const { spent: usd, reserved, unknown } = costs.total(scope);
      return {
        spent: money(usd),
        ...(reserved > 0 && { underWay: money(reserved) }),
        ...(unknown > 0 && { possiblySpent: money(unknown) }),
      };
    };
    const { concept, day } = costs.budgets;
    return {
      data: {
        usd: Math.round(one.total * args.concepts * 1e4) / 1e4,
        ...(args.concepts > 1 && { concepts: args.concepts, each: one.total }),
        parts: one.lines,
        assumed: one.assumptions,
        pricesAsOf: one.asOf,
        soFar: {
          ...(session.concept && { concept: spent({ concept: session.concept }) }),
          session: spent({ session: session.id }),
          today: spent({ day: 'today' }),
        },
        budget: {
          ...(concept !== undefined && { concept: money(concept) }),
          ...(day !== undefined && { day: money(day) }),
        },
      },
    };
  },
});
