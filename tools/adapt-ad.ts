import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Placement } from '../schemas/placement.ts';
import type { SnapshotNode } from '../schemas/snapshot.ts';
import {
  areaScale,
  type CopyContent,
  cloneExtraOps,
  copyDrawingOps,
  copyExtrasOf,
  copyLayerOps,
  type DrawingLayer,
  extraScale,
  type FreeLayer,
  type Layer,
  layersOf,
  layoutFor,
  mapPaints,
  type PictureLayer,
  readBackground,
  readCopy,
} from '../server/adapt/index.ts';
import { resolveInRoots } from '../server/assets/index.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { aspectClassOf } from '../server/composition/compose.ts';
import {
  type AdFrame,
  adaptedKey,
  adKey,
  findNodes,
  findRole,
  parseAdRecord,
  placementOf,
  readAd,
  recordCategory,
  roleKey,
} from '../server/design/ad-frame.ts';
import { type NodeOutline, readNodes } from '../server/design/read-node.ts';
import { recolourCopy } from '../server/design/recolour.ts';
import { findPlacement } from '../server/placement/placements.ts';
import { extrasIn, outlineReader, putExtras } from '../server/typography/copy-extras.ts';
import { LOW_BANNER, nextToLeave } from '../server/typography/leave-out.ts';
import { minimumSize, type TextRole, textRoles } from '../server/typography/sizes.ts';
import { imageRoots, styleIfAny } from './brand.ts';
import type { ToolContext } from './context.ts';
import { defineTool } from './define.ts';
import { describeError, ToolError } from './errors.ts';
import { frameIdParam } from './params.ts';
import { groupArea, placeOf } from './picture-place.ts';
import { boxesWith, groupedProducts, regroupOps } from './product-group.ts';

const MAX_PLACEMENTS = 20;

export const adaptAd = defineTool({
  name: 'adapt_ad',
  title: 'Adapt ad',
  description:
    'Sets a finished ad on other placements, each within its own zones: copy and pictures are laid out anew by their ' +
    'roles, not scaled; free layers are carried over. All or nothing. Returns a frame per placement, what was left out, ' +
    'and the result of its check. Look at the frames; correct with batch_update. After a change of the ad, update: true ' +
    'makes its earlier frames anew in their places.',
  toolset: 'quality',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    frameId: frameIdParam,
    placements: z
      .array(z.string().min(1))
      .min(1)
      .max(MAX_PLACEMENTS)
      .optional()
      .describe('e.g. ["portrait", "feed", "landscape", "300x250"]'),
    layout: z.string().optional().describe("Another layout than the ad's own, for all of them."),
    update: z
      .boolean()
      .default(false)
      .describe('Replace the frames made of this ad before; without placements: all of them.'),
    exportTo: z
      .string()
      .min(1)
      .optional()
      .describe('Folder: exports the set as well, each within its file limit.'),
  }),
  async run({ frameId, placements, layout, update, exportTo }, context) {
    const earlier = await adaptedFrom(context.canvas, frameId);
    const wanted = placements ?? (update ? [...new Set(earlier.map(({ placement }) => placement))] : []);
    if (wanted.length === 0) {
      throw new ToolError(update ? 'No frames were made of this ad before.' : 'Name the placements.', {
        path: 'placements',
        hint: 'e.g. ["portrait", "feed", "landscape", "300x250"]',
      });
    }
    const targets = wanted.map((name, index) => {
      try {
        return findPlacement(name);
      } catch (error) {
        throw new ToolError(describeError(error).error, { path: `placements[${index}]` });
      }
    });
    const adapted = await context.canvas.transaction(async (canvas) => {
      const source = await readSource(canvas, frameId);
      const frames: Record<string, unknown>[] = [];
      for (const [index, placement] of targets.entries()) {
        context.signal.throwIfAborted();
        context.progress(index, targets.length, placement.name);
        const call = { ...context, canvas, progress: () => {} };
        try {
          const frame = await adaptTo(placement, source, { ...(layout && { layout }) }, call);
          const old = earlier.filter((each) => each.placement === placement.id);
          frames.push({
            ...frame,
            ...(old.length > 0 && (await settle(String(frame['frameId']), old, update, call))),
          });
        } catch (error) {
          if (context.signal.aborted) throw error;
          const { error: message, hint } = describeError(error);
          throw new ToolError(`${placement.id}: ${message}`, {
            path: `placements[${index}]`,
            hint: `${hint ? `${hint} ` : ''}Nothing was made; leave this placement out or change the ad.`,
          });
        }
      }
      return frames;
    }, context.signal);
    for (const frame of exportTo === undefined ? [] : adapted) {
      context.progress(targets.length, targets.length, `export ${String(frame['placement'])}`);
      Object.assign(frame, await exported(String(frame['frameId']), `${exportTo}/`, context));
    }
    context.progress(targets.length, targets.length, 'done');
    context.session.frameId = frameId;
    const failing = adapted.filter(({ pass }) => pass === false).length;
    return {
      data: { from: frameId, adapted },
      said: `${targets.map(({ name }) => name).join(', ')}${failing > 0 ? `; ${failing} with findings` : ''}`,
    };
  },
});

