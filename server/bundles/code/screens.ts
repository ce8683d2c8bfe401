/** Screens named in code: labels, artboards, and the views a route or tab switch chooses between. */
import type { Node } from '@babel/types';
import type { BundleScreen } from '../../../schemas/bundle.ts';
import { type Branches, branchesOf, namedComparisons } from './branches.ts';
import { type ComponentSource, componentSources } from './components.ts';
import { componentIn, frames, pageName, routedIn, routesIn } from './drawn.ts';
import { type Code, dottedName, keyOf, lineOf, literalText, unwrap, visit } from './syntax.ts';

/** A screen named in code. */
export interface CodeScreen extends BundleScreen {
  /** The component a label or switch stands in. */
  owner?: string;
  /** Components drawn inside an artboard or label. */
  draws?: string[];
}

export function readScreens(code: Code): CodeScreen[] {
  const found: CodeScreen[] = [];
  const owners = componentSources(code);
  const chosen = tables(code, owners);
  const named = namedComparisons(code);
  const add: Add = (screen) => {
    const twin =
      screen.from === 'route'
        ? found.some(({ ref }) => ref === screen.ref)
        : found.some(({ name }) => name === screen.name);
    if (screen.name !== '' && !twin) found.push({ ...screen, file: code.file });
  };
  let labelledTo = -1;
  visit(code.program, (node) => {
    if (node.type === 'JSXElement') {
      // Nodes come in the order of the text: what starts before the end of a labelled one stands in it.
      const nested = (node.start ?? 0) < labelledTo;
      if (readElement(node, add, nested, ownerAt(owners, node)?.name)) labelledTo = node.end ?? 0;
      return undefined;
    }
    if (node.type === 'BlockStatement') {
      readReturns(node, ownerAt(owners, node)?.name, add);
      return undefined;
    }
    if (node.type === 'ObjectExpression') {
      readRouteObject(node, add);
      return undefined;
    }
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && chosen.has(node.id.name)) {
      readTable(node.init, add);
      return undefined;
    }
    // The table may stand where it is picked from: `{ home: Home }[route]`.
    if (node.type === 'MemberExpression' && node.computed && node.object.type === 'ObjectExpression') {
      if (chooses(dottedName(node.property) ?? '', ownerAt(owners, node)?.name)) readTable(node.object, add);
      return undefined;
    }
    if (node.type === 'MemberExpression' && node.computed && node.object.type === 'ArrayExpression') {
      if (chooses(dottedName(node.property) ?? '', ownerAt(owners, node)?.name)) readSteps(node.object, add);
      return undefined;
    }
    if (node.type === 'AssignmentExpression') {
      readAssigned(node, ownerAt(owners, node)?.name, add);
      return undefined;
    }
    const owner = ownerAt(owners, node);
    const branches = branchesOf(node, named, (subject) => chooses(dottedName(subject) ?? '', owner?.name));
    if (branches) readBranches(branches, owner, add);
    return undefined;
  });
  return found;
}

/**
 * The widest choice of a module, whatever it is called: views a content component picks by its section. For apps that
 * name no screens otherwise.
 * @param least Components it must choose between.
 */
export function readWidestChoice(code: Code, least: number): BundleScreen[] {
  const owners = componentSources(code);
  const named = namedComparisons(code);
  const choices = new Map<string, BundleScreen[]>();
  visit(code.program, (node) => {
    const branches = branchesOf(node, named);
    const subject = branches && dottedName(branches.subject);
    const owner = ownerAt(owners, node);
    if (!branches || subject === undefined || owner === undefined || partName.test(owner.name))
      return undefined;
    const key = `${owner.name} ${subject}`;
    const views = choices.get(key) ?? [];
    choices.set(key, views);
    readBranches(branches, owner, (screen) => {
      if (!views.some(({ ref }) => ref === screen.ref)) views.push({ ...screen, file: code.file });
    });
    return undefined;
  });
  const [widest = []] = [...choices.values()].sort((a, b) => b.length - a.length);
  return widest.length >= least ? widest : [];
}

function readBranches({ cases }: Branches, owner: ComponentSource | undefined, add: Add): void {
  for (const { value, drawn } of cases) {
    const ref = routedIn(drawn);
    if (ref !== undefined && ref !== owner?.name && !noScreen.test(ref)) {
      add({
        name: ref,
        from: 'route',
        ref,
        line: lineOf(drawn),
        ...(owner && { owner: owner.name }),
        ...(value !== undefined && { aliases: [value] }),
      });
    }
  }
}

/** Does a switch over `subject` in this component choose the screen? A part that switches its own view does not. */
function chooses(subject: string, owner: string | undefined): boolean {
  if (owner === undefined || rootName.test(owner))
    return routeName.test(subject) || tabName.test(subject) || ownRouteName.test(subject);
  return routeName.test(subject) && !partName.test(owner);
}

type Add = (screen: Omit<CodeScreen, 'file'>) => void;

/**
 * A root that returns one thing or another decides what is seen: `if (!session) return <SignIn/>`, and what it returns
 * when nothing applied. A page that returns its detail view does the same for that view.
 */
