import { createRequire } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { figmaProperties } from '../../figma-bridge-plugin/executor/properties/catalog.ts';

const interfaces: Record<string, string> = {
  FRAME: 'FrameNode',
  GROUP: 'GroupNode',
  SECTION: 'SectionNode',
  COMPONENT: 'ComponentNode',
  COMPONENT_SET: 'ComponentSetNode',
  INSTANCE: 'InstanceNode',
  TEXT: 'TextNode',
  RECTANGLE: 'RectangleNode',
  ELLIPSE: 'EllipseNode',
  LINE: 'LineNode',
  POLYGON: 'PolygonNode',
  STAR: 'StarNode',
  VECTOR: 'VectorNode',
  BOOLEAN_OPERATION: 'BooleanOperationNode',
  SLICE: 'SliceNode',
};

/** Writable members that are readings in disguise (their typings lack `readonly`). */
const derived = ['resolvedVariableModes', 'inferredAutoLayout'];

describe('the property catalog', () => {
  const file = createRequire(import.meta.url).resolve('@figma/plugin-typings/plugin-api.d.ts');
  const program = ts.createProgram([file], {});
  const source = program.getSourceFile(file);
  const checker = program.getTypeChecker();
  const types = new Map<string, ts.Type>();
  source?.forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node)) types.set(node.name.text, checker.getTypeAtLocation(node));
  });

  it.each(Object.entries(interfaces))("has the writable members of Figma's typings for %s", (type, name) => {
    const writable = (types.get(name)?.getProperties() ?? []).filter((symbol) => {
      const declaration = symbol.declarations?.[0];
      if (declaration === undefined || !ts.isPropertySignature(declaration)) return false;
      const isReadonly = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0;
      return !isReadonly && !derived.includes(symbol.name);
    });
    expect([...(figmaProperties(type) ?? [])].sort()).toEqual(writable.map((symbol) => symbol.name).sort());
  });
});
