import { z } from 'zod';
import type { Placement } from '../schemas/placement.ts';
import { formatCategory } from '../server/brand/index.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { canvasKey } from '../server/concepts/index.ts';
import { type AdFrame, type AdRecord, adKey, placementOf, readAd } from '../server/design/ad-frame.ts';
import type { BrandStyle } from '../server/design/brand-style.ts';
import { luminance, type Rgb } from '../server/design/contrast.ts';
import { copyBackdrop } from '../server/design/copy-backdrop.ts';
import { readablePrint } from '../server/design/print-colour.ts';
import { recolourCopy } from '../server/design/recolour.ts';
import { findPlacement } from '../server/placement/placements.ts';
import {
  type Content,
  emphasise,
  fillPlaces,
  type Place,
  placesOf,
  placeTemplate,
  rebrand,
  recordOfTemplate,
} from '../server/templates/index.ts';
import { chooseColours } from '../server/typography/colours.ts';
import type { Highlight } from '../server/typography/highlights.ts';
import { conceptName, spotFor, subjectOf, workOn } from './ad-concept.ts';
import { brandStyle, imageRoots } from './brand.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { highlightsParam } from './params.ts';
import { placeInRegions, regionPictures, setAnew } from './template-regions.ts';
import { templateStore } from './templates.ts';

/** Another placement may be this much wider or lower in shape. */
const SHAPE_TOLERANCE = 0.03;

const contentSchema = z.union([
  z.string().max(1200),
  z.array(z.string().max(1200)).min(1).max(40),
  z.strictObject({ imagePath: z.string().min(1) }),
  z.strictObject({ text: z.string().max(1200), highlights: highlightsParam }),
]);

export const applyTemplate = defineTool({
  name: 'apply_template',
  title: 'Apply template',
  description:
    'Starts an ad from a template: a new grey frame and its places, to fill and brand yourself. Or at once: `content` ' +
    '{"headline":"..","body":["..",".."],"product":{"imagePath":".."}}, and `brand` for its colours and type.',
  toolset: 'templates',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    templateId: z.string(),
    placement: z.string().optional().describe('Of the same shape.'),
    brand: z.string().optional(),
    product: z.string().optional(),
    angle: z.string().max(120).optional(),
    concept: z
      .union([z.int().min(1), z.string()])
      .optional()
      .describe('Id of start_concept; default: the one under way.'),
    name: z.string().min(1).max(200).optional(),
    content: z
      .record(z.string(), contentSchema)
      .optional()
      .describe('By role or name; a list fills a role in order; {text, highlights} as in apply_typography.'),
  }),
  async run(args, context) {
    const { template, snapshot } = await templateStore(context).load(args.templateId);
    const style = args.brand === undefined ? undefined : await brandStyle(context, args.brand);
    const own = recordOfTemplate(snapshot);
    const placement = args.placement === undefined ? undefined : findPlacement(args.placement);
    const subject = await subjectOf(args, context);
    const { concept, brand, product, angle, number } = subject;
    const category = concept?.format ?? formatCategory(template.formatCategory)?.id;
    const record: AdRecord = {
      ...own,
      ...(category && { category }),
      ...(brand && { brand }),
      ...(product && { product }),
      ...(angle && { angle }),
      ...(number && { concept: number }),
      ...(concept && { conceptId: concept.id }),
    };
    const size = placement ?? placementOf(own);
    return context.canvas.transaction(async (canvas) => {
      const status = await canvas.status();
      const key = canvasKey(canvas.kind, status);
      const spot = spotFor(concept, size, status, await context.concepts.reserved(key, concept?.id), key);
      const name =
        args.name ??
        conceptName(concept, size, status.frames) ??
        nameOf([style?.name ?? brand, angle], number, template.name || template.id);
      const placed = await placeTemplate(canvas, snapshot, { name, record, spot });
      const { frameId } = placed;
      if (placement) await fitTo(canvas, frameId, record, placement);
      const adjusted = [...placed.notes, ...(style ? await rebrand(canvas, frameId, style) : [])];
      const ad = await readAd(canvas, frameId);
      const warnings: string[] = [];
      const inner = { ...context, canvas };
      const before = await placesOf(canvas, frameId);
      const { pictures, rest } = regionPictures(args.content ?? {}, ad);
      const away = pictures.flatMap(({ instead }) => instead);
      if (away.length > 0) await canvas.run({ ops: away.map((node) => ({ op: 'delete' as const, node })) });
      let setsAnew = false;
      if (args.content) {
        const screen = { width: ad.node.width, height: ad.node.height, kind: ad.placement.kind };
        const roots = await imageRoots(context, canvas, frameId);
        const filled = await fillPlaces(canvas, frameId, rest, {
          roots,
          screen,
          margin: ad.placement.margin,
        });
        // A layout's copy is not bound to the boxes of the words it was saved with.
        const anew = ad.part('copy') !== undefined && rest['headline'] !== undefined;
        const tight = filled.length > 0 || shrank(before, await placesOf(canvas, frameId));
        setsAnew = anew && tight;
        warnings.push(...(setsAnew ? await setAnew(frameId, inner, highlightsOf(rest)) : filled));
        warnings.push(...(await placeInRegions(pictures, frameId, inner)));
      }
      if (style) warnings.push(...(await recolourCopy(canvas, await readAd(canvas, frameId), style)));
      if (style)
        warnings.push(...(await readablePrint(canvas, await readAd(canvas, frameId), style)).warnings);
      if (!setsAnew && highlightsOf(rest).length > 0)
        await emphasise(canvas, frameId, rest, await accentFor(await readAd(canvas, frameId), style, canvas));
      workOn(context.session, frameId, subject);
      const places = (await placesOf(canvas, frameId)).filter(toFill);
      return {
        data: {
          frameId,
          name,
          ...(concept && { concept: concept.id }),
          template: template.id,
          placement: ad.placement.id,
          size: [ad.node.width, ad.node.height].map(Math.round),
          places: places.map(rowOf),
          next: nextStep(places, before, args.content ?? {}),
          ...(adjusted.length > 0 && { adjusted: adjusted.slice(0, 8) }),
          ...(warnings.length > 0 && { warnings }),
        },
        said: `${name}, from the template ${template.name ?? template.id}`,
      };
    }, context.signal);
  },
});

