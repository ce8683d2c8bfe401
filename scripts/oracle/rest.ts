/** Reading Figma REST files of any shape and age: finding the node trees in them, and their members by type. */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** A REST node: an object with a Figma `type`. */
export type RestNode = JsonObject & { type: string };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const NODE_TYPES = new Set([
  'FRAME',
  'GROUP',
  'COMPONENT',
  'COMPONENT_SET',
  'INSTANCE',
  'SECTION',
  'SLOT',
  'TEXT',
  'RECTANGLE',
  'ELLIPSE',
  'LINE',
  'REGULAR_POLYGON',
  'POLYGON',
  'STAR',
  'VECTOR',
  'BOOLEAN_OPERATION',
  'SLICE',
]);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNode(value: JsonObject): value is RestNode {
  if (typeof value.type !== 'string' || !NODE_TYPES.has(value.type)) return false;
  return Array.isArray(value.children) || 'absoluteBoundingBox' in value;
}

/**
 * The topmost layers in a file: below pages in `{ document }`, in `{ nodes: { id: { document } } }`, in a bare node
 * or in arrays of these. Pages and documents are descended into; anything else with a node's type is a tree.
 */
export function findTrees(value: Json | undefined): RestNode[] {
  if (Array.isArray(value)) return value.flatMap(findTrees);
  if (!isObject(value)) return [];
  if (isNode(value)) return [value];
  return Object.values(value).flatMap(findTrees);
}

export function numberOf(node: JsonObject, key: string): number | undefined {
  const value = node[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function stringOf(node: JsonObject, key: string): string | undefined {
  const value = node[key];
  return typeof value === 'string' ? value : undefined;
}

export function objectOf(node: JsonObject, key: string): JsonObject | undefined {
  const value = node[key];
  return isObject(value) ? value : undefined;
}

/** The member if it is one of `allowed`. */
export function choiceOf<T extends string>(
  node: JsonObject,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const value = node[key];
  return allowed.find((candidate) => candidate === value);
}

export function childrenOf(node: JsonObject): RestNode[] {
  const children = node.children;
  if (!Array.isArray(children)) return [];
  return children.filter(isObject).filter((child): child is RestNode => typeof child.type === 'string');
}

/** `absoluteBoundingBox`, or null where Figma gives none (hidden or empty nodes). */
export function boxOf(node: JsonObject): Box | null {
  const box = objectOf(node, 'absoluteBoundingBox');
  if (!box) return null;
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => numberOf(box, key));
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
  return { x, y, width, height };
}

/** Grid tracks from CSS, as REST writes them: `repeat(2,minmax(0,1fr))`, `120px 1fr`, `fit-content(100%)`. */
export function parseTracks(css: string): { type: 'FLEX' | 'FIXED' | 'HUG'; value?: number }[] {
  const flat = css.replace(
    /repeat\(\s*(\d+)\s*,((?:[^()]|\([^()]*\))*)\)/g,
    (_all, count: string, body: string) => Array.from({ length: Number(count) }, () => body.trim()).join(' '),
  );
  const tokens = flat.match(/[a-z-]+\([^()]*\)|[^\s]+/g) ?? [];
  return tokens.map((token) => {
    const fraction = /([\d.]+)fr/.exec(token);
    if (fraction) return { type: 'FLEX', value: Number(fraction[1]) };
    const pixels = /^([\d.]+)px$/.exec(token);
    if (pixels) return { type: 'FIXED', value: Number(pixels[1]) };
    return { type: 'HUG' };
  });
}
