/** Colours and sizes kept in code: object literals of design values. Read as data; nothing is run. */
import type { CodePalette } from '../../../schemas/bundle.ts';
import { isColour } from '../styles/token-kind.ts';
import { type Code, dottedName, keyOf, lineOf, literalText, type Node, unwrap, visit } from './syntax.ts';

const tokenName =
  /^(.*[._])?(theme|themes|tokens?|palettes?|colou?rs?|cols?|brand|ink|fonts?|type|spacing|radii|shadows?|th|kw|c|t|design)(tokens?|s)?$/i;
const MOST = 200;

/** Objects with at least two colours that make up half of their literal values, or that are named like tokens. */
export function readPalettes(code: Code): CodePalette[] {
  const found: CodePalette[] = [];
  const add = (name: string, node: Node) => {
    if (/styles?$/i.test(name)) return false;
    const values = new Map<string, string>();
    flatten(node, '', values);
    const all = [...values.values()];
    const colours = all.filter(isPaletteColour).length;
    if (colours < 2 || (colours < all.length / 2 && !(tokenName.test(name) && colours >= 3))) return false;
    found.push({
      name,
      file: code.file,
      line: lineOf(node),
      values: Object.fromEntries([...values].slice(0, MOST)),
    });
    return true;
  };
  visit(code.program, (node) => {
    const named = assignment(node);
    if (!named) return undefined;
    const value = unwrap(named.value);
    if (value.type === 'ConditionalExpression') {
      const taken = [
        add(`${named.name}.${branchName(value.test, true)}`, unwrap(value.consequent)),
        add(`${named.name}.${branchName(value.test, false)}`, unwrap(value.alternate)),
      ];
      return taken.some(Boolean) ? false : undefined;
    }
    if (value.type !== 'ObjectExpression' && value.type !== 'ArrayExpression') return undefined;
    return add(named.name, value) ? false : undefined;
  });
  return found;
}

function assignment(node: Node): { name: string; value: Node } | undefined {
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
    return { name: node.id.name, value: node.init };
  }
  if (node.type === 'AssignmentExpression') {
    const name = dottedName(node.left)?.replace(/^(this|window)\./, '');
    return name === undefined ? undefined : { name, value: node.right };
  }
  if (node.type === 'ClassProperty' && node.key.type === 'Identifier' && node.value) {
    return { name: node.key.name, value: node.value };
  }
  return undefined;
}

/** `dark ? a : b` names its branches "dark" and "not-dark"; `theme === "dark"` by the value compared with. */
function branchName(test: Node, yes: boolean): string {
  const compared =
    test.type === 'BinaryExpression' ? (literalText(test.right) ?? literalText(test.left)) : undefined;
  const name = compared ?? dottedName(test)?.split('.').at(-1) ?? 'condition';
  return yes ? name : `not-${name}`;
}

function flatten(node: Node, path: string, into: Map<string, string>, depth = 4): void {
  const text = literalText(node);
  if (text !== undefined) {
    if (into.size < MOST) into.set(path, text);
    return;
  }
  if (depth === 0) return;
  const inner = unwrap(node);
  if (inner.type === 'ObjectExpression') {
    for (const member of inner.properties) {
      const key = keyOf(member);
      if (key !== undefined && member.type === 'ObjectProperty') {
        flatten(member.value, path === '' ? key : `${path}.${key}`, into, depth - 1);
      }
    }
  } else if (inner.type === 'ArrayExpression') {
    inner.elements.forEach((element, index) => {
      if (element) flatten(element, `${path}[${index}]`, into, depth - 1);
    });
  }
}

const isPaletteColour = (text: string) =>
  /^(#[0-9a-f]{3,8}$|(rgba?|hsla?|oklch|oklab|color)\()/i.test(text.trim()) && isColour(text.trim());
