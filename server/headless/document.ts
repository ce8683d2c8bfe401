/**
 * The document: records by id, tree operations, and what changed. Knows nothing of Figma's rules; `node.ts` and the
 * property table decide what may be written.
 */
import { isGroupLike } from './geometry.ts';
import { ImageLibrary } from './images.ts';
import type { HeadlessNodeType, NodeProps, NodeRecord } from './model.ts';
import { hasAutoLayout } from './node-types.ts';

export interface DocumentChange {
  readonly kind: 'CREATE' | 'DELETE' | 'PROPERTY_CHANGE';
  readonly record: NodeRecord;
  readonly property?: string;
}

/** Told of every change as it happens, before those who listen to changes. */
export interface ChangeWatcher {
  created(record: NodeRecord): void;
  removed(record: NodeRecord): void;
  /** A value was written, or (property undefined) a child came or went. */
  written(record: NodeRecord, property: string | undefined): void;
  /** The instances of a component are out of date. */
  componentChanged(component: NodeRecord): void;
}

export class DocumentStore {
  watcher: ChangeWatcher | undefined;
  readonly root: NodeRecord;
  /** Grows with every change; equal values mean nothing changed in between. */
  version = 0;
  readonly #records = new Map<string, NodeRecord>();
  readonly #dirty = new Set<NodeRecord>();
  readonly #listeners = new Set<(change: DocumentChange) => void>();
  #nextId: number;

  constructor(
    root: NodeRecord,
    nextId: number,
    readonly images = new ImageLibrary(),
  ) {
    this.root = root;
    this.#nextId = nextId;
    for (const record of walk(root)) this.#records.set(record.id, record);
  }

  /** The id that the next new node gets the number of. Never goes back, also across save and load. */
  get nextId(): number {
    return this.#nextId;
  }

  /** Leaves numbers out, for nodes that were named to somebody and are not in the document. */
  skipIds(count: number): void {
    this.#nextId += count;
  }

  get pages(): readonly NodeRecord[] {
    return this.root.children;
  }

  get(id: string): NodeRecord | undefined {
    return this.#records.get(id);
  }

  newId(): string {
    return `1:${this.#nextId++}`;
  }

  /** A new record without a parent. `id` is given for sublayers of instances only. */
  create(type: HeadlessNodeType, props: NodeProps, id = this.newId()): NodeRecord {
    const record: NodeRecord = { id, type, parent: null, children: [], props, removed: false };
    this.#records.set(id, record);
    this.watcher?.created(record);
    this.#emit({ kind: 'CREATE', record });
    return record;
  }

  /** Puts `child` before the sibling that is at `index` now, taking it from its old parent first. */
  insert(parent: NodeRecord, child: NodeRecord, index = parent.children.length): void {
    const before = parent.children[index];
    this.detach(child);
    const at =
      before === undefined
        ? parent.children.length
        : before === child
          ? index
          : parent.children.indexOf(before);
    parent.children.splice(at, 0, child);
    child.parent = parent;
    const wasDirty = this.#dirty.delete(child);
    if (wasDirty) this.#dirty.add(topOf(child));
    else this.invalidate(child);
    this.changed(child, 'parent');
  }

  /** Takes a record out of its parent; it stays in the document. */
  detach(record: NodeRecord): void {
    const { parent } = record;
    if (parent === null) return;
    if (isLaidOut(parent)) this.invalidate(parent);
    parent.children.splice(parent.children.indexOf(record), 1);
    record.parent = null;
    this.watcher?.written(parent, undefined);
  }

  /** Removes a record and everything in it for good: its id is free but never given out again. */
  remove(record: NodeRecord): void {
    this.detach(record);
    for (const gone of [...walk(record)]) {
      gone.removed = true;
      this.#records.delete(gone.id);
      this.#dirty.delete(gone);
      this.watcher?.removed(gone);
      this.#emit({ kind: 'DELETE', record: gone });
    }
  }

  /** Gives a record (and its subtree) a new type or id; the old object is gone afterwards. */
  replace(old: NodeRecord, next: NodeRecord): void {
    const { parent } = old;
    const at = parent?.children.indexOf(old) ?? -1;
    if (parent !== null) parent.children[at] = next;
    next.parent = parent;
    next.children = old.children;
    for (const child of next.children) child.parent = next;
    old.parent = null;
    old.children = [];
    old.removed = true;
    if (this.#records.get(old.id) === old) this.#records.delete(old.id);
    this.#records.set(next.id, next);
    this.invalidate(next);
    this.watcher?.removed(old);
    this.watcher?.created(next);
    this.watcher?.written(next, undefined);
    this.#emit({ kind: 'DELETE', record: old });
    this.#emit({ kind: 'CREATE', record: next });
  }

  /** Says that the layout of the tree around `record` is out of date, if layout has a say in it at all. */
  invalidate(record: NodeRecord): void {
    const isFitted = record.type === 'TEXT' || record.type === 'VECTOR';
    const concernsLayout = isFitted || record.children.length > 0 || isLaidOut(record);
    if (!concernsLayout) return;
    const top = topOf(record);
    if (top.type !== 'PAGE' && top.type !== 'DOCUMENT') this.#dirty.add(top);
  }

  /** True once per invalidation: the caller then lays out the tree. */
  takeDirty(top: NodeRecord): boolean {
    return this.#dirty.delete(top);
  }

  isDirty(top: NodeRecord): boolean {
    return this.#dirty.has(top);
  }

  dirtyTops(): NodeRecord[] {
    return [...this.#dirty];
  }

  changed(record: NodeRecord, property: string): void {
    this.watcher?.written(record, property);
    this.#emit({ kind: 'PROPERTY_CHANGE', record, property });
  }

  onChange(listener: (change: DocumentChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #emit(change: DocumentChange): void {
    this.version += 1;
    for (const listener of this.#listeners) listener(change);
  }
}

/** Do the sizes or positions in or around a record follow from auto layout or from a group's children? */
function isLaidOut(record: NodeRecord): boolean {
  for (let at: NodeRecord | null = record; at !== null; at = at.parent) {
    if (hasAutoLayout(at) || isGroupLike(at)) return true;
  }
  return false;
}

/** A record and everything below it, parents first, back to front. */
export function* walk(record: NodeRecord): Generator<NodeRecord> {
  yield record;
  for (const child of record.children) yield* walk(child);
}

/** The ancestor (or self) that stands directly on a page, or has no parent at all. */
export function topOf(record: NodeRecord): NodeRecord {
  let top = record;
  while (top.parent !== null && top.parent.type !== 'PAGE') top = top.parent;
  return top;
}

/** The page a record is on; undefined for the document and for records outside any page. */
export function pageOf(record: NodeRecord): NodeRecord | undefined {
  for (let at: NodeRecord | null = record; at !== null; at = at.parent) if (at.type === 'PAGE') return at;
  return undefined;
}

/** Is `ancestor` the record itself or above it? */
export function isInside(record: NodeRecord, ancestor: NodeRecord): boolean {
  for (let at: NodeRecord | null = record; at !== null; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** The nearest ancestor (not the record itself) of a type. */
export function ancestorOfType(record: NodeRecord, type: HeadlessNodeType): NodeRecord | undefined {
  for (let at = record.parent; at !== null; at = at.parent) if (at.type === type) return at;
  return undefined;
}
