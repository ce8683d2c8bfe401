/** What a component shows in place of everything else: early returns, and what is assigned to be shown. */
import type { Node } from '@babel/types';
import type { Add } from './choices.ts';
import { besides, componentNameOf, drawsView, frames, routedIn } from './drawn.ts';
import { dottedName, lineOf, visit } from './syntax.ts';
import { isComponentName } from './view-names.ts';

/** `if (!session) return <SignIn/>`, and what is returned when nothing applied. */
export function readReturns(
  block: Extract<Node, { type: 'BlockStatement' }>,
  owner: string | undefined,
  add: Add,
): void {
  if (owner === undefined) return;
  const show = (drawn: Node | null | undefined) => {
    const ref = drawn && returnedIn(drawn);
    if (ref) add('returned', 'return', owner, { ref, line: lineOf(drawn), values: [] });
    return ref;
  };
  const own = (drawn: Node) =>
    add('returned', 'return', owner, { ref: owner, line: lineOf(drawn), values: [] });
  let gates = 0;
  for (const statement of block.body) {
    if (statement.type === 'IfStatement' && !statement.alternate) {
      const { consequent } = statement;
      const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
      if (last?.type !== 'ReturnStatement') continue;
      gates += 1;
      show(last.argument);
    } else if (statement.type === 'ReturnStatement' && statement.argument) {
      const { argument } = statement;
      const ways = waysIn(argument);
      const components = ways.filter((way) => returnedIn(way) !== undefined);
      const drawn = ways.filter((way) => !components.includes(way) && drawsView(way));
      if (components.length > 0 && components.length + drawn.length >= 2) {
        for (const way of components) show(way);
        for (const way of drawn) own(way);
      } else if (gates > 0) {
        // What it draws itself when nothing applied: it is one of the views.
        const isShown = show(argument) !== undefined;
        if (!isShown && /^JSX(Element|Fragment)$/.test(argument.type)) own(argument);
      }
    }
  }
}

/** `user ? <Desk/> : <SignIn/>`, alone or as all that a frame holds: one thing or another, in place of everything. */
function waysIn(drawn: Node): Node[] {
  let node: Node | undefined = drawn;
  for (let depth = 0; node && depth < MOST_FRAMES; depth += 1) {
    if (node.type === 'ParenthesizedExpression' || node.type === 'JSXExpressionContainer') {
      node = node.expression;
      continue;
    }
    if (node.type === 'ConditionalExpression') return isGate(node.test) ? branchesIn(node) : [];
    if (node.type !== 'JSXElement' && node.type !== 'JSXFragment') return [];
    const tag = node.type === 'JSXElement' ? (componentNameOf(node.openingElement.name) ?? '') : '';
    if (/^[A-Z]/.test(tag) && !frames.test(tag)) return [];
    const [only, more]: Node[] = node.children.filter(isHeld);
    node = more ? undefined : only;
  }
  return [];
}

const MOST_FRAMES = 12;

function branchesIn(node: Extract<Node, { type: 'ConditionalExpression' }>): Node[] {
  const ways: Node[] = [node.consequent];
  let last: Node = node.alternate;
  while (last.type === 'ConditionalExpression' && ways.length < MOST_FRAMES) {
    ways.push(last.consequent);
    last = last.alternate;
  }
  return [...ways, last].map((way) => (way.type === 'ParenthesizedExpression' ? way.expression : way));
}

/** What may stand beside it: bars, styles, empty marks, what is shown on demand, controls of the design tool. */
function isHeld(child: Node): boolean {
  if (child.type === 'JSXText') return child.value.trim() !== '';
  if (child.type === 'JSXExpressionContainer')
    return child.expression.type !== 'JSXEmptyExpression' && child.expression.type !== 'LogicalExpression';
  if (child.type !== 'JSXElement') return true;
  const tag = dottedName(child.openingElement.name) ?? '';
  return (
    !besides.test(tag) && !/^(style|window\.Tweak\w*|Tweak\w*)$/.test(tag) && child.children.some(isHeld)
  );
}

/** Whether there is a user, an answer, a first visit; not on what device or in which theme. */
function isGate(test: Node): boolean {
  let gate = true;
  visit(test, (node) => {
    const name =
      node.type === 'Identifier' || node.type === 'MemberExpression' ? dottedName(node) : undefined;
    if (node.type === 'StringLiteral' || (name !== undefined && lookName.test(name))) gate = false;
    return undefined;
  });
  return gate;
}

const lookName =
  /(^|\.)(t|tw|tweaks?)\.|mobile|desktop|tablet|phone|narrow|wide|compact|landscape|portrait|dark|theme|rtl|lang|print/i;

/** Variables that hold what is shown, not one part of it: `content`, `currentPage`, `ActiveTab`, `viewEl`. */
const shownName =
  /^((current|active|selected|route)\w*|\w*(content|page|screen|view|body|component|comp|section|tab)|render|main|el|element|ui)(El|Element)?$/i;

/** `content = <Home/>`, or `Body = Home`, to be drawn as `<Body/>`. */
export function readAssigned(
  { left, right }: Extract<Node, { type: 'AssignmentExpression' }>,
  owner: string | undefined,
  add: Add,
): void {
  if (owner === undefined || left.type !== 'Identifier' || !shownName.test(left.name)) return;
  const table = right.type === 'Identifier' && /^[A-Z]/.test(left.name) && isComponentName(right.name);
  const ref = table ? dottedName(right) : returnedIn(drawnBy(right));
  if (ref) add('assigned', left.name, owner, { ref, line: lineOf(right), values: [] });
}

/** `render = () => <Home/>` */
const drawnBy = (right: Node): Node => (right.type === 'ArrowFunctionExpression' ? right.body : right);

/** The component a statement hands over as it is, frames looked through. */
function returnedIn(drawn: Node): string | undefined {
  if (drawn.type === 'ParenthesizedExpression') return returnedIn(drawn.expression);
  if (drawn.type === 'JSXFragment') return routedIn(drawn);
  if (drawn.type !== 'JSXElement') return undefined;
  const tag = dottedName(drawn.openingElement.name) ?? '';
  return frames.test(tag) || /^(window\.)?[A-Z]/.test(tag) ? routedIn(drawn) : undefined;
}
