/** Names given from outside the script (the ad's frame, a node of an earlier step) put in the place of `$name`. */
import type { ParsedScript, Value } from './ast.ts';

/**
 * The script with every argument `$name` of `variables` replaced by the node id it stands for. A name the script
 * defines itself is the script's own. Properties are left alone: there a bare `$name` stays the error it is.
 */
export function bindVariables(
  script: ParsedScript,
  variables: Readonly<Record<string, string>>,
): ParsedScript {
  const own = new Set(script.statements.map(({ variable }) => variable));
  const bind = (value: Value): Value => {
    if (value.kind !== 'reference' || own.has(value.name)) return value;
    const id = Object.hasOwn(variables, value.name) ? variables[value.name] : undefined;
    return id === undefined ? value : { kind: 'string', value: id, offset: value.offset };
  };
  return {
    ...script,
    statements: script.statements.map((statement) => ({ ...statement, args: statement.args.map(bind) })),
    given: Object.keys(variables),
  };
}
