import { basename, extname } from 'node:path';
import { z } from 'zod';
import type { CanvasOpInput } from '../schemas/canvas-program.ts';
import { type PreparedImage, prepareImageBytes, withoutEvenGround } from '../server/assets/index.ts';
import { sharp } from '../server/assets/sharp.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import type { Rect } from '../server/composition/compose.ts';
import {
  type AdFrame,
  finePrintOf,
  type PlacedRecord,
  pendingKey,
  placedKey,
  readAd,
  roleKey,
} from '../server/design/ad-frame.ts';
import { sampleBackdrop } from '../server/design/backdrop.ts';
import { inkOf, paperOf } from '../server/design/brand-style.ts';
import { inkBoxes } from '../server/design/ink-boxes.ts';
import { tintForBackdrop } from '../server/design/logo-tint.ts';
import { bleedsOf, overlapOf, type Place, placeIn } from '../server/design/place.ts';
import { boundsOf, turned, upright } from '../server/design/turned.ts';
import { removePlaceholder } from '../server/generation/index.ts';
import { styleIfAny } from './brand.ts';
import type { ToolContext } from './context.ts';
import { defineTool } from './define.ts';
import { frameIdParam, imagePathParam, pxParam } from './params.ts';
import { pendingNote, pictureFor } from './picture.ts';
import { groupArea, isGrouped, placeOf } from './picture-place.ts';
import { boxesWith, groupedProducts, regroupOps } from './product-group.ts';
import { pendingNode, replacePending } from './replace-pending.ts';

const shadows = ['soft', 'contact', 'both', 'none'] as const;

const inputSchema = z.strictObject({
  frameId: frameIdParam,
  imagePath: imagePathParam,
  role: z.enum(['product', 'logo', 'image', 'decor']).default('product'),
  position: z
    .union([z.string(), z.strictObject({ x: pxParam, y: pxParam })])
    .optional()
    .describe('"center-bottom", "top-right", ... in the region; or {x, y}: top-left in px of the frame.'),
  scale: z
    .number()
    .min(0.02)
    .max(3)
    .optional()
    .describe('Share of the frame it may take, e.g. 0.7; over the region if larger.'),
  within: z
    .enum(['region', 'frame'])
    .optional()
    .describe('frame: position and scale relate to the whole frame.'),
  rotation: z.number().min(-180).max(180).optional().describe('Degrees, clockwise.'),
  shadow: z.enum(shadows).optional(),
  trim: z.boolean().default(true),
  name: z.string().max(200).optional(),
});

export const placeProduct = defineTool({
  name: 'place_product',
  title: 'Place product',
  description:
    "Places a picture from disk: a product in the layout's product region (transparent borders trimmed, under the copy, " +
    'with a soft shadow), a logo in its corner, or an image. Returns the node and its box.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: inputSchema,
  async run(args, context) {
    const target = { frameId: args.frameId, canvas: context.canvas, path: 'imagePath' };
    const picture = await pictureFor(args.imagePath, args.trim ? { trim: true } : {}, target, context);
    const { task } = picture;
    const freed = args.role === 'logo' && args.trim ? await freeLogo(picture.prepared) : undefined;
    const prepared = freed ?? picture.prepared;
    return context.canvas.transaction(async (canvas) => {
      const ad = await readAd(canvas, args.frameId);
      if (task) await removePlaceholder(canvas, task);
      const waiting = task && pendingNode(ad, task.id);
      if (waiting && task.state === 'pending') {
        return { data: { nodeId: waiting.id, pending: true, adjusted: [pendingNote(task)] } };
      }
      if (waiting && args.position === undefined && args.scale === undefined) {
        return { data: { ...(await replacePending(canvas, waiting, picture)), replaced: true } };
      }
      if (waiting) await canvas.run({ ops: [{ op: 'delete', node: waiting.id }] });
      const pending = task?.state === 'pending' ? task : undefined;
      // Trimming and reducing are what is expected; only what may surprise is told.
      const notes = prepared.adjustments.filter((note) => !/^trimmed/i.test(note));
      if (pending) notes.push(pendingNote(pending));
      if (freed) notes.push('the even ground around the logo was taken out (trim: false keeps it)');
      const others = isGrouped(args, ad) ? groupedProducts(ad) : [];
      const bounds = boundsOf(prepared, args.rotation);
      const boxes =
        others.length > 0 ? boxesWith(ad, others, bounds.width / bounds.height, groupArea(ad)) : [];
      const own = boxes.at(-1);
      const frame = { width: ad.node.width, height: ad.node.height };
      const chosen = own ? { ...own, bleeds: bleedsOf(own, frame) } : placeOf(args, ad, bounds);
      const place = upright(chosen, prepared, args.rotation);
      const bytes =
        args.role === 'logo' ? await readable(canvas, ad, place, prepared, context, notes) : prepared.bytes;
      const image = await canvas.putImage(await shrunk(bytes, prepared, place, ad));
      const ops = layerOps(args, ad, place, image, prepared, pending?.id);
      const { bindings, adjustments } = await canvas.run({ ops: [...regroupOps(ad, others, boxes), ...ops] });
      const warnings = warningsFor(args, ad, place, prepared);
      context.session.frameId = args.frameId;
      return {
        data: {
          nodeId: bindings['picture'],
          box: [place.x, place.y, place.width, place.height],
          ...(others.length > 0 && {
            beside: others.map(({ id }, at) => {
              const { x = 0, y = 0, width = 0, height = 0 } = boxes[at] ?? {};
              return { nodeId: id, box: [x, y, width, height] };
            }),
          }),
          ...(bindings['contact'] && { shadowId: bindings['contact'] }),
          ...(pending && { pending: true }),
          ...(prepared.trimmed && { trimmed: true }),
          ...(place.bleeds.length > 0 && { bleeds: place.bleeds }),
          ...(notes.length + adjustments.length > 0 && {
            adjusted: [...notes, ...adjustments.map(({ message }) => message)],
          }),
          ...(warnings.length > 0 && { warnings }),
        },
        said: `${args.name ?? basename(args.imagePath)}, ${Math.round(place.width)} × ${Math.round(place.height)} px`,
      };
    }, context.signal);
  },
});

