/**
 * How far nodes reach. Two answers per node: `rendered` is Figma's (a blur of radius r adds r, checked against REST
 * dumps), `reach` also holds the faint ends of blurs, for layers that must not cut them.
 */
import { IDENTITY } from '../matrix.ts';
import type { NodeRecord } from '../model.ts';
import { type Measure, shapedText } from './context.ts';
import { type Box, intersect, mapBox, offset, outset, union } from './geometry/rect.ts';
import { drawnTransform, shapeOf } from './geometry/shape.ts';
import { absoluteTransform, containerOf } from './geometry/transform.ts';
import {
  clips,
  hasStroke,
  isBoxShaped,
  isVisible,
  maxStrokeWeight,
  paintedChildren,
  strokeOverhang,
  visibleEffects,
  visibleFills,
} from './record.ts';
import { ARROWHEAD_REACH, isArrowhead } from './strokes/arrowheads.ts';
import { styleFills } from './text-fills.ts';

/** A Gaussian of sigma r/2 has faded to nothing at 1.5 r; one more px for anti-aliasing. */
const FAR = { blur: 1.5, margin: 1 };
const FIGMA = { blur: 1, margin: 0 };
type Manner = typeof FAR;

/** Everything the node may touch, in its own drawing space (groups: their container's). null: nothing. */
export function reachOf(measure: Measure, record: NodeRecord): Box | null {
  return remembered(measure.reach, record, () => boxOf(measure, record, FAR, reachOf));
}

function renderedOf(measure: Measure, record: NodeRecord): Box | null {
  return remembered(measure.rendered, record, () => boxOf(measure, record, FIGMA, renderedOf));
}

function remembered(known: Map<NodeRecord, Box | null>, record: NodeRecord, compute: () => Box | null) {
  const before = known.get(record);
  if (before !== undefined) return before;
  const box = compute();
  known.set(record, box);
  return box;
}

type BoxReader = (measure: Measure, record: NodeRecord) => Box | null;

function boxOf(measure: Measure, record: NodeRecord, manner: Manner, childBox: BoxReader): Box | null {
  const content = contentBox(measure, record, childBox);
  return content === null ? null : outset(withEffects(content, record, manner), manner.margin);
}

/** The node's own outline and strokes with its children, before effects. */
export function contentOf(measure: Measure, record: NodeRecord): Box | null {
  return contentBox(measure, record, reachOf);
}

function contentBox(measure: Measure, record: NodeRecord, childBox: BoxReader): Box | null {
  const own = ownBox(measure, record);
  if (clips(record)) return own;
  let all = own;
  let mask: Box | null = null;
  for (const child of paintedChildren(record)) {
    const inner = childBox(measure, child);
    if (inner === null) continue;
    const box = mapBox(drawnTransform(child), inner);
    // A mask is not drawn itself; what follows it can only be seen inside it.
    const seen: Box | null = mask === null ? box : intersect(mask, box);
    if (child.props.isMask) mask = seen ?? { ...box, width: 0, height: 0 };
    else all = union(all, seen);
  }
  return all;
}

/** Outline and stroke of the node alone; null for groups and for leaves that draw nothing of their own. */
export function ownBox(measure: Measure, record: NodeRecord): Box | null {
  const { width, height } = record.props;
  const whole = { x: 0, y: 0, width, height };
  if (record.type === 'TEXT') return textBox(measure, record);
  if (isBoxShaped(record)) {
    return hasStroke(record) ? outset(whole, strokeOverhang(record, maxStrokeWeight(record))) : whole;
  }
  if (visibleFills(record).length === 0 && !hasStroke(record)) return null;
  const shape = shapeOf(measure.text.kit, measure.scope, record);
  if (shape === null) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = shape.line.computeTightBounds();
  const outline = { x: left, y: top, width: right - left, height: bottom - top };
  if (!hasStroke(record)) return outline;
  const weight = maxStrokeWeight(record);
  if (!shape.closed && isArrowhead(record.props.strokeCap)) return outset(outline, weight * ARROWHEAD_REACH);
  if (shape.closed && (record.props.strokeAlign ?? 'CENTER') === 'INSIDE') return outline;
  return strokedBounds(measure, record, shape.line, weight) ?? outline;
}

