/** Which component a piece of code belongs to. */
import type { Node } from '@babel/types';
import type { ComponentSource } from './components.ts';
import { type Code, dottedName, visit } from './syntax.ts';

/** The component a node stands in, or the first that names the helper it stands in. */
export function ownersOf(code: Code, owners: readonly ComponentSource[]): (node: Node) => string | undefined {
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
