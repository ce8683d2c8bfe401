/** `clip-path` and `mask`: Figma's way is a group whose lowest child is a mask for the ones above it. */
import { multiply, translation } from '../matrix.ts';
import type { NodeProps } from '../model.ts';
import { mapPath, type PathCommand, pathBounds, printPath } from '../vector-path.ts';
import { elementsOf, hrefOf, type SvgElement } from './document.ts';
import { boxMatrix } from './gradient.ts';
import { lengths } from './length.ts';
import { outlineOf, shapeNames, transformOutline } from './outline.ts';
import type { Place, Scene, SvgNode } from './scene.ts';
import { computeStyle } from './style.ts';
import { parseTransform } from './transform.ts';

export interface Area {
  commands: PathCommand[];
  rule: 'NONZERO' | 'EVENODD';
}

/** The mask node for a `clipPath`: all its shapes as one vector. undefined: it shows nothing. */
export function clipNode(
  clip: SvgElement,
  clipped: SvgElement,
  place: Place,
  scene: Scene,
): SvgNode | undefined {
  if (clip.attributes['clip-path'] !== undefined) scene.note('a clip path on a clip path');
  const matrix = unitsMatrix(clip.attributes['clipPathUnits'], clipped, place, scene);
  const inside = { ...place, matrix: multiply(matrix, parseTransform(clip.attributes['transform'])) };
  const areas = elementsOf(clip).flatMap((child) => outlines(child, inside, scene));
  const box = pathBounds(areas.flatMap(({ commands }) => commands));
  if (box === null || !(box.width > 0) || !(box.height > 0)) return undefined;
  return maskVector(clip.attributes['id'] ?? 'Clip path', areas, box);
}

/** A mask that shows what lies inside the areas, given in the drawing's coordinates with their box. */
export function maskVector(name: string, areas: readonly Area[], box: Rect): SvgNode {
  return {
    type: 'VECTOR',
    props: {
      name,
      relativeTransform: translation(box.x, box.y),
      width: box.width,
      height: box.height,
      fills: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }],
      strokes: [],
      ...maskProps('ALPHA'),
      vectorPaths: areas.map(({ commands, rule }) => ({
        windingRule: rule,
        data: printPath(mapPath(commands, box.x, box.y, 1, 1)),
      })),
    },
  };
}

export function maskProps(maskType: NodeProps['maskType']): Partial<NodeProps> {
  return { isMask: true, maskType };
}

/** The coordinates the content of a clip path or mask is drawn in: the element's, or its box as 0..1. */
export function unitsMatrix(
  units: string | undefined,
  element: SvgElement,
  place: Place,
  scene: Scene,
): Transform {
  if (units !== 'objectBoundingBox') return place.matrix;
  // The element's own transform is in `place.matrix` already: outlines from there on are its own coordinates.
  const own: Place = { ...place, matrix: translation(0, 0) };
  const areas = outlinesInside(element, own, scene);
  const box = pathBounds(areas.flatMap(({ commands }) => commands)) ?? { x: 0, y: 0, width: 0, height: 0 };
  return multiply(place.matrix, boxMatrix(box));
}

/** Everything with an outline at and below an element, in the coordinates of `place`. */
function outlines(element: SvgElement, above: Place, scene: Scene): Area[] {
  const style = computeStyle(element, above.style, scene.document);
  if (style['display'] === 'none') return [];
  const matrix = multiply(
    above.matrix,
    parseTransform(style['transform'] ?? element.attributes['transform']),
  );
  return outlinesInside(element, { ...above, style, matrix }, scene);
}

/** As `outlines`, for an element whose own transform and style `place` has already. */
function outlinesInside(element: SvgElement, place: Place, scene: Scene): Area[] {
  scene.countElement(element);
  const em = Number(place.style['font-size']);
  if (shapeNames.includes(element.name)) {
    const { commands } = outlineOf(element, place.viewport, em);
    scene.countCommands(commands.length);
    const rule = place.style['clip-rule'] === 'evenodd' ? 'EVENODD' : 'NONZERO';
    return commands.length === 0 ? [] : [{ commands: transformOutline(commands, place.matrix), rule }];
  }
  if (element.name === 'use') {
    const id = hrefOf(element) ?? null;
    const target = scene.follow(id, place, 'a <use>');
    if (target === undefined || id === null) return [];
    const length = lengths(element.attributes, place.viewport, em);
    const matrix = multiply(place.matrix, translation(length.x('x', 0), length.y('y', 0)));
    return outlines(target, { ...place, matrix, following: [...place.following, id] }, scene);
  }
  if (['g', 'a', 'svg', 'symbol', 'switch'].includes(element.name)) {
    return elementsOf(element).flatMap((child) => outlines(child, place, scene));
  }
  if (element.name === 'text') scene.note('text as a clip path');
  return [];
}
