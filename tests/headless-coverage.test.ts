/**
 * Every member of Figma's typings is either there on the headless canvas or on its list of unsupported members, and
 * none is both. The typings themselves are read with the TypeScript compiler.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { HeadlessNodeType } from '../server/headless/model.ts';
import { methodNames } from '../server/headless/node.ts';
import { ALL } from '../server/headless/node-types.ts';
import { propertyNames } from '../server/headless/properties.ts';
import { startHeadless } from '../server/headless/test-support.ts';
import { UNSUPPORTED_API, UNSUPPORTED_NODE } from '../server/headless/unsupported.ts';

const typings = readTypings();

/** "BOOLEAN_OPERATION" -> "BooleanOperationNode". */
function interfaceOf(type: HeadlessNodeType): string {
  const words = type.split('_').map((word) => word.charAt(0) + word.slice(1).toLowerCase());
  return `${words.join('')}Node`;
}

function readTypings(): (name: string) => string[] {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@figma/plugin-typings/package.json'));
  const file = join(folder, 'plugin-api.d.ts');
  const program = ts.createProgram([file], { noResolve: true, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`cannot read ${file}`);
  const interfaces = new Map(
    source.statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each]),
  );
  return (name) => {
    const declaration = interfaces.get(name);
    if (declaration === undefined) throw new Error(`the typings have no interface ${name}`);
    return checker
      .getTypeAtLocation(declaration)
      .getProperties()
      .map((property) => property.name);
  };
}

describe('coverage of the typings', () => {
  it('reads whole interfaces, inherited members included', () => {
    expect(typings('FrameNode')).toEqual(
      expect.arrayContaining(['clone', 'layoutMode', 'id', 'setPluginData']),
    );
    expect(typings('FrameNode').length).toBeGreaterThan(150);
  });

  it.each(ALL)('has or lists every member of %s', (type) => {
    const there = new Set([...propertyNames(type), ...methodNames(type)]);
    const missing = typings(interfaceOf(type)).filter(
      (name) => !there.has(name) && !UNSUPPORTED_NODE.has(name),
    );
    expect(missing).toEqual([]);
  });

  it.each(ALL)('gives %s no member that Figma does not give it', (type) => {
    const known = new Set(typings(interfaceOf(type)));
    expect([...propertyNames(type), ...methodNames(type)].filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(ALL)('lists nothing as unsupported that %s has', (type) => {
    const there = [...propertyNames(type), ...methodNames(type)];
    expect(there.filter((name) => UNSUPPORTED_NODE.has(name))).toEqual([]);
  });

  it('lists only members that the typings have', () => {
    const known = new Set(ALL.flatMap((type) => typings(interfaceOf(type))));
    expect([...UNSUPPORTED_NODE.keys()].filter((name) => !known.has(name))).toEqual([]);
    const api = new Set(typings('PluginAPI'));
    expect([...UNSUPPORTED_API.keys()].filter((name) => !api.has(name))).toEqual([]);
  });

  it('has or lists every member of figma, and none is both', async () => {
    const { figma } = await startHeadless();
    const there = new Set(Object.keys(figma));
    const members = typings('PluginAPI');
    expect(members.filter((name) => !there.has(name) && !UNSUPPORTED_API.has(name))).toEqual([]);
    expect([...there].filter((name) => UNSUPPORTED_API.has(name))).toEqual([]);
    expect([...there].filter((name) => !members.includes(name))).toEqual([]);
  });

  it('says of an unsupported member why', async () => {
    const { figma } = await startHeadless();
    expect(() => figma.variables).toThrow('"figma.variables" is not supported on the headless canvas (');
    expect(() => figma.createFrame().outlineStroke()).toThrow(
      '"outlineStroke" is not supported on the headless canvas (',
    );
  });
});
