/** Screens a router names: `<Route path element>` and data routers' entries. */
import type { Node } from '@babel/types';
import type { BundleScreen } from '../../../schemas/bundle.ts';
import { routedIn, routesIn } from './drawn.ts';
import { type Code, dottedName, keyOf, lineOf, literalText, visit } from './syntax.ts';
import { noScreen } from './view-names.ts';

export function readRoutes(code: Code): BundleScreen[] {
  const found: BundleScreen[] = [];
  visit(code.program, (node) => {
    const screens =
      node.type === 'JSXElement' && dottedName(node.openingElement.name) === 'Route'
        ? routeElement(node)
        : node.type === 'ObjectExpression'
          ? routeObject(node)
          : [];
    for (const { name, line, ref, path } of screens) {
      if (found.some((known) => known.name === name)) continue;
      found.push({
        name,
        file: code.file,
        line,
        from: 'route',
        ...(ref !== undefined && { ref }),
        ...(path !== undefined && { aliases: [path] }),
      });
    }
    return undefined;
  });
  return found;
}

interface Routed {
  name: string;
  line: number;
  ref?: string;
  path?: string;
}

function routeElement(node: Extract<Node, { type: 'JSXElement' }>): Routed[] {
  // A route around routes is a layout, one that leads on is no screen.
  const isLayout = node.children.some(
    (child) => child.type === 'JSXElement' && dottedName(child.openingElement.name) === 'Route',
  );
  if (isLayout) return [];
  let path: string | undefined;
  let drawn: string[] = [];
  for (const one of node.openingElement.attributes) {
    if (one.type !== 'JSXAttribute') continue;
    if (one.name.name === 'path')
      path =
        one.value?.type === 'JSXExpressionContainer'
          ? literalText(one.value.expression)
          : literalText(one.value);
    else if (/^(element|component)$/.test(String(one.name.name))) drawn = routesIn(one);
  }
  const line = lineOf(node);
  if (drawn.length === 0) return path === undefined ? [] : [{ name: path, line }];
  return drawn.filter((ref) => !noScreen.test(ref)).map((ref) => ({ name: ref, line, ref }));
}

/** `{ path: "/about", Component: About }`. */
function routeObject(node: Extract<Node, { type: 'ObjectExpression' }>): Routed[] {
  let path: string | undefined;
  let ref: string | undefined;
  for (const member of node.properties) {
    if (member.type !== 'ObjectProperty') continue;
    const key = keyOf(member);
    if (key === 'children') return [];
    if (key === 'path') path = literalText(member.value);
    else if (key === 'element') ref = routedIn(member.value);
    else if (key === 'Component' || key === 'component') ref = mountedBy(member.value);
    else if (key === 'index') path ??= '/';
  }
  if (path === undefined || ref === undefined || noScreen.test(ref)) return [];
  return [{ name: ref, line: lineOf(node), ref, path }];
}

/** The component a route names: itself, wrapped in a call, or mounted by a function written on the spot. */
function mountedBy(node: Node): string | undefined {
  if (node.type === 'CallExpression') {
    const [first] = node.arguments;
    return first && dottedName(first);
  }
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return dottedName(node);
  const { body } = node;
  if (body.type !== 'BlockStatement') return routedIn(body);
  const ref = routedIn(body.body.find(({ type }) => type === 'ReturnStatement') ?? body);
  for (const statement of body.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations)
      if (init && id.type === 'Identifier' && id.name === ref) return mountedBy(init) ?? ref;
  }
  return ref;
}
