/**
 * What an instance has of its own, by sublayer: the path of a sublayer is its id without the instance's
 * (`I<instance>;<path>`), the instance itself has the empty path. Kept by the outermost instance, also for sublayers
 * that the component has lost meanwhile: they may come back.
 */
import { z } from 'zod/v3';
import { frozenCopy } from '../freeze.ts';
import type { NodeRecord } from '../model.ts';

export type Values = Readonly<Record<string, unknown>>;
export type OwnValues = Readonly<Record<string, Values>>;

export const ownValuesSchema = z.record(z.record(z.unknown())).nullable();

const NOTHING: Values = Object.freeze({});
export const NO_VALUES: OwnValues = Object.freeze({});

/** null: a document from before overrides were kept; see `adoptInstance`. */
export function ownValuesOf(root: NodeRecord): OwnValues | null {
  return (root.props['ownValues'] ?? null) as OwnValues | null;
}

export function ownValuesAt(root: NodeRecord, path: string): Values {
  return ownValuesOf(root)?.[path] ?? NOTHING;
}

export function setOwnValues(root: NodeRecord, path: string, values: Values): void {
  const { [path]: _old, ...rest } = ownValuesOf(root) ?? NO_VALUES;
  const isEmpty = Object.keys(values).length === 0;
  root.props['ownValues'] = Object.freeze(isEmpty ? rest : { ...rest, [path]: frozenCopy(values) });
}

/** Values of component properties that were set on this very instance. */
export function propertyValuesOf(instance: NodeRecord): Values {
  return (instance.props['propertyValues'] ?? NOTHING) as Values;
}

/** What everything that a root instance takes from its component is multiplied with. */
export function scaleOf(root: NodeRecord): number {
  const { scaleFactor } = root.props;
  return typeof scaleFactor === 'number' ? scaleFactor : 1;
}
