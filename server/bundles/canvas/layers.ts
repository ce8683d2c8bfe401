/** Measured layers as canvas ops: frames, texts, rectangles with pictures, vectors. */
import type { CanvasOpInput } from '../../../schemas/canvas-program.ts';
import type { PageLayer, TextRun } from '../../../schemas/page-layers.ts';
import { expandEffect } from '../../canvas/effects.ts';
import { gradientPaint, parseGradient } from '../../canvas/gradients.ts';
import { expandShorthands } from '../../canvas/shorthands.ts';
import { faithfulFlex } from './flex.ts';
import { familyOnCanvas } from './page-family.ts';
import { gradientOf, hexOf, shadowsOf, splitList } from './paint.ts';

export interface LayerPlan {
  /** Creates everything but the vectors; "l0" is the frame. */
  ops: CanvasOpInput[];
  /** Vectors, each on its own: one that cannot be read must not cost the page. */
  vectors: { parent: string; index: number; svg: string; props: Record<string, unknown> }[];
  lost: Record<string, number>;
}

/** What the canvas has for a page. */
export interface PageSupplies {
  /** SHA-256 of a picture the canvas knows, or undefined if it cannot be had. */
  image(source: string): string | undefined;
  /** Names of its font families, in lower case. */
  families: ReadonlySet<string>;
}

/** @param at Where the frame goes on the page, px. */
export function planLayers(
  root: PageLayer,
  at: { x: number; y: number },
  name: string,
  supplies: PageSupplies,
): LayerPlan {
  const plan: LayerPlan = { ops: [], vectors: [], lost: {} };
  let count = 0;
  const lose = (what: string) => {
    plan.lost[what] = (plan.lost[what] ?? 0) + 1;
  };
  const add = (layer: PageLayer, parent: string | null, index: number, inFlow: boolean): void => {
    const place = inFlow && layer.absolute !== true ? {} : { x: round(layer.x), y: round(layer.y) };
    const floating = inFlow && layer.absolute === true ? { layoutPositioning: 'ABSOLUTE' } : {};
    const common = {
      name: layer.name,
      ...floating,
      ...place,
      ...(layer.opacity < 1 && { opacity: layer.opacity }),
      ...(layer.turn !== undefined && { rotation: round(-layer.turn) }),
      ...blendOf(layer),
    };
    if (layer.kind === 'svg') {
      if (parent !== null && layer.source)
        plan.vectors.push({
          parent,
          index,
          svg: plainColours(layer.source),
          props: { ...common, ...effectsOf(layer) },
        });
      return;
    }
    if (layer.kind === 'text') {
      plan.ops.push({
        op: 'create',
        type: 'TEXT',
        parent: ref(parent),
        props: { ...common, ...textProps(layer, inFlow && layer.absolute !== true, supplies) },
      });
      return;
    }
    const size = { width: Math.max(0.01, round(layer.width)), height: Math.max(0.01, round(layer.height)) };
    const look = { ...common, ...size, ...boxProps(layer, supplies, lose) };
    if (layer.kind === 'image' || layer.kind === 'picture') {
      plan.ops.push({ op: 'create', type: 'RECTANGLE', parent: ref(parent), props: look });
      return;
    }
    const children = layer.children ?? [];
    // A box without children and with nothing to see only keeps a place in its parent's layout.
    const as = `l${count}`;
    count += 1;
    const flex = faithfulFlex(layer);
    if (layer.flex && !flex && children.length > 1)
      lose('flex layout with margins, growth or overlap (placed by position)');
    const auto = flex && {
      layoutMode: flex.direction,
      itemSpacing: round(flex.gap),
      paddingTop: round(flex.padding[0]),
      paddingRight: round(flex.padding[1]),
      paddingBottom: round(flex.padding[2]),
      paddingLeft: round(flex.padding[3]),
      primaryAxisAlignItems: flex.justify,
      counterAxisAlignItems: flex.align,
      primaryAxisSizingMode: 'FIXED',
      counterAxisSizingMode: 'FIXED',
    };
    plan.ops.push({
      op: 'create',
      type: 'FRAME',
      as,
      parent: ref(parent),
      props: { ...look, clipsContent: parent === null || layer.clips === true, ...auto },
    });
    for (const [order, child] of children.entries()) add(child, as, order, flex !== undefined);
  };
  add({ ...root, kind: 'box', name, x: at.x, y: at.y }, null, 0, false);
  for (const op of plan.ops) if (op.op === 'create') op.props = expandShorthands(op.type, op.props ?? {});
  return plan;
}

