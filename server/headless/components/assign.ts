/** Values of component properties, put where an instance keeps them. */
import type { DocumentStore } from '../document.ts';
import type { NodeRecord } from '../model.ts';
import { definitionsOf, ownerOf } from './definitions.ts';
import { ownValuesAt, propertyValuesOf, setOwnValues, type Values } from './own-values.ts';
import { mainOf, pathIn, sourceOf } from './source.ts';

/** Sets values of component properties on an instance. The value that its component gives is none of its own. */
export function assignValues(
  instance: NodeRecord,
  root: NodeRecord,
  values: Values,
  document: DocumentStore,
): void {
  const main = mainOf(instance, document);
  const definitions = main === undefined ? {} : definitionsOf(ownerOf(main));
  const source = instance === root ? undefined : sourceOf(instance, root, document);
  const given =
    source?.props.mainComponentId === main?.id && source !== undefined ? propertyValuesOf(source) : {};
  const path = pathIn(root, instance);
  const own = ownValuesAt(root, path);
  const before = (instance === root ? propertyValuesOf(root) : (own['propertyValues'] ?? {})) as Values;
  const after: Record<string, unknown> = { ...before, ...values };
  for (const name of Object.keys(values)) {
    if (values[name] === (given[name] ?? definitions[name]?.defaultValue)) delete after[name];
  }
  if (instance !== root) {
    const { propertyValues: _old, ...rest } = own;
    const isEmpty = Object.keys(after).length === 0;
    setOwnValues(root, path, isEmpty ? rest : { ...rest, propertyValues: after });
  }
  instance.props['propertyValues'] = Object.freeze({ ...given, ...after });
}
