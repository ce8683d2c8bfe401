/** A repeated `batch_pipeline` as one composite tool: the same steps, each with its own arguments. */
import { camel, kebab } from './draft-name.ts';
import type { PatternOf, PipelineStep } from './pattern.ts';
import type { ToolSource } from './write-source.ts';

/** Undefined when a reference stands inside of an argument: which place it would take is then not known. */
export function pipelineTool({ steps }: PatternOf<'pipeline'>): ToolSource | undefined {
  if (steps.some(({ args }) => args.some(({ from }) => from === 'mixed'))) return undefined;
  const named = steps.map((step, index) => ({ ...step, name: stepName(steps, index) }));
  const tools = [...new Set(steps.map(({ tool }) => tool))];
  const usesSchema = new Set(named.filter(({ args }) => args.some(byValue)).map(({ tool }) => tool));
  const list = tools.join(', ');
  const referred = new Set(
    steps.flatMap(({ args }) => args.flatMap(({ from }) => (typeof from === 'string' ? [] : [from.step]))),
  );
  return {
    imports: [
      ...tools
        .filter((tool) => usesSchema.has(tool))
        .map((tool) => `import { ${camel(tool)} } from '../${kebab(tool)}.ts';`),
      "import type { ToolImage } from '../define.ts';",
      ...(referred.size > 0 ? ["import { ToolError } from '../errors.ts';"] : []),
    ],
    title: 'Composite',
    description: `Runs ${list} in one call, all or nothing. Returns every step's result.`,
    input: named.flatMap(({ name, tool, args }) => {
      const own = args.filter(byValue);
      if (own.length === 0) return [];
      return [
        `${name}: z.strictObject({`,
        ...own.map((arg) => `  ${arg.name}: ${camel(tool)}.input.shape['${arg.name}'],`),
        '}),',
      ];
    }),
    takes: undefined,
    from: undefined,
    body: [
      'return context.canvas.transaction(async (canvas) => {',
      '  const inside = { ...context, canvas };',
      '  const steps: Record<string, unknown>[] = [];',
      '  const images: ToolImage[] = [];',
      '  const call = async (tool: string, toolArgs: Record<string, unknown>) => {',
      '    const done = await context.callTool(tool, toolArgs, inside);',
      '    steps.push({ tool, ...done.data });',
      '    images.push(...(done.images ?? []));',
      '  };',
      ...(referred.size > 0 ? resultOf : []),
      ...named.map((step) => `  await call('${step.tool}', ${argumentsOf(step)});`),
      '  return { data: { steps }, images };',
      '}, context.signal);',
    ],
  };
}

const resultOf = [
  '  const result = (step: number, ...path: string[]): unknown => {',
  '    let value: unknown = steps[step];',
  '    for (const field of path)',
  "      value = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;",
  "    if (value === undefined) throw new ToolError('No ' + path.join('.') + ' from step ' + (step + 1) + '.');",
  '    return value;',
  '  };',
];

const byValue = ({ from }: PipelineStep['args'][number]): boolean => from === 'value';

/** "applyTypography"; numbered where a tool comes more than once. */
function stepName(steps: readonly PipelineStep[], index: number): string {
  const tool = steps[index]?.tool ?? '';
  const before = steps.slice(0, index).filter((step) => step.tool === tool).length;
  return before === 0 ? camel(tool) : `${camel(tool)}${before + 1}`;
}

function argumentsOf({ name, args }: PipelineStep & { name: string }): string {
  const parts = [
    ...(args.some(byValue) ? [`...args.${name}`] : []),
    ...args.flatMap(({ name: arg, from }) =>
      typeof from === 'string'
        ? []
        : [`${arg}: result(${[from.step, ...from.fields.map((field) => `'${field}'`)].join(', ')})`],
    ),
  ];
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
