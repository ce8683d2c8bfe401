/** Content of a template whose frame is one of the layouts: pictures go into the layout's regions, long copy is set anew. */
import { z } from 'zod';
import { readCopy } from '../server/adapt/index.ts';
import type { Rect } from '../server/composition/compose.ts';
import { type AdFrame, findNodes, readAd, roleKey } from '../server/design/ad-frame.ts';
import type { NodeOutline } from '../server/design/read-node.ts';
import type { Content } from '../server/templates/index.ts';
import type { Highlight } from '../server/typography/highlights.ts';
import type { ToolContext } from './context.ts';

export interface RegionPicture {
  role: 'product' | 'logo';
  imagePath: string;
  /** The grey box that keeps its place, and the shadow below it. */
  instead: string[];
}

/**
 * The pictures that the layout can place itself: a box of the size of another product, or of another logo, would show
 * a tall product small and a wide wordmark as a hairline. `rest` is for the places as they are.
 */
export function regionPictures(
  content: Readonly<Record<string, Content>>,
  ad: AdFrame,
): { pictures: RegionPicture[]; rest: Record<string, Content> } {
  const rest: Record<string, Content> = {};
  const pictures: RegionPicture[] = [];
  for (const [key, value] of Object.entries(content)) {
    const role = key.trim().toLowerCase();
    const region = role === 'product' ? ad.regions.product : role === 'logo' ? ad.regions.logo : undefined;
    const boxes = ad.node.children.filter(({ pluginData }) => pluginData[roleKey] === role);
    const [box] = boxes;
    const fits = region && box && boxes.length === 1 && ad.part('copy') && inside(box, region);
    if (
      !fits ||
      typeof value !== 'object' ||
      !('imagePath' in value) ||
      (role !== 'product' && role !== 'logo')
    ) {
      rest[key] = value;
      continue;
    }
    const shadows =
      role === 'product' ? findNodes(ad.node, ({ pluginData }) => pluginData[roleKey] === 'shadow') : [];
    pictures.push({ role, imagePath: value.imagePath, instead: [box, ...shadows].map(({ id }) => id) });
  }
  return { pictures, rest };
}

/** Of a box moved or enlarged on purpose less than this lies in its region; short copy lets a product grow out of it, too. */
const IN_REGION = 0.6;

function inside(box: NodeOutline, region: Rect): boolean {
  const width = Math.min(box.x + box.width, region.x + region.width) - Math.max(box.x, region.x);
  const height = Math.min(box.y + box.height, region.y + region.height) - Math.max(box.y, region.y);
  return width > 0 && height > 0 && (width * height) / (box.width * box.height) >= IN_REGION;
}

const saidSchema = z.looseObject({ warnings: z.array(z.string()).optional() });

/** Puts the pictures into their regions. Returns warnings. */
export async function placeInRegions(
  pictures: readonly RegionPicture[],
  frameId: string,
  context: ToolContext,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const { role, imagePath } of pictures) {
    const { data } = await context.callTool('place_product', { frameId, imagePath, role }, context);
    warnings.push(...(saidSchema.parse(data).warnings ?? []));
  }
  return warnings;
}

/** Sets the copy that is on the frame anew, each text in the size there is room for. Returns warnings. */
export async function setAnew(
  frameId: string,
  context: ToolContext,
  wanted: readonly Highlight[] = [],
): Promise<string[]> {
  const ad = await readAd(context.canvas, frameId);
  const { roots } = await context.canvas.snapshot(frameId);
  const root = roots[0]?.node;
  if (!root) return [];
  const { texts, style, highlights } = readCopy(root, ad.regions.copy.align);
  const args = { frameId, ...texts, style, highlights: [...wanted, ...highlights].slice(0, 12) };
  const { data } = await context.callTool('apply_typography', args, context);
  return saidSchema.parse(data).warnings ?? [];
}
