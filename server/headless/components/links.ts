/**
 * Keeps instances true to their components. Writes only note what is out of date (a look at a set in documents without
 * instances, a walk up the tree in others); `refresh` derives it before anything reads an instance, its geometry or
 * the whole document. Components are brought up to date before the instances that contain their instances.
 */
import { ancestorOfType, type ChangeWatcher, type DocumentStore, topOf, walk } from '../document.ts';
import type { NodeRecord } from '../model.ts';
import { adoptInstance, captureOwn } from './capture.ts';
import { deriveInstance, type Resize } from './derive.ts';
import { ownValuesOf } from './own-values.ts';
import { isSublayer } from './refuse.ts';
import { rememberLinks } from './remember.ts';
import { mainOf, rootInstance } from './source.ts';

export interface LinkLayout {
  resize: Resize;
  /** Lays out the tree around a component, if that is due. */
  settle(record: NodeRecord): void;
  /** A layer of a component itself was written. */
  followLayer(record: NodeRecord, component: NodeRecord): void;
}

/** More than components are nested in one layout. Layouts that answer each other for ever stop here. */
const MAX_ROUNDS = 8;

/** Reported when no value of the record was written, but what it follows from. */
const NOT_VALUES = new Set([
  'parent',
  'overrides',
  'scaleFactor',
  'mainComponent',
  'componentProperties',
  'componentPropertyReferences',
  'isExposedInstance',
]);

export class ComponentLinks implements ChangeWatcher {
  readonly #instances = new Set<NodeRecord>();
  readonly #components = new Set<NodeRecord>();
  readonly #staleComponents = new Set<NodeRecord>();
  readonly #staleInstances = new Set<NodeRecord>();
  #isDeriving = false;

  constructor(
    private readonly document: DocumentStore,
    private readonly layout: LinkLayout,
  ) {
    for (const record of walk(document.root)) this.created(record);
    for (const record of this.#instances) {
      if (rootInstance(record) === record && ownValuesOf(record) === null) adoptInstance(record, document);
    }
  }

  created(record: NodeRecord): void {
    if (record.type === 'INSTANCE') this.#instances.add(record);
    if (record.type === 'COMPONENT') this.#components.add(record);
  }

  removed(record: NodeRecord): void {
    this.#instances.delete(record);
    this.#components.delete(record);
    this.#staleInstances.delete(record);
    this.#staleComponents.delete(record);
  }

  /** `property` undefined: what the record consists of. */
  written(record: NodeRecord, property: string | undefined): void {
    if (this.#isDeriving) return;
    if (property !== undefined && record.props['propertyReferences'] && !isSublayer(record)) {
      const component = ancestorOfType(record, 'COMPONENT');
      if (component !== undefined) this.layout.followLayer(record, component);
    }
    if (this.#instances.size === 0) return;
    let root: NodeRecord | undefined;
    let component: NodeRecord | undefined;
    for (let at: NodeRecord | null = record; at !== null; at = at.parent) {
      if (at.type === 'INSTANCE') root = at;
      else if (at.type === 'COMPONENT') component = at;
    }
    // Instances of variants are named after the set.
    if (record.type === 'COMPONENT_SET') for (const each of record.children) this.#staleComponents.add(each);
    if (component !== undefined) this.#staleComponents.add(component);
    if (root === undefined) return;
    if (property !== undefined && !NOT_VALUES.has(property)) {
      captureOwn(record, root, property === 'width' && record === root, this.document);
    }
    this.#staleInstances.add(root);
  }

  /** Its instances are out of date for a reason that is no write, such as its size in a layout. */
  componentChanged(component: NodeRecord): void {
    if (this.#instances.size > 0) this.#staleComponents.add(component);
  }

  remember(): () => void {
    return rememberLinks(this.#instances, this.#components, this.document);
  }

  /** Outermost instances of the components around and beside a record, and of those around these instances. */
  followers(record: NodeRecord): NodeRecord[] {
    if (this.#instances.size === 0) return [];
    const found = new Set<NodeRecord>();
    const tops = new Set<NodeRecord>([topOf(record)]);
    for (const top of tops) {
      const components = new Set([...walk(top)].filter((each) => each.type === 'COMPONENT'));
      if (components.size === 0) continue;
      for (const instance of this.#instances) {
        const main = mainOf(instance, this.document);
        const root = rootInstance(instance);
        if (main === undefined || root === undefined || !components.has(main)) continue;
        found.add(root);
        tops.add(topOf(root));
      }
    }
    return [...found];
  }

  get hasInstances(): boolean {
    return this.#instances.size > 0;
  }

  get isStale(): boolean {
    return this.#staleComponents.size + this.#staleInstances.size > 0 && !this.#isDeriving;
  }

  /** Brings every instance up to date with what was written. */
  refresh(): void {
    if (!this.isStale) return;
    const components = new Set(this.#staleComponents);
    const own = new Set(this.#staleInstances);
    this.#staleComponents.clear();
    this.#staleInstances.clear();
    this.#isDeriving = true;
    try {
      new Refresh(this.document, this.layout, components, own).run(this.#instances);
    } finally {
      this.#isDeriving = false;
    }
  }

  /**
   * The same for geometry: components are laid out first, as the size that a layout gives to one is its instances'
   * too. These may stand in the same layout, or in other components, so it takes rounds.
   */
  refreshGeometry(): void {
    if (this.#instances.size === 0 || this.#isDeriving) return;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      for (const component of this.#components) {
        if (this.document.isDirty(topOf(component))) this.layout.settle(component);
      }
      if (!this.isStale) return;
      this.refresh();
    }
  }
}

class Refresh {
  readonly #seen = new Set<NodeRecord>();

  constructor(
    private readonly document: DocumentStore,
    private readonly layout: LinkLayout,
    private readonly changed: Set<NodeRecord>,
    private readonly own: ReadonlySet<NodeRecord>,
  ) {}

  run(instances: ReadonlySet<NodeRecord>): void {
    for (const record of [...instances]) {
      if (!record.removed && rootInstance(record) === record) this.update(record);
    }
  }

  /** Does the instance change? Then so does the component it is in. */
  private update(root: NodeRecord): boolean {
    if (this.#seen.has(root)) return this.changed.has(root);
    this.#seen.add(root);
    let isDue = this.own.has(root);
    for (const record of walk(root)) {
      const main = record.type === 'INSTANCE' ? mainOf(record, this.document) : undefined;
      if (main !== undefined && this.updateComponent(main)) isDue = true;
    }
    if (!isDue) return false;
    this.changed.add(root);
    deriveInstance(root, this.document, this.layout.resize);
    this.document.invalidate(root);
    return true;
  }

  private updateComponent(component: NodeRecord): boolean {
    if (!this.#seen.has(component)) {
      this.#seen.add(component);
      for (const record of [...walk(component)]) {
        if (record.type !== 'INSTANCE' || record.removed || rootInstance(record) !== record) continue;
        if (this.update(record)) this.changed.add(component);
      }
      if (this.changed.has(component)) this.layout.settle(component);
    }
    return this.changed.has(component);
  }
}