function readReturns(
  block: Extract<Node, { type: 'BlockStatement' }>,
  owner: string | undefined,
  add: Add,
): void {
  if (owner === undefined) return;
  const root = rootName.test(owner);
  if (!root && !pageName.test(owner)) return;
  const show = (drawn: Node | null | undefined) => {
    const ref = drawn && returnedIn(drawn);
    if (!ref || ref === owner || noScreen.test(ref) || noGate.test(ref)) return;
    if (root || /.Details?(Page|Screen|View)?$/.test(ref))
      add({ name: ref, from: 'route', ref, line: lineOf(drawn) });
  };
  let gates = 0;
  for (const statement of block.body) {
    if (statement.type === 'IfStatement' && !statement.alternate) {
      const { consequent } = statement;
      const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
      if (last?.type !== 'ReturnStatement') continue;
      gates += 1;
      show(last.argument);
    } else if (statement.type === 'ReturnStatement' && gates > 0 && root) show(statement.argument);
  }
}

const shownName =
  /^(content|page|screen|view|body|main|el|element|ui|(current|active)\w*|\w+(El|Element|Content|Page|Screen|View|Body))$/i;

/** `content = <Home/>` in a root: one of the things it may show, whatever it is decided by. */
function readAssigned(
  { left, right }: Extract<Node, { type: 'AssignmentExpression' }>,
  owner: string | undefined,
  add: Add,
): void {
  if (owner === undefined || !rootName.test(owner) || left.type !== 'Identifier') return;
  // `Body = Home`, to be drawn as `<Body/>`, or `body = <Home/>`.
  const table = right.type === 'Identifier' && /^[A-Z]/.test(left.name) && /^[A-Z]\w*[a-z]/.test(right.name);
  if (!table && !shownName.test(left.name)) return;
  const ref = table ? dottedName(right) : returnedIn(right);
  if (ref && ref !== owner && !noScreen.test(ref) && !noGate.test(ref))
    add({ name: ref, from: 'route', ref, line: lineOf(right) });
}

/** The component a return statement hands over as it is, frames looked through. */
function returnedIn(value: Node): string | undefined {
  const drawn = unwrap(value);
  if (drawn.type === 'JSXFragment') return routedIn(drawn);
  if (drawn.type !== 'JSXElement') return undefined;
  const tag = dottedName(drawn.openingElement.name) ?? '';
  return frames.test(tag) || /^(window\.)?[A-Z]/.test(tag) ? routedIn(drawn) : undefined;
}

/** Answers whether it is a labelled screen. A label inside another names a part of that screen. */
function readElement(
  node: Extract<Node, { type: 'JSXElement' }>,
  add: Add,
  nested: boolean,
  owner: string | undefined,
): boolean {
  const tag = dottedName(node.openingElement.name) ?? '';
  const attribute = (name: string) => {
    for (const one of node.openingElement.attributes) {
      if (one.type !== 'JSXAttribute' || one.name.name !== name) continue;
      const { value } = one;
      return value?.type === 'JSXExpressionContainer' ? literalText(value.expression) : literalText(value);
    }
    return undefined;
  };
  const label = attribute('data-screen-label');
  const hasLabel = node.openingElement.attributes.some(
    (one) => one.type === 'JSXAttribute' && one.name.name === 'data-screen-label',
  );
  const draws = componentsBelow(node);
  const ref = draws.find((name) => /.(Screen|Page|View)$|^Screen[A-Z]/.test(name)) ?? componentIn(node, true);
  if (label !== undefined && !nested)
    add({
      name: label,
      from: /^(section|header|footer|nav|aside)$/.test(tag) ? 'section' : 'label',
      line: lineOf(node),
      ...(ref && { ref }),
      ...(owner !== undefined && { owner }),
      draws,
    });
  if (tag === 'DCArtboard') {
    const name = attribute('label');
    if (name !== undefined) add({ name, from: 'artboard', line: lineOf(node), draws, ...(ref && { ref }) });
  }
  if (tag === 'Route') {
    const path = attribute('path');
    const element = node.openingElement.attributes.find(
      (one) => one.type === 'JSXAttribute' && /^(element|component)$/.test(String(one.name.name)),
    );
    const drawn = element ? routesIn(element) : [];
    // A route around routes is a layout, one that leads on is no screen.
    const layout = node.children.some(
      (child) => child.type === 'JSXElement' && dottedName(child.openingElement.name) === 'Route',
    );
    if (!layout)
      for (const ref of drawn)
        if (!noScreen.test(ref)) add({ name: ref, from: 'route', line: lineOf(node), ref });
    if (!layout && drawn.length === 0 && path !== undefined)
      add({ name: path, from: 'route', line: lineOf(node) });
  }
  return hasLabel && !nested;
}

/** Components an element draws, at any depth, and those handed to a frame: `<Frame show={Home}/>`. */
function componentsBelow(element: Extract<Node, { type: 'JSXElement' }>): string[] {
  const names = new Set<string>();
  for (const child of [...element.children, ...element.openingElement.attributes]) {
    visit(child, (node) => {
      if (node.type === 'JSXOpeningElement' || node.type === 'JSXExpressionContainer') {
        const name = dottedName(node.type === 'JSXOpeningElement' ? node.name : node.expression);
        const plain = name?.replace(/^window\./, '');
        if (plain && /^[A-Z]\w*$/.test(plain)) names.add(plain);
      }
      return undefined;
    });
  }
  return [...names];
}

