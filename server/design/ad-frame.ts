/** What Adsmith knows about an ad frame: kept as plugin data on the frame, so it travels with the design. */
import { z } from 'zod';
import { insetsSchema, type Placement, placementSchema } from '../../schemas/placement.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { composeRegions, findComposition, type Regions } from '../composition/compose.ts';
import { findPlacement } from '../placement/placements.ts';
import { type NodeOutline, readNode } from './read-node.ts';

/** Plugin data key of the frame's record. */
export const adKey = 'ad';
/** Plugin data key of a node's role in the ad. */
export const roleKey = 'role';
/** Plugin data key: "1" on texts whose colour was chosen for the background and follows it. */
export const autoColourKey = 'autoColour';

/** Plugin data key on nodes that wait for a picture: the task's id. Empty once it is there. */
export const pendingKey = 'pending';
/** Plugin data key on pictures: how they were placed (`PlacedRecord`), so that another placement can place them again. */
export const placedKey = 'placed';
/** Plugin data key on a frame that was adapted: the id of the ad it was made of. */
export const adaptedKey = 'adaptedFrom';
/** Plugin data key on the frame: the picture behind it (`BackdropRecord`) before it was cropped. */
export const backdropKey = 'backdrop';

export const placedRecordSchema = z.strictObject({
  imagePath: z.string(),
  position: z.string().optional(),
  scale: z.number().optional(),
  within: z.enum(['region', 'frame']).optional(),
  trim: z.boolean().optional(),
});
export type PlacedRecord = z.infer<typeof placedRecordSchema>;

export const backdropRecordSchema = z.strictObject({
  imagePath: z.string(),
  scaleMode: z.enum(['FILL', 'FIT']).optional(),
  focus: z.array(z.number()).length(2).optional(),
  scrim: z.union([z.enum(['auto', 'none']), z.number()]).optional(),
  /** Where the focus lies on this frame after cropping, as shares of it. */
  seen: z.array(z.number()).length(2).optional(),
});
export type BackdropRecord = z.infer<typeof backdropRecordSchema>;

const adRecordSchema = z.strictObject({
  version: z.literal(1),
  /** A placement id, or the whole placement if it is the caller's own. */
  placement: z.union([z.string(), placementSchema]),
  layout: z.string(),
  padding: insetsSchema,
  logo: z.boolean(),
  brand: z.string().optional(),
  product: z.string().optional(),
  angle: z.string().optional(),
  concept: z.int().optional(),
  /** Id of the format category it was started in: what it may borrow from others. */
  category: z.string().optional(),
  /** The concept of start_concept it belongs to. */
  conceptId: z.string().optional(),
});
export type AdRecord = z.infer<typeof adRecordSchema>;

export interface AdFrame {
  node: NodeOutline;
  record: AdRecord;
  placement: Placement;
  regions: Regions;
  /** Direct children with a role. */
  part(role: string): NodeOutline | undefined;
}

export class NotAnAdError extends Error {
  override readonly name = 'NotAnAdError';
  readonly path = 'frameId';
  constructor(
    message: string,
    readonly hint = 'Use the frameId that build_ad_skeleton returned; canvas_status lists the frames.',
  ) {
    super(message);
  }
}

/** px; on less there is no room for anything that could be seen. */
const LEAST_SIDE = 8;

export function placementOf(record: AdRecord): Placement {
  return typeof record.placement === 'string' ? findPlacement(record.placement) : record.placement;
}

/**
 * Reads a frame and what is known about it. A frame that build_ad_skeleton did not make is taken as an ad of its
 * own size with the `stacked` composition, so that the tools work on a designer's frame too.
 * @throws NotAnAdError when the node is not a frame.
 */
