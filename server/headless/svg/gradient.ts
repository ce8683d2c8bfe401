/** `linearGradient` and `radialGradient` as Figma paints. */

import { parseColour, type Rgba } from '../../../schemas/colour.ts';
import { invert } from '../geometry.ts';
import { multiply, scaling, translation } from '../matrix.ts';
import { elementsOf, hrefOf, type SvgElement } from './document.ts';
import { parseLength, type Viewport } from './length.ts';
import type { Place, Scene } from './scene.ts';
import { computeStyle, opacityOf } from './style.ts';
import { limits } from './svg-error.ts';
import { determinant, parseTransform } from './transform.ts';

/** The box a gradient is fitted to, and the way from the element's coordinates to it. */
export interface PaintTarget {
  /** The element's bounding box in its own coordinates. */
  box: Rect;
  /** The element's own coordinates to the node's box, 0..1 on both axes. */
  toNode: Transform;
}

/** A paint, or `undefined` when SVG paints nothing. A gradient without extent is its last colour. */
export function gradientPaint(
  element: SvgElement,
  target: PaintTarget,
  opacity: number,
  place: Place,
  scene: Scene,
): Paint | undefined {
  const chain = hrefChain(element, scene);
  const attribute = (name: string) =>
    chain.find((each) => each.attributes[name] !== undefined)?.attributes[name];
  const stops = readStops(chain, place, scene);
  const last = stops.at(-1);
  if (last === undefined) return undefined;
  const userSpace = attribute('gradientUnits') === 'userSpaceOnUse';
  const space = gradientSpace(element.name, attribute, userSpace ? place.viewport : { width: 1, height: 1 });
  const units = userSpace ? translation(0, 0) : boxMatrix(target.box);
  const toNode = [units, parseTransform(attribute('gradientTransform')), space].reduce(
    multiply,
    target.toNode,
  );
  if (
    stops.length === 1 ||
    !(Math.abs(determinant(toNode)) > 1e-12) ||
    !toNode.flat().every(Number.isFinite)
  ) {
    const { a, ...color } = last.color;
    return { type: 'SOLID', color, opacity: a * opacity };
  }
  if ((attribute('spreadMethod') ?? 'pad') !== 'pad') scene.note('repeating gradients (drawn once)');
  if (attribute('fx') !== undefined || attribute('fy') !== undefined)
    scene.note('the focus of a radial gradient');
  return {
    type: element.name === 'radialGradient' ? 'GRADIENT_RADIAL' : 'GRADIENT_LINEAR',
    gradientTransform: invert(toNode),
    gradientStops: stops,
    ...(opacity === 1 ? {} : { opacity }),
  };
}

export function boxMatrix(box: Rect): Transform {
  return multiply(translation(box.x, box.y), scaling(box.width, box.height));
}

/** Figma's gradient space (0..1) to the gradient vector's coordinates. */
function gradientSpace(
  kind: string,
  attribute: (name: string) => string | undefined,
  whole: Viewport,
): Transform {
  const length = (name: string, fallback: string, size: number) => {
    const text = attribute(name) ?? fallback;
    return parseLength(text, size) ?? parseLength(fallback, size) ?? 0;
  };
  if (kind === 'radialGradient') {
    const r = length('r', '50%', Math.hypot(whole.width, whole.height) / Math.SQRT2);
    const cx = length('cx', '50%', whole.width);
    const cy = length('cy', '50%', whole.height);
    return [
      [2 * r, 0, cx - r],
      [0, 2 * r, cy - r],
    ];
  }
  const x1 = length('x1', '0%', whole.width);
  const y1 = length('y1', '0%', whole.height);
  const dx = length('x2', '100%', whole.width) - x1;
  const dy = length('y2', '0%', whole.height) - y1;
  return [
    [dx, -dy, x1 + dy / 2],
    [dy, dx, y1 - dx / 2],
  ];
}

/** The gradient and those it takes missing attributes and stops from. */
function hrefChain(element: SvgElement, scene: Scene): SvgElement[] {
  const chain = [element];
  for (;;) {
    const id = hrefOf(chain.at(-1) ?? element);
    if (id === undefined) return chain;
    const next = id === null || chain.length > limits.depth ? undefined : scene.document.byId.get(id);
    if (next === undefined || chain.includes(next)) {
      scene.note('a gradient that refers to nothing');
      return chain;
    }
    chain.push(next);
  }
}

function readStops(chain: readonly SvgElement[], place: Place, scene: Scene): ColorStop[] {
  const owner = chain.find((each) => elementsOf(each).some(({ name }) => name === 'stop'));
  let before = 0;
  return (owner === undefined ? [] : elementsOf(owner))
    .filter(({ name }) => name === 'stop')
    .map((stop) => {
      scene.countWork(stop);
      const style = computeStyle(stop, place.style, scene.document);
      const offset = opacityOf(stop.attributes['offset']?.trim() ?? '0');
      // An offset before its predecessor counts as the predecessor's (SVG 2, section 14.2.4).
      before = Math.max(before, offset);
      const written = style['stop-color'] ?? 'black';
      const colour = tryColour(written === 'currentColor' ? (style['color'] ?? 'black') : written);
      const { a, ...rgb } = colour ?? { r: 0, g: 0, b: 0, a: 1 };
      return { position: before, color: { ...rgb, a: a * opacityOf(style['stop-opacity']) } };
    });
}

/** undefined: not a colour. */
export function tryColour(text: string): Rgba | undefined {
  try {
    return parseColour(text);
  } catch {
    return undefined;
  }
}
