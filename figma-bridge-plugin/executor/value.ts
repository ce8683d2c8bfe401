/** Figma values as JSON and back. */
import { isRecord } from './node-access.ts';

/** JSON has no Infinity, and a layout grid's `count` may be; see `decode`. */
const infinityMark = '$infinity';

/**
 * A JSON copy of a property value: no shared references, `Infinity` marked, `undefined` members dropped.
 * `figma.mixed` (a symbol) becomes undefined: whatever can be mixed is kept in finer grain (corners, sides, segments).
 */
export function encode(value: unknown): unknown {
  if (typeof value === 'symbol' || typeof value === 'function' || value === undefined) return undefined;
  if (typeof value === 'number' && !Number.isFinite(value)) return { [infinityMark]: value > 0 ? 1 : -1 };
  if (Array.isArray(value)) return value.map((entry) => encode(entry) ?? null);
  if (isRecord(value)) {
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const encoded = encode(value[key]);
      if (encoded !== undefined) copy[key] = encoded;
    }
    return copy;
  }
  return value;
}

export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (isRecord(value)) {
    if (infinityMark in value) return value[infinityMark] === -1 ? -Infinity : Infinity;
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(value)) copy[key] = decode(value[key]);
    return copy;
  }
  return value;
}

/** Deep equality of JSON values; member order does not matter. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    for (let i = 0; i < left.length; i++) if (!sameValue(left[i], right[i])) return false;
    return true;
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys) if (!(key in right) || !sameValue(left[key], right[key])) return false;
  return true;
}
