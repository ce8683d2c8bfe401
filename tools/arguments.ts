/** Argument checking with messages a model can act on. */
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { ToolError } from './errors.ts';

type Issue = z.core.$ZodIssue;

/** @throws ToolError with the path of the first wrong argument and what it takes. */
export function parseArguments<Input extends z.ZodObject>(
  tool: string,
  schema: Input,
  args: unknown,
): z.infer<Input> {
  const parsed = schema.safeParse(args ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const problems = issues.slice(0, 4).map((issue) => explain(issue, schema));
  // A wrong value names what is right by itself; for a wrong name the right ones help.
  const names = issues.some((issue) => issue.path.length === 0 || isMissing(issue));
  throw new ToolError(`${tool}: ${problems.join('; ')}`, {
    hint: names ? `Arguments of ${tool}: ${Object.keys(schema.shape).join(', ')}.` : undefined,
    path: issues[0] ? pathOf(issues[0].path) || undefined : undefined,
  });
}

const isMissing = (issue: Issue) =>
  (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value') &&
  issue.input === undefined;

function explain(issue: Issue, schema: z.ZodObject): string {
  const where = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys')
    return unknownNames(issue.keys, schemaAt(schema, issue.path), where);
  if (isMissing(issue)) return `${where} is missing`;
  if (issue.code === 'invalid_union') return explainUnion(issue, schema);
  return where ? `${where}: ${issue.message}` : issue.message;
}

/** The problem with the option that came closest: the one that got past its type, or all that could have been. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, schema: z.ZodObject): string {
  const options = issue.errors.map((issues) =>
    issues.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
  );
  const near = options.filter((issues) =>
    issues.every((inner) => !isOfAnotherType(inner, issue.path.length)),
  );
  const [best] = (near.length > 0 ? near : options).toSorted((a, b) => a.length - b.length);
  if (near.length > 0 && best) return best.map((inner) => explain(inner, schema)).join('; ');
  const wanted = options.flatMap(([first]) => (first ? [first.message.replace(/^Invalid \w+: /, '')] : []));
  return `${pathOf(issue.path)}: ${[...new Set(wanted)].join('; or ')}`;
}

/** "expected object, received string" for the value itself: this option was not meant. */
const isOfAnotherType = (inner: Issue, depth: number) =>
  inner.path.length === depth &&
  (inner.code === 'invalid_type' || (inner.code === 'invalid_value' && typeof inner.input !== 'string'));

function unknownNames(keys: readonly string[], object: z.ZodObject | undefined, where: string): string {
  const known = object ? Object.keys(object.shape) : [];
  const names = keys.map((key) => {
    const near = known
      .map((name) => ({ name, far: distance(name.toLowerCase(), key.toLowerCase()) }))
      .filter(({ name, far }) => far <= 3 || sameWords(name, key))
      .sort((a, b) => a.far - b.far)[0]?.name;
    return near ? `"${key}" (did you mean "${near}"?)` : `"${key}"`;
  });
  const plural = keys.length > 1 ? 's' : '';
  const list = where && known.length > 0 ? `; it takes ${known.join(', ')}` : '';
  return `unknown argument${plural} ${names.join(', ')}${where ? ` in ${where}` : ''}${list}`;
}

/** "headlineSize" for "headlineFontSize": one is made of words of the other. */
function sameWords(name: string, key: string): boolean {
  const words = key.match(/[A-Z]?[a-z]+/g)?.map((word) => word.toLowerCase()) ?? [];
  return words.length > 1 && words.every((word) => name.toLowerCase().includes(word));
}

/** The object a path leads to, through lists, defaults and unions. */
function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodObject | undefined {
  let at: unknown = schema;
  for (const key of path) {
    at = bare(at);
    if (at instanceof z.ZodArray) at = at.element;
    else if (at instanceof z.ZodObject) at = at.shape[String(key)];
    else return undefined;
  }
  const found = bare(at);
  return found instanceof z.ZodObject ? found : undefined;
}

/** Without wrappers; of a union the first object. */
function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap());
  if (schema instanceof z.ZodUnion)
    return schema.options.map(bare).find((option) => option instanceof z.ZodObject);
  return schema;
}

/** `["pipeline", 2, "args"]` as `pipeline[2].args`. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    '',
  );
}
