/** Turns a composition and a placement into regions in px of the canvas. */
import {
  type Anchor,
  type AspectClass,
  type Composition,
  type CompositionVariant,
  compositionFileSchema,
} from '../../schemas/composition.ts';
import type { Insets, Placement } from '../../schemas/placement.ts';
import data from './data/compositions.json' with { type: 'json' };

const compositions = compositionFileSchema.parse(data).compositions;

/** Every composition that ships. */
export function allCompositions(): readonly Composition[] {
  return compositions;
}

/** @throws Error naming the compositions there are. */
export function findComposition(id: string): Composition {
  const found = compositions.find((composition) => composition.id === id);
  if (found) return found;
  throw new Error(`Unknown layout "${id}". Layouts: ${compositions.map(({ id }) => id).join(', ')}.`);
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Regions {
  aspect: AspectClass;
  /** Grid step everything is snapped to. */
  grid: number;
  /** Distance from the canvas edge to the content area. */
  padding: Insets;
  content: Rect;
  copy: Rect &
    Pick<CompositionVariant['copy'], 'align' | 'justify' | 'direction'> & {
      /** A banner deep enough to have its button below the headline, where there is no room beside it. */
      mayStack: boolean;
    };
  /** How high the copy may become, growing away from its own edge, when its words do not fit the region. */
  copyMaxHeight: number;
  product: (Rect & { anchor: [Anchor, Anchor]; fit: 'contain' | 'cover' }) | null;
  /** Strip kept for the logo, or where it would go. */
  logo: Rect & { anchor: [Anchor, Anchor] };
  headlineScale: number;
}

/** A banner of this height by width has room for a button under its headline: 320×100 has, 728×90 has not. */
const DEEP = 0.24;

/** The shape class of a canvas; borders lie between the formats in use (4:5 is 1.25, 9:16 is 1.78, 300×600 is 2). */
export function aspectClassOf(width: number, height: number): AspectClass {
  const tallness = height / width;
  if (tallness > 2.2) return 'skyscraper';
  if (tallness > 1.6) return 'tall';
  if (tallness > 1.12) return 'portrait';
  if (tallness >= 0.88) return 'square';
  // A billboard (970×250) has the height for a headline with its button below, as a landscape ad has.
  if (tallness >= 0.4 || (tallness >= DEEP && height >= 180)) return 'landscape';
  return 'banner';
}

/**
 * Regions of a composition on a placement, in canvas px, snapped to an 8 px grid (2 px on small display sizes).
 * `logo` keeps a strip of the content area free for a logo; `foot` is the box of the fine print, above which
 * everything else stays.
 */
export function composeRegions(
  composition: Composition,
  placement: Pick<Placement, 'width' | 'height' | 'kind'>,
  options: { padding: Insets; logo: boolean; foot?: Rect | undefined },
): Regions {
  const { width, height } = placement;
  const aspect = aspectClassOf(width, height);
  const grid = Math.min(width, height) >= 600 ? 8 : 2;
  const snap = (value: number) => Math.round(value / grid) * grid;
  const variant =
    aspect === 'landscape' && height < width * BILLBOARD
      ? forBillboard(composition.variants[aspect])
      : composition.variants[aspect];
  const { padding } = options;
  const whole: Rect = {
    x: padding.left,
    y: padding.top,
    width: width - padding.left - padding.right,
    height: height - padding.top - padding.bottom,
  };
  // A banner has no foot: its fine print stands with the copy.
  const foot = aspect === 'banner' ? undefined : options.foot;
  const footGap = snap(Math.sqrt(width * height) * FOOT_GAP);
  const { copy, product } = variant;
  // On stories a product may stand under the app's interface, and fine print beside it: that takes nothing from the copy.
  const besideProduct =
    isUnderApp(variant, aspect, padding.bottom / height) &&
    foot !== undefined &&
    foot.width < whole.width * FOOT_COLUMN * 1.2;
  const content = foot && !besideProduct ? aboveFoot(whole, foot, footGap) : whole;

  const logo = logoSlot(inGrid(content, snap), variant, aspect);
  const usable = options.logo ? lessLogo(content, logo, variant, aspect, grid) : content;
  const place = (rect: readonly [number, number, number, number], base: Rect): Rect => {
    const x = snap(base.x + rect[0] * base.width);
    const y = snap(base.y + rect[1] * base.height);
    return {
      x,
      y,
      width: snap(base.x + (rect[0] + rect[2]) * base.width) - x,
      height: snap(base.y + (rect[1] + rect[3]) * base.height) - y,
    };
  };
  const canvas: Rect = { x: 0, y: 0, width, height };
  const copyRect = place(copy.rect, copy.in === 'canvas' ? canvas : usable);
  // Safe zones squeeze the copy but not a product that may run under them, so the two are kept apart here.
  const gap = grid * 3;
  const apart = (rect: Rect) => {
    const high = foot ? clearOf(rect, foot, footGap, besideProduct ? 'side' : 'above') : rect;
    const clear = clearOf(high, copyRect, gap);
    return options.logo && product?.fit !== 'cover' ? clearOf(clear, logo, gap * 2) : clear;
  };
  // Tall variants are drawn for stories, whose foot is covered by the app; elsewhere the product may stand there.
  const toFoot = (rect: Rect): Rect => {
    const end = content.y + content.height;
    const below = rect.y >= copyRect.y && rect.y > height * 0.4;
    const open = aspect === 'tall' && padding.bottom < height * OPEN_FOOT;
    if (!open || !below || product?.fit !== 'contain' || rect.y + rect.height >= end) return rect;
    return { ...rect, height: end - rect.y };
  };
  // Fine print in the column of the copy leaves a product beside it its height.
  const productIn = (rect: readonly [number, number, number, number]): Rect => {
    const full = place(rect, whole);
    return foot && sidesOf(full, foot, footGap) ? place(rect, content) : full;
  };
  const productRect =
    product && toFoot(product.in === 'canvas' ? place(product.rect, canvas) : productIn(product.rect));
  // What runs off the canvas at its foot would run under the fine print.
  const cut =
    foot !== undefined &&
    !besideProduct &&
    productRect !== null &&
    sidesOf(productRect, foot, footGap) !== undefined;
  return {
    aspect,
    grid,
    padding,
    content,
    copy: {
      ...copyRect,
      align: copy.align,
      justify: copy.justify,
      direction: copy.direction,
      mayStack: aspect === 'banner' && height >= width * DEEP,
    },
    copyMaxHeight: snap(
      maxHeight(copyRect, foot ? aboveFoot(usable, foot, footGap) : usable, copy.justify, product !== null),
    ),
    product: product &&
      productRect && {
        ...apart(productRect),
        anchor: product.anchor,
        fit: cut ? 'contain' : product.fit,
      },
    logo: { ...logo, anchor: variant.logo },
    headlineScale: variant.headlineScale,
  };
}

/** Room above the fine print, as a share of the canvas's geometric mean: it must not look like part of the button. */
const FOOT_GAP = 0.045;
/** Does the product stand below the copy, in part under the interface of an app? Tall variants are drawn for stories. */
export function isUnderApp(
  { copy, product }: CompositionVariant,
  aspect: AspectClass,
  foot: number,
): boolean {
  return aspect === 'tall' && foot >= OPEN_FOOT && product !== null && product.rect[1] > copy.rect[1] + 0.3;
}

/** Share of the content's width for fine print beside a product. */
export const FOOT_COLUMN = 0.4;

function aboveFoot(content: Rect, foot: Rect, gap: number): Rect {
  return { ...content, height: Math.min(content.height, foot.y - gap - content.y) };
}

/** Paddings of an auto-layout frame that leave the copy region, so that what flows in it stays where copy may be. */
export function flowPadding(
  { x, y, width, height }: Rect,
  frame: { width: number; height: number },
): Record<`padding${'Left' | 'Top' | 'Right' | 'Bottom'}`, number> {
  return {
    paddingLeft: x,
    paddingTop: y,
    paddingRight: frame.width - x - width,
    paddingBottom: frame.height - y - height,
  };
}

/** Lower than this by its width a landscape canvas is a billboard (970×250). */
const BILLBOARD = 0.4;
/** Shares of the content's width: what the copy of a billboard takes from its product, and what the product keeps. */
const WIDER = 0.12;
const LEAST_WIDE = 0.26;

/**
 * A billboard's product can be no wider than the canvas is high: the room for more would stay empty on both its sides.
 * The copy beside it gets that, and sets its headline on one line.
 */
function forBillboard(variant: CompositionVariant): CompositionVariant {
  const { copy, product } = variant;
  if (!product || product.in === 'canvas') return variant;
  const [x, y, width, height] = copy.rect;
  const [left, top, wide, high] = product.rect;
  const more = Math.max(0, Math.min(WIDER, wide - LEAST_WIDE));
  const copyFirst = x < left;
  return {
    ...variant,
    copy: { ...copy, rect: [copyFirst ? x : x - more, y, width + more, height] },
    product: { ...product, rect: [copyFirst ? left + more : left, top, wide - more, high] },
  };
}

/** The content area with its edges on the grid, where the copy's edges are: a logo in its corner lines up with it. */
function inGrid(content: Rect, snap: (value: number) => number): Rect {
  const [x, y] = [snap(content.x), snap(content.y)];
  return {
    x,
    y,
    width: snap(content.x + content.width) - x,
    height: snap(content.y + content.height) - y,
  };
}

/** A foot with less padding than this share of the height is not covered by anything. */
const OPEN_FOOT = 0.08;

/** Long copy may take this much of its height again from the product. */
const COPY_GROWTH = 0.34;

function maxHeight(copy: Rect, usable: Rect, justify: Anchor, product: boolean): number {
  const above = copy.y - usable.y;
  const below = usable.y + usable.height - copy.y - copy.height;
  const free = justify === 'MIN' ? below : justify === 'MAX' ? above : 2 * Math.min(above, below);
  return copy.height + Math.max(0, product ? Math.min(free, copy.height * COPY_GROWTH) : free);
}

/** What is left of `rect` on each side of `other`, `gap` px away from it; nothing where the two are that far apart. */
export function sidesOf(
  rect: Rect,
  other: Rect,
  gap: number,
): Record<'above' | 'below' | 'before' | 'after', Rect> | undefined {
  const [right, bottom] = [rect.x + rect.width, rect.y + rect.height];
  const [after, below] = [other.x + other.width + gap, other.y + other.height + gap];
  if (rect.x >= after || right <= other.x - gap || rect.y >= below || bottom <= other.y - gap)
    return undefined;
  return {
    above: { ...rect, height: other.y - gap - rect.y },
    below: { ...rect, y: below, height: bottom - below },
    before: { ...rect, width: other.x - gap - rect.x },
    after: { ...rect, x: after, width: right - after },
  };
}

/**
 * `rect` cut back so that it stays `gap` px away from `other`: on the side where least is lost, or of what lies `side`
 * or `above` of it.
 */
export function clearOf(rect: Rect, other: Rect, gap: number, keep?: 'side' | 'above'): Rect {
  const sides = sidesOf(rect, other, gap);
  if (!sides) return rect;
  const { above, below, after, before } = sides;
  const cuts = keep === 'side' ? [after, before] : keep === 'above' ? [above] : [below, above, after, before];
  const [largest] = cuts.sort((a, b) => area(b) - area(a));
  return largest && area(largest) > 0 ? largest : rect;
}

const area = ({ width, height }: Rect) => (width <= 0 || height <= 0 ? 0 : width * height);

/** A logo is 4.5 % of the canvas's geometric mean high: 62 px on a 1080×1350 ad, 12 px on a 300×250. */
const LOGO_HEIGHT_SHARE = 0.045;

function logoSlot(content: Rect, variant: CompositionVariant, aspect: AspectClass): Rect {
  const mean = Math.sqrt(content.width * content.height);
  const height = Math.round(
    Math.min(
      aspect === 'banner' ? content.height * 0.5 : content.height,
      Math.max(14, mean * LOGO_HEIGHT_SHARE),
    ),
  );
  const width = Math.round(aspect === 'banner' ? content.width * 0.16 : content.width * 0.5);
  const along = (anchor: Anchor, start: number, room: number, size: number) =>
    anchor === 'MIN' ? start : anchor === 'MAX' ? start + room - size : start + (room - size) / 2;
  return {
    x: Math.round(along(variant.logo[0], content.x, content.width, width)),
    y: Math.round(along(variant.logo[1], content.y, content.height, height)),
    width,
    height,
  };
}

/** The content area without the logo's strip: above or below on most canvases, at the side of a banner. */
function lessLogo(
  content: Rect,
  logo: Rect,
  variant: CompositionVariant,
  aspect: AspectClass,
  grid: number,
): Rect {
  if (aspect === 'banner') {
    const taken = logo.width + grid * 4;
    return variant.logo[0] === 'MAX'
      ? { ...content, width: content.width - taken }
      : { ...content, x: content.x + taken, width: content.width - taken };
  }
  const taken = logo.height + Math.max(grid * 4, Math.round(logo.height * 1.25));
  return variant.logo[1] === 'MAX'
    ? { ...content, height: content.height - taken }
    : { ...content, y: content.y + taken, height: content.height - taken };
}