interface Earlier {
  id: string;
  placement: string;
  x: number;
  y: number;
}

/** The frames of this page that were made of the ad. */
async function adaptedFrom(canvas: Canvas, frameId: string): Promise<Earlier[]> {
  const { frames } = await canvas.status();
  const nodes = await readNodes(
    canvas,
    frames.map(({ id }) => id),
  );
  return nodes.flatMap(({ id, pluginData, x, y }) => {
    const record = pluginData[adaptedKey] === frameId ? parseAdRecord(pluginData[adKey] ?? '') : undefined;
    return record ? [{ id, placement: placementOf(record).id, x, y }] : [];
  });
}

/** Puts the new frame in the place of the old ones; or says that there are some. */
async function settle(
  frameId: string,
  old: readonly Earlier[],
  update: boolean,
  { canvas }: ToolContext,
): Promise<Record<string, unknown>> {
  const ids = old.map(({ id }) => id);
  if (!update) return { earlier: ids };
  const [first] = old;
  await canvas.run({
    ops: [
      ...ids.map((node) => ({ op: 'delete' as const, node })),
      { op: 'update', node: frameId, props: { x: first?.x ?? 0, y: first?.y ?? 0 } },
    ],
  });
  return { replaced: ids };
}

interface Source {
  ad: AdFrame;
  root: SnapshotNode;
  content: CopyContent;
  layers: Layer[];
}

async function readSource(canvas: Canvas, frameId: string): Promise<Source> {
  const ad = await readAd(canvas, frameId);
  const { roots } = await canvas.snapshot(frameId);
  const root = roots[0]?.node;
  if (!root) throw new ToolError(`Node ${frameId} cannot be read.`, { path: 'frameId' });
  return { ad, root, content: readCopy(root, ad.regions.copy.align), layers: layersOf(root) };
}

async function adaptTo(
  placement: Placement,
  source: Source,
  options: { layout?: string },
  context: ToolContext,
): Promise<Record<string, unknown>> {
  const { record, node } = source.ad;
  const layout =
    placement.height < LOW_BANNER
      ? 'type_hero'
      : (options.layout ?? layoutFor(record.layout, placement, source.layers, source.content.texts));
  const { frameId } = await call('build_ad_skeleton', z.looseObject({ frameId: z.string() }), context, {
    format: placement.id,
    layout,
    name: nameFor(node.name, placement),
    logo: record.logo,
    ...(record.brand && { brand: record.brand }),
    ...(record.product && { product: record.product }),
    ...(record.angle && { angle: record.angle }),
    ...(record.concept && { concept: record.concept }),
  });
  await context.canvas.run({
    ops: [{ op: 'update', node: frameId, props: { pluginData: { [adaptedKey]: node.id } } }],
  });
  if (record.category) await recordCategory(context.canvas, frameId, record.category);
  const pictures = await pictureFiles(frameId, context);
  const warnings: string[] = [];
  const note = (said: readonly string[] | undefined) => warnings.push(...(said ?? []));
  await layBackground(source, frameId, pictures, context);
  const copy = await setCopy(source, placement, frameId, context);
  note(copy.warnings);
  const lost = await bringExtras(source, placement, copy, frameId, context);
  for (const layer of source.layers) {
    if (layer.kind === 'picture') note(await placePicture(layer, frameId, pictures, context));
    else if (layer.kind === 'drawing') note(await placeDrawing(layer, frameId, context));
    else if (layer.kind === 'free') await carryOver(layer, source, frameId, context);
  }
  const target = await readAd(context.canvas, frameId);
  note(await recolourCopy(context.canvas, target, await styleIfAny(context, record.brand)));
  let checked = await check(frameId, context);
  // What a check still finds in the copy is often too much text for the place: the next text goes. If that does not
  // help, something else is wrong, and all the texts come back.
  const before = { leftOut: [...copy.leftOut], fails: checked.ofCopy };
  for (let next = expendable(copy, placement); checked.ofCopy > 0 && next; ) {
    copy.leftOut.push(next);
    const { leftOut = [], warnings: said } = await setTexts(copy, frameId, context);
    copy.leftOut.push(...leftOut);
    note(said);
    checked = await check(frameId, context);
    next = expendable(copy, placement);
  }
  if (copy.leftOut.length > before.leftOut.length && checked.ofCopy >= before.fails) {
    copy.leftOut = before.leftOut;
    await setTexts(copy, frameId, context);
    checked = await check(frameId, context);
  }
  return {
    placement: placement.id,
    frameId,
    size: [placement.width, placement.height],
    ...(layout !== record.layout && { layout }),
    ...(copy.leftOut.length + lost.length > 0 && { leftOut: [...copy.leftOut, ...lost] }),
    pass: checked.pass,
    ...(checked.fails.length > 0 && { fails: checked.fails }),
    ...(warnings.length > 0 && { warnings: [...new Set(warnings)] }),
  };
}

