/** A repeated `batch_operations` script as a tool of its own: the same script, its open places filled in. */
import { type Parameters, parametersOf } from './parameters.ts';
import type { Example, Part, PatternOf } from './pattern.ts';
import type { ToolSource } from './write-source.ts';

export function scriptTool(pattern: PatternOf<'script'>, examples: readonly Example[]): ToolSource {
  const { statements, slots } = pattern;
  const parameters = parametersOf(slots, examples);
  const lines = statements.map(({ variable, operation, args }) => {
    const list = args.map((arg) => scriptText(arg, parameters)).join(', ');
    return `\`${variable === undefined ? '' : `${variable}=`}${operation}(${list})\`,`;
  });
  const written = lines.some((line) => line.includes('write('));
  const operations = [...new Set(statements.map(({ operation }) => operation))];
  return {
    imports: parameters.imports,
    title: title(operations),
    description: `${title(operations)} in one call, all or nothing. Returns the ids of new nodes (v1, v2, ..).`,
    input: parameters.input,
    takes: undefined,
    from: undefined,
    body: [
      ...(parameters.names.length > 0 ? [`const { ${parameters.names.join(', ')} } = args;`] : []),
      ...(written ? ['const write = (value: unknown) => JSON.stringify(value);'] : []),
      'const operations = [',
      ...lines.map((line) => `  ${line}`),
      "].join('\\n');",
      "return context.callTool('batch_operations', { operations }, context);",
    ],
  };
}

function title(operations: readonly string[]): string {
  const text = operations.map((operation) => operation.toLowerCase().replaceAll('_', ' ')).join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An argument as text of the script, inside a template literal; JSON is a subset of the script's values. */
function scriptText(part: Part, parameters: Parameters): string {
  if ('nothing' in part) return 'null';
  if ('variable' in part) return `$${part.variable}`;
  if ('list' in part) return `[${part.list.map((item) => scriptText(item, parameters)).join(', ')}]`;
  if ('object' in part) {
    const entries = part.object.map(([key, value]) => `${key}: ${scriptText(value, parameters)}`);
    return `{${entries.join(', ')}}`;
  }
  const expression = parameters.expression(part.slot);
  if (expression.startsWith("'")) return `"${expression.slice(1, -1)}"`;
  return expression === 'true' || expression === 'false' ? expression : `\${write(${expression})}`;
}
