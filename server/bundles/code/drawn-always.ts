/** Components a module draws outside every condition: parts of a page, not something shown on demand. */
import { componentNameOf } from './drawn.ts';
import { type Code, visit } from './syntax.ts';

export function drawnAlways(code: Code): Set<string> {
  const names = new Set<string>();
  // Nodes come in the order of the text: what starts before the end of a condition stands in it.
  let conditionTo = -1;
  visit(code.program, (node) => {
    if (node.type === 'LogicalExpression' || node.type === 'ConditionalExpression')
      conditionTo = Math.max(conditionTo, node.end ?? 0);
    else if (node.type === 'JSXOpeningElement' && (node.start ?? 0) >= conditionTo) {
      const name = componentNameOf(node.name) ?? '';
      if (/^[A-Z]/.test(name)) names.add(name);
    }
    return undefined;
  });
  return names;
}
