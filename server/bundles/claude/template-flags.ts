/** Flags a Design Component's template switches on, where its script sets them by comparing one state with texts. */
import { dottedName, literalText, type Node, parseCode, visit } from '../code/syntax.ts';
import { type Trust, trustOf } from '../code/view-names.ts';
import { elements, type Page } from '../page/page.ts';

export interface TemplateFlags {
  /** Views by flag: the text the state has when they are shown, and how plainly the state says that it chooses them. */
  views: ReadonlyMap<string, { value: string; trust: Trust }>;
  /** Flags that are true for all values but one: what they show is the frame of the others. */
  frames: ReadonlySet<string>;
}

/** A state whose name says nothing chooses views when so many blocks of the template hang on it. */
const STATE_OF_VIEWS = 3;

/** "isHome" of `{{ isHome }}` and `{{ v.isHome }}`. */
export const flagOf = (element: { attribs: Record<string, string> }): string =>
  /^\{\{\s*(?:\w+\.)?(\w+)\s*\}\}$/.exec(element.attribs['value']?.trim() ?? '')?.[1] ?? '';

export function readTemplateFlags(page: Page): TemplateFlags {
  const compared: { flag: string; state: string; value: string }[] = [];
  const frames = new Set<string>();
  for (const { text, src } of page.scripts) {
    if (src !== undefined || text.trim() === '') continue;
    const code = parseCode(`${page.path}.jsx`, text);
    if (!code) continue;
    const aliases = new Map<string, string>();
    visit(code.program, (node) => {
      const [flag, value] =
        node.type === 'ObjectProperty' && !node.computed
          ? [dottedName(node.key), node.value]
          : node.type === 'VariableDeclarator'
            ? [dottedName(node.id), node.init]
            : [];
      if (flag === undefined || !value) return undefined;
      // `const s = this.state.screen`
      const whole = dottedName(value);
      if (node.type === 'VariableDeclarator' && whole !== undefined) aliases.set(flag, whole);
      const comparison = comparisonIn(value);
      if (!comparison) return undefined;
      const state = aliases.get(comparison.state) ?? comparison.state;
      if (comparison.differs) frames.add(flag);
      else compared.push({ flag, state, value: comparison.value });
      return undefined;
    });
  }
  const used = new Map<string, number>();
  for (const element of elements(page.root))
    if (element.name === 'sc-if') used.set(flagOf(element), (used.get(flagOf(element)) ?? 0) + 1);
  const views = new Map<string, { value: string; trust: Trust }>();
  for (const { flag, state, value } of compared) {
    const shown = compared.filter((one) => one.state === state && used.has(one.flag));
    const trust = trustOf(state);
    if (trust === 'route' || trust === 'tab' || (trust === 'other' && shown.length >= STATE_OF_VIEWS))
      views.set(flag, { value, trust });
  }
  return { views, frames };
}

/** The comparison a flag consists of, or begins with: `s === "home"`, `s === "done" && !open`. */
function comparisonIn(node: Node): { state: string; value: string; differs: boolean } | undefined {
  if (node.type === 'LogicalExpression' && node.operator === '&&') return comparisonIn(node.left);
  if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return undefined;
  const state = dottedName(node.left);
  const value = literalText(node.right);
  return state !== undefined && value !== undefined && /^[\w-]{2,30}$/.test(value)
    ? { state, value, differs: node.operator.startsWith('!') }
    : undefined;
}