type Args = z.infer<typeof inputSchema>;

/** A logo on an even ground without it; undefined where it has none. */
async function freeLogo(picture: PreparedImage): Promise<PreparedImage | undefined> {
  if (picture.hasAlpha) return undefined;
  const free = await withoutEvenGround(picture.bytes);
  return free && prepareImageBytes(free, { trim: true }, 'the logo');
}

async function readable(
  canvas: Canvas,
  ad: AdFrame,
  place: Place,
  picture: PreparedImage,
  context: ToolContext,
  notes: string[],
): Promise<Uint8Array> {
  if (!picture.hasAlpha) return picture.bytes;
  const backdrop = await sampleBackdrop(canvas, ad.node, place);
  const brand = await styleIfAny(context, ad.record.brand);
  const inks = [inkOf(brand), paperOf(brand)].filter((colour) => colour !== undefined);
  const tinted = await tintForBackdrop(picture.bytes, backdrop, inks);
  if (!tinted) return picture.bytes;
  notes.push('the logo was recoloured to be seen on this background');
  return tinted;
}

/** More than three times the pixels it is shown at cost time and bring nothing, even in an export at 2x. */
async function shrunk(
  bytes: Uint8Array,
  picture: PreparedImage,
  place: Place,
  ad: AdFrame,
): Promise<Uint8Array> {
  const small = ad.placement.kind === 'display' ? 4 : 3;
  if (picture.width <= place.width * small) return bytes;
  return sharp(bytes)
    .resize({ width: Math.round(place.width * small), kernel: 'lanczos3' })
    .toBuffer();
}

const layerNames = { product: 'Product', logo: 'Logo', image: 'Image', decor: 'Decor' };

function layerOps(
  args: Args,
  ad: AdFrame,
  place: Place,
  image: string,
  picture: PreparedImage,
  pending: string | undefined,
): CanvasOpInput[] {
  const copy = ad.node.children.findIndex(({ pluginData }) => pluginData[roleKey] === 'copy');
  const index = args.role === 'decor' ? 0 : args.role === 'logo' || copy < 0 ? ad.node.children.length : copy;
  const inFlow = ad.node.layoutMode !== undefined && ad.node.layoutMode !== 'NONE';
  const absolute = inFlow ? { layoutPositioning: 'ABSOLUTE' } : {};
  const wanted = args.shadow ?? (args.role === 'product' && picture.hasAlpha ? 'soft' : 'none');
  const ops: CanvasOpInput[] = [];
  if (args.role === 'logo') {
    ops.push(
      ...ad.node.children
        .filter(({ pluginData }) => pluginData[roleKey] === 'logo')
        .map(({ id }) => ({ op: 'delete' as const, node: id })),
    );
  }
  const replaced = ops.length;
  // A turned product touches the ground with a corner: an even shadow below it would look detached.
  const contact = (wanted === 'contact' || wanted === 'both') && Math.abs(args.rotation ?? 0) < 2;
  if (contact) {
    const [width, height] = [Math.round(place.width * 0.86), Math.max(4, Math.round(place.width * 0.1))];
    ops.push({
      op: 'create',
      type: 'ELLIPSE',
      as: 'contact',
      parent: args.frameId,
      index,
      props: {
        name: 'Contact shadow',
        ...absolute,
        x: Math.round(place.x + (place.width - width) / 2),
        y: Math.round(place.y + place.height - height * 0.62),
        width,
        height,
        fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 }, opacity: 0.38 }],
        effects: [
          {
            type: 'LAYER_BLUR',
            blurType: 'NORMAL',
            radius: Math.max(2, Math.round(height * 0.45)),
            visible: true,
          },
        ],
        pluginData: { [roleKey]: 'shadow' },
      },
    });
  }
  ops.push({
    op: 'create',
    type: 'RECTANGLE',
    as: 'picture',
    parent: args.frameId,
    index: Math.max(0, index - (args.role === 'logo' ? replaced : 0)) + (contact ? 1 : 0),
    props: {
      name:
        args.name ?? `${layerNames[args.role]} ${basename(args.imagePath, extname(args.imagePath))}`.trim(),
      ...absolute,
      x: place.x,
      y: place.y,
      width: place.width,
      height: place.height,
      ...(args.rotation && turned(place, args.rotation)),
      fills: [{ type: 'IMAGE', image, scaleMode: isCutByRounding(place, picture) ? 'FIT' : 'FILL' }],
      ...((wanted === 'soft' || wanted === 'both') && { effects: [softShadow(place)] }),
      constraints: { horizontal: 'SCALE', vertical: 'SCALE' },
      pluginData: {
        [roleKey]: args.role,
        [placedKey]: JSON.stringify(placedRecord(args)),
        ...(pending && { [pendingKey]: pending }),
      },
    },
  });
  return ops;
}