/** Colours of a drawing in the notation every SVG reader knows. */
const plainColours = (svg: string): string =>
  svg.replace(/<\w[^>]*>/g, (tag) =>
    tag.replace(cssPaint, (whole, name: string, css: string) => {
      const hex = hexOf(css);
      if (hex === undefined) return /^(rgb|hsl)a\(.*, 0\)$|\/ 0\)$/.test(css) ? `${name}="none"` : whole;
      const alpha = Number.parseInt(hex.slice(7), 16) / 255;
      const through = alpha < 1 && !tag.includes(`${name}-opacity=`);
      return `${name}="${hex.slice(0, 7)}"${through ? ` ${name}-opacity="${round(alpha)}"` : ''}`;
    }),
  );

const cssPaint = /(fill|stroke)="((?:color|hsla?|hwb|lab|lch|oklab|oklch|rgba?)\([^"]*\))"/g;

const ref = (name: string | null): string | null => (name === null ? null : `$${name}`);
/** `#rrggbbaa` as a paint; the canvas keeps alpha beside the colour. */
function solid(hex: string): Record<string, unknown> {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { type: 'SOLID', color: { r: channel(1), g: channel(3), b: channel(5) }, opacity: channel(7) };
}

const round = (value: number) => Math.round(value * 100) / 100;

function boxProps(
  layer: PageLayer,
  supplies: PageSupplies,
  lose: (what: string) => void,
): Record<string, unknown> {
  const shadows = shadowsOf(layer.shadow ?? '');
  // A shadow without blur or shift is a line around the box, inside it or outside.
  const ring = layer.border ? undefined : shadows.find(isRing);
  const effects = [
    ...shadows.filter((one) => one !== ring),
    ...(layer.blur ? [{ type: 'background_blur', blur: 2 * layer.blur }] : []),
    ...ownEffects(layer),
  ];
  return {
    fills: fillsOf(layer, supplies, lose),
    ...(layer.radius && { cornerRadius: new Set(layer.radius).size === 1 ? layer.radius[0] : layer.radius }),
    ...borderProps(layer),
    ...(ring && {
      strokes: [solid(`${String(ring['color'])}${hexByte(Number(ring['opacity']))}`)],
      strokeAlign: ring['type'] === 'inner_shadow' ? 'INSIDE' : 'OUTSIDE',
      strokeWeight: Number(ring['spread']),
    }),
    ...(effects.length > 0 && { effects }),
  };
}

/**
 * What `filter` gives a layer. CSS tells blurs there, and in `backdrop-filter`, by their standard deviation; the canvas
 * by a radius that is twice as long, as CSS does in `box-shadow`.
 */
function ownEffects({ soft, castShadow = '' }: PageLayer): Record<string, unknown>[] {
  return [
    ...shadowsOf(castShadow).map((one) => ({ ...one, blur: 2 * Number(one['blur']) })),
    ...(soft ? [{ type: 'layer_blur', blur: 2 * soft }] : []),
  ];
}

function effectsOf(layer: PageLayer): Record<string, unknown> {
  const effects = ownEffects(layer).map((one) => expandEffect(one));
  return effects.length > 0 ? { effects } : {};
}

/** CSS and the canvas blend alike, but for the names. */
function blendOf({ blend }: PageLayer): Record<string, unknown> {
  if (blend === undefined) return {};
  const blendMode = blend === 'plus-lighter' ? 'LINEAR_DODGE' : blend.toUpperCase().replaceAll('-', '_');
  return { blendMode };
}

const isRing = ({ x, y, blur, spread, opacity }: Record<string, unknown>): boolean =>
  x === 0 && y === 0 && blur === 0 && Number(spread) > 0 && Number(opacity) > 0;

const hexByte = (fraction: number): string =>
  Math.round(fraction * 255)
    .toString(16)
    .padStart(2, '0');

function fillsOf(layer: PageLayer, supplies: PageSupplies, lose: (what: string) => void): unknown[] {
  const fills: unknown[] = [];
  const colour = hexOf(layer.background);
  if (colour !== undefined) fills.push(solid(colour));
  if (layer.kind === 'image' || layer.kind === 'picture') {
    const image = supplies.image(
      layer.kind === 'picture' ? `picture:${layer.source ?? ''}` : (layer.source ?? ''),
    );
    if (image !== undefined) fills.push({ type: 'IMAGE', scaleMode: layer.fit ?? 'FILL', image });
    else {
      lose('pictures that are not in the bundle');
      fills.push(solid('#d9d9d9ff'));
    }
  }
  // CSS lists the topmost first, the canvas last.
  const sizes = splitList(layer.backgroundSize ?? '');
  const pictures = splitList(layer.backgroundImage ?? '').map((part, at) => ({
    part,
    size: sizes[at % Math.max(1, sizes.length)] ?? 'auto',
  }));
  for (const { part, size } of pictures.reverse()) {
    if (part !== 'none' && isTile(size, layer)) {
      lose('background patterns');
      continue;
    }
    const url = /^url\("?(.*?)"?\)$/.exec(part)?.[1];
    if (url !== undefined) {
      const image = supplies.image(url);
      if (image === undefined) lose('background pictures that are not in the bundle');
      else fills.push({ type: 'IMAGE', scaleMode: size === 'contain' ? 'FIT' : 'FILL', image });
      continue;
    }
    const gradient = gradientOf(part, layer);
    if (gradient && layer.width > 0 && layer.height > 0 && !/^repeating/.test(part)) {
      if (gradient.type === 'radial' && !gradient.center) lose('position and shape of radial gradients');
      fills.push(gradientPaint(parseGradient(gradient), { width: layer.width, height: layer.height }));
    } else if (part !== 'none') lose('background patterns');
  }
  return fills;
}

