/** Shape elements as nodes: rectangles and ellipses stay what they are where Figma can hold them, the rest is VECTOR. */

import { invert } from '../geometry.ts';
import { multiply, scaling } from '../matrix.ts';
import type { NodeProps } from '../model.ts';
import { mapPath, type PathCommand, pathBounds, printPath } from '../vector-path.ts';
import type { SvgElement } from './document.ts';
import type { PaintTarget } from './gradient.ts';
import { ellipseGeometry, outlineOf, type RectGeometry, rectGeometry, transformOutline } from './outline.ts';
import { isHidden, layerProps, paintsOf, strokeProps } from './paint.ts';
import type { Place, Scene, SvgNode } from './scene.ts';
import { apply, decompose } from './transform.ts';

/** undefined: SVG draws nothing. */
export function shapeNode(element: SvgElement, place: Place, scene: Scene): SvgNode | undefined {
  const em = Number(place.style['font-size']);
  const { commands, broken } = outlineOf(element, place.viewport, em);
  scene.countCommands(commands.length);
  if (broken) scene.note('path data after a mistake');
  const box = pathBounds(commands);
  if (box === null) return undefined;
  const common = (toNode: Transform): Partial<NodeProps> => {
    const target: PaintTarget = { box, toNode };
    const fills = element.name === 'line' ? [] : paintsOf('fill', target, place, scene);
    return {
      ...layerProps(place, scene),
      ...(isHidden(place) ? { visible: false } : {}),
      fills,
      ...strokeProps(target, place, scene),
    };
  };
  if (element.name === 'rect' || element.name === 'circle' || element.name === 'ellipse') {
    const kept =
      element.name === 'rect'
        ? rectGeometry(element, place.viewport, em)
        : ellipseGeometry(element, place.viewport, em);
    const node = primitive(element, kept, place.matrix, common);
    if (node !== undefined) return node;
  }
  return vector(element, commands, place, common);
}

/** A RECTANGLE or ELLIPSE, unless mirroring, skew or uneven corners make it more than that. */
function primitive(
  element: SvgElement,
  { x, y, width, height, rx, ry }: RectGeometry,
  matrix: Transform,
  common: (toNode: Transform) => Partial<NodeProps>,
): SvgNode | undefined {
  const parts = decompose(matrix);
  const isRect = element.name === 'rect';
  if (parts === null || (isRect && Math.abs(rx * parts.sx - ry * parts.sy) > 1e-6)) return undefined;
  const [left, top] = apply(matrix, x, y);
  const [[a, c], [b, d]] = parts.rotation;
  const relativeTransform: Transform = [
    [a, c, left],
    [b, d, top],
  ];
  const size = { width: width * parts.sx, height: height * parts.sy };
  const toNode = multiply(nodeSpace(relativeTransform, size), matrix);
  const radius = rx * parts.sx;
  const look = common(toNode);
  return {
    type: isRect ? 'RECTANGLE' : 'ELLIPSE',
    props: {
      name: element.attributes['id'] ?? (isRect ? 'Rectangle' : 'Ellipse'),
      relativeTransform,
      ...size,
      ...look,
      ...(isRect ? sideWeights(look.strokeWeight) : {}),
      ...(isRect && radius > 0 ? cornerProps(radius) : {}),
    },
  };
}

/** A rectangle has a stroke weight for each side beside the common one. */
function sideWeights(weight: number | undefined): Partial<NodeProps> {
  if (weight === undefined) return {};
  return {
    strokeTopWeight: weight,
    strokeRightWeight: weight,
    strokeBottomWeight: weight,
    strokeLeftWeight: weight,
  };
}

function cornerProps(radius: number): Partial<NodeProps> {
  return {
    cornerRadius: radius,
    topLeftRadius: radius,
    topRightRadius: radius,
    bottomRightRadius: radius,
    bottomLeftRadius: radius,
  };
}

function vector(
  element: SvgElement,
  commands: readonly PathCommand[],
  place: Place,
  common: (toNode: Transform) => Partial<NodeProps>,
): SvgNode | undefined {
  const moved = transformOutline(commands, place.matrix);
  const box = pathBounds(moved);
  if (box === null) return undefined;
  const relativeTransform: Transform = [
    [1, 0, box.x],
    [0, 1, box.y],
  ];
  const props = common(multiply(nodeSpace(relativeTransform, box), place.matrix));
  const rule = place.style['fill-rule'] === 'evenodd' ? 'EVENODD' : 'NONZERO';
  const filled = props.fills !== undefined && props.fills.length > 0;
  return {
    type: 'VECTOR',
    props: {
      name: element.attributes['id'] ?? 'Vector',
      relativeTransform,
      width: box.width,
      height: box.height,
      ...props,
      vectorPaths: [
        { windingRule: filled ? rule : 'NONE', data: printPath(mapPath(moved, box.x, box.y, 1, 1)) },
      ],
    },
  };
}

/** The drawing's coordinates to a node's box (0..1). A side without length counts as 1, to stay invertible. */
function nodeSpace(relativeTransform: Transform, size: { width: number; height: number }): Transform {
  return invert(multiply(relativeTransform, scaling(size.width || 1, size.height || 1)));
}