/** The size in brackets at the end of a frame's name is exchanged. */
function nameFor(name: string, placement: Placement): string {
  return `${name.replace(/\s*\([^()]*(\([^()]*\))?[^()]*\)\s*$/, '')} (${placement.name})`;
}

const saidSchema = z.looseObject({
  warnings: z.array(z.string()).optional(),
  overflows: z.boolean().optional(),
  leftOut: z.array(z.enum(textRoles)).optional(),
  fontSizes: z.looseObject({ headline: z.number().optional() }).optional(),
});

async function call<T>(
  tool: string,
  schema: z.ZodType<T>,
  context: ToolContext,
  args: Record<string, unknown>,
): Promise<T> {
  const { data } = await context.callTool(tool, args, context);
  return schema.parse(data);
}

interface PictureFiles {
  /** A path the tools can open: the file it came from, or the canvas's own pixels written to disk. */
  pathOf(recorded: string | undefined, hash: string): Promise<{ path: string; original: boolean }>;
  context: ToolContext;
}

async function pictureFiles(frameId: string, context: ToolContext): Promise<PictureFiles> {
  const folder = join(context.settings.home, 'adapt');
  const roots = await imageRoots(context, context.canvas, frameId);
  return {
    context: { ...context, readableRoots: [...context.readableRoots, folder] },
    async pathOf(recorded, hash) {
      const found = recorded && (await resolveInRoots(recorded, roots).catch(() => undefined));
      if (found) return { path: found, original: true };
      const path = join(folder, `${hash}.img`);
      await mkdir(folder, { recursive: true });
      await writeFile(path, await context.canvas.image(hash));
      return { path, original: false };
    },
  };
}

async function layBackground(
  { ad, root }: Source,
  frameId: string,
  pictures: PictureFiles,
  context: ToolContext,
): Promise<void> {
  const background = readBackground(root);
  if (background.kind === 'paints') {
    const { width, height } = (await readAd(context.canvas, frameId)).node;
    const fills = mapPaints(background.paints, ad.node, { width, height });
    await context.canvas.run({ ops: [{ op: 'update', node: frameId, props: { fills } }] });
    return;
  }
  const { backdrop, hash, veiled } = background;
  const { path, original } = await pictures.pathOf(backdrop?.imagePath, hash);
  await call('set_background', saidSchema, pictures.context, {
    frameId,
    type: 'image',
    config: {
      imagePath: path,
      ...(backdrop?.scaleMode && { scaleMode: backdrop.scaleMode }),
      // What is left of a cropped picture has its own middle.
      ...(original && backdrop?.focus && { focus: backdrop.focus }),
      scrim: veiled ? 'auto' : 'none',
    },
  });
}

interface AdaptedCopy extends CopyContent {
  leftOut: TextRole[];
  warnings: string[];
}

async function setCopy(
  { content }: Source,
  placement: Placement,
  frameId: string,
  context: ToolContext,
): Promise<AdaptedCopy> {
  const { texts } = content;
  if (!texts.headline) return { ...content, leftOut: [], warnings: [] };
  const flat = aspectClassOf(placement.width, placement.height) === 'banner';
  const present = (['body', 'eyebrow', 'subhead'] as const).filter((role) => texts[role]);
  const copy: AdaptedCopy = {
    ...content,
    warnings: [],
    // A banner is one line and a button; everything else has to prove that there is room.
    leftOut: flat ? present.filter((role) => role !== 'subhead' || placement.height < 120) : [],
  };
  for (;;) {
    const { overflows, leftOut = [], warnings = [] } = await setTexts(copy, frameId, context);
    copy.leftOut.push(...leftOut);
    const next = expendable(copy, placement);
    if (!overflows || next === undefined) return { ...copy, warnings };
    copy.leftOut.push(next);
  }
}

