/** Measured layers as canvas ops: frames, texts, rectangles with pictures, vectors. */
import type { CanvasOpInput } from '../../../schemas/canvas-program.ts';
import type { PageLayer, TextRun } from '../../../schemas/page-layers.ts';
import { gradientPaint, parseGradient } from '../../canvas/gradients.ts';
import { expandShorthands } from '../../canvas/shorthands.ts';
import { familiesIn } from '../styles/custom-properties.ts';
import { faithfulFlex } from './flex.ts';
import { gradientOf, hexOf, shadowsOf, splitList } from './paint.ts';

export interface LayerPlan {
  /** Creates everything but the vectors; "l0" is the frame. */
  ops: CanvasOpInput[];
  /** Vectors, each on its own: one that cannot be read must not cost the page. */
  vectors: { parent: string; index: number; svg: string; props: Record<string, unknown> }[];
  lost: Record<string, number>;
}

export interface ImageSource {
  /** SHA-256 of a picture the canvas knows, or undefined if it cannot be had. */
  image(source: string): string | undefined;
}

/** @param at Where the frame goes on the page, px. */
export function planLayers(
  root: PageLayer,
  at: { x: number; y: number },
  name: string,
  images: ImageSource,
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
    };
    if (layer.kind === 'svg') {
      if (parent !== null && layer.source)
        plan.vectors.push({ parent, index, svg: layer.source, props: common });
      return;
    }
    if (layer.kind === 'text') {
      plan.ops.push({
        op: 'create',
        type: 'TEXT',
        parent: ref(parent),
        props: { ...common, ...textProps(layer) },
      });
      return;
    }
    const size = { width: Math.max(0.01, round(layer.width)), height: Math.max(0.01, round(layer.height)) };
    const look = { ...common, ...size, ...boxProps(layer, images, lose) };
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

const ref = (name: string | null): string | null => (name === null ? null : `$${name}`);
/** `#rrggbbaa` as a paint; the canvas keeps alpha beside the colour. */
function solid(hex: string): Record<string, unknown> {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { type: 'SOLID', color: { r: channel(1), g: channel(3), b: channel(5) }, opacity: channel(7) };
}

const round = (value: number) => Math.round(value * 100) / 100;

function boxProps(
  layer: PageLayer,
  images: ImageSource,
  lose: (what: string) => void,
): Record<string, unknown> {
  const effects = [
    ...shadowsOf(layer.shadow ?? ''),
    ...(layer.blur ? [{ type: 'background_blur', blur: layer.blur }] : []),
  ];
  return {
    fills: fillsOf(layer, images, lose),
    ...(layer.radius && { cornerRadius: new Set(layer.radius).size === 1 ? layer.radius[0] : layer.radius }),
    ...borderProps(layer),
    ...(effects.length > 0 && { effects }),
  };
}

function fillsOf(layer: PageLayer, images: ImageSource, lose: (what: string) => void): unknown[] {
  const fills: unknown[] = [];
  const colour = hexOf(layer.background);
  if (colour !== undefined) fills.push(solid(colour));
  if (layer.kind === 'image' || layer.kind === 'picture') {
    const image = images.image(
      layer.kind === 'picture' ? `picture:${layer.source ?? ''}` : (layer.source ?? ''),
    );
    if (image !== undefined) fills.push({ type: 'IMAGE', scaleMode: layer.fit ?? 'FILL', image });
    else {
      lose('pictures that are not in the bundle');
      fills.push(solid('#d9d9d9ff'));
    }
  }
  // CSS lists the topmost first, the canvas last.
  for (const part of splitList(layer.backgroundImage ?? '').reverse()) {
    const url = /^url\("?(.*?)"?\)$/.exec(part)?.[1];
    if (url !== undefined) {
      const image = images.image(url);
      if (image === undefined) lose('background pictures that are not in the bundle');
      else
        fills.push({ type: 'IMAGE', scaleMode: layer.backgroundSize === 'contain' ? 'FIT' : 'FILL', image });
      continue;
    }
    const gradient = gradientOf(part);
    if (gradient && layer.width > 0 && layer.height > 0 && !/^repeating/.test(part)) {
      if (gradient.type === 'radial') lose('position and shape of radial gradients');
      fills.push(
        gradientPaint(parseGradient({ type: gradient.type, angle: gradient.angle, stops: gradient.stops }), {
          width: layer.width,
          height: layer.height,
        }),
      );
    } else if (part !== 'none') lose('background patterns');
  }
  return fills;
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
function textProps(layer: PageLayer): Record<string, unknown> {
  const runs = layer.runs ?? [];
  const [first] = runs;
  if (!first) return { characters: ' ' };
  const single = (layer.lines ?? 1) <= 1;
  let at = 0;
  const ranges = runs.map((run) => {
    const range = { start: at, end: at + run.text.length, ...runProps(run) };
    at = range.end;
    return range;
  });
  return {
    ...runProps(first),
    characters: runs.map(({ text }) => text).join(''),
    ...(runs.length > 1 && { textRanges: ranges }),
    ...(layer.lineHeight && { lineHeight: { unit: 'PIXELS', value: round(layer.lineHeight) } }),
    textAlignHorizontal: layer.align ?? 'LEFT',
    ...(single && (layer.align ?? 'LEFT') === 'LEFT'
      ? { textAutoResize: 'WIDTH_AND_HEIGHT' }
      : { textAutoResize: 'HEIGHT', width: Math.ceil(layer.width) + 1 }),
  };
}

function runProps(run: TextRun): Record<string, unknown> {
  const colour = hexOf(run.color) ?? '#000000ff';
  return {
    fontFamily: familiesIn(run.fontFamily)[0] ?? 'Inter',
    fontWeight: Math.min(950, Math.max(100, Math.round(run.fontWeight))),
    ...(run.italic && { italic: true }),
    fontSize: Math.max(1, round(run.fontSize)),
    fills: [solid(colour)],
    ...(run.letterSpacing !== 0 && { letterSpacing: { unit: 'PIXELS', value: round(run.letterSpacing) } }),
    ...(run.decoration !== 'NONE' && { textDecoration: run.decoration }),
  };
}
