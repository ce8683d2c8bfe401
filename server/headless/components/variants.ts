/**
 * Variants: the components of a set, told apart by their names (`Size=Large, Theme=Dark`). Everything about variant
 * properties follows from these names and the order of the variants.
 */
import type { HeadlessContext } from '../context.ts';
import { FigmaError } from '../errors.ts';
import type { NodeRecord } from '../model.ts';

export type VariantValues = Readonly<Record<string, string>>;

/** The first property of a variant whose name says nothing: Figma's own name for it. */
const UNNAMED = 'Property 1';

/** What a variant's name says. A name without `=` is the value of one unnamed property. */
export function valuesInName(name: string): VariantValues {
  const values: Record<string, string> = {};
  for (const part of name.split(',')) {
    const at = part.indexOf('=');
    if (at < 0) continue;
    values[part.slice(0, at).trim()] = part.slice(at + 1).trim();
  }
  return Object.keys(values).length > 0 ? values : { [UNNAMED]: name.trim() };
}

export function nameOfValues(values: VariantValues): string {
  return Object.entries(values)
    .map(([property, value]) => `${property}=${value}`)
    .join(', ');
}

const isSet = (record: NodeRecord | null): record is NodeRecord => record?.type === 'COMPONENT_SET';

/** Figma gives no answer about a set in which two variants say the same, or different properties. */
function requireSound(set: NodeRecord, message: string): void {
  const names = set.children.map(({ props }) => valuesInName(props.name));
  const properties = new Set(names.map((values) => Object.keys(values).sort().join(',')));
  const combinations = new Set(names.map((values) => nameOfValues(sorted(values))));
  if (properties.size > 1 || combinations.size < names.length) throw new FigmaError(message);
}

const sorted = (values: VariantValues): VariantValues =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

/** null for a component that is no variant. */
export function variantValues(component: NodeRecord): VariantValues | null {
  if (!isSet(component.parent)) return null;
  requireSound(component.parent, 'Component set for node has existing errors');
  return valuesInName(component.props.name);
}

/** The variant furthest up, and of these the one furthest to the left. */
export function defaultVariant(set: NodeRecord): NodeRecord {
  const [first, ...others] = set.children;
  if (first === undefined) throw new FigmaError('Component set has existing errors');
  const place = ({ props }: NodeRecord): [number, number] => [
    props.relativeTransform[1][2],
    props.relativeTransform[0][2],
  ];
  return others.reduce((best, each) => {
    const [a, b] = [place(each), place(best)];
    return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? each : best;
  }, first);
}

export function variantDefinitions(
  owner: NodeRecord,
): Record<string, { type: 'VARIANT'; defaultValue: string; variantOptions: string[] }> {
  if (!isSet(owner)) return {};
  requireSound(owner, 'Component set has existing errors');
  const defaults = valuesInName(defaultVariant(owner).props.name);
  const variants = owner.children.map(({ props }) => valuesInName(props.name));
  return Object.fromEntries(
    Object.entries(defaults).map(([name, defaultValue]) => [
      name,
      {
        type: 'VARIANT' as const,
        defaultValue,
        variantOptions: [...new Set(variants.flatMap((values) => values[name] ?? []))],
      },
    ]),
  );
}

/** The variant of the same set with other values; the ones not named stay. */
export function findVariant(component: NodeRecord, changes: VariantValues): NodeRecord {
  const wanted = nameOfValues(sorted({ ...variantValues(component), ...changes }));
  const found = component.parent?.children.find(
    ({ props }) => nameOfValues(sorted(valuesInName(props.name))) === wanted,
  );
  if (found === undefined) throw new FigmaError('Unable to find a variant with those property values');
  return found;
}

/** Every variant gets the value: that is what Figma's default value for a new variant property means. */
export function addVariantProperty(
  set: NodeRecord,
  name: string,
  value: string,
  context: HeadlessContext,
): string {
  if (!isSet(set)) throw new FigmaError('VARIANT properties can only be added to component sets');
  if (name in variantDefinitions(set)) throw new FigmaError(`There is a variant property "${name}" already`);
  for (const variant of set.children) {
    rename(variant, { ...valuesInName(variant.props.name), [name]: value }, context);
  }
  return name;
}

export function renameVariantProperty(
  set: NodeRecord,
  from: string,
  to: string,
  context: HeadlessContext,
): void {
  if (to !== from && to in variantDefinitions(set)) {
    throw new FigmaError(`There is a variant property "${to}" already`);
  }
  for (const variant of set.children) {
    const values = Object.entries(valuesInName(variant.props.name));
    rename(
      variant,
      Object.fromEntries(values.map(([key, value]) => [key === from ? to : key, value])),
      context,
    );
  }
}

function rename(variant: NodeRecord, values: VariantValues, context: HeadlessContext): void {
  variant.props.name = nameOfValues(values);
  context.touch(variant, 'name', false);
}
