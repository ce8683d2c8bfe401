/** Names a module uses: a component nobody names but its own definition and export is not shown anywhere. */
import { type Code, dottedName, visit } from './syntax.ts';

/** Capitalised names drawn, passed on or kept in tables; definitions, imports and exports are no use. */
export function usedNames(code: Code): Set<string> {
  const names = new Set<string>();
  visit(code.program, (node, parent) => {
    if (node.type === 'ImportDeclaration') return false;
    if (node.type === 'ExportNamedDeclaration' && !node.declaration) return false;
    if (node.type === 'ExportDefaultDeclaration' && node.declaration.type === 'Identifier') return false;
    if (node.type === 'CallExpression' && dottedName(node.callee) === 'Object.assign') {
      const [target] = node.arguments;
      if (target && dottedName(target) === 'window') return false;
    }
    if (node.type === 'AssignmentExpression' && dottedName(node.left)?.startsWith('window.'))
      return node.right.type !== 'Identifier';
    if (node.type !== 'Identifier' && node.type !== 'JSXIdentifier') return undefined;
    if (!/^[A-Z]/.test(node.name)) return undefined;
    const defines =
      parent &&
      'id' in parent &&
      parent.id === node &&
      /^(FunctionDeclaration|ClassDeclaration|VariableDeclarator)$/.test(parent.type);
    const closes = parent?.type === 'JSXClosingElement';
    if (!defines && !closes) names.add(node.name);
    return undefined;
  });
  return names;
}
