import { basename } from 'node:path';
import { z } from 'zod';
import { parseColour } from '../schemas/colour.ts';
import { sharp } from '../server/assets/sharp.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { gradientPaint, parseGradient } from '../server/canvas/gradients.ts';
import { findComposition } from '../server/composition/compose.ts';
import {
  type AdFrame,
  type BackdropRecord,
  backdropKey,
  pendingKey,
  readAd,
} from '../server/design/ad-frame.ts';
import { sampleBackdrop } from '../server/design/backdrop.ts';
import { type Crop, cropAround, focusWarning } from '../server/design/focus.ts';
import { solidPaint } from '../server/design/paints.ts';
import { patternNames, patternTile } from '../server/design/patterns.ts';
import { readablePrint } from '../server/design/print-colour.ts';
import { recolourCopy } from '../server/design/recolour.ts';
import { autoScrim, scrimPaint } from '../server/design/scrim.ts';
import { veilForCopy } from '../server/design/veil.ts';
import { removePlaceholder } from '../server/generation/index.ts';
import { styleIfAny } from './brand.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { colourParam, frameIdParam, imagePathParam } from './params.ts';
import { type Picture, pendingNote, pictureFor } from './picture.ts';

const configSchema = z.strictObject({
  color: colourParam.optional().describe('solid; or what lies under a pattern or transparent image.'),
  stops: z
    .array(z.union([colourParam, z.strictObject({ color: colourParam, position: z.number().min(0).max(1) })]))
    .min(2)
    .max(16)
    .optional(),
  kind: z.enum(['linear', 'radial', 'angular', 'diamond']).optional(),
  angle: z.number().optional().describe('CSS degrees: 180 = downwards.'),
  imagePath: imagePathParam.optional(),
  scaleMode: z.enum(['FILL', 'FIT']).optional(),
  focus: z.array(z.number().min(0).max(1)).length(2).optional().describe('[x, y] 0-1 to keep in view.'),
  scrim: z
    .union([z.enum(['auto', 'none']), z.number().min(0).max(1)])
    .optional()
    .describe('Veil behind the copy; auto: as light as legibility allows.'),
  pattern: z.enum(patternNames).optional(),
  patternColor: colourParam.optional(),
  patternScale: z.number().min(0.1).max(20).optional(),
  opacity: z.number().min(0).max(1).optional(),
});
type Config = z.infer<typeof configSchema>;
const types = ['solid', 'gradient', 'image', 'pattern'] as const;

/** What each type reads of the config; anything else there is a mistake worth telling. */
const usedBy: Record<(typeof types)[number], { needs: keyof Config; takes: (keyof Config)[] }> = {
  solid: { needs: 'color', takes: ['opacity'] },
  gradient: { needs: 'stops', takes: ['kind', 'angle', 'opacity', 'color'] },
  image: { needs: 'imagePath', takes: ['scaleMode', 'focus', 'scrim', 'color', 'opacity'] },
  pattern: { needs: 'pattern', takes: ['patternColor', 'patternScale', 'color', 'opacity'] },
};

export const setBackground = defineTool({
  name: 'set_background',
  title: 'Set background',
  description:
    'Gives a frame its background: a solid, a gradient, a picture (cropped, with a scrim behind the copy) or a pattern. ' +
    'Copy coloured automatically follows it.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    frameId: frameIdParam,
    type: z.enum(types),
    config: configSchema,
  }),
  async run({ frameId, type, config }, context) {
    checkConfig(type, config);
    return context.canvas.transaction(async (canvas) => {
      const ad = await readAd(canvas, frameId);
      const notes: string[] = [];
      const target = { frameId, canvas, path: 'config.imagePath' };
      const picture =
        type === 'image' ? await pictureFor(config.imagePath ?? '', {}, target, context) : undefined;
      if (picture?.task) await removePlaceholder(canvas, picture.task);
      const pending = picture?.task?.state === 'pending' ? picture.task : undefined;
      if (pending) notes.push(pendingNote(pending));
      const crop =
        picture && config.scaleMode !== 'FIT'
          ? cropAround(picture.prepared, ad.node, config.focus, ad.part('copy') ?? ad.regions.copy)
          : undefined;
      const fills = await paintsFor(type, config, ad, picture, crop, canvas, notes);
      const pluginData = {
        [backdropKey]: type === 'image' ? JSON.stringify(backdropRecord(config, crop)) : '',
        [pendingKey]: pending?.id ?? '',
      };
      await canvas.run({ ops: [{ op: 'update', node: frameId, props: { fills, pluginData } }] });
      if (type === 'image') {
        const veil = await veilFor(config, canvas, ad, notes);
        if (veil)
          await canvas.run({ ops: [{ op: 'update', node: frameId, props: { fills: [...fills, veil] } }] });
      }
      const brand = await styleIfAny(context, ad.record.brand);
      const warnings = await recolourCopy(canvas, await readAd(canvas, frameId), brand);
      const veiled = await veilForCopy(canvas, await readAd(canvas, frameId));
      const now = await readAd(canvas, frameId);
      if (veiled) {
        notes.push(veiled.note);
        warnings.splice(0, warnings.length, ...(await recolourCopy(canvas, now, brand, veiled.backdrop)));
      }
      const print = await readablePrint(canvas, await readAd(canvas, frameId), brand);
      notes.push(...print.notes);
      warnings.push(...print.warnings, ...(await focusWarning(canvas, now)));
      return {
        data: {
          frameId,
          background: type,
          ...(pending && { pending: true }),
          ...(notes.length > 0 && { adjusted: notes }),
          ...(warnings.length > 0 && { warnings }),
        },
        said: described(type, config),
      };
    }, context.signal);
  },
});

