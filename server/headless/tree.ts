/** Moving, removing and copying nodes, with the rules Figma has for it. */
import { adoptInstance } from './components/capture.ts';
import { NO_VALUES } from './components/own-values.ts';
import { joinSet, leaveSet, takeDefaults } from './components/sets.ts';
import { rootInstance, sublayerId } from './components/source.ts';
import type { HeadlessContext } from './context.ts';
import { ancestorOfType, type DocumentStore, isInside, pageOf, walk } from './document.ts';
import { FigmaError } from './errors.ts';
import { isGroupLike } from './geometry.ts';
import { placeInFirstFreeCell } from './grid.ts';
import type { HeadlessNodeType, NodeProps, NodeRecord } from './model.ts';
import { isContainer, isFrame } from './node-types.ts';
import { childrenOf } from './properties-node.ts';
import { syncSizing } from './sizing.ts';

/** Refuses what Figma refuses. `index` undefined: on top. */
export function checkMove(
  parent: NodeRecord,
  child: NodeRecord,
  index: number | undefined,
  context: HeadlessContext,
): void {
  const siblings = childrenOf(parent, context);
  if (index !== undefined && index > siblings.length) {
    throw new FigmaError(
      `Cannot insert at index ${index}: the parent has ${siblings.length} ${siblings.length === 1 ? 'child' : 'children'}, so the highest index is ${siblings.length}`,
    );
  }
  const refuse = (reason: string): never => {
    throw new FigmaError(`Cannot move node. ${reason}`);
  };
  if (isInside(parent, child)) refuse('New parent is the node itself or is inside of it');
  if (parent.type === 'INSTANCE' || ancestorOfType(parent, 'INSTANCE')) {
    refuse('New parent is an instance or is inside of an instance');
  }
  if (ancestorOfType(child, 'INSTANCE')) refuse('Node is inside of an instance');
  if (child.type === 'DOCUMENT') refuse('The document node has no parent');
  if ((child.type === 'PAGE') !== (parent.type === 'DOCUMENT')) {
    refuse(
      child.type === 'PAGE' ? 'A page can only be in the document' : 'Only pages can be in the document',
    );
  }
  if (child.type === 'SECTION' && parent.type !== 'PAGE' && parent.type !== 'SECTION') {
    refuse('A section can only be on a page or in another section');
  }
  if (parent.type === 'COMPONENT_SET' && child.type !== 'COMPONENT') {
    refuse('A component set can only contain components');
  }
  checkComponents(parent, child, refuse);
  if (child.type === 'TEXT' && child.props.characters !== '') context.fonts.requireAllOf(child);
}

function checkComponents(parent: NodeRecord, child: NodeRecord, refuse: (reason: string) => never): void {
  const inComponent = parent.type === 'COMPONENT' || ancestorOfType(parent, 'COMPONENT') !== undefined;
  if (!inComponent) return;
  for (const record of walk(child)) {
    if (record.type === 'COMPONENT') refuse('Reparenting would create a component inside a component');
    const main = record.type === 'INSTANCE' ? record.props.mainComponentId : null;
    for (let at: NodeRecord | null = main === null ? null : parent; at !== null; at = at.parent) {
      if (at.id === main) refuse('Reparenting would create a component cycle');
    }
  }
}

/** `appendChild` and `insertChild`: positions stay as they are, relative to the new container. */
export function moveRecord(
  parent: NodeRecord,
  child: NodeRecord,
  index: number | undefined,
  context: HeadlessContext,
): void {
  checkMove(parent, child, index, context);
  // A child takes the size and place that its old parent's layout gave it along.
  if (child.parent !== parent) context.settle(child);
  changeSet(parent, child, context);
  adopt(parent, child, index, context.document);
  if (parent.type === 'COMPONENT_SET') takeDefaults(parent, context);
}

function changeSet(parent: NodeRecord, child: NodeRecord, context: HeadlessContext): void {
  if (child.type !== 'COMPONENT' || child.parent === parent) return;
  if (child.parent?.type === 'COMPONENT_SET') leaveSet(child.parent, child);
  if (parent.type === 'COMPONENT_SET') joinSet(parent, child, context);
}

/** The move itself, without asking. Groups that it leaves empty disappear, as in Figma. */
export function adopt(
  parent: NodeRecord,
  child: NodeRecord,
  index: number | undefined,
  document: DocumentStore,
): void {
  const old = child.parent;
  document.insert(parent, child, index);
  if (old !== parent) {
    if (old !== null) removeEmptyGroups(old, document);
    if (isFrame(parent) && parent.props.layoutMode === 'GRID') placeInFirstFreeCell(parent, child);
  }
  syncSizing(child);
}

function removeEmptyGroups(from: NodeRecord, document: DocumentStore): void {
  let at = from;
  while (isGroupLike(at) && at.children.length === 0 && !at.removed) {
    const { parent } = at;
    document.remove(at);
    if (parent === null) return;
    at = parent;
  }
}

