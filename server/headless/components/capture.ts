/**
 * What a write inside an instance makes its own: every value that differs from what the component gives. A value that
 * is set back to the component's follows it again.
 */
import type { DocumentStore } from '../document.ts';
import { walk } from '../document.ts';
import { sameData } from '../freeze.ts';
import type { NodeRecord } from '../model.ts';
import { hasAutoLayout } from '../node-types.ts';
import { assignValues } from './assign.ts';
import { fieldsOf } from './fields.ts';
import { inheritedProps } from './inherit.ts';
import { NO_VALUES, ownValuesAt, setOwnValues, type Values } from './own-values.ts';
import { holderOf, mainOf, pathIn, sourceOf } from './source.ts';
import { ownText, type TextProps } from './text-values.ts';

/** Own values that no comparison finds: they are set by name. */
const BY_NAME = ['mainComponentId', 'propertyValues'];
/** The fields that a component property can stand for. */
const BOUND = ['visible', 'characters'] as const;

/** `sized`: the write was about the size. Otherwise a size can only have changed by layout. */
export function captureOwn(
  record: NodeRecord,
  root: NodeRecord,
  sized: boolean,
  document: DocumentStore,
): void {
  const source = sourceOf(record, root, document);
  if (source === undefined) return;
  const isRoot = record === root;
  const holder = isRoot ? undefined : holderOf(record);
  const inherited = inheritedProps(record, { root, source, holder }, document);
  const path = pathIn(root, record);
  const before = ownValuesAt(root, path);
  const own: Record<string, unknown> = {};
  for (const name of BY_NAME) if (name in before) own[name] = before[name];
  const isNamedByText = record.type === 'TEXT' && record.props.autoRename;
  for (const name of fieldsOf(record.type, isRoot).tracked) {
    if (name === 'name' && isNamedByText) continue;
    if (!sameData(record.props[name], inherited[name])) own[name] = record.props[name];
  }
  if (record.type === 'TEXT') Object.assign(own, ownText(record.props, inherited as unknown as TextProps));
  if (isRoot) Object.assign(own, ownSize(record, inherited, before, sized));
  if (holder !== undefined) giveToProperties(own, { source, holder, root }, document);
  setOwnValues(root, path, own);
}

function ownSize(
  root: NodeRecord,
  inherited: Values,
  before: Values,
  sized: boolean,
): Record<string, unknown> {
  const size: Record<string, unknown> = {};
  for (const name of ['width', 'height'] as const) {
    const value = sized ? root.props[name] : before[name];
    if (value !== undefined && value !== inherited[name]) size[name] = value;
  }
  return size;
}

/** A field that a component property stands for is that property's value, not an override of the sublayer. */
function giveToProperties(
  own: Record<string, unknown>,
  { source, holder, root }: { source: NodeRecord; holder: NodeRecord; root: NodeRecord },
  document: DocumentStore,
): void {
  const references = source.props['propertyReferences'] as Record<string, string> | null | undefined;
  if (references == null) return;
  for (const field of BOUND) {
    const name = references[field];
    if (name === undefined || !(field in own)) continue;
    assignValues(holder, root, { [name]: own[field] }, document);
    delete own[field];
  }
}

/** An instance of unknown history (a former sublayer, an old document): what differs from its component is its own. */
export function adoptInstance(root: NodeRecord, document: DocumentStore): void {
  root.props['ownValues'] = NO_VALUES;
  for (const record of walk(root)) {
    const source = sourceOf(record, root, document);
    if (source === undefined) continue;
    if (record !== root && record.type === 'INSTANCE') adoptLinks(record, source, root);
    captureOwn(record, root, record === root && !isSizedByLayout(root), document);
  }
  if (mainOf(root, document) === undefined) root.props['ownValues'] = NO_VALUES;
}

function adoptLinks(nested: NodeRecord, source: NodeRecord, root: NodeRecord): void {
  if (nested.props.mainComponentId === source.props.mainComponentId) return;
  setOwnValues(root, pathIn(root, nested), { mainComponentId: nested.props.mainComponentId });
}

function isSizedByLayout(root: NodeRecord): boolean {
  return hasAutoLayout(root) || hasAutoLayout(root.parent);
}
