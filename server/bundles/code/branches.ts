/** What code chooses between: the branches of switches, conditions and chains that compare one thing with texts. */
import { type Code, dottedName, literalText, type Node, visit } from './syntax.ts';

export interface Branches {
  /** What is compared. */
  subject: Node;
  cases: { values: string[]; drawn: Node; test?: Node }[];
}

export interface Comparison {
  subject: Node;
  values: string[];
}

/** Comparisons a module gives a name to: `const isBrandPage = path === "/brand"`. */
export function namedComparisons(code: Code): Map<string, Comparison> {
  const named = new Map<string, Comparison>();
  visit(code.program, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return undefined;
    const comparison = comparisonIn(node.init, { named: new Map(), choosing: () => true });
    if (comparison) named.set(node.id.name, comparison);
    return undefined;
  });
  return named;
}

/**
 * What a node chooses between by comparing one thing with texts; a chain is answered for by each of its links.
 * @param choosing Whether something compared may be what chooses: of `role === "x" && page === "y"`, the page.
 */
export function branchesOf(
  node: Node,
  named: ReadonlyMap<string, Comparison>,
  choosing: (subject: Node) => boolean = () => true,
): Branches | undefined {
  const compared = (test: Node, drawn: Node[]) => comparedIn(test, drawn, { named, choosing });
  if (node.type === 'SwitchStatement') {
    if (!choosing(node.discriminant)) return undefined;
    const cases = node.cases.flatMap(({ test, consequent }) => {
      const value = literalText(test);
      return consequent.map((drawn) => ({ drawn, values: value === undefined ? [] : [value] }));
    });
    return { subject: node.discriminant, cases };
  }
  if (node.type === 'LogicalExpression' && node.operator === '&&') return compared(node.left, [node.right]);
  if (node.type === 'ConditionalExpression') return compared(node.test, [node.consequent, node.alternate]);
  if (node.type === 'IfStatement')
    return compared(node.test, [node.consequent, ...(node.alternate ? [node.alternate] : [])]);
  return undefined;
}

function comparedIn(test: Node, [yes, no]: Node[], asked: Asked): Branches | undefined {
  const comparison = yes && comparisonIn(test, asked);
  if (!comparison) return undefined;
  const last =
    no && no.type !== 'IfStatement' && no.type !== 'ConditionalExpression' ? [{ drawn: no, values: [] }] : [];
  return { subject: comparison.subject, cases: [{ values: comparison.values, drawn: yes, test }, ...last] };
}

interface Asked {
  named: ReadonlyMap<string, Comparison>;
  choosing: (subject: Node) => boolean;
}

/** The first comparison of what chooses in `page === "x" && slug`; of `path === "/" || path === ""` both. */
function comparisonIn(test: Node, asked: Asked, depth = 0): Comparison | undefined {
  if (test.type === 'ParenthesizedExpression') return comparisonIn(test.expression, asked, depth);
  if (test.type === 'LogicalExpression' && test.operator !== '??' && depth < 8) {
    const left = comparisonIn(test.left, asked, depth + 1);
    if (left && test.operator === '&&') return left;
    const right = comparisonIn(test.right, asked, depth + 1);
    const both = left && right && dottedName(left.subject) === dottedName(right.subject);
    return both ? { ...left, values: [...left.values, ...right.values] } : (left ?? right);
  }
  const comparison =
    test.type === 'Identifier'
      ? asked.named.get(test.name)
      : test.type === 'CallExpression'
        ? startIn(test)
        : equalIn(test);
  return comparison && asked.choosing(comparison.subject) ? comparison : undefined;
}

function equalIn(test: Node): Comparison | undefined {
  if (test.type !== 'BinaryExpression' || (test.operator !== '===' && test.operator !== '=='))
    return undefined;
  const right = literalText(test.right);
  if (right !== undefined) return { subject: test.left as Node, values: [right] };
  const left = literalText(test.left as Node);
  return left === undefined ? undefined : { subject: test.right, values: [left] };
}

/** `path.startsWith("/blog/")` compares with every text of that beginning. */
function startIn({
  callee,
  arguments: [first],
}: Extract<Node, { type: 'CallExpression' }>): Comparison | undefined {
  const value = literalText(first);
  return callee.type === 'MemberExpression' &&
    dottedName(callee.property) === 'startsWith' &&
    value !== undefined
    ? { subject: callee.object, values: [`${value}*`] }
    : undefined;
}
