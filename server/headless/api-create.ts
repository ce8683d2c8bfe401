/** `figma.create*`: new nodes stand at 0,0 on top of the current page. */
import type { HeadlessContext } from './context.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { initialProps } from './properties.ts';
import { adopt, putOnCurrentPage } from './tree.ts';

/** A new node of a type with Figma's default values. */
export function createNode(type: HeadlessNodeType, context: HeadlessContext): NodeRecord {
  const record = context.document.create(type, initialProps(type));
  if (type === 'TEXT') {
    record.props.width = 0;
    record.props.height = 0;
  }
  putOnCurrentPage(record, context);
  return record;
}

const CREATABLE = {
  createFrame: 'FRAME',
  createText: 'TEXT',
  createRectangle: 'RECTANGLE',
  createEllipse: 'ELLIPSE',
  createLine: 'LINE',
  createPolygon: 'POLYGON',
  createStar: 'STAR',
  createVector: 'VECTOR',
  createComponent: 'COMPONENT',
  createSection: 'SECTION',
  createSlice: 'SLICE',
} as const satisfies Record<string, HeadlessNodeType>;

/** The members of `figma` that make one empty node each. */
export function createFunctions(context: HeadlessContext): Record<string, () => object> {
  return Object.fromEntries(
    Object.entries(CREATABLE).map(([name, type]) => [name, () => context.node(createNode(type, context))]),
  );
}

export function createPage(context: HeadlessContext): object {
  const { document } = context;
  const page = document.create('PAGE', initialProps('PAGE'));
  page.props.name = `Page ${document.pages.length + 1}`;
  adopt(document.root, page, undefined, document);
  context.loadedPages.add(page);
  return context.node(page);
}