/**
 * Brings what stood in the copy block beside its texts, as far as it can be read and there is room for it. Returns the
 * names of what was left out, the last in reading order first to go.
 */
async function bringExtras(
  { ad, root }: Source,
  placement: Placement,
  copy: AdaptedCopy,
  frameId: string,
  context: ToolContext,
): Promise<string[]> {
  const extras = copyExtrasOf(root);
  if (extras.length === 0 || !copy.texts.headline) return [];
  const nameOf = ({ node }: (typeof extras)[number]) => String(node.props['name'] ?? 'a layer');
  const target = await readAd(context.canvas, frameId);
  const block = target.part('copy');
  const { aspect, copy: region } = target.regions;
  if (!block || aspect === 'banner') return extras.map(nameOf);
  const leastText = minimumSize('eyebrow', { ...target.node, kind: placement.kind });
  const scaled = extras.map((extra) => ({
    extra,
    scale: extraScale(extra.node, {
      usual: areaScale(ad.node, target.node),
      width: region.width,
      leastText,
    }),
  }));
  const lost = scaled.filter(({ scale }) => scale === undefined).map(({ extra }) => nameOf(extra));
  await putExtras(
    context.canvas,
    scaled.filter(({ scale }) => scale !== undefined).map(({ extra }) => extra),
    partsOf(block),
    (extra, place) => cloneExtraOps(extra, scaled.find((each) => each.extra === extra)?.scale ?? 1, place),
  );
  const alone = findRole(block, 'headline')?.fontSize ?? 0;
  for (;;) {
    const { overflows, fontSizes } = await setTexts(copy, frameId, context);
    const now = (await readAd(context.canvas, frameId)).part('copy');
    const last = now && extrasIn(now, outlineReader).at(-1)?.node;
    const leads = (fontSizes?.headline ?? alone) >= alone * LEAST_HEADLINE;
    if ((!overflows && leads) || !last) return lost;
    await context.canvas.run({ ops: [{ op: 'delete', node: last.id }] });
    lost.push(last.name);
  }
}

/** For stars and badges a headline gives way down to this share of its size; then they are left out. */
const LEAST_HEADLINE = 0.6;

/** The parts of a copy block by their roles, and its texts' own frame. */
function partsOf(block: NodeOutline): Record<string, string> {
  const parts: Record<string, string> = { copy: block.id };
  for (const child of block.children) {
    const role = child.pluginData[roleKey];
    if (role) parts[role] = child.id;
    else parts['text'] ??= child.id;
    for (const inner of child.children) {
      const own = inner.pluginData[roleKey];
      if (own) parts[own] ??= inner.id;
    }
  }
  return parts;
}

/** What to set next time without; fine print is kept as long as the copy itself has room for it. */
function expendable({ texts, leftOut }: AdaptedCopy, { height }: Placement): TextRole | undefined {
  const next = nextToLeave(without(texts, leftOut), height);
  return next === 'legal' ? undefined : next;
}

const without = (texts: CopyContent['texts'], leftOut: readonly TextRole[]): CopyContent['texts'] =>
  Object.fromEntries(Object.entries(texts).filter(([role]) => !leftOut.some((name) => name === role)));

async function setTexts(
  { texts, style, highlights, leftOut }: AdaptedCopy,
  frameId: string,
  context: ToolContext,
) {
  const kept = without(texts, leftOut);
  const words = Object.values(kept);
  return call('apply_typography', saidSchema, context, {
    frameId,
    ...kept,
    style,
    highlights: highlights.filter(({ text }) => words.some((copy) => copy.includes(text))).slice(0, 12),
  });
}

async function placePicture(
  { role, name, hash, placed, rotation, shadow }: PictureLayer,
  frameId: string,
  pictures: PictureFiles,
  context: ToolContext,
): Promise<string[] | undefined> {
  const target = await readAd(context.canvas, frameId);
  // A layout without a product region has no place for one: the picture would lie under the words.
  if (role === 'product' && !target.regions.product)
    return [`${name} was left out: there is no place for it.`];
  const { path } = await pictures.pathOf(placed?.imagePath, hash);
  const { warnings } = await call('place_product', saidSchema, pictures.context, {
    frameId,
    imagePath: path,
    role,
    name,
    shadow,
    ...(placed?.position && { position: placed.position }),
    ...(placed?.scale && { scale: placed.scale }),
    ...(placed?.within && { within: placed.within }),
    ...(Math.abs(rotation) >= 0.5 && { rotation }),
    trim: placed?.trim ?? true,
  });
  return warnings;
}

