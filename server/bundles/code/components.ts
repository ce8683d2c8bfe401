/** UI components of a module: capitalised functions and classes that draw something, with props and what they render. */
import type { Node } from '@babel/types';
import type { ComponentProp } from '../../../schemas/bundle.ts';
import { propsOf, typesOf } from './props.ts';
import { type Code, dottedName, lineOf, literalText, unwrap, visit } from './syntax.ts';

export interface CodeComponent {
  name: string;
  file: string;
  line: number;
  exported: boolean;
  props: ComponentProp[];
  /** Elements and components rendered, with how often. */
  elements: Record<string, number>;
  /** Roles and event handlers, e.g. "role:dialog", "on:click". */
  marks: string[];
  /** Static text it shows, shortened. */
  text: string;
  doc?: string;
}

/** A component's function body, for whoever looks deeper. */
export interface ComponentSource {
  name: string;
  node: Node;
  /** The function or class itself. */
  body: Node;
}

const componentName = /^[A-Z][\w$]*$/;
const constantName = /^[A-Z][A-Z0-9_$]*$/;

export function readComponents(code: Code): CodeComponent[] {
  const exported = exportedNames(code);
  const types = typesOf(code.program);
  return componentSources(code).map(({ name, node, body }) => {
    const drawn = drawnBy(body);
    const doc = docBefore(code.text, node.start ?? 0);
    return {
      name,
      file: code.file,
      line: lineOf(node),
      exported: exported.has(name),
      props: propsOf(body, types, annotationOf(node)),
      ...drawn,
      ...(doc !== undefined && { doc }),
    };
  });
}

/** Components of a module, outermost ones only: helpers inside a component belong to it. */
export function componentSources(code: Code): ComponentSource[] {
  const found: ComponentSource[] = [];
  const add = (name: string | undefined, node: Node, value: Node | null | undefined): boolean => {
    if (name === undefined || !componentName.test(name) || !value) return false;
    const body = functionIn(value);
    if (
      !body ||
      !draws(body) ||
      (constantName.test(name) && name.length > 3 && body.type !== 'FunctionDeclaration')
    )
      return false;
    if (!found.some((known) => known.name === name)) found.push({ name, node, body });
    return true;
  };
  visit(code.program, (node) => {
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
      const name = node.id?.name ?? defaultName(code.file);
      if (add(name, node, node)) return false;
    } else if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      if (add(node.id.name, node, node.init)) return false;
    } else if (node.type === 'AssignmentExpression') {
      if (add(dottedName(node.left)?.split('.').at(-1), node, node.right)) return false;
    } else if (
      node.type === 'ExportDefaultDeclaration' &&
      !('id' in node.declaration && node.declaration.id)
    ) {
      if (add(defaultName(code.file), node, node.declaration)) return false;
    }
    return undefined;
  });
  return found;
}

/** An unnamed default export is called by its file, or by its folder when the file is "index". */
function defaultName(file: string): string {
  const parts = file.replace(/\.[^/]*$/, '').split('/');
  const last = parts.at(-1) === 'index' ? (parts.at(-2) ?? 'Index') : (parts.at(-1) ?? 'Default');
  return last.replace(/(^|[-_. ]+)([\p{L}\d])/gu, (_, __, letter: string) => letter.toUpperCase());
}

/** Wrappers whose argument is the component. */
const wrappers = /^(React\.)?(memo|forwardRef|observer|styled|withRouter|connect|lazy)$/;

