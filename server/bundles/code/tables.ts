/** Tables and lists that hold views, and what picks from them: `screens[route]`, `TABS.find(...)`. */
import type { Node } from '@babel/types';
import type { ChosenView } from './choices.ts';
import { componentIn, componentNameOf } from './drawn.ts';
import { type Code, dottedName, keyOf, lineOf, literalText, visit } from './syntax.ts';
import { isComponentName, trustOf } from './view-names.ts';

/** Tables something picks from, `screens[route]`, and lists of tabs that bring what they show. */
export function tablesOf(
  code: Code,
  ownerAt: (node: Node) => string | undefined,
): Map<string, { subject: string; owner?: string }> {
  const tables = new Map<string, { subject: string; owner?: string }>();
  const note = (name: string, subject: string, node: Node) => {
    const owner = ownerAt(node);
    if (tables.has(name) && trustOf(subject) !== 'route') return;
    tables.set(name, { subject, ...(owner !== undefined && { owner }) });
  };
  visit(code.program, (node) => {
    if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
      if (node.computed) note(node.object.name, dottedName(node.property) ?? '', node);
      // `TABS.find((one) => one.id === tab)`
      else if (dottedName(node.property) === 'find') note(node.object.name, 'tab', node);
    }
    return undefined;
  });
  return tables;
}

/** What `{ home: <Home/>, cart: Cart }`, `[Dates, Payment]` or `[{ id: "home", component: Home }]` hold. */
export function tableViews(table: Node | null | undefined): ChosenView[] {
  if (table?.type === 'ArrayExpression')
    return table.elements.flatMap((element) => (element ? viewOf(element, entryKey(element)) : []));
  if (table?.type !== 'ObjectExpression') return [];
  return table.properties.flatMap((member) =>
    member.type === 'ObjectProperty' ? viewOf(member.value, keyOf(member)) : [],
  );
}

const shownKey = /^(component|comp|element|el|screen|view|page|render|content|body|node)$/i;

function viewOf(node: Node, value: string | undefined): ChosenView[] {
  if (node.type === 'ObjectExpression') {
    for (const member of node.properties) {
      if (member.type === 'ObjectProperty' && shownKey.test(keyOf(member) ?? ''))
        return viewOf(member.value, value);
    }
    return [];
  }
  const drawn = node.type === 'ArrowFunctionExpression' ? node.body : node;
  const named = componentNameOf(drawn);
  const ref =
    named !== undefined && isComponentName(named)
      ? named
      : drawn.type === 'JSXElement'
        ? componentIn(drawn)
        : undefined;
  return ref === undefined ? [] : [{ ref, line: lineOf(node), values: value === undefined ? [] : [value] }];
}

/** `home` of `{ id: "home", component: Home }`. */
function entryKey(element: Node): string | undefined {
  if (element.type !== 'ObjectExpression') return undefined;
  for (const member of element.properties) {
    if (member.type === 'ObjectProperty' && /^(id|key|value|name|path)$/.test(keyOf(member) ?? ''))
      return literalText(member.value);
  }
  return undefined;
}
