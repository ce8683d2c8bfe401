/**
 * JavaScript and TypeScript as a tree. The parser is written in JavaScript on purpose: hostile nesting ends in an
 * exception, where native parsers take the process with them.
 */
import { type ParserOptions, parse } from '@babel/parser';
import type { File, Node } from '@babel/types';

export type { Node } from '@babel/types';

export interface Code {
  file: string;
  text: string;
  program: File['program'];
}

const options: ParserOptions = {
  sourceType: 'unambiguous',
  errorRecovery: true,
  attachComment: false,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowUndeclaredExports: true,
};

/** The tree, or undefined for text no dialect of the language reads. The file's name says which are tried. */
export function parseCode(file: string, text: string): Code | undefined {
  const dialects: ParserOptions['plugins'][] = /\.[cm]?ts$/.test(file)
    ? [['typescript', 'decorators']]
    : /\.tsx$/.test(file)
      ? [['jsx', 'typescript', 'decorators']]
      : [
          ['jsx', 'decorators'],
          ['jsx', 'typescript', 'decorators'],
          ['jsx', 'flow'],
        ];
  for (const plugins of dialects) {
    try {
      return { file, text, program: parse(text, { ...options, plugins }).program };
    } catch {
      // The next dialect, or none.
    }
  }
  return undefined;
}

/** 1-based line in the file. */
export const lineOf = (node: Node): number => node.loc?.start.line ?? 1;

const skippedKeys = new Set([
  'type',
  'loc',
  'start',
  'end',
  'extra',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'errors',
]);

/** A node's children in source order. Runs for every node of every module: plain loops, no intermediate arrays. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  const fields = node as unknown as Record<string, unknown>;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value !== 'object' || value === null || skippedKeys.has(key)) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Every node below and with `node`, parents first. `enter` answering false leaves the node's children out. */
export function visit(
  node: Node,
  enter: (node: Node, parent: Node | undefined) => boolean | undefined,
): void {
  const stack: [Node, Node | undefined][] = [[node, undefined]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [current, parent] = next;
    if (enter(current, parent) === false) continue;
    const children = childrenOf(current);
    for (let index = children.length - 1; index >= 0; index -= 1)
      stack.push([children[index] as Node, current]);
  }
}

/** "a", "a.b", "this.a" of an identifier or member chain. */
export function dottedName(node: Node): string | undefined {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'MemberExpression' || node.type === 'JSXMemberExpression') {
    if (node.type === 'MemberExpression' && node.computed && node.property.type !== 'StringLiteral')
      return undefined;
    const object = dottedName(node.object);
    const property = node.property.type === 'StringLiteral' ? node.property.value : dottedName(node.property);
    return object !== undefined && property !== undefined ? `${object}.${property}` : undefined;
  }
  return undefined;
}

/** A literal's text: strings, numbers, templates without holes, negated numbers. */
export function literalText(node: Node | null | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'NumericLiteral') return String(node.value);
  if (node.type === 'BooleanLiteral') return String(node.value);
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const inner = literalText(node.argument);
    return inner === undefined ? undefined : `-${inner}`;
  }
  return unwrap(node) === node ? undefined : literalText(unwrap(node));
}

/** Type casts and parentheses taken off. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (
    inner.type === 'TSAsExpression' ||
    inner.type === 'TSSatisfiesExpression' ||
    inner.type === 'TSNonNullExpression' ||
    inner.type === 'TSTypeAssertion' ||
    inner.type === 'ParenthesizedExpression' ||
    inner.type === 'TypeCastExpression'
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** The key of an object's member, unless it is computed. */
export function keyOf(member: Node): string | undefined {
  if (member.type !== 'ObjectProperty' && member.type !== 'ObjectMethod') return undefined;
  if (member.computed) return literalText(member.key);
  return member.key.type === 'Identifier' ? member.key.name : literalText(member.key);
}
