/** What code chooses between: switches, conditions, tables, steps, early returns, and what is assigned to be shown. */
import type { Node } from '@babel/types';
import { branchesOf, namedComparisons } from './branches.ts';
import { type ComponentSource, componentSources } from './components.ts';
import { componentIn, componentNameOf, frames, routedIn } from './drawn.ts';
import { type Code, dottedName, keyOf, lineOf, literalText, visit } from './syntax.ts';
import { trustOf } from './view-names.ts';

/** One state and the components it picks from. Whether they are screens is decided elsewhere. */
export interface Choice {
  file: string;
  /** The component it stands in; none when it stands in no component. */
  owner?: string;
  /** `returned`: one thing or another is returned early. `assigned`: to a variable that is then shown. */
  form: 'compared' | 'table' | 'returned' | 'assigned';
  /** What is compared or looked up by, or assigned to. */
  subject: string;
  views: ChosenView[];
}

export interface ChosenView {
  ref: string;
  line: number;
  /** The texts it is chosen by. */
  values: string[];
  /** The whole conditions it is drawn under, as written. */
  when?: string[];
  /** Drawn where it is chosen, not a component: called by the text it is chosen by. */
  inline?: true;
}

export function readChoices(code: Code): Choice[] {
  const owners = componentSources(code);
  const ownerAt = ownersOf(code, owners);
  const choices = new Map<string, Choice>();
  const listed = new Map<string, ChosenView>();
  const add: Add = (form, subject, owner, view) => {
    if (subject === '' || (view.ref === owner && form !== 'returned')) return;
    const key = `${owner ?? ''} ${form === 'compared' || form === 'table' ? subject : form}`;
    const known: Choice = choices.get(key) ?? {
      file: code.file,
      form,
      subject,
      views: [],
      ...(owner !== undefined && { owner }),
    };
    choices.set(key, known);
    const same = listed.get(`${key} ${view.ref}`);
    if (same) {
      same.values.push(...view.values.filter((value) => !same.values.includes(value)));
      same.when?.push(...(view.when ?? []));
    } else {
      const one = { ...view, values: [...view.values], when: [...(view.when ?? [])] };
      listed.set(`${key} ${view.ref}`, one);
      known.views.push(one);
    }
  };
  const tables = tablesOf(code, ownerAt);
  const named = namedComparisons(code);
  // Conditions between components themselves: `const Page = view === "home" ? Home : Cart`.
  const picks = new Set<Node>();
  visit(code.program, (node) => {
    const [target, source] =
      node.type === 'VariableDeclarator'
        ? [node.id, node.init]
        : node.type === 'AssignmentExpression'
          ? [node.left, node.right]
          : [];
    if (target?.type === 'Identifier' && /^[A-Z]/.test(target.name))
      for (let link = source; link?.type === 'ConditionalExpression'; link = link.alternate) picks.add(link);
    switch (node.type) {
      case 'BlockStatement':
        readReturns(node, ownerAt(node), add);
        break;
      case 'AssignmentExpression':
        readAssigned(node, ownerAt(node), add);
        break;
      case 'VariableDeclarator': {
        const table = node.id.type === 'Identifier' ? tables.get(node.id.name) : undefined;
        if (table) for (const view of tableViews(node.init)) add('table', table.subject, table.owner, view);
        break;
      }
      case 'MemberExpression':
        // The table may stand where it is picked from: `{ home: Home }[route]`, `[Dates, Payment][step]`.
        if (node.computed)
          for (const view of tableViews(node.object))
            add('table', dottedName(node.property) ?? '', ownerAt(node), view);
        break;
      default: {
        // Of `role === "x" && page === "y"` the page chooses.
        const branches =
          branchesOf(node, named, (subject) => trustOf(dottedName(subject) ?? '') === 'route') ??
          branchesOf(node, named, (subject) => trustOf(dottedName(subject) ?? '') === 'tab') ??
          branchesOf(node, named);
        if (!branches) break;
        const owner = ownerAt(node);
        for (const { value, drawn, test } of branches.cases) {
          const when = test ? [code.text.slice(test.start ?? 0, test.end ?? 0)] : [];
          const values = value === undefined ? [] : [value];
          const refs = picks.has(node) ? pickedAs(drawn) : shownIn(drawn);
          // Of several each is decided further: none stands beside another.
          const conditions = refs.length > 1 ? [] : when;
          for (const ref of refs)
            add('compared', dottedName(branches.subject) ?? '', owner, {
              ref,
              line: lineOf(drawn),
              values,
              when: conditions,
            });
          if (refs.length === 0 && value !== undefined && drawsView(drawn))
            add('compared', dottedName(branches.subject) ?? '', owner, {
              ref: capitalised(value),
              line: lineOf(drawn),
              values,
              inline: true,
            });
        }
      }
    }
    return undefined;
  });
  return [...choices.values()];
}

/** What a branch shows, whichever way it is decided further: by a role, a session, an early return. */
function shownIn(drawn: Node): string[] {
  switch (drawn.type) {
    case 'BlockStatement':
      return drawn.body.flatMap(shownIn);
    case 'IfStatement':
      return [drawn.consequent, ...(drawn.alternate ? [drawn.alternate] : [])].flatMap(shownIn);
    case 'ReturnStatement':
      return drawn.argument ? shownIn(drawn.argument) : [];
    case 'ParenthesizedExpression':
      return shownIn(drawn.expression);
    case 'ConditionalExpression':
      return [drawn.consequent, drawn.alternate].flatMap(shownIn);
    default:
      return [routedIn(drawn) ?? []].flat();
  }
}

/** So many elements drawn on the spot are a view, fewer a mark or a note. */
const VIEW_ELEMENTS = 5;