/** The component a node stands in. */
const ownerAt = (owners: readonly ComponentSource[], { start }: Node): ComponentSource | undefined =>
  owners.find(({ node }) => (node.start ?? 0) <= (start ?? 0) && (start ?? 0) < (node.end ?? 0));

/** Names of tables a route picks from: `screens` of `screens[route]`. */
function tables(code: Code, owners: readonly ComponentSource[]): Set<string> {
  const names = new Set<string>();
  visit(code.program, (node) => {
    if (node.type !== 'MemberExpression' || !node.computed || node.object.type !== 'Identifier')
      return undefined;
    if (chooses(dottedName(node.property) ?? '', ownerAt(owners, node)?.name)) names.add(node.object.name);
    return undefined;
  });
  return names;
}

/** `{ home: <Home/>, cart: Cart, about: () => <About/> }`: the screens of such a table. */
function readTable(table: Node | null | undefined, add: Add): void {
  if (table?.type !== 'ObjectExpression') return;
  for (const member of table.properties) {
    if (member.type !== 'ObjectProperty') continue;
    const { value } = member;
    const key = keyOf(member);
    const drawn = value.type === 'ArrowFunctionExpression' ? value.body : value;
    const named = dottedName(drawn)?.replace(/^window\./, '');
    const ref =
      (named !== undefined && /^[A-Z]\w*[a-z]\w*$/.test(named) ? named : undefined) ??
      (drawn.type === 'JSXElement' ? componentIn(drawn) : undefined);
    if (ref !== undefined)
      add({
        name: ref,
        from: 'route',
        ref,
        line: lineOf(member),
        ...(key !== undefined && { aliases: [key] }),
      });
  }
}

/** `[Dates, Payment, Done][step]`: the steps of a flow. */
function readSteps({ elements }: Extract<Node, { type: 'ArrayExpression' }>, add: Add): void {
  for (const element of elements) {
    const named = element && dottedName(element)?.replace(/^window\./, '');
    const ref =
      named && /^[A-Z]\w*[a-z]\w*$/.test(named)
        ? named
        : element?.type === 'JSXElement'
          ? componentIn(element)
          : undefined;
    if (element && ref !== undefined) add({ name: ref, from: 'route', ref, line: lineOf(element) });
  }
}

/** A data router's entry: `{ path: "/about", Component: About }`. */
function readRouteObject(node: Extract<Node, { type: 'ObjectExpression' }>, add: Add): void {
  let path: string | undefined;
  let ref: string | undefined;
  let children = false;
  for (const member of node.properties) {
    if (member.type !== 'ObjectProperty') continue;
    const key = keyOf(member);
    if (key === 'path') path = literalText(member.value);
    else if (key === 'children') children = true;
    else if (key === 'element') ref = routedIn(member.value);
    else if (key === 'Component' || key === 'component') ref = mountedBy(member.value);
    else if (key === 'index') path ??= '/';
  }
  if (path !== undefined && ref !== undefined && !children && !noScreen.test(ref))
    add({ name: ref, from: 'route', ref, line: lineOf(node), aliases: [path] });
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

const routeName =
  /(^|\.)(route|page|screen|view|(current|active|selected)(Page|View|Screen|Route|Path)|pathname|hash|path|nav)(\.(name|id|page|view|screen|path))?$/i;
const tabName = /(^|\.)(tab|activeTab|currentTab|section|step|mode|stage|phase|active|current)$/i;
/** What a root calls its own state after what it chooses: `authView`, `adminTab`. */
const ownRouteName = /[a-z](View|Page|Screen|Tab|Section|Route|Path)$/;
/** Components that hold the whole prototype; a tab in one of them is a screen, a tab in a dialog is not. */
const rootName =
  /^(App|Main|Root|Shell|Layout|Prototype|Kit|Phone|Site|Router|Content|Pages?|Routes|Screens|(Current|Active)(Page|Screen|View)|App(Inner|Gate|Core|Content)|\w+(App|Shell|Router|Gate|Kit|Prototype))$/;

/** What a switch also chooses: overlays, redirects, a control that one view has and another lacks. */
const noScreen =
  /(Modal|Dialog|Drawer|Sheet|Toast|Popover)(Shell)?$|^(Navigate|Redirect|\w*(Button|Btn)|Icon|Link|Badge|Chip|Tooltip|\w*(Spinner|Loader|Skeleton)|Loading\w*)$/;

/** What a root returns while it waits, and what holds the views. */
const noGate =
  /^(App|Main|Root)[A-Z]?\w*$|(Shell|Layout|Router|Gate|Loading|Splash|Spinner|Error|Fallback|Empty\w*)$/;

/** Components that are themselves a screen or a part of one. */
const partName =
  /.(Screen|Page|View|Card|Panel|Modal|Dialog|Sheet|Drawer|Section|Tabs?|Form|List|Table|Chart)$/;
