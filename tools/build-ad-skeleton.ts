import { z } from 'zod';
import { parseColour } from '../schemas/colour.ts';
import { type Insets, insetsSchema, type Placement } from '../schemas/placement.ts';
import {
  allCompositions,
  aspectClassOf,
  composeRegions,
  findComposition,
  flowPadding,
} from '../server/composition/compose.ts';
import { canvasKey } from '../server/concepts/index.ts';
import { type AdRecord, adKey, roleKey } from '../server/design/ad-frame.ts';
import { paperOf } from '../server/design/brand-style.ts';
import { solidPaint } from '../server/design/paints.ts';
import {
  allPlacements,
  customPlacement,
  findPlacement,
  placementNamed,
} from '../server/placement/placements.ts';
import { conceptName, spotFor, subjectOf, workOn } from './ad-concept.ts';
import { brandStyle } from './brand.ts';
import type { ToolContext } from './context.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { colourParam, layoutParam } from './params.ts';

/** "card (copy on a panel)": the gist of each layout. */
const layoutHints = allCompositions()
  .map(({ id, gist }) => `${id} (${gist})`)
  .join(', ');

export const buildAdSkeleton = defineTool({
  name: 'build_ad_skeleton',
  title: 'Build ad skeleton',
  description:
    'Starts an ad: an auto-layout frame of a placement, padded to its safe zones, with copy and product regions that ' +
    `cannot collide. Layouts: ${layoutHints}.`,
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    format: z
      .string()
      .describe(
        'Placement: story, reel, portrait (4:5), feed (1:1), landscape, pin, tiktok, shorts, "300x250", ... or custom.',
      ),
    dimensions: z
      .strictObject({ width: z.int().min(40).max(4096), height: z.int().min(40).max(4096) })
      .optional()
      .describe('Own size in px; zones scale with it.'),
    safeZones: insetsSchema.partial().optional().describe("Own zones in px instead of the placement's."),
    layout: layoutParam.default('stacked'),
    name: z.string().min(1).max(200).optional(),
    padding: z.number().min(0).max(1000).optional().describe('px inside the safe zones.'),
    background: colourParam.optional(),
    brand: z.string().optional().describe('Its colours and type become defaults.'),
    product: z.string().optional(),
    angle: z.string().max(120).optional(),
    concept: z
      .union([z.int().min(1), z.string()])
      .optional()
      .describe('Id of start_concept; default: the one under way. Its name and place are used.'),
    logo: z.boolean().optional().describe('Keep room for one; default: with a brand.'),
  }),
  async run(args, context) {
    const placement = placementFor(args.format, args.dimensions, args.safeZones);
    const composition = findComposition(args.layout);
    const subject = await subjectOf(args, context);
    const { concept, brand, product, angle, number } = subject;
    const style = brand ? await brandStyle(context, brand) : undefined;
    const padding = contentPadding(placement, args.padding);
    if (
      padding.left + padding.right > placement.width * 0.8 ||
      padding.top + padding.bottom > placement.height * 0.85
    ) {
      throw new ToolError('Safe zones and padding leave no room for content.', {
        path: 'padding',
        hint: `Canvas ${placement.width}×${placement.height}, padded ${JSON.stringify(padding)}. Give smaller safeZones or padding.`,
      });
    }
    const logo = args.logo ?? brand !== undefined;
    const record: AdRecord = {
      version: 1,
      placement: isKnown(placement) ? placement.id : placement,
      layout: args.layout,
      padding,
      logo,
      ...(brand && { brand }),
      ...(product && { product }),
      ...(angle && { angle }),
      ...(number && { concept: number }),
      ...(concept && { conceptId: concept.id, category: concept.format }),
    };
    const regions = composeRegions(composition, placement, { padding, logo });
    const { copy } = regions;
    const background = args.background
      ? parseColour(args.background)
      : (paperOf(style) ?? parseColour('#ffffff'));
    // In one transaction, so that two clients that start an ad at once do not choose the same place.
    const { bindings, name } = await context.canvas.transaction(async (canvas) => {
      const status = await canvas.status();
      const reserved = await context.concepts.reserved(canvasKey(canvas.kind, status), concept?.id);
      const spot = spotFor(concept, placement, status, reserved, canvasKey(canvas.kind, status));
      const name =
        args.name ??
        conceptName(concept, placement, status.frames) ??
        defaultName(placement, style?.name ?? brand, angle, number, status.frames);
      const built = await canvas.run({
        ops: [
          {
            op: 'create',
            type: 'FRAME',
            as: 'frame',
            parent: null,
            props: {
              name,
              layoutMode: 'VERTICAL',
              width: placement.width,
              height: placement.height,
              primaryAxisSizingMode: 'FIXED',
              counterAxisSizingMode: 'FIXED',
              ...flowPadding(copy, placement),
              itemSpacing: regions.grid * 4,
              primaryAxisAlignItems: copy.justify,
              counterAxisAlignItems:
                copy.align === 'CENTER' ? 'CENTER' : copy.align === 'RIGHT' ? 'MAX' : 'MIN',
              clipsContent: true,
              fills: [solidPaint(background)],
              // Ruler guides show the safe zones in the editor and are never part of an export.
              guides: guidesOf(placement),
              x: spot.x,
              y: spot.y,
              pluginData: { [adKey]: JSON.stringify(record), [roleKey]: 'ad' },
            },
          },
        ],
      });
      return { bindings: built.bindings, name };
    }, context.signal);
    const frameId = bindings['frame'] ?? '';
    workOn(context.session, frameId, subject);
    return {
      data: {
        frameId,
        name,
        ...(concept && { concept: concept.id }),
        placement: placement.id,
        size: [placement.width, placement.height],
        copyRegion: boxOf(copy),
        ...(regions.product && { productRegion: boxOf(regions.product) }),
        ...noteOn(placement),
      },
      said: `${placement.name}, ${findComposition(args.layout).name.toLowerCase()}`,
    };
  },
});

