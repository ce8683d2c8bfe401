/** Which arguments a call had, without their values: "updates[].{nodeId,props.{fontSize}}". */
import { isProperty } from '../drafts/index.ts';

const DEEPEST = 4;
const LONGEST = 200;

/** `known`: argument names of the tool. Names that are neither these nor Figma's are a star. */
export function shapeOf(args: unknown, known: ReadonlySet<string>): string {
  return shape(args, known, 0).slice(0, LONGEST);
}

function shape(value: unknown, known: ReadonlySet<string>, depth: number): string {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return '';
  if (Array.isArray(value)) {
    const kinds = new Set(value.slice(0, 50).map((item) => shape(item, known, depth + 1)));
    return kinds.size === 1 ? `[]${dotted([...kinds][0] ?? '')}` : '[]';
  }
  const names = new Set(
    Object.entries(value).map(([name, inner]) => {
      const shown = known.has(name) || isProperty(name) ? name : '*';
      return `${shown}${dotted(shape(inner, known, depth + 1))}`;
    }),
  );
  return depth === 0 ? [...names].sort().join(' ') : `{${[...names].sort().join(',')}}`;
}

const dotted = (inner: string): string => (inner === '' ? '' : inner.startsWith('[') ? inner : `.${inner}`);
