/** Tool definitions as `tools/list` shows them: JSON Schema 2020-12, with nothing in it a model does not need. */
import { z } from 'zod';
import type { AnyTool } from '../../tools/define.ts';

type Json = { [key: string]: unknown };

export interface ListedTool extends Json {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: 'object' } & Json;
  annotations: Json;
}

export function listTool(tool: AnyTool): ListedTool {
  const schema = z.toJSONSchema(tool.input, { target: 'draft-2020-12', io: 'input', reused: 'inline' });
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: { ...lean(schema as Json), type: 'object' },
    annotations: { ...tool.annotations },
  };
}

/** Drops `$schema`, the safe-integer bounds zod adds to every integer, and our own markers. */
function lean(schema: Json): Json {
  const kept: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$schema' || key === 'reference') continue;
    if ((key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER)
      continue;
    // `{}` says as much about the keys of a record as this does.
    if (key === 'propertyNames') continue;
    kept[key] = Array.isArray(value) ? value.map(leanValue) : leanValue(value);
  }
  return kept;
}

const leanValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? lean(value as Json) : value;