const kindNames = { linear: 'Linear', radial: 'Radial', angular: 'Angular', diamond: 'Diamond' };

function described(type: (typeof types)[number], config: Config): string {
  if (type === 'solid') return `Solid ${config.color}`;
  if (type === 'pattern') return `Pattern: ${config.pattern}`;
  if (type === 'image') return `Picture: ${basename(config.imagePath ?? '')}`;
  return `${kindNames[config.kind ?? 'linear']} gradient, ${config.stops?.length ?? 0} colours`;
}

function backdropRecord(
  { imagePath = '', scaleMode, focus, scrim }: Config,
  crop: Crop | undefined,
): BackdropRecord {
  return {
    imagePath,
    ...(scaleMode && { scaleMode }),
    ...(focus && { focus }),
    ...(focus && crop && { seen: crop.seen }),
    ...(scrim !== undefined && { scrim }),
  };
}

function checkConfig(type: (typeof types)[number], config: Config): void {
  const { needs, takes } = usedBy[type];
  const a = type === 'image' ? 'An' : 'A';
  if (config[needs] === undefined) {
    throw new ToolError(`${a} ${type} background needs config.${needs}.`, {
      path: `config.${needs}`,
      hint: `${type} takes ${[needs, ...takes].join(', ')}.`,
    });
  }
  const stray = Object.keys(config).find((key) => key !== needs && !takes.some((name) => name === key));
  if (stray) {
    throw new ToolError(`${a} ${type} background does not use config.${stray}.`, {
      path: `config.${stray}`,
      hint: `${type} takes ${[needs, ...takes].join(', ')}.`,
    });
  }
}

async function paintsFor(
  type: (typeof types)[number],
  config: Config,
  ad: AdFrame,
  picture: Picture | undefined,
  crop: Crop | undefined,
  canvas: Canvas,
  notes: string[],
): Promise<Record<string, unknown>[]> {
  const { width, height } = ad.node;
  const base = config.color ? [solidPaint(parseColour(config.color))] : [];
  const opacity = config.opacity === undefined ? {} : { opacity: config.opacity };
  if (type === 'solid') return base.map((paint) => ({ ...paint, ...opacity }));
  if (type === 'gradient') {
    const { stops, kind, angle } = config;
    const spec = parseGradient(
      { type: kind ?? 'linear', stops, ...(angle !== undefined && { angle }), ...opacity },
      'config',
    );
    return [...base, { ...gradientPaint(spec, { width, height }) }];
  }
  if (type === 'pattern') {
    const ink = parseColour(config.patternColor ?? '#00000014');
    const unit = Math.sqrt(width * height) / 1207;
    const { png, scalingFactor } = await patternTile(
      config.pattern ?? 'dots',
      ink,
      (config.patternScale ?? 1) * Math.max(0.3, unit),
    );
    const image = await canvas.putImage(png);
    const under = base.length > 0 ? base : [solidPaint({ r: 1, g: 1, b: 1 })];
    return [...under, { type: 'IMAGE', image, scaleMode: 'TILE', scalingFactor, ...opacity }];
  }
  if (!picture) return base;
  const { prepared } = picture;
  notes.push(...prepared.adjustments);
  const cropped = crop
    ? await cropTo(prepared, { width, height }, crop)
    : { bytes: prepared.bytes, width: prepared.width, height: prepared.height };
  if (crop && (cropped.width < width || cropped.height < height)) {
    const need = `${width}×${height}`;
    notes.push(
      `the picture shows only ${cropped.width}×${cropped.height} of its own pixels on ${need}: it may look soft`,
    );
  }
  const image = await canvas.putImage(cropped.bytes);
  return [...base, { type: 'IMAGE', image, scaleMode: config.scaleMode ?? 'FILL', ...opacity }];
}

/** Pixels beyond twice the frame's size help nobody and are dropped. */
async function cropTo(
  picture: { bytes: Uint8Array; width: number; height: number },
  frame: { width: number; height: number },
  { x, y, width, height }: Crop,
): Promise<{ bytes: Uint8Array; width: number; height: number }> {
  const limit = Math.min(4096, Math.max(frame.width, frame.height) * 2);
  const whole = width === picture.width && height === picture.height;
  if (whole && Math.max(width, height) <= limit) return picture;
  const { data, info } = await sharp(picture.bytes)
    .extract({ left: x, top: y, width, height })
    .resize({ width: limit, height: limit, fit: 'inside', withoutEnlargement: true })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

/** The scrim paint for a picture, measured on the canvas with everything but the background hidden. */
async function veilFor(config: Config, canvas: Canvas, ad: AdFrame, notes: string[]) {
  const wanted = config.scrim ?? 'auto';
  if (wanted === 'none' || wanted === 0) return undefined;
  // Copy on a panel of its own needs no veil over the picture.
  const { card } = findComposition(ad.record.layout);
  if (wanted === 'auto' && card && ad.regions.copy.direction === 'VERTICAL') return undefined;
  const shown = ad.node.children.filter(({ visible }) => visible);
  const show = (visible: boolean) =>
    canvas.run({ ops: shown.map(({ id }) => ({ op: 'update', node: id, props: { visible } })) });
  await show(false);
  const backdrop = await sampleBackdrop(canvas, ad.node, ad.regions.copy);
  await show(true);
  const auto = autoScrim(backdrop, ad.regions, ad.node);
  const scrim = wanted === 'auto' ? auto : { ...auto, alpha: wanted };
  if (scrim.alpha <= 0) return undefined;
  notes.push(
    `scrim ${scrim.tone === 0 ? 'dark' : 'light'} ${Math.round(scrim.alpha * 100)}% at ${scrim.edge}`,
  );
  return scrimPaint(scrim, ad.regions.copy, ad.node);
}
