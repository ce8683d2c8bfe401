/**
 * What the sublayers of an instance cannot have of their own, in Figma's words: `This property cannot be overridden in
 * an instance: relative-transform`.
 */
import { FigmaError } from '../errors.ts';
import type { NodeRecord } from '../model.ts';
import { holderOf } from './source.ts';

export function isSublayer(record: NodeRecord): boolean {
  return holderOf(record) !== undefined;
}

/** `what`: Figma's name of the property, where it is known. */
export function refuseInInstance(record: NodeRecord, what?: string): void {
  if (!isSublayer(record)) return;
  const detail = what === undefined ? '' : `: ${what}`;
  throw new FigmaError(`This property cannot be overridden in an instance${detail}`);
}