/** A size in px that the box is larger than: the picture repeats, as grids and dots do. */
function isTile(size: string, { width, height }: PageLayer): boolean {
  const [across, down = across] = size.split(' ').map((one) => /^([\d.]+)px$/.exec(one)?.[1]);
  return (
    (across !== undefined && Number(across) < width - 1) || (down !== undefined && Number(down) < height - 1)
  );
}

function borderProps({ border }: PageLayer): Record<string, unknown> {
  const colour = hexOf(border?.color);
  if (!border || colour === undefined) return {};
  const [top, right, bottom, left] = border.widths;
  const even = top === right && right === bottom && bottom === left;
  return {
    strokes: [solid(colour)],
    strokeAlign: 'INSIDE',
    ...(even
      ? { strokeWeight: top }
      : {
          strokeTopWeight: top,
          strokeRightWeight: right,
          strokeBottomWeight: bottom,
          strokeLeftWeight: left,
        }),
    ...(border.dashed && { dashPattern: [4, 4] }),
  };
}

/** One line keeps its natural width; more wrap at the width the page had. */
function textProps(layer: PageLayer, inFlow: boolean, { families }: PageSupplies): Record<string, unknown> {
  const runs = layer.runs ?? [];
  const [first] = runs;
  if (!first) return { characters: ' ' };
  const single = (layer.lines ?? 1) <= 1;
  const align = layer.align ?? 'LEFT';
  const ink = layer.fill === undefined ? undefined : inkOf(layer);
  let at = 0;
  const ranges = runs.map((run) => {
    const range = {
      start: at,
      end: at + run.text.length,
      ...runProps(run, families),
      ...(ink && { fills: ink }),
    };
    at = range.end;
    return range;
  });
  const effects = [...shadowsOf(layer.shadow ?? ''), ...ownEffects(layer)];
  return {
    ...(effects.length > 0 && { effects }),
    ...runProps(first, families),
    ...(ink && { fills: ink }),
    characters: runs.map(({ text }) => text).join(''),
    ...(runs.length > 1 && { textRanges: ranges }),
    ...(layer.lineHeight && { lineHeight: { unit: 'PIXELS', value: round(layer.lineHeight) } }),
    textAlignHorizontal: align,
    ...(layer.most !== undefined && { textTruncation: 'ENDING', maxLines: layer.most }),
    ...(layer.most !== undefined
      ? { textAutoResize: 'HEIGHT', width: Math.ceil(layer.width) }
      : single && (inFlow || align === 'LEFT')
        ? { textAutoResize: 'WIDTH_AND_HEIGHT' }
        : single
          ? roomForOneLine(layer, align)
          : { textAutoResize: 'HEIGHT', width: Math.ceil(layer.width) + 1 }),
  };
}

/** A line that stood alone stays one in a wider font too; it grows to where its alignment leaves room. */
function roomForOneLine({ x, width }: PageLayer, align: string): Record<string, unknown> {
  const room = Math.ceil(width / 2);
  const shift = align === 'RIGHT' ? room : align === 'CENTER' ? room / 2 : 0;
  return { textAutoResize: 'HEIGHT', x: round(x - shift), width: Math.ceil(width) + 1 + room };
}

/** Letters cut from a background: its topmost gradient, or its colour. */
function inkOf({ fill = '', width, height }: PageLayer): unknown[] | undefined {
  const gradient = splitList(fill)
    .map((part) => gradientOf(part, { width, height }))
    .find((one) => one !== undefined);
  if (gradient && width > 0 && height > 0)
    return [
      gradientPaint(parseGradient(gradient), {
        width,
        height,
      }),
    ];
  const colour = hexOf(fill);
  return colour === undefined ? undefined : [solid(colour)];
}

function runProps(run: TextRun, families: ReadonlySet<string>): Record<string, unknown> {
  const colour = hexOf(run.color) ?? '#000000ff';
  return {
    fontFamily: familyOnCanvas(run.fontFamily, families),
    fontWeight: Math.min(950, Math.max(100, Math.round(run.fontWeight))),
    ...(run.italic && { italic: true }),
    fontSize: Math.max(1, round(run.fontSize)),
    fills: [solid(colour)],
    ...(run.letterSpacing !== 0 && { letterSpacing: { unit: 'PIXELS', value: round(run.letterSpacing) } }),
    ...(run.decoration !== 'NONE' && { textDecoration: run.decoration }),
  };
}
