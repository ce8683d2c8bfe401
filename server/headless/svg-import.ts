/** `figma.createNodeFromSvg`: the parsed drawing as nodes in a frame. */
import type { HeadlessContext } from './context.ts';
import type { SvgImport, SvgNode } from './engines.ts';
import { FigmaError } from './errors.ts';
import { frozenCopy } from './freeze.ts';
import type { NodeRecord } from './model.ts';
import { isNodeType } from './node-types.ts';
import { initialProps, propertiesOf } from './properties.ts';
import { syncSizing } from './sizing.ts';
import { adopt, putOnCurrentPage } from './tree.ts';

/** The frame Figma makes: the drawing's size, no fill, clipping. */
export function createFromSvg(svg: string, context: HeadlessContext): NodeRecord {
  const drawing = parse(svg, context);
  const frame = context.document.create('FRAME', {
    ...initialProps('FRAME'),
    name: 'svg',
    width: drawing.width,
    height: drawing.height,
    fills: [],
  });
  for (const node of drawing.nodes) addNode(frame, node, context);
  putOnCurrentPage(frame, context);
  return frame;
}

/** A drawing that cannot be read is the caller's mistake, told like every other one. */
function parse(svg: string, context: HeadlessContext): SvgImport {
  try {
    return context.engines.parseSvg(svg);
  } catch (error) {
    throw new FigmaError(error instanceof Error ? error.message : String(error));
  }
}

function addNode(parent: NodeRecord, node: SvgNode, context: HeadlessContext): void {
  const { type, props, children = [] } = node;
  if (!isNodeType(type) || type === 'PAGE' || type === 'DOCUMENT') {
    throw new FigmaError(`The drawing contains a ${type} node, which cannot be created`);
  }
  const values = initialProps(type);
  const { vectorPaths, ...others } = props;
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined && name in values) values[name] = frozenCopy(value);
  }
  const record = context.document.create(type, values);
  adopt(parent, record, undefined, context.document);
  // Through the setter: it moves the path's corner to the node's.
  if (vectorPaths !== undefined) propertiesOf(type).get('vectorPaths')?.write?.(record, vectorPaths, context);
  for (const child of children) addNode(record, child, context);
  syncSizing(record);
}
