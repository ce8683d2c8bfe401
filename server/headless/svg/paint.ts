/** Fill and stroke of an element as node properties. */
import type { NodeProps } from '../model.ts';
import { gradientPaint, type PaintTarget, tryColour } from './gradient.ts';
import { numbersIn, parseLength } from './length.ts';
import { type Place, type Scene, urlId } from './scene.ts';
import { opacityOf } from './style.ts';
import { meanScale } from './transform.ts';

/** The paints of `fill` or `stroke`; empty when nothing is painted. */
export function paintsOf(which: 'fill' | 'stroke', target: PaintTarget, place: Place, scene: Scene): Paint[] {
  const value = place.style[which] ?? 'none';
  const opacity = opacityOf(place.style[`${which}-opacity`]);
  const paint = onePaint(value, target, opacity, place, scene);
  return paint === undefined ? [] : [paint];
}

function onePaint(
  value: string,
  target: PaintTarget,
  opacity: number,
  place: Place,
  scene: Scene,
): Paint | undefined {
  if (value === 'none' || value === 'transparent' || value.startsWith('context-')) return undefined;
  const id = urlId(value);
  if (id !== undefined) {
    const element = scene.follow(id, place, 'a paint that refers');
    if (element?.name === 'linearGradient' || element?.name === 'radialGradient') {
      return gradientPaint(element, target, opacity, place, scene);
    }
    if (element !== undefined) scene.note(`a <${element.name}> as paint`);
    const fallback = value.slice(value.indexOf(')') + 1).trim();
    return fallback === '' || fallback.includes('url(')
      ? undefined
      : onePaint(fallback, target, opacity, place, scene);
  }
  const colour = tryColour(
    value.toLowerCase() === 'currentcolor' ? (place.style['color'] ?? 'black') : value,
  );
  if (colour === undefined) {
    scene.note(`the colour "${value.slice(0, 40)}"`);
    return undefined;
  }
  const { a, ...color } = colour;
  return { type: 'SOLID', color, ...(a * opacity === 1 ? {} : { opacity: a * opacity }) };
}

const caps: Readonly<Record<string, StrokeCap>> = { butt: 'NONE', round: 'ROUND', square: 'SQUARE' };
const joins: Readonly<Record<string, StrokeJoin>> = { round: 'ROUND', bevel: 'BEVEL' };

/** Stroke properties, widths scaled to the drawing. Without a visible stroke only an empty `strokes`. */
export function strokeProps(target: PaintTarget, place: Place, scene: Scene): Partial<NodeProps> {
  const { style, viewport } = place;
  const diagonal = Math.hypot(viewport.width, viewport.height) / Math.SQRT2;
  const em = Number(style['font-size']);
  const scale = style['vector-effect'] === 'non-scaling-stroke' ? 1 : meanScale(place.matrix);
  const width = (parseLength(style['stroke-width'], diagonal, em) ?? 1) * scale;
  const strokes = width > 0 ? paintsOf('stroke', target, place, scene) : [];
  if (strokes.length === 0) return { strokes };
  if ((style['marker'] ?? 'none') !== 'none') scene.note('markers');
  const dashes = numbersIn(style['stroke-dasharray'] ?? '').map((dash) => Math.max(0, dash * scale));
  return {
    strokes,
    strokeWeight: width,
    strokeAlign: 'CENTER',
    strokeCap: caps[style['stroke-linecap'] ?? 'butt'] ?? 'NONE',
    strokeJoin: joins[style['stroke-linejoin'] ?? 'miter'] ?? 'MITER',
    strokeMiterLimit: Math.max(1, Number(style['stroke-miterlimit']) || 4),
    // An odd list is repeated once, so that dashes and gaps alternate (SVG 2, section 13.5.6).
    dashPattern: dashes.some((dash) => dash > 0)
      ? dashes.length % 2 === 1
        ? [...dashes, ...dashes]
        : dashes
      : [],
  };
}

const blends: Readonly<Record<string, BlendMode>> = {
  multiply: 'MULTIPLY',
  screen: 'SCREEN',
  overlay: 'OVERLAY',
  darken: 'DARKEN',
  lighten: 'LIGHTEN',
  'color-dodge': 'COLOR_DODGE',
  'color-burn': 'COLOR_BURN',
  'hard-light': 'HARD_LIGHT',
  'soft-light': 'SOFT_LIGHT',
  difference: 'DIFFERENCE',
  exclusion: 'EXCLUSION',
  hue: 'HUE',
  saturation: 'SATURATION',
  color: 'COLOR',
  luminosity: 'LUMINOSITY',
};

/** Opacity, blending and visibility: only what differs from a new node. */
export function layerProps(place: Place, scene: Scene): Partial<NodeProps> {
  const { style } = place;
  const opacity = opacityOf(style['opacity']);
  const blend = Object.hasOwn(blends, style['mix-blend-mode'] ?? '')
    ? blends[style['mix-blend-mode'] ?? '']
    : undefined;
  if ((style['filter'] ?? 'none') !== 'none') scene.note('filters');
  return { ...(opacity === 1 ? {} : { opacity }), ...(blend === undefined ? {} : { blendMode: blend }) };
}

/** `visibility` is inherited and can be undone by a child, so it belongs to what is drawn, not to groups. */
export function isHidden(place: Place): boolean {
  return place.style['visibility'] === 'hidden' || place.style['visibility'] === 'collapse';
}
