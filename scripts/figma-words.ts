/**
 * Collects Figma's own words (fixed values, property names, methods with their parameters) from the Plugin API's
 * typings: what may stay in a recorded pattern, because it says nothing about anybody's ad.
 *
 *   npx tsx scripts/figma-words.ts
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { packageRoot } from '../server/config/settings.ts';

const folder = join(packageRoot, 'node_modules', '@figma', 'plugin-typings');
const file = join(folder, 'plugin-api.d.ts');
const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.ESNext, true);

const words = new Set<string>();
const properties = new Set<string>();
const methods = new Map<string, string[]>();

function visit(node: ts.Node): void {
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) words.add(node.literal.text);
  if (ts.isPropertySignature(node) && ts.isIdentifier(node.name)) properties.add(node.name.text);
  if (ts.isMethodSignature(node) && ts.isIdentifier(node.name)) {
    const names = node.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : ['value']));
    // Overloads: the one that names the most.
    if (names.length >= (methods.get(node.name.text)?.length ?? 0)) methods.set(node.name.text, names);
  }
  ts.forEachChild(node, visit);
}
visit(source);

const data = {
  about:
    "Figma's fixed values, property names, and methods with their parameters. Written by scripts/figma-words.ts.",
  source: `@figma/plugin-typings ${version}, plugin-api.d.ts`,
  asOf: new Date().toISOString().slice(0, 10),
  words: [...words].filter((word) => /^[A-Z][A-Z0-9_]*$/.test(word)).sort(),
  properties: [...properties].filter((name) => /^[a-z]\w*$/i.test(name)).sort(),
  methods: Object.fromEntries([...methods].sort(([a], [b]) => (a < b ? -1 : 1))),
};
await writeFile(
  join(packageRoot, 'server', 'drafts', 'data', 'figma-words.json'),
  `${JSON.stringify(data, null, 1)}\n`,
);
process.stdout.write(
  `${data.words.length} words, ${data.properties.length} properties, ${methods.size} methods\n`,
);
