/**
 * Instances follow their main component. One rule: an instance is its component's tree with the values it has of its
 * own (`own-values.ts`). After a write to the component or to the instance it is derived anew from these two, so its
 * state never depends on the order of edits. Records of sublayers are kept as long as the component has their source.
 */
import type { DocumentStore } from '../document.ts';
import type { NodeRecord } from '../model.ts';
import { renameAfterText } from '../properties-text.ts';
import { syncSizing } from '../sizing.ts';
import { boundValue, inheritedProps } from './inherit.ts';
import { NO_VALUES, ownValuesAt, propertyValuesOf, scaleOf, type Values } from './own-values.ts';
import { holderOf, mainOf, pathIn, rootInstance, sublayerId } from './source.ts';
import { applyOwnText, type TextProps } from './text-values.ts';

/** Resizes a record whose children stand as in a container of its size now. */
export type Resize = (record: NodeRecord, width: number, height: number) => void;

/** Own values that are applied apart from the others. */
const ELSEWHERE = new Set(['characters', 'width', 'height']);

/** Brings an outermost instance up to date. Its component (and what that contains) must be, layout included. */
export function deriveInstance(root: NodeRecord, document: DocumentStore, resize: Resize): void {
  const main = mainOf(root, document);
  // An instance outlives its component as it is.
  if (main === undefined) return;
  new Derivation(root, document, resize).run(main);
}

class Derivation {
  constructor(
    private readonly root: NodeRecord,
    private readonly document: DocumentStore,
    private readonly resize: Resize,
  ) {}

  run(main: NodeRecord): void {
    const { root } = this;
    this.write(root, main, undefined);
    syncSizing(root);
    this.fill(root, main.children, root);
    this.fit(root, ownValuesAt(root, ''));
  }

  /** Makes the children of `target` copies of `sources`. `base`: the instance whose id their ids begin with. */
  private fill(target: NodeRecord, sources: readonly NodeRecord[], base: NodeRecord): void {
    sources.forEach((source, index) => {
      const child = this.childFor(source, sublayerId(base.id, source.id));
      if (target.children[index] !== child) this.document.insert(target, child, index);
      if (child.type === 'INSTANCE') this.writeLinks(child, source);
      this.write(child, source, holderOf(child));
      syncSizing(child);
      const isSwapped = child.props.mainComponentId !== source.props.mainComponentId;
      const other = isSwapped ? mainOf(child, this.document) : undefined;
      this.fill(child, (other ?? source).children, other === undefined ? base : child);
      if (other !== undefined) this.fit(child, ownSizeOf(source));
    });
    for (const extra of target.children.slice(sources.length)) this.document.remove(extra);
  }

  private childFor(source: NodeRecord, id: string): NodeRecord {
    const known = this.document.get(id);
    if (known?.type === source.type) return known;
    if (known !== undefined) this.document.remove(known);
    return this.document.create(source.type, { ...source.props }, id);
  }

  private writeLinks(nested: NodeRecord, source: NodeRecord): void {
    const own = ownValuesAt(this.root, pathIn(this.root, nested));
    const main = own['mainComponentId'] ?? boundValue(source, holderOf(nested), 'mainComponent');
    Object.assign(nested.props, {
      mainComponentId: typeof main === 'string' ? main : source.props.mainComponentId,
      propertyValues: Object.freeze({
        ...propertyValuesOf(source),
        ...(own['propertyValues'] as object | undefined),
      }),
      ownValues: NO_VALUES,
      scaleFactor: scaleOf(source) * scaleOf(this.root),
      isExposedInstance: source.props['isExposedInstance'],
    });
  }

  private write(record: NodeRecord, source: NodeRecord, holder: NodeRecord | undefined): void {
    const { root } = this;
    const inherited = inheritedProps(record, { root, source, holder }, this.document);
    const own = ownValuesAt(root, pathIn(root, record));
    Object.assign(record.props, inherited);
    for (const [name, value] of Object.entries(own)) {
      if (name in inherited && !ELSEWHERE.has(name)) record.props[name] = value;
    }
    if (record.type !== 'TEXT') return;
    Object.assign(record.props, applyOwnText(inherited as unknown as TextProps, own));
    if (record.props.characters !== source.props.characters) renameAfterText(record);
  }

  /** The children stand as in the component; the instance may be larger or smaller. */
  private fit(instance: NodeRecord, own: Values): void {
    const { width, height } = instance.props;
    const to = {
      width: typeof own['width'] === 'number' ? own['width'] : width,
      height: typeof own['height'] === 'number' ? own['height'] : height,
    };
    if (to.width !== width || to.height !== height) this.resize(instance, to.width, to.height);
  }
}

/** A size that was given by hand to an instance in a component; without one, a swapped instance has its new component's. */
function ownSizeOf(source: NodeRecord): Values {
  const root = rootInstance(source);
  return root === undefined ? {} : ownValuesAt(root, pathIn(root, source));
}