/** A drawing goes where a picture would, as large as its region allows: it has no pixels to run out of. */
async function placeDrawing(
  layer: DrawingLayer,
  frameId: string,
  context: ToolContext,
): Promise<string[] | undefined> {
  const target = await readAd(context.canvas, frameId);
  if (layer.role === 'product' && !target.regions.product)
    return [`${String(layer.node.props['name'])} was left out: there is no place for it.`];
  const copy = target.node.children.findIndex(({ pluginData }) => pluginData[roleKey] === 'copy');
  const others = layer.role === 'product' ? groupedProducts(target) : [];
  const aspect = layer.width / Math.max(1, layer.height);
  const boxes = others.length > 0 ? boxesWith(target, others, aspect, groupArea(target)) : [];
  const box = boxes.at(-1) ?? placeOf({ role: layer.role, scale: 1 }, target, layer);
  await context.canvas.run({
    ops: [
      ...regroupOps(target, others, boxes),
      ...copyDrawingOps(layer, box, {
        parent: frameId,
        inFlow: target.node.layoutMode !== undefined && target.node.layoutMode !== 'NONE',
        ...(copy >= 0 && { index: copy }),
      }),
    ],
  });
  return undefined;
}

/** Behind the copy if it was, else on top. */
async function carryOver(layer: FreeLayer, { ad, root }: Source, frameId: string, context: ToolContext) {
  const { node } = await readAd(context.canvas, frameId);
  const isCopy = (data: unknown) => (data as Record<string, string> | undefined)?.[roleKey] === 'copy';
  const order = root.children ?? [];
  const copyAt = order.findIndex(({ props }) => isCopy(props['pluginData']));
  const behind = copyAt >= 0 && order.indexOf(layer.node) < copyAt;
  const index = node.children.findIndex(({ pluginData }) => isCopy(pluginData));
  const inFlow = node.layoutMode !== undefined && node.layoutMode !== 'NONE';
  await context.canvas.run({
    ops: copyLayerOps(layer, ad.node, node, {
      parent: frameId,
      as: 'layer',
      inFlow,
      ...(behind && index >= 0 && { index }),
    }),
  });
}

const checkSchema = z.looseObject({
  pass: z.boolean(),
  findings: z
    .array(
      z.looseObject({
        check: z.string(),
        level: z.string(),
        message: z.string(),
        node: z.string().optional(),
      }),
    )
    .optional(),
});

const exportSchema = z.looseObject({ path: z.string(), bytes: z.number() });

/** As PNG, or as JPG where a PNG would be over the placement's limit. A refusal belongs to its frame alone. */
async function exported(
  frameId: string,
  path: string,
  context: ToolContext,
): Promise<Record<string, unknown>> {
  let refusal = '';
  for (const format of ['PNG', 'JPG']) {
    try {
      const { path: file, bytes } = await call('export_ad', exportSchema, context, { frameId, path, format });
      return { path: file, bytes };
    } catch (error) {
      if (context.signal.aborted) throw error;
      refusal = describeError(error).error;
    }
  }
  return { notExported: refusal };
}

interface Checked {
  pass: boolean;
  fails: string[];
  /** Fails of the texts that apply_typography sets; of other layers nothing is gained by leaving text out. */
  ofCopy: number;
}

/** What the safe fixes can put right is put right. Only what still fails is told; the rest is for check_ad itself. */
async function check(frameId: string, context: ToolContext): Promise<Checked> {
  const first = await call('check_ad', checkSchema, context, { frameId });
  const { pass, findings = [] } = first.pass
    ? first
    : await call('check_ad', checkSchema, context, { frameId, fix: true });
  const failed = findings.filter(({ level }) => level === 'fail');
  const own = new Set(await copyNodes(frameId, context.canvas));
  return {
    pass,
    fails: failed.map(({ check: id, message }) => `${id}: ${message}`),
    ofCopy: failed.filter(({ node }) => node !== undefined && own.has(node)).length,
  };
}

/** Ids of the copy block's layers. */
async function copyNodes(frameId: string, canvas: Canvas): Promise<string[]> {
  const copy = (await readAd(canvas, frameId)).part('copy');
  return copy ? [copy, ...findNodes(copy, () => true)].map(({ id }) => id) : [];
}
