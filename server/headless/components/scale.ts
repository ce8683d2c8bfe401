/** `rescale` and `scaleFactor` of an instance: everything it takes from its component is taken at that scale. */
import type { HeadlessContext } from '../context.ts';
import { FigmaError } from '../errors.ts';
import { frozenCopy } from '../freeze.ts';
import type { NodeProps, NodeRecord, TextStyleProps } from '../model.ts';
import { scaledProps, scaledStyle } from '../rescale.ts';
import { ownValuesOf, scaleOf, setOwnValues, type Values } from './own-values.ts';
import { isSublayer } from './refuse.ts';
import { mainOf } from './source.ts';

/** An instance without a component has nothing to take anew: then `false`, and the caller scales what is there. */
export function scaleInstance(instance: NodeRecord, by: number, context: HeadlessContext): boolean {
  if (isSublayer(instance)) throw new FigmaError('Cannot rescale a node inside of an instance');
  const { document } = context;
  if (mainOf(instance, document) === undefined) return false;
  instance.props['scaleFactor'] = scaleOf(instance) * by;
  for (const [path, values] of Object.entries(ownValuesOf(instance) ?? {})) {
    setOwnValues(instance, path, scaledOwn(values, by));
  }
  context.touch(instance, 'scaleFactor', true);
  return true;
}

/** Styles of texts are kept in parts (see `text-values.ts`); nothing else is an array of them. */
function scaledOwn(values: Values, by: number): Values {
  const scaled: Record<string, unknown> = { ...scaledProps('FRAME', values as Partial<NodeProps>, by) };
  for (const [name, value] of Object.entries(values)) {
    if (!Array.isArray(value) || !value.every(isPart)) continue;
    scaled[name] = value.map((part) => ({ ...part, value: scaledValue(name, part.value, by) }));
  }
  return frozenCopy(scaled);
}

function isPart(value: unknown): value is { start: number; end: number; value: unknown } {
  return (
    typeof value === 'object' && value !== null && 'start' in value && 'end' in value && 'value' in value
  );
}

function scaledValue(name: string, value: unknown, by: number): unknown {
  const style = scaledStyle({ [name]: value } as Partial<TextStyleProps>, by);
  return (style as Record<string, unknown>)[name];
}