/** Whole px make the box of a long, low picture another shape: filling it would cut letters off a wide wordmark. */
const isCutByRounding = (place: Rect, picture: PreparedImage): boolean =>
  Math.abs((place.width / place.height / picture.width) * picture.height - 1) > 0.01;

/** px; a lower logo is not read but guessed. */
const LEAST_LOGO = { social: 16, display: 7 };

/** A picture that takes less than this share of its region, while another layout would show it larger. */
const LEAST_FILLED = 0.3;

/** A product whose longer side is below this share of the frame's shorter one is hardly seen. */
const LEAST_PRODUCT = 0.22;

/** What another placement needs to place the picture again. A position in px belongs to this canvas alone. */
function placedRecord({ imagePath, position, scale, within, trim }: Args): PlacedRecord {
  return {
    imagePath,
    ...(typeof position === 'string' && { position }),
    ...(scale !== undefined && { scale }),
    ...(within && { within }),
    ...(trim ? {} : { trim }),
  };
}

/** Proportional to the product, falling downwards: light from above. */
function softShadow({ width, height }: Rect): Record<string, unknown> {
  const size = Math.sqrt(width * height);
  return {
    type: 'DROP_SHADOW',
    color: { r: 0.04, g: 0.03, b: 0.03, a: 0.26 },
    offset: { x: 0, y: Math.max(1, Math.round(size * 0.035)) },
    radius: Math.max(2, Math.round(size * 0.07)),
    spread: 0,
    visible: true,
    blendMode: 'NORMAL',
    showShadowBehindNode: false,
  };
}

function warningsFor(args: Args, ad: AdFrame, place: Place, picture: PreparedImage): string[] {
  const warnings: string[] = [];
  if (args.role !== 'decor') {
    const copy = ad.part('copy');
    // The copy's frame may fill its region while its lines are short: what counts is what is seen.
    const print = finePrintOf(ad.node);
    const seen = [...(copy ? inkBoxes(copy) : []), ...(print ? [print] : [])];
    if (seen.some((box) => overlapOf(place, box))) {
      warnings.push(
        "It overlaps the copy: give a smaller scale or another position, or use the layout's region.",
      );
    }
  }
  if (picture.width < place.width) {
    warnings.push(`The picture has ${picture.width} px for ${place.width} px shown: it will look soft.`);
  }
  const { safeZones, width, height } = ad.placement;
  const small = Math.min(width, height) * LEAST_PRODUCT;
  if (args.role === 'product' && args.scale === undefined && Math.max(place.width, place.height) < small) {
    warnings.push(
      `The copy leaves the product ${place.width} × ${place.height} px: shorten the copy, or choose a layout with more room for it.`,
    );
  }
  if (args.role === 'logo' && args.scale === undefined && place.height < LEAST_LOGO[ad.placement.kind]) {
    warnings.push(
      `The logo is only ${place.height} px high, since it is ${Math.round(picture.width / picture.height)} times as wide as high: take a symbol or a stacked version here.`,
    );
  }
  const region = ad.regions.product;
  if (args.role === 'product' && args.scale === undefined && args.position === undefined && region) {
    const filled = (place.width * place.height) / (region.width * region.height);
    const tall = place.height > place.width * 1.5 && region.width > region.height * 1.2;
    const large = placeIn(ad.regions.content, picture.width / picture.height, ['CENTER', 'CENTER'], {
      limit: { width: ad.regions.content.width * 0.42, height: ad.regions.content.height * 0.82 },
      frame: ad.placement,
    });
    if (tall && filled < LEAST_FILLED && large.height > place.height * 1.35)
      warnings.push(
        `A tall picture in a wide region: it is ${place.height} px high here; in the layout split_left it would be about ${large.height} px.`,
      );
  }
  const zone = {
    x: safeZones.left,
    y: safeZones.top,
    width: width - safeZones.left - safeZones.right,
    height: height - safeZones.top - safeZones.bottom,
  };
  const seen = overlapOf(place, zone);
  const share = seen ? (seen.width * seen.height) / (place.width * place.height) : 0;
  if (args.role === 'logo' && share < 0.999) warnings.push('The logo leaves the safe zone.');
  else if (args.role === 'product' && share < 0.4)
    warnings.push(`Only ${Math.round(share * 100)}% of the product lies in the safe zone.`);
  return warnings;
}
