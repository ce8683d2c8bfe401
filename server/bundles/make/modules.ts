/** The modules of a Make export: what each imports, and which the app reaches. */
import { posix } from 'node:path';
import type { ExportAllDeclaration, ExportNamedDeclaration, ImportDeclaration } from '@babel/types';
import type { BundleFiles } from '../bundle-files.ts';
import { type Code, parseCode, visit } from '../code/syntax.ts';
import type { MakeLayout } from './detect.ts';

export interface Specifier {
  kind: 'file' | 'asset' | 'package' | 'missing' | 'other';
  /** Path in the bundle, package name, or the specifier itself. */
  target: string;
  /** The specifier's version, e.g. "0.487.0" of "lucide-react@0.487.0". */
  version?: string;
}

/** In the order of the export's bundler: beside one another, routes.ts wins over routes.tsx. */
const endings = ['.mjs', '.js', '.mts', '.ts', '.jsx', '.tsx'];
const extensions = ['', ...endings, ...endings.map((end) => `/index${end}`)];

/** @param layout The export's folders. */
export function resolveSpecifier(
  from: string,
  specifier: string,
  { root, src }: Pick<MakeLayout, 'root' | 'src'>,
  files: BundleFiles,
  aliases: ReadonlyMap<string, string>,
): Specifier {
  if (specifier.startsWith('figma:asset/')) {
    const name = specifier.slice('figma:asset/'.length);
    const file = aliases.get(specifier) ?? `${src}assets/${name}`;
    return { kind: 'asset', target: files.has(file) ? file : specifier };
  }
  const aliased = specifier.startsWith('@/') ? src + specifier.slice(2) : undefined;
  if (/^\.{0,2}\//.test(specifier) || aliased !== undefined) {
    const [path = ''] = (
      aliased ??
      (specifier.startsWith('/') ? root + specifier.slice(1) : posix.join(posix.dirname(from), specifier))
    ).split('?');
    const base = posix.normalize(path);
    const found = extensions.map((end) => base + end).find((one) => files.has(one));
    return found !== undefined ? { kind: 'file', target: found } : { kind: 'missing', target: base };
  }
  if (/^(npm|jsr|node|https?|virtual|data):/.test(specifier)) return { kind: 'other', target: specifier };
  const versioned = /^(@[^/@]+\/[^/@]+|[^/@]+)@([\w.^~*-]+)(\/.*)?$/.exec(specifier);
  if (versioned) return { kind: 'package', target: versioned[1] ?? specifier, version: versioned[2] ?? '' };
  const name = specifier.startsWith('@')
    ? specifier.split('/').slice(0, 2).join('/')
    : (specifier.split('/')[0] ?? specifier);
  return { kind: 'package', target: name };
}

export interface Import {
  specifier: string;
  /** Erased by the compiler: nothing is missing when its file is. */
  typeOnly: boolean;
}

/** Static, dynamic and re-exporting imports of a module. */
export function importsOf(code: Code): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly = false) => found.push({ specifier, typeOnly });
  visit(code.program, (node) => {
    if (
      (node.type === 'ImportDeclaration' ||
        node.type === 'ExportAllDeclaration' ||
        node.type === 'ExportNamedDeclaration') &&
      node.source
    ) {
      add(node.source.value, isTypeOnly(node));
    } else if (node.type === 'CallExpression' && node.callee.type === 'Import') {
      const [first] = node.arguments;
      if (first?.type === 'StringLiteral') add(first.value);
    }
    return undefined;
  });
  return found;
}

const isTypeOnly = (node: ImportDeclaration | ExportAllDeclaration | ExportNamedDeclaration): boolean =>
  node.type === 'ImportDeclaration' ? node.importKind === 'type' : node.exportKind === 'type';

/** Names a module imports, and from where; `const Home = lazy(() => import("./Home"))` counts. */
export function importedNames(code: Code): Map<string, string> {
  const names = new Map<string, string>();
  visit(code.program, (node) => {
    if (node.type === 'ImportDeclaration') {
      for (const { local } of node.specifiers) names.set(local.name, node.source.value);
    } else if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
      const { name } = node.id;
      if (node.init.type !== 'CallExpression') return undefined;
      visit(node.init, (inner) => {
        if (inner.type !== 'CallExpression' || inner.callee.type !== 'Import') return undefined;
        const [first] = inner.arguments;
        if (first?.type === 'StringLiteral') names.set(name, first.value);
        return false;
      });
    }
    return undefined;
  });
  return names;
}

/** `resolve.alias` of vite.config: literal keys to literal or `path.resolve(__dirname, ...)` values. Read, not run. */
export function viteAliases(text: string, root: string): Map<string, string> {
  const aliases = new Map<string, string>();
  const code = parseCode('vite.config.ts', text);
  if (!code) return aliases;
  visit(code.program, (node) => {
    if (node.type !== 'ObjectProperty' || node.key.type !== 'StringLiteral') return undefined;
    const { value } = node;
    if (value.type === 'StringLiteral') aliases.set(node.key.value, value.value);
    else if (value.type === 'CallExpression') {
      const last = value.arguments.at(-1);
      if (last?.type === 'StringLiteral') aliases.set(node.key.value, posix.normalize(root + last.value));
    }
    return undefined;
  });
  return aliases;
}
