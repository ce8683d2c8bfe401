/** What kind of error it was and which argument it was about; never its words, which quote what was typed. */
import { isProperty } from '../drafts/index.ts';

export interface ErrorClass {
  /** "ToolError", "CanvasError:bad_value", "Internal:TypeError". */
  error: string;
  /** "pipeline[].args.frameId" */
  at: string | null;
}

const ownFaults = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError'];

/** `known`: argument names of the tool, which may stand in the path. */
export function classifyError(error: unknown, known: ReadonlySet<string>): ErrorClass {
  if (!(error instanceof Error)) return { error: 'Internal:unknown', at: null };
  const name = /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
  const data = member(error, 'data');
  const code = member(data, 'code') ?? member(error, 'code');
  const kind = ownFaults.includes(name) ? `Internal:${name}` : name;
  const suffix = typeof code === 'string' && /^\w{1,40}$/.test(code) ? `:${code}` : '';
  const path = member(data, 'path') ?? member(member(error, 'details'), 'path') ?? member(error, 'path');
  return { error: `${kind}${suffix}`, at: typeof path === 'string' ? placeOf(path, known) : null };
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;

const ownWords = new Set(['pipeline', 'args', 'tool', 'props', 'op', 'create', 'update', 'call', 'id']);

/** Indexes go, and so does every name that is neither an argument of the tool nor a property of Figma's. */
function placeOf(path: string, known: ReadonlySet<string>): string | null {
  const place = path
    .slice(0, 300)
    .replaceAll(/\d+/g, '')
    .replaceAll(/[A-Za-z_$][\w$]*/g, (name) =>
      known.has(name) || ownWords.has(name) || isProperty(name) ? name : '?',
    )
    .replaceAll(/[^\w.[\]?$]+/g, ' ')
    .trim()
    .slice(0, 120);
  return place === '' ? null : place;
}
