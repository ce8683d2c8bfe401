/** Names given from outside the script (the ad's frame, a node of an earlier step) put in the place of `$name`. */
import type { ParsedScript, Value } from './ast.ts';

/**
 * The script with every `$name` of `variables` replaced by the node id it stands for. A name the script defines
 * itself is the script's own.
 */
export function bindVariables(
  script: ParsedScript,
  variables: Readonly<Record<string, string>>,
): ParsedScript {
  const own = new Set(script.statements.map(({ variable }) => variable));
  const bind = (value: Value): Value => {
    if (value.kind === 'reference') {
      const id =
        own.has(value.name) || !Object.hasOwn(variables, value.name) ? undefined : variables[value.name];
      return id === undefined ? value : { kind: 'string', value: id, offset: value.offset };
    }
    if (value.kind === 'array') return { ...value, items: value.items.map(bind) };
    if (value.kind === 'object') {
      return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: bind(entry.value) })) };
    }
    return value;
  };
  return {
    ...script,
    statements: script.statements.map((statement) => ({ ...statement, args: statement.args.map(bind) })),
  };
}
