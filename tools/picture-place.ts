/** Where a picture goes on an ad: its region as the copy leaves it, or the place asked for. px at 1x. */
import type { CanvasOpInput } from '../schemas/canvas-program.ts';
import { clearOf, type Rect, sidesOf } from '../server/composition/compose.ts';
import { type AdFrame, finePrintOf } from '../server/design/ad-frame.ts';
import { bleedsOf, overlapOf, type Place, parsePosition, placeIn } from '../server/design/place.ts';
import { ToolError } from './errors.ts';
import { boxesOf, layoutPlaced, regroupOps } from './product-group.ts';

/** What `place_product` is asked for. */
export interface PlaceRequest {
  role: 'product' | 'logo' | 'image' | 'decor';
  position?: string | { x: number; y: number } | undefined;
  scale?: number | undefined;
  within?: 'region' | 'frame' | undefined;
}

/** The box of a picture of so many px. @throws ToolError when its position is none. */
export function placeOf(args: PlaceRequest, ad: AdFrame, picture: { width: number; height: number }): Place {
  const frame = { width: ad.node.width, height: ad.node.height };
  const aspect = picture.width / picture.height;
  const whole: Rect = { x: 0, y: 0, ...frame };
  const { regions } = ad;
  if (typeof args.position === 'object') {
    const scale = args.scale ?? (args.role === 'logo' ? 0.2 : 0.6);
    const width = Math.round(Math.min(frame.width * scale, frame.height * scale * aspect));
    const box = { ...args.position, width, height: Math.round(width / aspect) };
    return { ...box, bleeds: bleedsOf(box, frame) };
  }
  const anchor = args.position === undefined ? undefined : parsePosition(args.position);
  if (args.position !== undefined && !anchor) {
    throw new ToolError(`"${args.position}" is no position.`, {
      path: 'position',
      hint: 'Combine top, bottom, left, right and center ("center-bottom"), or give {x, y} in px.',
    });
  }
  const region = args.role === 'product' || args.role === 'image' ? regions.product : null;
  const product = region && { ...region, ...besideCopy(region, ad) };
  if (args.role === 'logo' && args.within !== 'frame') {
    const limit =
      args.scale === undefined
        ? undefined
        : { width: frame.width * args.scale, height: frame.height * args.scale };
    const slot = anchor ? cornerSlot(regions.content, regions.logo, anchor) : regions.logo;
    const area = limit
      ? { ...slot, width: Math.max(slot.width, limit.width), height: Math.max(slot.height, limit.height) }
      : slot;
    return placeIn(area, aspect, anchor ?? regions.logo.anchor, { limit, frame });
  }
  const sharp = args.scale === undefined && args.role !== 'decor' ? picture.width : Number.POSITIVE_INFINITY;
  const limitOf = (share: number) => ({
    width: Math.min(frame.width * share, sharp),
    height: frame.height * share,
  });
  if (!product || args.within === 'frame') {
    const share = args.scale ?? (args.role === 'logo' ? 0.2 : 0.8);
    const area =
      args.within === 'frame' && args.scale !== undefined && args.scale > 1
        ? grown(whole, args.scale)
        : args.within === 'frame'
          ? whole
          : args.role === 'decor' || anchor
            ? regions.content
            : freeOfCopy(regions.content, ad, aspect);
    return placeIn(area, aspect, anchor ?? ['CENTER', 'CENTER'], { limit: limitOf(share), frame });
  }
  const share = args.scale ?? (product.fit === 'cover' ? 3 : 0.82);
  const room = args.scale !== undefined && args.scale > 1 ? grown(product, args.scale) : product;
  const cover = product.fit === 'cover';
  const sized = (limit: { width: number; height: number }) =>
    placeIn(room, aspect, anchor ?? product.anchor, { limit, cover, frame });
  const place = sized(limitOf(share));
  if (!cover || anchor) return place;
  const bleeding = outwards(place, room, ad, frame);
  // Of what bleeds off, enough must be left to be known again; a size that was asked for is kept.
  for (let part = 1; part > LEAST_OVERSIZED && args.scale === undefined; part -= 0.04) {
    const smaller = outwards(
      sized({ width: place.width * part, height: place.height * part }),
      room,
      ad,
      frame,
    );
    if (visibleShare(smaller, whole) >= LEAST_VISIBLE) return smaller;
  }
  return bleeding;
}

/** Is the picture one more product in the layout's own region? */
export function isGrouped({ role, position, scale, within }: PlaceRequest, { regions }: AdFrame): boolean {
  return (
    role === 'product' &&
    regions.product !== null &&
    position === undefined &&
    scale === undefined &&
    within !== 'frame'
  );
}

/** The product region without what the copy took of it and what lies off the canvas's margins. */
export function groupArea(ad: AdFrame): Rect {
  const { product, content } = ad.regions;
  const region = product ? { ...product, ...besideCopy(product, ad) } : content;
  return overlapOf(region, content) ?? content;
}

/** Share of an oversized product that the canvas shows at least, and how far down it is scaled for that. */
const LEAST_VISIBLE = 0.74;
const LEAST_OVERSIZED = 0.6;

function visibleShare(place: Rect, frame: Rect): number {
  const seen = overlapOf(place, frame);
  return seen ? (seen.width * seen.height) / (place.width * place.height) : 0;
}

