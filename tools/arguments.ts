/** Argument checking with messages a model can act on. */
import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { ToolError } from './errors.ts';

/** @throws ToolError with the path of the first wrong argument and what it takes. */
export function parseArguments<Input extends z.ZodObject>(
  tool: string,
  schema: Input,
  args: unknown,
): z.infer<Input> {
  const parsed = schema.safeParse(args ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 4).map((issue) => explain(issue, schema));
  throw new ToolError(`${tool}: ${problems.join('; ')}`, {
    hint: `Arguments of ${tool}: ${Object.keys(schema.shape).join(', ')}.`,
    path: parsed.error.issues[0] ? pathOf(parsed.error.issues[0].path) || undefined : undefined,
  });
}

function explain(issue: z.core.$ZodIssue, schema: z.ZodObject): string {
  const where = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
    const names = issue.keys.map((key) => {
      const near = known.find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= 3);
      return near ? `"${key}" (did you mean "${near}"?)` : `"${key}"`;
    });
    return `unknown argument${issue.keys.length > 1 ? 's' : ''} ${names.join(', ')}${where ? ` in ${where}` : ''}`;
  }
  return where ? `${where}: ${issue.message}` : issue.message;
}

/** `["pipeline", 2, "args"]` as `pipeline[2].args`. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    '',
  );
}