/** `node.remove()`. */
export function removeRecord(record: NodeRecord, context: HeadlessContext): void {
  const { document } = context;
  if (record.type === 'DOCUMENT') throw new FigmaError('Removing this node is not allowed');
  if (ancestorOfType(record, 'INSTANCE')) {
    throw new FigmaError('Removing this node is not allowed: it is inside of an instance');
  }
  if (record.type === 'PAGE') {
    if (document.pages.length === 1) throw new FigmaError('The last page of a document cannot be removed');
    if (record === context.currentPage) {
      throw new FigmaError('The current page cannot be removed. Call figma.setCurrentPageAsync first.');
    }
    context.loadedPages.delete(record);
  }
  const { parent } = record;
  document.remove(record);
  if (parent !== null) removeEmptyGroups(parent, document);
}

/** Values are immutable once stored, so a shallow copy of the props is a full one. */
function copyProps(props: NodeProps): NodeProps {
  return { ...props };
}

/** Copies the children of `source` into the instance `target`, as sublayers. */
export function fillInstance(target: NodeRecord, source: NodeRecord, document: DocumentStore): void {
  const copyInto = (parent: NodeRecord, original: NodeRecord): void => {
    for (const child of original.children) {
      const copy = document.create(child.type, copyProps(child.props), sublayerId(target.id, child.id));
      adopt(parent, copy, undefined, document);
      keepCell(child, copy);
      copyInto(copy, child);
    }
  };
  copyInto(target, source);
}

/** `adopt` gives grid children a new cell; a copy keeps the one of its original. */
function keepCell(from: NodeRecord, to: NodeRecord): void {
  for (const name of [
    'gridRowAnchorIndex',
    'gridColumnAnchorIndex',
    'gridRowSpan',
    'gridColumnSpan',
  ] as const) {
    if (name in from.props) to.props[name] = from.props[name];
  }
}

/**
 * A copy with new ids, not yet in any parent. Components inside the copied node become instances of the originals,
 * as in Figma; the copied node itself keeps its type.
 */
export function cloneRecord(record: NodeRecord, document: DocumentStore): NodeRecord {
  const copy = document.create(record.type, copyProps(record.props));
  if (record.type === 'PAGE') copy.props['selectedIds'] = Object.freeze([]);
  if (record.type === 'INSTANCE') {
    copySublayers(copy, record, document);
    // What a sublayer has of its own is known by the outermost instance only.
    if (rootInstance(record) !== record) adoptInstance(copy, document);
    return copy;
  }
  for (const child of record.children) {
    // A copied set has variants of its own; other components are copied as instances.
    const isInstance = child.type === 'COMPONENT' && record.type !== 'COMPONENT_SET';
    const next = isInstance ? instantiate(child, document) : cloneRecord(child, document);
    const { relativeTransform } = child.props;
    adopt(copy, next, undefined, document);
    if (child.type === 'COMPONENT') next.props.relativeTransform = relativeTransform;
    keepCell(child, next);
  }
  return copy;
}

/** Sublayers of a copied instance name the same sources under the new instance's id. */
function copySublayers(target: NodeRecord, source: NodeRecord, document: DocumentStore): void {
  const prefix = `I${source.id.replace(/^I/, '')};`;
  const copyInto = (parent: NodeRecord, original: NodeRecord): void => {
    for (const child of original.children) {
      const sourceId = child.id.startsWith(prefix) ? child.id.slice(prefix.length) : child.id;
      const copy = document.create(child.type, copyProps(child.props), sublayerId(target.id, sourceId));
      adopt(parent, copy, undefined, document);
      keepCell(child, copy);
      copyInto(copy, child);
    }
  };
  copyInto(target, source);
}

/** Members of a component that its instances do not have. */
const COMPONENT_ONLY = ['description', 'documentationLinks', 'propertyDefinitions'];

/** A new instance of a component, without a parent. */
export function instantiate(component: NodeRecord, document: DocumentStore): NodeRecord {
  const props = copyProps(component.props);
  for (const name of COMPONENT_ONLY) delete props[name];
  props.mainComponentId = component.id;
  props['ownValues'] = NO_VALUES;
  props['propertyValues'] = Object.freeze({});
  props['propertyReferences'] = null;
  props['scaleFactor'] = 1;
  props['isExposedInstance'] = false;
  props.pluginData = Object.freeze({});
  props.sharedPluginData = Object.freeze({});
  props.relativeTransform = [
    [1, 0, 0],
    [0, 1, 0],
  ];
  const instance = document.create('INSTANCE', props);
  fillInstance(instance, component, document);
  return instance;
}

/**
 * Turns a node into another type, in place: a new id, the same children and position. `keep` says which of its
 * values go over.
 */
export function convertRecord(
  record: NodeRecord,
  type: HeadlessNodeType,
  props: NodeProps,
  document: DocumentStore,
  id = document.newId(),
): NodeRecord {
  const next: NodeRecord = { id, type, parent: null, children: [], props, removed: false };
  document.replace(record, next);
  return next;
}

/** Puts a new node where Figma puts new nodes: on top of the current page. */
export function putOnCurrentPage(record: NodeRecord, context: HeadlessContext): void {
  adopt(context.currentPage, record, undefined, context.document);
}

/** Are both on the same page? Grouping across pages is refused by Figma. */
export function samePage(a: NodeRecord, b: NodeRecord): boolean {
  return pageOf(a) === pageOf(b);
}

/** Refuses a parent that cannot have children. */
export function requireContainer(record: NodeRecord, name: string): void {
  if (!isContainer(record)) {
    throw new FigmaError(`Expected "${name}" to be a node that can have children, got ${record.type}`);
  }
}
