/**
 * SVG markup to nodes, for `figma.createNodeFromSvg`.
 *
 * `markup -> document.ts (XML, safe) -> style.ts (CSS) -> convert.ts (walk) -> shape, text, clip -> nodes`. Transforms
 * end up in each node: in its path, or in `relativeTransform` of a rectangle, ellipse or text. Coordinates are px of the
 * drawing, also inside groups, whose boxes follow from their children.
 */
import { convertChildren } from './convert.ts';
import { readDocument, type SvgElement } from './document.ts';
import { numbersIn, parseLength } from './length.ts';
import { Scene, type SvgNode } from './scene.ts';
import { computeStyle, initialStyle } from './style.ts';
import { limits, SvgError } from './svg-error.ts';
import { viewBoxTransform } from './transform.ts';

export type { SvgNode } from './scene.ts';
export { SvgError } from './svg-error.ts';

export interface SvgImport {
  /** px */
  width: number;
  height: number;
  /** Back to front. */
  nodes: SvgNode[];
  /** What the drawing has and the nodes do not, in a few words each: "filters", "<image>". */
  ignored: string[];
}

/** Throws `SvgError` for markup that is refused; parts that cannot be drawn are left out and listed in `ignored`. */
export function parseSvg(svg: string): SvgImport {
  const document = readDocument(svg);
  const { root } = document;
  const size = sizeOf(root);
  const scene = new Scene(document);
  const style = computeStyle(root, initialStyle, document);
  const fitted = viewBoxTransform(root.attributes['viewBox'], root.attributes['preserveAspectRatio'], size);
  const nodes = convertChildren(
    root,
    { matrix: fitted.matrix, style, viewport: fitted.inner, following: [] },
    scene,
  );
  return { ...size, nodes, ignored: scene.ignored };
}

/** `width` and `height`; what is missing or in percent comes from the viewBox, at last CSS's 300 x 150. */
function sizeOf(root: SvgElement): { width: number; height: number } {
  const [, , boxWidth = 300, boxHeight = 150] = numbersIn(root.attributes['viewBox'] ?? '');
  const side = (name: string) => {
    const text = root.attributes[name];
    return text === undefined || text.trim().endsWith('%') ? undefined : parseLength(text, 0);
  };
  const width = side('width');
  const height = side('height');
  const size = {
    width: width ?? (height === undefined ? boxWidth : (height * boxWidth) / boxHeight),
    height: height ?? (width === undefined ? boxHeight : (width * boxHeight) / boxWidth),
  };
  if (!(size.width > 0) || !(size.height > 0) || Math.max(size.width, size.height) > limits.side) {
    throw new SvgError(
      `The SVG is ${size.width} x ${size.height} px; each side must be above 0 and at most ${limits.side}. ` +
        'Give its <svg> a smaller width and height; with a viewBox the drawing follows.',
    );
  }
  return size;
}
