/** Image paints of nodes, with how they are shown. */
import type { CheckInput } from '../check.ts';
import { type CheckNode, seen } from '../frame/node.ts';

export interface ShownImage {
  node: CheckNode;
  /** Place of the paint among the node's fills. */
  index: number;
  /** Source px per canvas px, across and down. */
  density: { x: number; y: number };
  /** Cosine of the angle its rows and columns meet at: 0 where they are square to one another. */
  shear: number;
  scaleMode: string;
  hash: string;
  /** px of the whole source. */
  size: { width: number; height: number };
}

const matrix = (value: unknown): number[][] | undefined =>
  Array.isArray(value) &&
  value.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'number'))
    ? (value as number[][])
    : undefined;

/** Tiled patterns and images that are gone are left out. */
export async function shownImages(input: CheckInput): Promise<ShownImage[]> {
  const found: ShownImage[] = [];
  for (const node of [input.frame, ...input.nodes]) {
    if (!node.shown || node.text) continue;
    for (const [index, paint] of node.fills.entries()) {
      if (paint.type !== 'IMAGE' || !paint.imageHash || seen([paint]).length === 0) continue;
      const size = await input.imageSize(paint.imageHash);
      const density = size && densityOf(paint, size, sizeOf(node));
      if (!size || !density) continue;
      const shear = shearOf(paint, size, sizeOf(node));
      found.push({
        node,
        index,
        density,
        shear,
        scaleMode: String(paint['scaleMode']),
        hash: paint.imageHash,
        size,
      });
    }
  }
  return found;
}

/** Before turning; a turned node's box is larger than the node. */
function sizeOf({ props, box }: CheckNode): { width: number; height: number } {
  const { width, height } = props;
  return {
    width: typeof width === 'number' ? width : box.width,
    height: typeof height === 'number' ? height : box.height,
  };
}

/** A slanted crop: its scale may be the same both ways. */
function shearOf(
  paint: Record<string, unknown>,
  image: { width: number; height: number },
  node: { width: number; height: number },
): number {
  const [first, second] = matrix(paint['imageTransform']) ?? [];
  if (!['CROP', 'STRETCH'].includes(String(paint['scaleMode'])) || !first || !second) return 0;
  const across = [
    ((first[0] ?? 1) * image.width) / node.width,
    ((second[0] ?? 0) * image.height) / node.width,
  ] as const;
  const down = [
    ((first[1] ?? 0) * image.width) / node.height,
    ((second[1] ?? 1) * image.height) / node.height,
  ] as const;
  const lengths = Math.hypot(...across) * Math.hypot(...down);
  return lengths === 0 ? 0 : Math.abs(across[0] * down[0] + across[1] * down[1]) / lengths;
}

function densityOf(
  paint: Record<string, unknown>,
  image: { width: number; height: number },
  node: { width: number; height: number },
): { x: number; y: number } | undefined {
  const quarter = typeof paint['rotation'] === 'number' && Math.abs(paint['rotation'] % 180) === 90;
  const source = quarter ? { width: image.height, height: image.width } : image;
  const [x, y] = [source.width / Math.max(1, node.width), source.height / Math.max(1, node.height)];
  switch (paint['scaleMode']) {
    case 'FILL':
      return { x: Math.min(x, y), y: Math.min(x, y) };
    case 'FIT':
      return { x: Math.max(x, y), y: Math.max(x, y) };
    case 'CROP':
    case 'STRETCH': {
      const [first, second] = matrix(paint['imageTransform']) ?? [
        [1, 0, 0],
        [0, 1, 0],
      ];
      // Image space per node space; a turned crop has its scale in both entries of a column.
      const across = Math.hypot((first?.[0] ?? 1) * image.width, (second?.[0] ?? 0) * image.height);
      const down = Math.hypot((first?.[1] ?? 0) * image.width, (second?.[1] ?? 1) * image.height);
      return { x: across / Math.max(1, node.width), y: down / Math.max(1, node.height) };
    }
    default:
      return undefined;
  }
}
