/** What a record of an instance has before its own values: its source's values and the component properties'. */
import type { DocumentStore } from '../document.ts';
import { frozenCopy } from '../freeze.ts';
import type { HeadlessNodeType, NodeProps, NodeRecord } from '../model.ts';
import { scaledProps } from '../rescale.ts';
import { fieldsOf, keepsPlace } from './fields.ts';
import { propertyValuesOf, scaleOf, type Values } from './own-values.ts';
import { mainOf } from './source.ts';
import { withCharacters } from './text-values.ts';

export interface Place {
  root: NodeRecord;
  source: NodeRecord;
  /** The instance whose component properties apply; undefined for the root. */
  holder: NodeRecord | undefined;
}

/** The component property that a source's field follows, if the holder has a value for it. */
export function boundValue(
  source: NodeRecord,
  holder: NodeRecord | undefined,
  field: 'visible' | 'characters' | 'mainComponent',
): unknown {
  const references = source.props['propertyReferences'] as Record<string, string> | null | undefined;
  const name = references?.[field];
  return name === undefined || holder === undefined ? undefined : propertyValuesOf(holder)[name];
}

export function inheritedProps(
  record: NodeRecord,
  { root, source, holder }: Place,
  document: DocumentStore,
): Values {
  const isRoot = record === root;
  const props: Record<string, unknown> = {};
  const swapped =
    !isRoot && record.type === 'INSTANCE' && record.props.mainComponentId !== source.props.mainComponentId
      ? mainOf(record, document)
      : undefined;
  for (const name of fieldsOf(record.type, isRoot).inherited) {
    const from = swapped === undefined || keepsPlace(name) ? source : swapped;
    if (name in from.props) props[name] = from.props[name];
  }
  const component = swapped ?? (isRoot ? source : undefined);
  // As in Figma's layer list: "Button", not "Size=Large, Theme=Dark".
  if (component?.parent?.type === 'COMPONENT_SET') props['name'] = component.parent.props.name;
  const visible = boundValue(source, holder, 'visible');
  if (typeof visible === 'boolean') props['visible'] = visible;
  const characters = boundValue(source, holder, 'characters');
  if (record.type === 'TEXT' && typeof characters === 'string') {
    Object.assign(props, withCharacters(source.props, characters));
  }
  const scale = scaleOf(root);
  return scale === 1 ? props : atScale(record.type, props, scale);
}

/** Positions inside a scaled instance move away from its corner. */
function atScale(type: HeadlessNodeType, props: Record<string, unknown>, scale: number): Values {
  const scaled: Partial<NodeProps> = scaledProps(type, props, scale);
  if (scaled.relativeTransform !== undefined) {
    const [[a, c, x], [b, d, y]] = scaled.relativeTransform;
    scaled.relativeTransform = frozenCopy<Transform>([
      [a, c, x * scale],
      [b, d, y * scale],
    ]);
  }
  return scaled;
}
