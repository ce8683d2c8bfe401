/** Which component a piece of JSX mounts: frames, layouts and what stands on every page are looked past. */
import { childrenOf, dottedName, type Node, visit } from './syntax.ts';
import { pageName } from './view-names.ts';

export const frames =
  /^(React\.)?(Fragment|Suspense|Frame|IOS\w*|Android\w*|DC\w*|DesignCanvas|Tweak\w*|Motion\w*|motion\.\w+|AnimatePresence|\w*(Provider|Boundary|Wrapper|Transition))$/;

/** What stands beside the page on every page; it is not what a branch is about. */
export const besides =
  /^(Nav|\w*(NavBar|Navbar|Navigation|Header|Footer|Sidebar|SideBar|TopBar|Topbar|BottomNav|Toaster|ToastContainer|Breadcrumbs?|ScrollToTop|BackToTop))$/;

/** `I.Check`, `Icons.Home`: signs are no views, however they are kept. */
const signs = /^(I|Ic|Ico|\w*[Ii]cons?)\./;

const transparent = new Set([
  'JSXElement',
  'JSXFragment',
  'JSXExpressionContainer',
  'JSXAttribute',
  'BlockStatement',
  'ReturnStatement',
  'ParenthesizedExpression',
  'ExpressionStatement',
  'AssignmentExpression',
]);

/** `Home` of `window.Home` and of `Pages.Home`: what a component is called, wherever it is kept. */
export const componentNameOf = (node: Node): string | undefined => dottedName(node)?.split('.').at(-1);

/** What a route shows: a layout or guard around exactly one component is looked through. */
export function routedIn(node: Node): string | undefined {
  const outer = componentIn(node);
  if (outer === undefined || pageName.test(outer)) return outer;
  let inner: string | undefined;
  visit(node, (one) => {
    if (one.type !== 'JSXElement' || dottedName(one.openingElement.name) !== outer) return undefined;
    const children = one.children.filter(({ type }) => type === 'JSXElement');
    const [child] = children;
    if (child && children.length === 1) inner = routedIn(child);
    return false;
  });
  return inner ?? outer;
}

/** What a route shows, either way of a condition in it: `admin ? <Admin/> : <SignIn/>`. */
export function routesIn(node: Node): string[] {
  const inner =
    node.type === 'JSXAttribute' && node.value?.type === 'JSXExpressionContainer'
      ? node.value.expression
      : node;
  const ways = inner.type === 'ConditionalExpression' ? [inner.consequent, inner.alternate] : [node];
  return ways.flatMap((way) => routedIn(way) ?? []);
}

/** The first component a branch draws; device frames and wrappers are looked through, pages drawn inline are not. */
export function componentIn(node: Node | undefined, below = false): string | undefined {
  if (!node) return undefined;
  const queue = below ? childrenOf(node) : [node];
  for (let next = queue.shift(), seen = 0; next !== undefined && seen < 80; next = queue.shift(), seen += 1) {
    if (next.type === 'JSXOpeningElement') {
      const name = signs.test(dottedName(next.name) ?? '') ? '' : (componentNameOf(next.name) ?? '');
      if (/^[A-Z]/.test(name) && !frames.test(name) && !besides.test(name)) return name;
      continue;
    }
    if (next.type === 'CallExpression' && /createElement$/.test(dottedName(next.callee) ?? '')) {
      const [first] = next.arguments;
      const name = first && componentNameOf(first);
      if (name && /^[A-Z]/.test(name) && !frames.test(name)) return name;
      queue.push(...next.arguments.slice(2));
      continue;
    }
    // A helper that wraps what it is given: `page(<Home/>)`.
    if (next.type === 'CallExpression')
      queue.push(...next.arguments.filter(({ type }) => type === 'JSXElement'));
    if (next.type === 'JSXFragment' && !below && drawsItself({ children: next.children.filter(isPlain) }))
      return undefined;
    const inline =
      next.type === 'JSXElement' && !below && /^[a-z]/.test(dottedName(next.openingElement.name) ?? 'x');
    if (inline && next.type === 'JSXElement' && drawsItself(next)) return undefined;
    if (transparent.has(next.type)) queue.push(...childrenOf(next));
  }
  return undefined;
}

/** Several things next to each other: no component that a branch only mounts. */
const drawsItself = ({ children }: { children: readonly Node[] }): boolean =>
  children.filter(isContent).length > 1;

const isPlain = (child: Node): boolean =>
  child.type === 'JSXElement' && /^[a-z]/.test(dottedName(child.openingElement.name) ?? '');

const isContent = (child: Node): boolean =>
  child.type === 'JSXText'
    ? child.value.trim() !== ''
    : child.type === 'JSXExpressionContainer'
      ? child.expression.type !== 'JSXEmptyExpression'
      : !(child.type === 'JSXElement' && besides.test(dottedName(child.openingElement.name) ?? ''));

/** So many elements drawn on the spot are a view, fewer a mark or a note. */
const VIEW_ELEMENTS = 5;

export function drawsView(drawn: Node): boolean {
  const inner = drawn.type === 'ParenthesizedExpression' ? drawn.expression : drawn;
  if (inner.type !== 'JSXElement' && inner.type !== 'JSXFragment') return false;
  let count = 0;
  visit(inner, (node) => {
    if (node.type === 'JSXOpeningElement') count += 1;
    return count < VIEW_ELEMENTS;
  });
  return count >= VIEW_ELEMENTS;
}
