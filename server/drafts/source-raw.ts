/** A repeated `raw_figma_operation` as a tool of its own. */
import { expressionOf, parametersOf } from './parameters.ts';
import type { Example, PatternOf } from './pattern.ts';
import type { ToolSource } from './write-source.ts';

export function rawTool(pattern: PatternOf<'raw'>, examples: readonly Example[]): ToolSource {
  const { method, node, args, slots } = pattern;
  const parameters = parametersOf(slots, examples);
  const target = node === undefined ? '' : `target: ${parameters.expression(node)}, `;
  const list = args.map((arg) => expressionOf(arg, parameters)).join(', ');
  return {
    imports: [...parameters.imports, "import { adjusted } from '../apply-typography.ts';"],
    title: method,
    description: `Calls ${method} ${node === undefined ? 'of Figma' : 'on a node'}. Returns its result.`,
    input: parameters.input,
    takes: parameters.names,
    from: ['canvas'],
    body: [
      'const { results, adjustments } = await canvas.run({',
      `  ops: [{ op: 'call', ${target}method: '${method}', args: [${list}] }],`,
      '});',
      'const [result] = results;',
      'return {',
      '  data: {',
      '    result: result?.value ?? null,',
      '    ...(result?.id && { nodeId: result.id }),',
      '    ...adjusted(adjustments),',
      '  },',
      '};',
    ],
  };
}
