/** A Tailwind 3 config as data: literals are taken, everything that would have to run is reported instead. */
import type { Node } from '@babel/types';
import type { DesignToken } from '../../../schemas/bundle.ts';
import { type Code, keyOf, lineOf, literalText, parseCode, unwrap, visit } from '../code/syntax.ts';
import { listedToken } from './listed-token.ts';

/** Theme sections and the prefix Tailwind 4 gives their variables, which is also how bundles name them. */
const sections: Record<string, string> = {
  colors: 'color',
  spacing: 'spacing',
  borderRadius: 'radius',
  fontFamily: 'font',
  fontSize: 'text',
  boxShadow: 'shadow',
  screens: 'breakpoint',
  letterSpacing: 'tracking',
  lineHeight: 'leading',
  fontWeight: 'font-weight',
  transitionDuration: 'duration',
  transitionTimingFunction: 'ease',
};

export function readTailwindConfig(
  file: string,
  text: string,
): { tokens: DesignToken[]; unresolved: string[] } {
  const code = parseCode(file, text);
  if (!code) return { tokens: [], unresolved: ['the file cannot be parsed'] };
  const constants = constantsOf(code);
  const unresolved: string[] = [];
  const config = exported(code, constants);
  if (!config) return { tokens: [], unresolved: ['no exported object literal was found'] };
  const theme = property(config, 'theme', constants);
  if (property(config, 'presets', constants)) unresolved.push('presets');
  if (property(config, 'plugins', constants)?.type === 'ArrayExpression') {
    const plugins = property(config, 'plugins', constants);
    if (plugins?.type === 'ArrayExpression' && plugins.elements.length > 0) unresolved.push('plugins');
  }
  const tokens: DesignToken[] = [];
  const extend = theme && property(theme, 'extend', constants);
  for (const part of [theme, extend]) {
    if (!part) continue;
    for (const [section, prefix] of Object.entries(sections)) {
      const values = property(part, section, constants);
      if (values)
        flatten(values, `--${prefix}`, {
          tokens,
          unresolved,
          file,
          constants,
          where: `theme.${part === extend ? 'extend.' : ''}${section}`,
        });
    }
  }
  return { tokens, unresolved: [...new Set(unresolved)] };
}

type Constants = ReadonlyMap<string, Node>;

function constantsOf(code: Code): Constants {
  const constants = new Map<string, Node>();
  visit(code.program, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init)
      constants.set(node.id.name, node.init);
    return undefined;
  });
  return constants;
}

/** Follows names, casts and `defineConfig(...)`-like calls to an object literal. */
function resolved(node: Node | undefined, constants: Constants, depth = 8): Node | undefined {
  if (!node || depth === 0) return undefined;
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return resolved(constants.get(inner.name), constants, depth - 1);
  if (
    inner.type === 'CallExpression' &&
    inner.callee.type === 'Identifier' &&
    inner.callee.name !== 'require'
  ) {
    const object = inner.arguments.find(
      (one) => resolved(one, constants, depth - 1)?.type === 'ObjectExpression',
    );
    return object && resolved(object, constants, depth - 1);
  }
  return inner;
}

function exported(code: Code, constants: Constants): Node | undefined {
  let found: Node | undefined;
  visit(code.program, (node) => {
    if (node.type === 'ExportDefaultDeclaration') found = resolved(node.declaration, constants);
    else if (
      node.type === 'AssignmentExpression' &&
      node.left.type === 'MemberExpression' &&
      node.left.object.type === 'Identifier' &&
      node.left.object.name === 'module'
    ) {
      found = resolved(node.right, constants);
    }
    return undefined;
  });
  return found?.type === 'ObjectExpression' ? found : undefined;
}

function property(node: Node, name: string, constants: Constants): Node | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  for (const member of [...node.properties].reverse()) {
    if (keyOf(member) === name && member.type === 'ObjectProperty') return resolved(member.value, constants);
    if (member.type === 'SpreadElement') {
      const spread = resolved(member.argument, constants);
      const inner = spread && property(spread, name, constants);
      if (inner) return inner;
    }
  }
  return undefined;
}

interface Target {
  tokens: DesignToken[];
  unresolved: string[];
  file: string;
  constants: Constants;
  where: string;
}

function flatten(node: Node, name: string, target: Target, depth = 6): void {
  const value = resolved(node, target.constants);
  if (!value || depth === 0) return void target.unresolved.push(target.where);
  const text = literalText(value);
  if (text !== undefined)
    return void target.tokens.push(listedToken(name, hslVariable(text), target.file, lineOf(value)));
  if (value.type === 'ArrayExpression') {
    // Font stacks, and font sizes with their line height: the first is the size.
    const all = value.elements.map((one) => (one ? literalText(one) : undefined));
    const known = all.filter((one): one is string => one !== undefined);
    if (known.length === 0) return void target.unresolved.push(target.where);
    const joined = name.startsWith('--text') ? (known[0] ?? '') : known.join(', ');
    return void target.tokens.push(listedToken(name, joined, target.file, lineOf(value)));
  }
  if (value.type !== 'ObjectExpression') return void target.unresolved.push(target.where);
  for (const member of value.properties) {
    if (member.type === 'SpreadElement') {
      const spread = resolved(member.argument, target.constants);
      if (spread?.type === 'ObjectExpression') flatten(spread, name, target, depth - 1);
      else target.unresolved.push(`${target.where} (spread)`);
      continue;
    }
    const key = keyOf(member);
    if (key === undefined || member.type !== 'ObjectProperty') target.unresolved.push(target.where);
    else flatten(member.value, key === 'DEFAULT' ? name : `${name}-${key}`, target, depth - 1);
  }
}

/** `hsl(var(--primary))` is an alias of `--primary`, which holds the channels. */
const hslVariable = (text: string): string => {
  const alias = /^(?:hsl|rgb|oklch)a?\(\s*var\(\s*(--[\w-]+)\s*\)\s*(?:\/\s*<alpha-value>\s*)?\)$/.exec(
    text,
  )?.[1];
  return alias === undefined ? text : `var(${alias})`;
};
