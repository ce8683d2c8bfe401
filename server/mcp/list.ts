/** Tool definitions as `tools/list` shows them: JSON Schema 2020-12, with nothing in it a model does not need. */
import { z } from 'zod';
import type { AnyTool, ToolAnnotations } from '../../tools/define.ts';

type Json = { [key: string]: unknown };

export interface ListedTool extends Json {
  name: string;
  title?: string;
  description: string;
  inputSchema: { type: 'object' } & Json;
  annotations: Json;
}

export function listTool(tool: AnyTool): ListedTool {
  const schema = z.toJSONSchema(tool.input, { target: 'draft-2020-12', io: 'input', reused: 'inline' });
  return {
    name: tool.name,
    // A title that only repeats the name is left to the client.
    ...(plain(tool.title) !== plain(tool.name) && { title: tool.title }),
    description: tool.description,
    inputSchema: { ...lean(schema as Json), type: 'object', additionalProperties: false },
    annotations: posture(tool.annotations),
  };
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');

/**
 * What the protocol's defaults (not read-only, destructive, not idempotent, open world) do not say already; whether a
 * tool destroys is always said. For a tool that only reads, the other two mean nothing.
 */
function posture(hints: ToolAnnotations): Json {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = hints;
  const world = openWorldHint ? {} : { openWorldHint };
  if (readOnlyHint) return { readOnlyHint, ...world };
  return { destructiveHint, ...(idempotentHint && { idempotentHint }), ...world };
}

/** Limits that only guard against nonsense: a call that breaks one is told, and every model pays for reading them. */
const GUARDS = new Set(['minLength', 'maxLength', 'maxItems', 'exclusiveMinimum']);
/** Keys without use for a model; `{}` says as much about the keys of a record as `propertyNames`. */
const DROPPED = new Set(['$schema', 'reference', 'propertyNames', ...GUARDS]);
/** Bounds from here on are guards too. */
const LARGE_BOUND = 1000;

/** Only at the root `additionalProperties` is told; below it an unknown key is refused all the same. */
function lean(schema: Json): Json {
  const kept: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (DROPPED.has(key) || (key === 'additionalProperties' && value === false)) continue;
    if ((key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) >= LARGE_BOUND) continue;
    kept[key] = Array.isArray(value) ? value.map(leanValue) : leanValue(value);
  }
  // That a size is positive goes without saying.
  if (kept['maximum'] === undefined && Number(kept['minimum']) <= 1) delete kept['minimum'];
  return kept;
}

const leanValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? lean(value as Json) : value;