function strokedBounds(
  measure: Measure,
  record: NodeRecord,
  line: NonNullable<ReturnType<typeof shapeOf>>['line'],
  weight: number,
): Box | null {
  const { kit } = measure.text;
  const { strokeJoin, strokeCap, strokeMiterLimit, strokeAlign } = record.props;
  const join =
    strokeJoin === 'ROUND'
      ? kit.StrokeJoin.Round
      : strokeJoin === 'BEVEL'
        ? kit.StrokeJoin.Bevel
        : kit.StrokeJoin.Miter;
  const cap =
    strokeCap === 'ROUND'
      ? kit.StrokeCap.Round
      : strokeCap === 'SQUARE'
        ? kit.StrokeCap.Square
        : kit.StrokeCap.Butt;
  const width = strokeAlign === 'OUTSIDE' ? weight * 2 : weight;
  const outline = line.makeStroked({ width, join, cap, miter_limit: strokeMiterLimit ?? 4 });
  if (outline === null) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = outline.computeTightBounds();
  outline.delete();
  return right <= left && bottom <= top
    ? null
    : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The ink of the glyphs, as in Figma's `absoluteRenderBounds`; null for a text without visible characters. */
function textBox(measure: Measure, record: NodeRecord): Box | null {
  if (!hasStroke(record) && styleFills(record).length === 0) return null;
  const shaped = shapedText(measure, record);
  let ink: Box | null = null;
  for (const run of shaped.runs) {
    const font = measure.text.typefaceFont(run.typeface, run.fontSize);
    const bounds = font.getGlyphBounds(run.glyphs);
    for (let index = 0; index < run.glyphs.length; index += 1) {
      const [left = 0, top = 0, right = 0, bottom = 0] = bounds.subarray(index * 4, index * 4 + 4);
      if (right <= left || bottom <= top) continue;
      const x = run.positions[index * 2] ?? 0;
      const y = run.positions[index * 2 + 1] ?? 0;
      ink = union(ink, { x: x + left, y: y + top, width: right - left, height: bottom - top });
    }
  }
  for (const { x, y, width, height } of shaped.decorations) ink = union(ink, { x, y, width, height });
  if (ink === null || !hasStroke(record)) return ink;
  return outset(ink, strokeOverhang(record, maxStrokeWeight(record)));
}

function withEffects(content: Box, record: NodeRecord, manner: Manner): Box {
  let all = content;
  let blur = 0;
  for (const effect of visibleEffects(record)) {
    switch (effect.type) {
      case 'DROP_SHADOW': {
        const by = effect.radius * manner.blur + Math.max(0, effect.spread ?? 0);
        all = union(all, offset(outset(content, by), effect.offset.x, effect.offset.y)) ?? all;
        break;
      }
      case 'LAYER_BLUR':
        blur = Math.max(blur, effect.radius, effect.blurType === 'PROGRESSIVE' ? effect.startRadius : 0);
        break;
      case 'TEXTURE':
        if (!effect.clipToShape) all = outset(all, effect.radius / 2);
        break;
      default:
        break;
    }
  }
  return outset(all, blur * manner.blur);
}

/** The page box of what the node draws, cut by the ancestors that clip; null when nothing can be seen. */
export function pageRenderBounds(measure: Measure, record: NodeRecord): Box | null {
  if (!isVisible(record)) return null;
  const box = renderedOf(measure, record);
  if (box === null) return null;
  let seen: Box | null = mapBox(drawingSpace(record), box);
  for (let above = record.parent; above !== null && seen !== null; above = above.parent) {
    if (above.type === 'PAGE' || above.type === 'DOCUMENT') break;
    if (!isVisible(above)) return null;
    if (clips(above)) {
      seen = intersect(seen, mapBox(absoluteTransform(above), { x: 0, y: 0, ...sizeOf(above) }));
    }
  }
  return seen;
}

/** Maps the space a node is drawn in to the page: its own, or its container's for groups. */
export function drawingSpace(record: NodeRecord): Transform {
  if (record.type !== 'GROUP') return absoluteTransform(record);
  const container = containerOf(record);
  return container === null ? IDENTITY : absoluteTransform(container);
}

export function sizeOf(record: NodeRecord): { width: number; height: number } {
  return { width: record.props.width, height: record.props.height };
}