function drawsView(drawn: Node): boolean {
  const inner = drawn.type === 'ParenthesizedExpression' ? drawn.expression : drawn;
  if (inner.type !== 'JSXElement' && inner.type !== 'JSXFragment') return false;
  let count = 0;
  visit(inner, (node) => {
    if (node.type === 'JSXOpeningElement') count += 1;
    return count < VIEW_ELEMENTS;
  });
  return count >= VIEW_ELEMENTS;
}

const capitalised = (value: string): string =>
  value.replace(/(^|[-_/ ]+)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** The component a condition picks, or the one a function written on the spot draws. */
function pickedAs(picked: Node): string[] {
  const name = componentNameOf(picked);
  if (name !== undefined) return isComponentName(name) ? [name] : [];
  return picked.type === 'ArrowFunctionExpression' ? shownIn(picked.body) : shownIn(picked);
}

type Add = (form: Choice['form'], subject: string, owner: string | undefined, view: ChosenView) => void;

/** The component a node stands in, or the first that names the helper it stands in. */
function ownersOf(code: Code, owners: readonly ComponentSource[]): (node: Node) => string | undefined {
  const ownerOf = locator(owners.map(({ node, name }) => ({ node, of: name })));
  const statementOf = locator(code.program.body.map((node) => ({ node, of: node })));
  let callers: Map<string, string> | undefined;
  return (node) => {
    const owner = ownerOf(node);
    if (owner !== undefined) return owner;
    const statement = statementOf(node);
    const name = statement && declaredBy(statement);
    if (name === undefined) return undefined;
    callers ??= callersOf(owners);
    return callers.get(name);
  };
}

/** Finds by position which of several pieces of text, none inside another, a node stands in. */
function locator<T>(pieces: { node: Node; of: T }[]): (node: Node) => T | undefined {
  const sorted = [...pieces].sort((a, b) => (a.node.start ?? 0) - (b.node.start ?? 0));
  return ({ start }) => {
    let [low, high] = [0, sorted.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((sorted[middle]?.node.start ?? 0) <= (start ?? 0)) low = middle;
      else high = middle - 1;
    }
    const piece = sorted[low];
    const holds = piece && (piece.node.start ?? 0) <= (start ?? 0) && (start ?? 0) < (piece.node.end ?? 0);
    return holds ? piece.of : undefined;
  };
}

function declaredBy(statement: Node): string | undefined {
  const declared = 'declaration' in statement && statement.declaration ? statement.declaration : statement;
  if (typeof declared !== 'object' || !('type' in declared)) return undefined;
  if (declared.type === 'FunctionDeclaration') return declared.id?.name;
  const [first] = declared.type === 'VariableDeclaration' ? declared.declarations : [];
  return first && dottedName(first.id);
}

/** Names components use, with the first component that does. */
function callersOf(owners: readonly ComponentSource[]): Map<string, string> {
  const callers = new Map<string, string>();
  for (const owner of owners) {
    visit(owner.node, (node) => {
      if (node.type === 'Identifier' && !callers.has(node.name)) callers.set(node.name, owner.name);
      return undefined;
    });
  }
  return callers;
}

/** `if (!session) return <SignIn/>`, and what is returned when nothing applied. */
function readReturns(
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
  let gates = 0;
  for (const statement of block.body) {
    if (statement.type === 'IfStatement' && !statement.alternate) {
      const { consequent } = statement;
      const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
      if (last?.type !== 'ReturnStatement') continue;
      gates += 1;
      show(last.argument);
    } else if (statement.type === 'ReturnStatement' && gates > 0) {
      const { argument } = statement;
      // What it draws itself when nothing applied: it is one of the views.
      const own = !show(argument) && argument && /^JSX(Element|Fragment)$/.test(argument.type);
      if (own) add('returned', 'return', owner, { ref: owner, line: lineOf(argument), values: [] });
    }
  }
}

/** Variables that hold what is shown, not one part of it: `content`, `currentPage`, `ActiveTab`, `viewEl`. */
const shownName =
  /^((current|active|selected|route)\w*|\w*(content|page|screen|view|body|component|comp|section|tab)|main|el|element|ui)(El|Element)?$/i;

/** `content = <Home/>`, or `Body = Home`, to be drawn as `<Body/>`. */
function readAssigned(
  { left, right }: Extract<Node, { type: 'AssignmentExpression' }>,
  owner: string | undefined,
  add: Add,
): void {
  if (owner === undefined || left.type !== 'Identifier' || !shownName.test(left.name)) return;
  const table = right.type === 'Identifier' && /^[A-Z]/.test(left.name) && isComponentName(right.name);
  const ref = table ? dottedName(right) : returnedIn(right);
  if (ref) add('assigned', left.name, owner, { ref, line: lineOf(right), values: [] });
}

/** The component a statement hands over as it is, frames looked through. */
function returnedIn(drawn: Node): string | undefined {
  if (drawn.type === 'ParenthesizedExpression') return returnedIn(drawn.expression);
  if (drawn.type === 'JSXFragment') return routedIn(drawn);
  if (drawn.type !== 'JSXElement') return undefined;
  const tag = dottedName(drawn.openingElement.name) ?? '';
  return frames.test(tag) || /^(window\.)?[A-Z]/.test(tag) ? routedIn(drawn) : undefined;
}

/** Tables something picks from, `screens[route]`, and lists of tabs that bring what they show. */
function tablesOf(
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

const isComponentName = (name: string): boolean => /^[A-Z]\w*[a-z]\w*$/.test(name);

/** What `{ home: <Home/>, cart: Cart }`, `[Dates, Payment]` or `[{ id: "home", component: Home }]` hold. */
function tableViews(table: Node | null | undefined): ChosenView[] {
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
