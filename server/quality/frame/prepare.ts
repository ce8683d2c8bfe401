/** From a frame on a canvas to what the checks need to know. */
import type { Placement } from '../../../schemas/placement.ts';
import { sharp } from '../../assets/index.ts';
import type { Canvas } from '../../canvas/canvas.ts';
import { adKey, readAd } from '../../design/ad-frame.ts';
import { allPlacements } from '../../placement/placements.ts';
import { spacingUnit } from '../../typography/sizes.ts';
import type { BrandLook, CheckInput } from '../check.ts';
import { createPixels } from '../pixels/pixels.ts';
import { guessRoles } from './guess-roles.ts';
import { naturalSizes, widestWords } from './natural-sizes.ts';
import { ancestorsOf, type CheckNode, isText, type TextCheckNode, walk } from './node.ts';
import { readFrame } from './read-frame.ts';
import { inset } from './rect.ts';
import { isCopyRole, type Role } from './role.ts';
import { plainFamily } from './voices.ts';

export interface PrepareOptions {
  /** Roles by node id, over what tools set and what would be guessed. */
  roles?: Readonly<Record<string, Role>> | undefined;
  brand?: BrandLook | undefined;
  exportScale?: number | undefined;
}

export interface Prepared extends CheckInput {
  /** record: the ad says so; size: taken from the frame's size; none: no placement has this size. */
  placementFrom: 'record' | 'size' | 'none';
}

/** @throws CanvasError or NotAnAdError when there is no such frame. */
export async function prepare(canvas: Canvas, frameId: string, options: PrepareOptions): Promise<Prepared> {
  const ad = await readAd(canvas, frameId);
  const { root: frame, origin } = await readFrame(canvas, frameId);
  // From here on the frame is where px are counted from.
  const nodes = [...walk(frame)].slice(1);
  for (const node of nodes) {
    const role = options.roles?.[node.id];
    if (role) Object.assign(node, { role, roleFrom: 'set' });
  }
  guessRoles(frame);
  const { placement, placementFrom } = placementOf(frame, ad.placement);
  const screen = { width: frame.box.width, height: frame.box.height, kind: placement.kind };
  const texts = nodes.filter(isText).filter(({ shown, text }) => shown && text.runs.length > 0);
  const copy = texts.filter(({ role, text }) => isCopyRole(role) && text.characters.trim() !== '');
  const [sx, sy] = [frame.box.width / placement.width, frame.box.height / placement.height];
  const zones = placement.safeZones;
  return {
    frame,
    nodes,
    texts,
    copy,
    essentials: essentialsOf(frame, nodes, copy),
    placement,
    placementFrom,
    screen,
    scale: scaleOf(screen),
    spacing: spacingUnit(screen),
    zone: inset(
      { x: 0, y: 0, width: frame.box.width, height: frame.box.height },
      { top: zones.top * sy, right: zones.right * sx, bottom: zones.bottom * sy, left: zones.left * sx },
    ),
    exportScale: options.exportScale ?? 1,
    brand: options.brand,
    category: ad.record.category,
    pixels: createPixels(
      canvas,
      frame,
      origin,
      texts.filter(({ isMask }) => !isMask),
    ),
    image: (hash) => canvas.image(hash),
    imageSize: (hash) => imageSize(canvas, hash),
    hasFamily: async (family) =>
      (await canvas.fonts(family)).some((known) => plainFamily(known.family) === plainFamily(family)),
    naturalSizes: once(() => naturalSizes(canvas, copy)),
    widestWords: once(() => widestWords(canvas, copy)),
  };
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** As the least text sizes scale: with the width at which a phone shows the ad. */
function scaleOf({ width, height, kind }: { width: number; height: number; kind: string }): number {
  return kind === 'display' ? 1 : (width > height ? Math.min(width, 1080) : width) / 1080;
}

function placementOf(
  frame: CheckNode,
  recorded: Placement,
): { placement: Placement; placementFrom: Prepared['placementFrom'] } {
  if (frame.pluginData[adKey]) return { placement: recorded, placementFrom: 'record' };
  const { width, height } = frame.box;
  const known = allPlacements().find((each) => each.width === width && each.height === height);
  return known ? { placement: known, placementFrom: 'size' } : { placement: recorded, placementFrom: 'none' };
}

/** A bar across the whole ad is a button that may touch its edges: then its label is what counts. */
const FULL_WIDTH = 0.95;

function essentialsOf(
  frame: CheckNode,
  nodes: readonly CheckNode[],
  copy: readonly TextCheckNode[],
): CheckNode[] {
  const isButton = (node: CheckNode) =>
    node.role === 'cta' && !isText(node) && node.box.width < frame.box.width * FULL_WIDTH;
  const buttons = nodes.filter((node) => node.shown && isButton(node));
  const logos = nodes.filter(
    (node) => node.shown && node.role === 'logo' && !ancestorsOf(node).some(({ role }) => role === 'logo'),
  );
  const loose = copy.filter((text) => !buttons.some((button) => holds(button, text)));
  return [...buttons, ...logos, ...loose].toSorted((a, b) => a.z - b.z);
}

/** The label of a button, whether inside it or laid over it. */
function holds(button: CheckNode, text: TextCheckNode): boolean {
  if (ancestorsOf(text).includes(button)) return true;
  const { box } = button;
  const middle = { x: text.box.x + text.box.width / 2, y: text.box.y + text.box.height / 2 };
  return (
    button.children.length === 0 &&
    text.role === 'cta_label' &&
    middle.x > box.x &&
    middle.x < box.x + box.width &&
    middle.y > box.y &&
    middle.y < box.y + box.height
  );
}

/** Sizes of images by their hash: content does not change, and in Figma every look is a transfer. */
const sizes = new Map<string, { width: number; height: number }>();
const MOST_SIZES = 2000;

async function imageSize(
  canvas: Canvas,
  hash: string,
): Promise<{ width: number; height: number } | undefined> {
  const known = sizes.get(hash);
  if (known) return known;
  try {
    const { width, height } = await sharp(await canvas.image(hash)).metadata();
    if (!width || !height) return undefined;
    if (sizes.size >= MOST_SIZES) sizes.clear();
    sizes.set(hash, { width, height });
    return { width, height };
  } catch {
    return undefined;
  }
}
