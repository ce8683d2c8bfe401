/** What the tools' schemas say about their arguments. */
import { z } from 'zod';
import { referencePaths } from '../pipeline/references.ts';

/** The argument names of all tools, at any depth: names that are ours and may be stored. */
export function argumentNames(tools: readonly { input: z.ZodType }[]): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && typeof value === 'object' && value !== null) {
        for (const [name, inner] of Object.entries(value)) {
          names.add(name);
          collect(inner);
        }
      } else collect(value);
    }
  };
  for (const { input } of tools) collect(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));
  return names;
}

/** Which arguments take references to earlier steps of a pipeline. */
export function referenceableArguments(
  tools: readonly { name: string; input: z.ZodType }[],
): (tool: string, argument: string) => boolean {
  const inputs = new Map(tools.map(({ name, input }) => [name, input]));
  const known = new Map<string, ReadonlySet<string>>();
  return (tool, argument) => {
    const input = inputs.get(tool);
    if (input === undefined) return false;
    const paths = known.get(tool) ?? new Set(referencePaths(input));
    known.set(tool, paths);
    return paths.has(argument);
  };
}