/** Type this large needs air: a twentieth of the canvas between it and the product. */
const airOf = ({ regions, node }: AdFrame): number =>
  Math.max(regions.grid * 4, Math.round(Math.sqrt(node.width * node.height) * 0.05));

/**
 * Room of a layout that has none for a product: beside, above or below the copy and the logo, wherever a picture of
 * shape `aspect` (width / height) becomes largest.
 */
function freeOfCopy(content: Rect, ad: AdFrame, aspect: number): Rect {
  const taken: Rect[] = [];
  const copy = ad.part('copy');
  if (copy && copy.height > 0) taken.push(copy);
  const logo = ad.part('logo') ?? (ad.record.logo ? ad.regions.logo : undefined);
  if (logo) taken.push(logo);
  const size = ({ width, height }: Rect) => Math.max(0, Math.min(width, height * aspect));
  let rooms = [content];
  for (const box of taken) rooms = rooms.flatMap((room) => beside(room, box, airOf(ad)));
  const [largest] = rooms.sort((one, other) => size(other) - size(one));
  return largest && size(largest) > 0 ? largest : content;
}

/** What is left of `room` around `box`; `room` itself where they do not meet. */
function beside(room: Rect, box: Rect, gap: number): Rect[] {
  const sides = sidesOf(room, box, gap);
  if (!sides) return [room];
  const { above, below, before, after } = sides;
  return [above, below, before, after].filter(({ width, height }) => width > 0 && height > 0);
}

/** A product that outgrows its region grows away from the copy, off the canvas. */
function outwards(place: Place, region: Rect, ad: AdFrame, frame: { width: number; height: number }): Place {
  const copy = ad.part('copy') ?? ad.regions.copy;
  const print = finePrintOf(ad.node);
  const after = (box: Rect | undefined) => box !== undefined && region.x >= box.x + box.width;
  const x = after(copy) || after(print) ? Math.max(place.x, region.x) : place.x;
  const y = region.y >= copy.y + copy.height ? Math.max(place.y, region.y) : place.y;
  const box = { ...place, x, y };
  return { ...box, bleeds: bleedsOf(box, frame) };
}

/**
 * The region as the copy leaves it: long copy may have grown into it, and short copy leaves room above or below it
 * that the product takes.
 */
function besideCopy(region: Rect & { fit: 'contain' | 'cover' }, ad: AdFrame): Rect {
  const copy = ad.part('copy');
  const { copy: planned } = ad.regions;
  if (!copy || copy.height === 0) return region;
  const gap = airOf(ad);
  const bottom = region.y + region.height;
  const below = region.y >= planned.y + planned.height;
  const above = bottom <= planned.y;
  if (region.fit === 'contain' && below) {
    const top = Math.min(region.y, copy.y + copy.height + gap);
    return clearOf({ ...region, y: top, height: bottom - top }, copy, gap);
  }
  if (region.fit === 'contain' && above) {
    return clearOf({ ...region, height: Math.max(region.height, copy.y - gap - region.y) }, copy, gap);
  }
  return clearOf(region, copy, gap);
}

/** The logo's slot moved to another corner or side of the content area. */
function cornerSlot(content: Rect, slot: Rect, [h, v]: readonly [string, string]): Rect {
  const along = (anchor: string, start: number, room: number, size: number) =>
    anchor === 'MIN' ? start : anchor === 'MAX' ? start + room - size : start + (room - size) / 2;
  return {
    ...slot,
    x: along(h, content.x, content.width, slot.width),
    y: along(v, content.y, content.height, slot.height),
  };
}

const grown = ({ x, y, width, height }: Rect, factor: number): Rect => ({
  x: x - (width * (factor - 1)) / 2,
  y: y - (height * (factor - 1)) / 2,
  width: width * factor,
  height: height * factor,
});

/** Ops that bring pictures whose place the layout chose above the fine print of `ad`, where they stand in its way. */
export function clearPrintOps(ad: AdFrame): CanvasOpInput[] {
  const print = finePrintOf(ad.node);
  if (!print) return [];
  const own = layoutPlaced(ad, 'logo').filter((logo) => overlapOf(logo, aroundPrint(print, ad)));
  const products = layoutPlaced(ad, 'product');
  const covered = products.some((node) => overlapOf(node, aroundPrint(print, ad)));
  const [only] = products;
  const boxes = !covered
    ? []
    : products.length === 1 && only
      ? [boxOf(placeOf({ role: 'product' }, ad, only))]
      : boxesOf(ad, products, groupArea(ad));
  return [
    ...own.map((logo): CanvasOpInput => {
      const { x, y } = placeOf({ role: 'logo' }, ad, logo);
      return { op: 'update', node: logo.id, props: { x, y } };
    }),
    ...(covered ? regroupOps(ad, products, boxes) : []),
  ];
}

const boxOf = ({ x, y, width, height }: Rect): Rect => ({ x, y, width, height });

/** The fine print with the air a picture leaves it. */
function aroundPrint({ x, y, width, height }: Rect, ad: AdFrame): Rect {
  const air = airOf(ad) / 2;
  return { x, y: y - air, width, height: height + air };
}