/** A placement as the data file has it can be recorded by its id. */
function isKnown(placement: Placement): boolean {
  return placement.id !== 'custom' && findPlacement(placement.id) === placement;
}

/** A size alone has neither zones nor limits: who gave it may have meant a placement. */
function noteOn(placement: Placement): { note?: string } {
  if (placement.id !== 'custom') return placement.note ? { note: placement.note } : {};
  const same = allPlacements().filter(
    ({ width, height }) => width === placement.width && height === placement.height,
  );
  if (same.length === 0) return {};
  const names = same.slice(0, 3).map(({ id, aliases }) => aliases[0] ?? id);
  return {
    note: `A size without safe zones and limits. Placements of this size that have them: ${names.join(', ')}.`,
  };
}

const boxOf = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => [
  x,
  y,
  width,
  height,
];

function placementFor(
  format: string,
  dimensions: { width: number; height: number } | undefined,
  safeZones: Partial<Insets> | undefined,
): Placement {
  if (format.trim().toLowerCase() === 'custom') {
    if (!dimensions) throw new ToolError('format "custom" needs dimensions.', { path: 'dimensions' });
    return withZones(customPlacement(dimensions.width, dimensions.height), safeZones);
  }
  const placement = placementNamed(format);
  if (!dimensions || (dimensions.width === placement.width && dimensions.height === placement.height)) {
    return withZones(placement, safeZones);
  }
  if (placement.id === 'custom')
    return withZones(customPlacement(dimensions.width, dimensions.height), safeZones);
  const sx = dimensions.width / placement.width;
  const sy = dimensions.height / placement.height;
  const { top, right, bottom, left } = placement.safeZones;
  const scaled = {
    top: Math.round(top * sy),
    right: Math.round(right * sx),
    bottom: Math.round(bottom * sy),
    left: Math.round(left * sx),
  };
  return withZones(
    {
      ...placement,
      ...dimensions,
      safeZones: scaled,
      margin: Math.round(placement.margin * Math.min(sx, sy)),
    },
    safeZones,
  );
}

const withZones = (placement: Placement, zones: Partial<Insets> | undefined): Placement =>
  zones ? { ...placement, safeZones: { ...placement.safeZones, ...zones } } : placement;

/** Safe zone plus margin on each side; where the zone is already wider than twice the margin, a third of it is enough. */
function contentPadding(placement: Placement, own: number | undefined): Insets {
  const margin = own ?? placement.margin;
  const side = (zone: number) =>
    own === undefined && zone >= margin * 2
      ? zone + Math.round(margin / 4)
      : Math.max(zone + (zone > 0 ? Math.round(margin / 8) : 0), own === undefined ? margin : zone + own);
  const { top, right, bottom, left } = placement.safeZones;
  const padding = { top: side(top), right: side(right), bottom: side(bottom), left: side(left) };
  // A banner's margin is small because it is low; at its ends there is room for more.
  if (own !== undefined || placement.width < placement.height * 2.5) return padding;
  const ends = Math.max(margin, Math.round(placement.height * 0.16));
  const sides = { left: Math.max(padding.left, ends), right: Math.max(padding.right, ends) };
  if (aspectClassOf(placement.width, placement.height) === 'banner') return { ...padding, ...sides };
  // A billboard's copy is a column: next to such sides a narrow edge above it looks like a mistake.
  const edge = Math.round(placement.height * 0.07);
  return { top: Math.max(padding.top, edge), bottom: Math.max(padding.bottom, edge), ...sides };
}

function guidesOf({ width, height, safeZones: { top, right, bottom, left } }: Placement) {
  return [
    ...(top > 0 ? [{ axis: 'Y', offset: top }] : []),
    ...(bottom > 0 ? [{ axis: 'Y', offset: height - bottom }] : []),
    ...(left > 0 ? [{ axis: 'X', offset: left }] : []),
    ...(right > 0 ? [{ axis: 'X', offset: width - right }] : []),
  ];
}

function defaultName(
  placement: Placement,
  brand: string | undefined,
  angle: string | undefined,
  concept: number | undefined,
  frames: Awaited<ReturnType<ToolContext['canvas']['status']>>['frames'],
): string {
  const size = placement.name;
  if (!brand && !angle) {
    // Each its own name: exports are called after it, and one must not overwrite the other.
    const used = new Set(frames.map(({ name }) => name));
    const numbered = (number: number) => (number === 1 ? `Ad (${size})` : `Ad ${number} (${size})`);
    let number = 1;
    while (used.has(numbered(number))) number++;
    return numbered(number);
  }
  const stem = [brand, angle].filter(Boolean).join(' — ');
  const taken = frames.flatMap(({ name }) => {
    const match = name.startsWith(`${stem} — C`) ? /^\d+/.exec(name.slice(stem.length + 4)) : null;
    return match ? [Number(match[0])] : [];
  });
  return `${stem} — C${concept ?? Math.max(0, ...taken) + 1} (${size})`;
}
