/** The state behind one `figma` object: node objects, loaded pages and fonts, layout when it is due, events. */
import { ComponentLinks } from './components/links.ts';
import { followLayer } from './components/references.ts';
import { type HeadlessContext, MIXED } from './context.ts';
import { type DocumentChange, type DocumentStore, pageOf, topOf, walk } from './document.ts';
import type { Engines } from './engines.ts';
import { FigmaError } from './errors.ts';
import { ChangeBatch, FigmaEvents } from './events.ts';
import { LoadedFonts } from './loaded-fonts.ts';
import type { NodeRecord } from './model.ts';
import { createNodeObject, recordBehind } from './node.ts';
import { fitVectors } from './properties-vector.ts';

export class Session implements HeadlessContext {
  readonly fonts: LoadedFonts;
  readonly loadedPages = new Set<NodeRecord>();
  readonly events: FigmaEvents;
  readonly links: ComponentLinks;
  readonly mixed = MIXED;
  currentPage: NodeRecord;
  readonly #nodes = new WeakMap<NodeRecord, object>();
  readonly #documentChanges = new ChangeBatch();
  readonly #pageChanges = new Map<NodeRecord, ChangeBatch>();

  constructor(
    readonly document: DocumentStore,
    readonly engines: Engines,
    currentPage: NodeRecord,
    onError: (error: unknown) => void,
  ) {
    this.events = new FigmaEvents(onError);
    this.currentPage = currentPage;
    this.loadedPages.add(currentPage);
    this.fonts = new LoadedFonts(engines.text.fonts);
    document.onChange((change) => this.#onChange(change));
    this.links = new ComponentLinks(document, {
      resize: (record, width, height) =>
        engines.layout.resizeRecord(record, width, height, { constraints: true }),
      settle: (record) => this.#layOut(topOf(record)),
      followLayer: (record, component) => followLayer(record, component, this),
    });
    document.watcher = this.links;
  }

  node(record: NodeRecord): object {
    let node = this.#nodes.get(record);
    if (node === undefined) {
      node = createNodeObject(record, this);
      this.#nodes.set(record, node);
    }
    return node;
  }

  recordOf(value: unknown, name: string): NodeRecord {
    const record = recordBehind(value);
    if (record === undefined) {
      throw new FigmaError(
        `Argument "${name}" failed validation: Expected node, received ${describe(value)}`,
      );
    }
    if (record.removed) throw new FigmaError(`The node with id "${record.id}" does not exist`);
    return record;
  }

  settle(record: NodeRecord): void {
    this.links.refreshGeometry();
    this.#layOut(topOf(record));
  }

  /** Lays out everything that is due, so that the records are final. */
  settleAll(): void {
    this.links.refreshGeometry();
    for (const top of this.document.dirtyTops()) this.#layOut(top);
  }

  get isStale(): boolean {
    return this.links.isStale;
  }

  refresh(): void {
    this.links.refresh();
  }

  #layOut(top: NodeRecord): void {
    if (!this.document.takeDirty(top)) return;
    const sizes = this.links.hasInstances ? componentSizes(top) : [];
    this.engines.layout.relayout(top, this.engines.text);
    for (const record of walk(top)) dropNegativeZeros(record);
    fitVectors(top);
    for (const { component, width, height } of sizes) {
      const { props } = component;
      if (props.width !== width || props.height !== height) this.links.componentChanged(component);
    }
  }

  touch(record: NodeRecord, property: string, layout: boolean): void {
    if (layout) this.document.invalidate(record);
    this.document.changed(record, property);
  }

  selectionChanged(): void {
    this.events.announce('selectionchange');
  }

  onNodeChange(page: NodeRecord, callback: (event: NodeChangeEvent) => void, once: boolean): void {
    if (!this.#pageChanges.has(page)) this.#pageChanges.set(page, new ChangeBatch());
    this.events.add('nodechange', callback as (event: unknown) => void, once, page);
  }

  offNodeChange(page: NodeRecord, callback: (event: NodeChangeEvent) => void): void {
    this.events.remove('nodechange', callback as (event: unknown) => void, page);
  }

  #onChange(change: DocumentChange): void {
    if (this.events.has('documentchange')) {
      this.#documentChanges.add(change);
      this.events.announce('documentchange', () => ({
        documentChanges: this.#payload(this.#documentChanges),
      }));
    }
    if (!this.events.has('nodechange')) return;
    const page = pageOf(change.record) ?? this.currentPage;
    const batch = this.#pageChanges.get(page);
    if (batch === undefined) return;
    batch.add(change);
    const event = () => ({ nodeChanges: this.#payload(batch) });
    this.events.announce('nodechange', event, page, `nodechange ${page.id}`);
  }

  #payload(batch: ChangeBatch): object[] {
    return batch.take().map(({ change, properties }) => ({
      type: change.kind,
      origin: 'LOCAL',
      id: change.record.id,
      node: change.record.removed
        ? { removed: true, id: change.record.id, type: change.record.type }
        : this.node(change.record),
      ...(change.kind === 'PROPERTY_CHANGE' ? { properties } : {}),
    }));
  }
}

function componentSizes(top: NodeRecord): { component: NodeRecord; width: number; height: number }[] {
  return [...walk(top)]
    .filter((record) => record.type === 'COMPONENT')
    .map((component) => ({
      component,
      width: component.props.width,
      height: component.props.height,
    }));
}

/** Arithmetic leaves -0 behind, which JSON cannot keep and nobody wants to see. */
function dropNegativeZeros({ props }: NodeRecord): void {
  props.width += 0;
  props.height += 0;
  const [[a, c, x], [b, d, y]] = props.relativeTransform;
  if (![a, b, c, d, x, y].some((value) => Object.is(value, -0))) return;
  props.relativeTransform = [
    [a + 0, c + 0, x + 0],
    [b + 0, d + 0, y + 0],
  ];
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
