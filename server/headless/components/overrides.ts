/** `instance.overrides` and the two methods that take them back. */
import type { HeadlessContext } from '../context.ts';
import { frozenCopy } from '../freeze.ts';
import type { NodeRecord } from '../model.ts';
import { NO_VALUES, ownValuesOf, setOwnValues } from './own-values.ts';
import { pathIn, rootInstance, sublayerId } from './source.ts';

/** Own values under other names than the members of Figma's nodes. */
const FIGMA_NAMES: Readonly<Record<string, string>> = {
  mainComponentId: 'mainComponent',
  propertyValues: 'componentProperties',
  targetAspectRatio: 'constrainProportions',
  sharedPluginData: 'pluginData',
};

/** The paths at and below an instance that have values of their own, with the instance's own path taken off. */
function pathsUnder(instance: NodeRecord): { root: NodeRecord; paths: string[] } | undefined {
  const root = rootInstance(instance);
  if (root === undefined) return undefined;
  const at = pathIn(root, instance);
  const paths = Object.keys(ownValuesOf(root) ?? {}).filter(
    (path) => at === '' || path === at || path.startsWith(`${at};`),
  );
  return { root, paths };
}

/** Sublayers that the component has lost for now are left out. */
export function overridesOf(instance: NodeRecord): readonly { id: string; overriddenFields: string[] }[] {
  const { root, paths } = pathsUnder(instance) ?? { root: instance, paths: [] };
  const present = new Set<string>();
  const note = (record: NodeRecord): void => {
    present.add(record.id);
    record.children.forEach(note);
  };
  note(instance);
  const found = paths.map((path) => ({
    id: path === '' ? root.id : sublayerId(root.id, path),
    overriddenFields: fieldNames(ownValuesOf(root)?.[path] ?? {}),
  }));
  const values = Object.keys((root.props['propertyValues'] ?? {}) as object);
  if (instance === root && values.length > 0) {
    const own = found.find(({ id }) => id === root.id);
    if (own === undefined) found.unshift({ id: root.id, overriddenFields: ['componentProperties'] });
    else own.overriddenFields.push('componentProperties');
  }
  return frozenCopy(found.filter(({ id }) => present.has(id)));
}

function fieldNames(values: Readonly<Record<string, unknown>>): string[] {
  return [...new Set(Object.keys(values).map((name) => FIGMA_NAMES[name] ?? name))];
}

/** The instance and its sublayers have nothing of their own afterwards; its component stays the one it is now. */
export function removeOverrides(instance: NodeRecord, context: HeadlessContext): void {
  const found = pathsUnder(instance);
  if (found === undefined) return;
  const { root, paths } = found;
  for (const path of paths) {
    const main = instance !== root && path === pathIn(root, instance) ? mainOnly(root, path) : {};
    setOwnValues(root, path, main);
  }
  if (instance === root) {
    Object.assign(root.props, { ownValues: NO_VALUES, propertyValues: Object.freeze({}) });
  }
  context.touch(root, 'overrides', true);
}

function mainOnly(root: NodeRecord, path: string): Readonly<Record<string, unknown>> {
  const main = ownValuesOf(root)?.[path]?.['mainComponentId'];
  return main === undefined ? {} : { mainComponentId: main };
}
