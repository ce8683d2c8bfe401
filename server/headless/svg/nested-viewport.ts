/** A `svg` or `symbol` inside the drawing: its own coordinates, and nothing shows beyond its box. */

import { boundsUnder } from '../geometry.ts';
import { multiply, translation } from '../matrix.ts';
import { type PathCommand, pathBounds } from '../vector-path.ts';
import { maskVector } from './clip.ts';
import type { SvgElement } from './document.ts';
import { lengths } from './length.ts';
import { transformOutline } from './outline.ts';
import type { Place, SvgNode } from './scene.ts';
import type { Style } from './style.ts';
import { viewBoxTransform } from './transform.ts';

/**
 * Converts what is inside with `content`. `outer` gives x, y, width and height (a `use` for a symbol), `inner` the
 * viewBox, `style` decides by its `overflow` (hidden unless it says `visible`).
 */
export function insideViewport(
  outer: SvgElement,
  inner: SvgElement,
  place: Place,
  style: Style,
  content: (inside: Place) => SvgNode[],
): SvgNode[] {
  const length = lengths(outer.attributes, place.viewport, Number(place.style['font-size']));
  const width = length.x('width', place.viewport.width);
  const height = length.y('height', place.viewport.height);
  if (!(width > 0) || !(height > 0)) return [];
  const { viewBox, preserveAspectRatio } = inner.attributes;
  const fitted = viewBoxTransform(viewBox, preserveAspectRatio, { width, height });
  const moved = multiply(place.matrix, translation(length.x('x', 0), length.y('y', 0)));
  const nodes = content({ ...place, matrix: multiply(moved, fitted.matrix), viewport: fitted.inner });
  if (style['overflow'] === 'visible' || style['overflow'] === 'auto' || nodes.length === 0) return nodes;
  const window = transformOutline(rectangle(width, height), moved);
  const box = pathBounds(window);
  if (box === null || nodes.every((node) => within(node, box))) return nodes;
  const mask = maskVector('Viewport', [{ commands: window, rule: 'NONZERO' }], box);
  return [{ type: 'GROUP', props: { name: 'Clip path group' }, children: [mask, ...nodes] }];
}

function rectangle(width: number, height: number): PathCommand[] {
  return [
    { letter: 'M', points: [0, 0] },
    { letter: 'L', points: [width, 0] },
    { letter: 'L', points: [width, height] },
    { letter: 'L', points: [0, height] },
    { letter: 'Z', points: [] },
  ];
}

/** Whether a node, its stroke with mitres roughly included, stays inside a box: then no mask is needed. */
function within(node: SvgNode, box: Rect): boolean {
  if (node.children !== undefined) return node.children.every((child) => within(child, box));
  const { relativeTransform, width = 0, height = 0, strokes = [], strokeWeight = 0 } = node.props;
  if (relativeTransform === undefined) return true;
  const bounds = boundsUnder(relativeTransform, width, height);
  const reach = strokes.length > 0 ? strokeWeight : 0;
  const hair = 0.01;
  return (
    bounds.x - reach >= box.x - hair &&
    bounds.y - reach >= box.y - hair &&
    bounds.x + bounds.width + reach <= box.x + box.width + hair &&
    bounds.y + bounds.height + reach <= box.y + box.height + hair
  );
}
