/** Walks the drawing: every element that draws becomes nodes, in the drawing's order (back to front). */
import { multiply, translation } from '../matrix.ts';
import { clipNode, maskProps, unitsMatrix } from './clip.ts';
import { elementsOf, hrefOf, type SvgElement } from './document.ts';
import { lengths } from './length.ts';
import { insideViewport } from './nested-viewport.ts';
import { shapeNames } from './outline.ts';
import { layerProps } from './paint.ts';
import { type Place, type Scene, type SvgNode, urlId } from './scene.ts';
import { shapeNode } from './shape.ts';
import { computeStyle } from './style.ts';
import { limits, SvgError } from './svg-error.ts';
import { textNodes } from './text.ts';
import { parseTransform } from './transform.ts';

/** Elements that draw nothing where they stand. */
const silent = [
  ...[
    'defs',
    'symbol',
    'clipPath',
    'mask',
    'linearGradient',
    'radialGradient',
    'pattern',
    'marker',
    'filter',
  ],
  ...['style', 'title', 'desc', 'metadata', 'view', 'stop', 'cursor', 'font', 'font-face'],
];

/** The nodes of an element's children. `place` is the parent's. */
export function convertChildren(element: SvgElement, place: Place, scene: Scene): SvgNode[] {
  return elementsOf(element).flatMap((child) => convert(child, place, scene));
}

function convert(element: SvgElement, above: Place, scene: Scene): SvgNode[] {
  const { name } = element;
  if (silent.includes(name) || name.includes(':')) return [];
  scene.countElement(element);
  const style = computeStyle(element, above.style, scene.document);
  if (style['display'] === 'none') return [];
  const own = parseTransform(style['transform'] ?? element.attributes['transform']);
  const place: Place = { ...above, style, matrix: multiply(above.matrix, own) };
  const nodes = draw(element, place, scene);
  return nodes.length === 0 ? [] : masked(clipped(nodes, element, place, scene), element, place, scene);
}

function draw(element: SvgElement, place: Place, scene: Scene): SvgNode[] {
  const { name } = element;
  if (shapeNames.includes(name)) {
    const node = shapeNode(element, place, scene);
    return node === undefined ? [] : [node];
  }
  switch (name) {
    case 'g':
    case 'a':
      return group(element, convertChildren(element, place, scene), place, scene);
    case 'switch': {
      const choice = elementsOf(element).find((child) => child.name !== 'foreignObject');
      return choice === undefined ? [] : convert(choice, place, scene);
    }
    case 'svg': {
      const content = (inside: Place) => convertChildren(element, inside, scene);
      return group(element, insideViewport(element, element, place, place.style, content), place, scene);
    }
    case 'use':
      return use(element, place, scene);
    case 'text':
      return textNodes(element, place, scene);
    default:
      scene.note(`<${name.slice(0, 40)}>`);
      return [];
  }
}

/** A GROUP around nodes; none around nothing. Its box follows from its children. */
function group(
  element: SvgElement,
  children: SvgNode[],
  place: Place,
  scene: Scene,
  fallback = 'Group',
): SvgNode[] {
  if (children.length === 0) return [];
  const props = { name: element.attributes['id'] ?? fallback, ...layerProps(place, scene) };
  return [{ type: 'GROUP', props, children }];
}

function use(element: SvgElement, place: Place, scene: Scene): SvgNode[] {
  const id = hrefOf(element) ?? null;
  const target = scene.follow(id, place, 'a <use>');
  if (target === undefined || id === null) return [];
  if (place.following.length >= limits.depth) {
    throw new SvgError(
      `The SVG follows more than ${limits.depth} <use> references inside one another. Flatten it.`,
    );
  }
  const length = lengths(element.attributes, place.viewport, Number(place.style['font-size']));
  const shifted: Place = {
    ...place,
    matrix: multiply(place.matrix, translation(length.x('x', 0), length.y('y', 0))),
    following: [...place.following, id],
  };
  if (target.name !== 'symbol' && target.name !== 'svg') {
    return group(element, convert(target, shifted, scene), place, scene);
  }
  // `use` gives the size, the symbol its viewBox.
  const style = computeStyle(target, place.style, scene.document);
  const { x: _x, y: _y, ...attributes } = element.attributes;
  const sized = { ...element, attributes };
  const content = (inside: Place) => convertChildren(target, inside, scene);
  const nodes = insideViewport(sized, target, { ...shifted, style }, style, content);
  return group(element, nodes, place, scene, target.attributes['id']);
}

function clipped(nodes: SvgNode[], element: SvgElement, place: Place, scene: Scene): SvgNode[] {
  const id = urlId(place.style['clip-path']);
  if (id === undefined) return nodes;
  const clip = scene.follow(id, place, 'a clip path');
  if (clip?.name !== 'clipPath' || id === null) return nodes;
  const mask = clipNode(clip, element, { ...place, following: [...place.following, id] }, scene);
  return mask === undefined
    ? []
    : [{ type: 'GROUP', props: { name: 'Clip path group' }, children: [mask, ...nodes] }];
}

function masked(nodes: SvgNode[], element: SvgElement, place: Place, scene: Scene): SvgNode[] {
  const id = urlId(place.style['mask']);
  if (id === undefined || nodes.length === 0) return nodes;
  const mask = scene.follow(id, place, 'a mask');
  if (mask?.name !== 'mask' || id === null) return nodes;
  const style = computeStyle(mask, place.style, scene.document);
  const matrix = unitsMatrix(mask.attributes['maskContentUnits'], element, place, scene);
  const inside: Place = { ...place, style, matrix, following: [...place.following, id] };
  const content = convertChildren(mask, inside, scene);
  if (content.length === 0) return [];
  const type = style['mask-type'] === 'alpha' ? 'ALPHA' : 'LUMINANCE';
  const [only] = content;
  const shape: SvgNode =
    content.length === 1 && only !== undefined
      ? { ...only, props: { ...only.props, ...maskProps(type) } }
      : {
          type: 'GROUP',
          props: { name: mask.attributes['id'] ?? 'Mask', ...maskProps(type) },
          children: content,
        };
  return [{ type: 'GROUP', props: { name: 'Mask group' }, children: [shape, ...nodes] }];
}