const toFill = ({ type, role }: Place) =>
  type === 'TEXT' || role === 'product' || role === 'image' || role === 'logo' || role === 'cta';

/** Emphasis in all texts of the content. */
const highlightsOf = (content: Readonly<Record<string, Content>>): Highlight[] =>
  Object.values(content).flatMap((value) =>
    typeof value === 'object' && 'text' in value ? value.highlights : [],
  );

/** The colour of highlighted words: the brand's accent if it can be read behind the copy. */
async function accentFor(ad: AdFrame, style: BrandStyle | undefined, canvas: Canvas): Promise<Rgb> {
  const card = ad.part('copy')?.fills.findLast(({ visible, color }) => visible !== false && color)?.color;
  const behind = card ? [luminance(card)] : await copyBackdrop(canvas, ad);
  return chooseColours({}, style, behind, false).highlight;
}

/** Some text had to be set smaller than the template has it. */
function shrank(before: readonly Place[], after: readonly Place[]): boolean {
  const sizes = new Map(before.map(({ id, fontSize }) => [id, fontSize ?? 0]));
  return after.some(({ id, fontSize = 0 }) => fontSize < (sizes.get(id) ?? 0));
}

/** What is still as the template has it. */
function nextStep(
  places: readonly Place[],
  before: readonly Place[],
  content: Readonly<Record<string, unknown>>,
): string {
  const generic = new Set(before.map(({ characters }) => characters));
  const given = new Set(Object.keys(content).map((key) => key.trim().toLowerCase()));
  const open = places.filter(({ type, role, name, characters }) =>
    type === 'TEXT'
      ? generic.has(characters) || !characters?.trim()
      : role !== 'cta' && !given.has(role ?? '') && !given.has(name.toLowerCase()),
  );
  const legend = 'Places: [id, role, name, [x, y, w, h], text].';
  if (open.length === 0) return `${legend} All are filled: take a screenshot.`;
  if (open.length === places.filter(({ role }) => role !== 'cta').length)
    return `${legend} Replace all generic words and grey boxes (batch_update, place_product), then take a screenshot.`;
  return `${legend} Still to fill or delete: ${open.map(({ name }) => name).join(', ')}; then take a screenshot.`;
}

const rowOf = ({ id, role, name, box, characters }: Place) => [
  id,
  role ?? '',
  name,
  box,
  ...(characters === undefined ? [] : [characters]),
];

function nameOf(
  parts: readonly (string | undefined)[],
  concept: number | undefined,
  template: string,
): string {
  const stem = parts.filter(Boolean).join(' — ');
  if (!stem) return `Ad from ${template}`;
  return concept ? `${stem} — C${concept}` : `${stem} (${template})`;
}

/** Scales the frame to a placement of the same shape and gives it that placement's record and guides. */
async function fitTo(canvas: Canvas, frameId: string, record: AdRecord, placement: Placement): Promise<void> {
  const from = placementOf(record);
  const scale = placement.width / from.width;
  const off = Math.abs((from.height * scale) / placement.height - 1);
  if (off > SHAPE_TOLERANCE) {
    throw new ToolError(
      `${placement.name} has another shape (${placement.width}×${placement.height}) than the template (${from.width}×${from.height}).`,
      {
        path: 'placement',
        hint: 'browse_templates with this placement lists templates of its shape; or adapt_ad afterwards.',
      },
    );
  }
  if (Math.abs(scale - 1) > 1e-6) {
    await canvas.run({ ops: [{ op: 'call', target: frameId, method: 'rescale', args: [scale] }] });
  }
  const { top, right, bottom, left } = placement.safeZones;
  const pad = (value: number) => Math.round(value * scale);
  const padding = {
    top: pad(record.padding.top),
    right: pad(record.padding.right),
    bottom: pad(record.padding.bottom),
    left: pad(record.padding.left),
  };
  await canvas.run({
    ops: [
      {
        op: 'update',
        node: frameId,
        props: {
          width: placement.width,
          height: placement.height,
          guides: [
            ...(top > 0 ? [{ axis: 'Y', offset: top }] : []),
            ...(bottom > 0 ? [{ axis: 'Y', offset: placement.height - bottom }] : []),
            ...(left > 0 ? [{ axis: 'X', offset: left }] : []),
            ...(right > 0 ? [{ axis: 'X', offset: placement.width - right }] : []),
          ],
          pluginData: { [adKey]: JSON.stringify({ ...record, placement: placement.id, padding }) },
        },
      },
    ],
  });
}
