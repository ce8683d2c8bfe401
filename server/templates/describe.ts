/** What the index says about a template, read from its frame. */

import { findNodes, findRole, roleKey } from '../design/ad-frame.ts';
import type { NodeOutline } from '../design/read-node.ts';

const COLUMNS = 6;
const ROWS = 8;
/** Letters of the map by role; what comes later lies on top. */
const letters: Record<string, string> = {
  decor: 'd',
  image: 'i',
  product: 'p',
  logo: 'l',
  cta: 'c',
  legal: 'f',
  body: 'b',
  eyebrow: 'e',
  subhead: 's',
  headline: 'h',
};

interface Placed {
  node: NodeOutline;
  x: number;
  y: number;
}

/** Every node below the frame with its place in the frame. Turned nodes are taken at their corner. */
export function placedNodes(frame: NodeOutline): Placed[] {
  const found: Placed[] = [];
  const walk = (parent: NodeOutline, x: number, y: number) => {
    for (const node of parent.children) {
      const at = { node, x: x + node.x, y: y + node.y };
      found.push(at);
      walk(node, at.x, at.y);
    }
  };
  walk(frame, 0, 0);
  return found;
}

const thirds = (at: number, size: number, names: readonly [string, string, string]) =>
  names[at < size * 0.4 ? 0 : at > size * 0.6 ? 2 : 1];

/** "center-bottom": where the product's middle is. */
export function productPlacementOf(frame: NodeOutline): string {
  const product = placedNodes(frame).find(({ node }) => node.pluginData[roleKey] === 'product');
  if (!product) return 'none';
  const across = thirds(product.x + product.node.width / 2, frame.width, ['left', 'center', 'right']);
  const down = thirds(product.y + product.node.height / 2, frame.height, ['top', 'center', 'bottom']);
  return `${across}-${down}`;
}

export const textNodesOf = (frame: NodeOutline): number =>
  findNodes(frame, ({ type, visible }) => type === 'TEXT' && visible).length;

/** The composition and what is special, e.g. "copy-bottom", "free-with-product-and-cta". */
export function layoutOf(frame: NodeOutline, composition: string): string {
  const has = (role: string) => findRole(frame, role) !== undefined;
  if (has('copy')) return composition.replaceAll('_', '-');
  const parts = ['product', 'image', 'cta', 'legal'].filter(has);
  return parts.length > 0 ? `free-with-${parts.join('-')}` : 'free-type';
}

/** What lies where, 6 x 8 cells. */
export function mapOf(frame: NodeOutline): string {
  const cells = new Array<string>(COLUMNS * ROWS).fill('.');
  for (const [role, letter] of Object.entries(letters)) {
    for (const { node, x, y } of placedNodes(frame)) {
      if (node.pluginData[roleKey] !== role) continue;
      for (let row = 0; row < ROWS; row++) {
        for (let column = 0; column < COLUMNS; column++) {
          const [cx, cy] = [((column + 0.5) / COLUMNS) * frame.width, ((row + 0.5) / ROWS) * frame.height];
          if (cx >= x && cx <= x + node.width && cy >= y && cy <= y + node.height)
            cells[row * COLUMNS + column] = letter;
        }
      }
    }
  }
  return cells.join('');
}

/** How alike two maps are, 0..1: the share of cells that say the same, empty ones counting half. */
export function likeness(one: string, other: string): number {
  let same = 0;
  let all = 0;
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const empty = one[at] === '.' && other[at] === '.';
    all += empty ? 0.5 : 1;
    if (one[at] === other[at]) same += empty ? 0.5 : 1;
  }
  return all > 0 ? same / all : 0;
}
