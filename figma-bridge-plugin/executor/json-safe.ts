/** Whatever a Plugin API method answers, as JSON. */
import { isRecord } from './node-access.ts';

/** Deep results are cut: an answer is read by a model, not by a program. */
const maxDepth = 8;

/** Nodes become {id, type, name}, `figma.mixed` "mixed", bytes their length; functions and cycles are left out. */
export function jsonSafe(value: unknown, mixed: unknown, depth = 0, seen: readonly object[] = []): unknown {
  if (value === mixed) return 'mixed';
  if (value === undefined || value === null) return null;
  if (typeof value === 'symbol' || typeof value === 'function') return undefined;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object') return value;
  if (seen.indexOf(value) >= 0 || depth > maxDepth) return undefined;
  if (value instanceof Uint8Array) return { bytes: value.length };
  const path = seen.concat([value]);
  if (Array.isArray(value)) return value.map((entry) => jsonSafe(entry, mixed, depth + 1, path) ?? null);
  if (isNode(value)) return { id: value.id, type: value.type, name: value.name };
  if (!isRecord(value)) return undefined;
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    const entry = jsonSafe(
      safely(() => value[key]),
      mixed,
      depth + 1,
      path,
    );
    if (entry !== undefined) copy[key] = entry;
  }
  return copy;
}

export function isNode(value: unknown): value is BaseNode {
  if (typeof value !== 'object' || value === null) return false;
  return 'id' in value && 'type' in value && 'removed' in value && 'parent' in value;
}

function safely(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
