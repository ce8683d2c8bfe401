/** The TypeScript of a drafted tool, as it would stand in `tools/_drafts/`. */
import { describePattern } from './describe.ts';
import { camel, kebab } from './draft-name.ts';
import type { Example, Pattern } from './pattern.ts';
import { pipelineTool } from './source-pipeline.ts';
import { rawTool } from './source-raw.ts';
import { scriptTool } from './source-script.ts';

/** How often a form of a pattern was seen. */
export interface Seen {
  example: Example;
  uses: number;
}

/** What differs between the drafts of the three kinds. */
export interface ToolSource {
  imports: string[];
  title: string;
  description: string;
  /** Members of the input object: "width: z.number(),". */
  input: string[];
  /** Names `run` takes out of its arguments; undefined: it uses `args`. */
  takes: string[] | undefined;
  /** Names `run` takes out of the context; undefined: it uses `context`. */
  from: string[] | undefined;
  body: string[];
}

const made: Readonly<Record<Pattern['kind'], string>> = {
  raw: 'raw_figma_operation',
  script: 'batch_operations',
  pipeline: 'batch_pipeline',
};

/** Undefined where a pattern cannot be a tool of its own: references inside of arguments. */
export function draftSource(options: {
  name: string;
  pattern: Pattern;
  seen: readonly Seen[];
  uses: number;
  sessions: number;
}): string | undefined {
  const { name, pattern, seen, uses, sessions } = options;
  const tool = toolOf(pattern, seen);
  if (tool === undefined) return undefined;
  const list = (names: string[] | undefined, whole: string) =>
    names === undefined ? whole : `{ ${names.join(', ')} }`;
  return `/**
 * A draft: ${made[pattern.kind]} was used like this ${uses} times in ${sessions} sessions.
 * To make it a tool: check the names, the limits and the description, move the file to
 * tools/${kebab(name)}.ts, change the imports from '../' to './', and add it to tools/index.ts.
 *
 * Pattern:
${comment(describePattern(pattern))}
 *
 * Seen:
${seen.map(({ example, uses: times }) => comment(`${times} x\n${describePattern(pattern, example)}`)).join('\n')}
 */
${[...tool.imports, "import { z } from 'zod';", "import { defineTool } from '../define.ts';"].toSorted(importOrder).join('\n')}

export const ${camel(name)} = defineTool({
  name: '${name}',
  title: ${text(tool.title)},
  description:
    ${text(tool.description)},
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  pipeline: ${pattern.kind !== 'pipeline'},
  input: z.strictObject({
${indent(tool.input, 4)}
  }),
  async run(${list(tool.takes, 'args')}, ${list(tool.from, 'context')}) {
${indent(tool.body, 4)}
  },
});
`;
}

function toolOf(pattern: Pattern, seen: readonly Seen[]): ToolSource | undefined {
  const examples = seen.map(({ example }) => example);
  if (pattern.kind === 'raw') return rawTool(pattern, examples);
  if (pattern.kind === 'script') return scriptTool(pattern, examples);
  return pipelineTool(pattern);
}

/** Packages first, then our files. */
const importOrder = (a: string, b: string): number => {
  const from = (line: string) => /from '(.*)'/.exec(line)?.[1] ?? '';
  const [left, right] = [from(a), from(b)];
  if (left.startsWith('.') !== right.startsWith('.')) return left.startsWith('.') ? 1 : -1;
  return left < right ? -1 : 1;
};

const comment = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => ` *   ${line.replaceAll('*/', '* /')}`)
    .join('\n');

const indent = (lines: readonly string[], by: number): string =>
  lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`)).join('\n');

/** A string literal in single quotes. */
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