function functionIn(value: Node): Node | undefined {
  const inner = unwrap(value);
  switch (inner.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
      return inner;
    case 'CallExpression': {
      const callee = dottedName(inner.callee) ?? '';
      if (!wrappers.test(callee)) return undefined;
      for (const argument of inner.arguments) {
        const found = functionIn(argument);
        if (found) return found;
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** Does the function return something to see? Functions inside it do not count, except what they hand to JSX. */
function draws(body: Node): boolean {
  let found = false;
  visit(body, (node) => {
    if (found) return false;
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') found = true;
    else if (node.type === 'CallExpression') {
      const name = dottedName(node.callee);
      if (name === 'React.createElement' || name === 'createElement' || name === 'h') found = true;
    }
    return !found;
  });
  return found;
}

function drawnBy(body: Node): Pick<CodeComponent, 'elements' | 'marks' | 'text'> {
  const elements: Record<string, number> = {};
  const marks = new Set<string>();
  const words: string[] = [];
  let length = 0;
  const count = (name: string) => {
    elements[name] = (elements[name] ?? 0) + 1;
  };
  visit(body, (node) => {
    if (node.type === 'JSXOpeningElement') count(dottedName(node.name) ?? 'unknown');
    else if (node.type === 'JSXAttribute' && node.name.type === 'JSXIdentifier') {
      const { name } = node.name;
      const value = literalText(node.value);
      if (/^on[A-Z]/.test(name)) marks.add(`on:${name.slice(2).toLowerCase()}`);
      else if (name === 'role' && value !== undefined) marks.add(`role:${value}`);
      else if (name === 'type' && value !== undefined) marks.add(`type:${value}`);
    } else if (node.type === 'JSXText' && length < 400) {
      const text = node.value.replace(/\s+/g, ' ').trim();
      if (text !== '') words.push(text);
      length += text.length;
    } else if (node.type === 'CallExpression' && /(^|\.)createElement$/.test(dottedName(node.callee) ?? '')) {
      const [first] = node.arguments;
      const name = first && (literalText(first) ?? dottedName(first));
      if (name) count(name);
    }
    return undefined;
  });
  return { elements, marks: [...marks].sort(), text: words.join(' ').slice(0, 400) };
}

const annotationOf = (node: Node): Node | undefined =>
  node.type === 'VariableDeclarator' && node.id.type === 'Identifier'
    ? (node.id.typeAnnotation ?? undefined)
    : undefined;

/** The block comment right before a declaration, one line. */
function docBefore(text: string, start: number): string | undefined {
  const before = text
    .slice(Math.max(0, start - 1500), start)
    .replace(/(export|default|const|async)\s*$/g, '');
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export\s+)?(?:default\s+)?(?:const\s+)?$/.exec(
    before,
  )?.[1];
  const line = comment
    ?.split('\n')
    .map((one) => one.replace(/^\s*\*?\s?/, '').trim())
    .filter((one) => one !== '' && !one.startsWith('@'))
    .join(' ');
  return line ? line.slice(0, 200) : undefined;
}

/** Names the module hands out: exports, and what prototypes put on `window`. */
export function exportedNames(code: Code): Set<string> {
  const names = new Set<string>();
  for (const node of code.program.body) {
    if (node.type === 'ExportNamedDeclaration') {
      for (const specifier of node.specifiers) {
        if (specifier.type === 'ExportSpecifier') names.add(specifier.local.name);
      }
      const { declaration } = node;
      if (declaration?.type === 'VariableDeclaration') {
        for (const { id } of declaration.declarations) if (id.type === 'Identifier') names.add(id.name);
      } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier')
        names.add(declaration.id.name);
    } else if (node.type === 'ExportDefaultDeclaration') {
      const { declaration } = node;
      if (declaration.type === 'Identifier') names.add(declaration.name);
      else if ('id' in declaration && declaration.id?.type === 'Identifier') names.add(declaration.id.name);
      else names.add(defaultName(code.file));
      visit(declaration, (inner) => {
        if (inner.type === 'CallExpression')
          for (const one of inner.arguments) if (one.type === 'Identifier') names.add(one.name);
        return inner.type !== 'BlockStatement' && inner.type !== 'ClassBody';
      });
    }
  }
  if (code.program.body.some((node) => node.type === 'ImportDeclaration')) return names;
  visit(code.program, (node) => {
    if (node.type === 'CallExpression' && dottedName(node.callee) === 'Object.assign') {
      const [target, ...sources] = node.arguments;
      if (target && dottedName(target) === 'window') {
        for (const source of sources) {
          if (source.type !== 'ObjectExpression') continue;
          for (const member of source.properties) {
            if (member.type === 'ObjectProperty' && member.key.type === 'Identifier')
              names.add(member.key.name);
          }
        }
      }
    } else if (node.type === 'AssignmentExpression') {
      const name = dottedName(node.left);
      if (name?.startsWith('window.')) names.add(name.slice('window.'.length));
    }
    return undefined;
  });
  return names;
}
