/** What code chooses between: switches, conditions, tables, steps, early returns, and what is assigned to be shown. */
import type { Node } from '@babel/types';
import { branchesOf, namedComparisons } from './branches.ts';
import { componentSources } from './components.ts';
import { componentNameOf, drawsView, routedIn } from './drawn.ts';
import { ownersOf } from './owners.ts';
import { readAssigned, readReturns } from './returns.ts';
import { type Code, dottedName, lineOf, visit } from './syntax.ts';
import { tablesOf, tableViews } from './tables.ts';
import { isComponentName, trustOf } from './view-names.ts';

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

/** Notes one view of a choice. */
export type Add = (
  form: Choice['form'],
  subject: string,
  owner: string | undefined,
  view: ChosenView,
) => void;

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
        for (const { values, drawn, test } of branches.cases) {
          const when = test ? [code.text.slice(test.start ?? 0, test.end ?? 0)] : [];
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
          const [value] = values;
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

const capitalised = (value: string): string =>
  value.replace(/(^|[-_/ ]+)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** The component a condition picks, or the one a function written on the spot draws. */
function pickedAs(picked: Node): string[] {
  const name = componentNameOf(picked);
  if (name !== undefined) return isComponentName(name) ? [name] : [];
  return picked.type === 'ArrowFunctionExpression' ? shownIn(picked.body) : shownIn(picked);
}