export async function readAd(canvas: Canvas, frameId: string): Promise<AdFrame> {
  const node = await readNode(canvas, frameId, { depth: 4 });
  if (!['FRAME', 'COMPONENT', 'INSTANCE'].includes(node.type)) {
    throw new NotAnAdError(`Node ${frameId} is a ${node.type} ("${node.name}"), not a frame.`);
  }
  if (node.width < LEAST_SIDE || node.height < LEAST_SIDE) {
    throw new NotAnAdError(
      `Frame ${frameId} is ${node.width} × ${node.height} px: too small for an ad.`,
      'Give it a size with batch_update.',
    );
  }
  const record = recordOf(node);
  const placement = placementOf(record);
  const regions = composeRegions(
    findComposition(record.layout),
    { ...placement, width: node.width, height: node.height },
    { ...record, foot: finePrintOf(node) },
  );
  return { node, record, placement, regions, part: (role) => findRole(node, role) };
}

/** Fine print at the foot of the ad: a text of the frame itself. In banners, and in older ads, it is part of the copy. */
export function finePrintOf(node: NodeOutline): NodeOutline | undefined {
  return node.children.find(
    ({ type, visible, pluginData, y, height }) =>
      type === 'TEXT' && visible && pluginData[roleKey] === 'legal' && y + height > node.height / 2,
  );
}

/** The record as the frame keeps it; undefined when it cannot be read. */
export function parseAdRecord(text: string): AdRecord | undefined {
  const parsed = adRecordSchema.safeParse(safeJson(text));
  return parsed.success ? parsed.data : undefined;
}

/** The record of a frame, or of an unknown frame as best can be told. */
function recordOf(node: NodeOutline): AdRecord {
  const text = node.pluginData[adKey];
  const known = text ? parseAdRecord(text) : undefined;
  if (known) return known;
  const display = node.width * node.height < 400_000;
  const side = Math.min(node.width, node.height);
  const margin = display ? Math.min(10, Math.floor(side / 10)) : Math.round((64 * side) / 1080);
  return {
    version: 1,
    placement: {
      id: 'custom',
      name: `${node.width}×${node.height}`,
      platform: 'custom',
      kind: display ? 'display' : 'social',
      width: Math.round(node.width),
      height: Math.round(node.height),
      safeZones: { top: 0, right: 0, bottom: 0, left: 0 },
      margin,
      maxBytes: 30 * 1024 * 1024,
      fileTypes: ['PNG', 'JPG'],
      aliases: [],
      source: 'the frame',
      asOf: '',
    },
    layout: 'stacked',
    padding: { top: margin, right: margin, bottom: margin, left: margin },
    logo: false,
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first node with the role, top down. */
export function findRole(node: NodeOutline, role: string): NodeOutline | undefined {
  for (const child of node.children) {
    if (child.pluginData[roleKey] === role) return child;
    const deeper = findRole(child, role);
    if (deeper) return deeper;
  }
  return undefined;
}

/** Every node below `node` for which `test` holds, back to front. */
export function findNodes(node: NodeOutline, test: (node: NodeOutline) => boolean): NodeOutline[] {
  return node.children.flatMap((child) => [...(test(child) ? [child] : []), ...findNodes(child, test)]);
}

/** Writes on an ad frame which format category it is of. @throws NotAnAdError when no ad is recorded on it. */
export async function recordCategory(canvas: Canvas, frameId: string, category: string): Promise<void> {
  const { pluginData, name } = await readNode(canvas, frameId);
  const record = parseAdRecord(pluginData[adKey] ?? '');
  if (!record) throw new NotAnAdError(`Node ${frameId} ("${name}") is no ad that Adsmith made.`);
  await canvas.run({
    ops: [
      {
        op: 'update',
        node: frameId,
        props: { pluginData: { [adKey]: JSON.stringify({ ...record, category }) } },
      },
    ],
  });
}

/** The brand of an ad frame, if one is recorded; cheaper than reading the whole ad. */
export async function adBrandOf(canvas: Canvas, frameId: string): Promise<string | undefined> {
  return recordOf(await readNode(canvas, frameId)).brand;
}
