/** A pattern as a person reads it. */
import {
  type Example,
  hasExample,
  type Part,
  type Pattern,
  type PipelineStep,
  type Slot,
} from './pattern.ts';

/** One line a statement. With an example, its words; without, `<word>`. */
export function describePattern(pattern: Pattern, example?: Example): string {
  if (pattern.kind === 'pipeline') return pattern.steps.map(describeStep).join('\n');
  const { slots } = pattern;
  const words = example && wordsOf(slots, example);
  const show = (part: Part) => describePart(part, slots, words);
  if (pattern.kind === 'raw') {
    const { node, method, args } = pattern;
    return `${node === undefined ? 'figma' : 'node'}.${method}(${args.map(show).join(', ')})`;
  }
  return pattern.statements
    .map(
      ({ variable, operation, args }) =>
        `${variable === undefined ? '' : `${variable}=`}${operation}(${args.map(show).join(', ')})`,
    )
    .join('\n');
}

/** The example's value for every slot that has one. */
export function wordsOf(slots: readonly Slot[], example: Example): ReadonlyMap<number, string | boolean> {
  const places = slots.flatMap((slot, index) => (hasExample(slot) ? [index] : []));
  return new Map(
    places.flatMap((place, index) => {
      const value = example[index];
      return value === undefined ? [] : [[place, value] as const];
    }),
  );
}

function describePart(
  part: Part,
  slots: readonly Slot[],
  words: ReadonlyMap<number, string | boolean> | undefined,
): string {
  if ('nothing' in part) return 'null';
  if ('variable' in part) return `$${part.variable}`;
  if ('list' in part) return `[${part.list.map((item) => describePart(item, slots, words)).join(', ')}]`;
  if ('object' in part) {
    const entries = part.object.map(([key, value]) => `${key}: ${describePart(value, slots, words)}`);
    return `{${entries.join(', ')}}`;
  }
  const word = words?.get(part.slot);
  return word === undefined ? `<${slots[part.slot]?.kind ?? 'value'}>` : JSON.stringify(word);
}

function describeStep({ tool, args }: PipelineStep, index: number): string {
  const shown = args.map(({ name, from }) =>
    typeof from === 'string' ? name : `${name}=$${from.step + 1}.${from.fields.join('.')}`,
  );
  return `${index + 1} ${tool}(${shown.join(', ')})`;
}
