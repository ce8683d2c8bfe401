/** The layers of an ad apart from its copy, back to front, and the ops that carry free ones over to another frame. */
import { z } from 'zod';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import { type PlacedRecord, placedKey, placedRecordSchema } from '../design/ad-frame.ts';
import { dataOf, pictureOf, type Roles, roleOf } from './content.ts';
import { areaScale, mapBox, type Size } from './geometry.ts';

export interface PictureLayer {
  kind: 'picture';
  role: 'product' | 'logo' | 'image' | 'decor';
  name: string;
  /** Figma's image hash. */
  hash: string;
  /** Width to height, before rotation. */
  ratio: number;
  placed: PlacedRecord | undefined;
  /** Degrees, clockwise. */
  rotation: number;
  shadow: 'soft' | 'contact' | 'both' | 'none';
}

/** A frame of layers with a picture's role: an interface, a chart, a price tag. Placed as one picture. */
export interface DrawingLayer {
  kind: 'drawing';
  role: 'product' | 'image';
  node: SnapshotNode;
  /** Box in the ad, px. */
  width: number;
  height: number;
}

/** Anything the tools did not make: carried over as a copy. */
export interface FreeLayer {
  kind: 'free';
  node: SnapshotNode;
}

export interface CopyLayer {
  kind: 'copy';
}

export type Layer = PictureLayer | DrawingLayer | FreeLayer | CopyLayer;

/** The frame's direct children in order. Shadows belong to their picture, hidden layers stay behind. */
export function layersOf(frame: SnapshotNode, roles: Roles = {}): Layer[] {
  const children = (frame.children ?? []).filter(({ props }) => props['visible'] !== false);
  return children.flatMap((node, at): Layer[] => {
    const role = roleOf(node, roles);
    if (role === 'shadow') return [];
    if (role === 'copy' || (role === 'legal' && node.type === 'TEXT')) return [{ kind: 'copy' }];
    const hash = pictureOf(node.props['fills']);
    if ((role === 'product' || role === 'image') && node.children)
      return [{ kind: 'drawing', role, node, ...sizeSchema.parse(node.props) }];
    if (!isPictureRole(role) || hash === undefined || node.children) return [{ kind: 'free', node }];
    const before = children[at - 1];
    const contact = before !== undefined && roleOf(before, roles) === 'shadow';
    const soft = effects.parse(node.props['effects']).some(({ type }) => type === 'DROP_SHADOW');
    return [
      {
        kind: 'picture',
        role,
        name: String(node.props['name'] ?? ''),
        hash,
        ratio: ratioOf(node),
        placed: placedOf(node),
        rotation: -degreesOf(node),
        shadow: contact && soft ? 'both' : contact ? 'contact' : soft ? 'soft' : 'none',
      },
    ];
  });
}

const effects = z.array(z.looseObject({ type: z.string() })).catch([]);

function isPictureRole(role: string | undefined): role is PictureLayer['role'] {
  return role === 'product' || role === 'logo' || role === 'image' || role === 'decor';
}

function placedOf(node: SnapshotNode): PlacedRecord | undefined {
  try {
    return placedRecordSchema.parse(JSON.parse(dataOf(node)[placedKey] ?? ''));
  } catch {
    return undefined;
  }
}

const matrixSchema = z
  .tuple([z.tuple([z.number(), z.number(), z.number()]), z.tuple([z.number(), z.number(), z.number()])])
  .catch([
    [1, 0, 0],
    [0, 1, 0],
  ]);
const sizeSchema = z.object({ width: z.number().catch(0), height: z.number().catch(0) });

/** Figma's rotation: counter-clockwise. */
function degreesOf(node: SnapshotNode): number {
  const [[a], [b]] = matrixSchema.parse(node.props['relativeTransform']);
  return Math.round(((Math.atan2(-b, a) * 180) / Math.PI) * 100) / 100;
}

function ratioOf(node: SnapshotNode): number {
  const { width, height } = sizeSchema.parse(node.props);
  return height > 0 ? width / height : 1;
}

const plainShapes = new Set(['RECTANGLE', 'ELLIPSE', 'LINE']);

/** Copies a drawing into `parent` at `index`, scaled into `box`. */
export function copyDrawingOps(
  { node, width }: DrawingLayer,
  box: { x: number; y: number; width: number },
  target: { parent: string; index?: number; inFlow: boolean },
): CanvasOpInput[] {
  return [
    {
      op: 'clone',
      node: node.id,
      parent: target.parent,
      ...(target.index !== undefined && { index: target.index }),
      as: 'drawing',
      ...(target.inFlow && { props: { layoutPositioning: 'ABSOLUTE' } }),
    },
    { op: 'call', target: '$drawing', method: 'rescale', args: [Math.max(0.01, box.width / width)] },
    {
      op: 'update',
      node: '$drawing',
      // Placed by its layout, so that the next one can share its region with it.
      props: { x: box.x, y: box.y, pluginData: { [placedKey]: JSON.stringify({ imagePath: '' }) } },
    },
  ];
}

/** Copies a free layer into `parent` at `index`, at its place and size on the new canvas. Binds `$<as>`. */
export function copyLayerOps(
  { node }: FreeLayer,
  from: Size,
  to: Size,
  target: { parent: string; index?: number; as: string; inFlow: boolean },
): CanvasOpInput[] {
  const [[a, c, tx], [b, d, ty]] = matrixSchema.parse(node.props['relativeTransform']);
  const { width, height } = sizeSchema.parse(node.props);
  const turned = Math.abs(b) > 1e-6;
  const hasPicture = pictureOf(node.props['fills']) !== undefined;
  const stretch = plainShapes.has(node.type) && !turned && !hasPicture;
  // The middle of the layer, whatever its rotation.
  const middle = { x: tx + (a * width + c * height) / 2, y: ty + (b * width + d * height) / 2 };
  const box = mapBox({ x: middle.x - width / 2, y: middle.y - height / 2, width, height }, from, to, stretch);
  const scale = areaScale(from, to);
  const size = stretch
    ? { width: box.width, height: box.height }
    : { width: width * scale, height: height * scale };
  const moved = {
    x: box.x + box.width / 2 - (a * size.width + c * size.height) / 2,
    y: box.y + box.height / 2 - (b * size.width + d * size.height) / 2,
  };
  const node$ = `$${target.as}`;
  return [
    {
      op: 'clone',
      node: node.id,
      parent: target.parent,
      ...(target.index !== undefined && { index: target.index }),
      as: target.as,
      ...(target.inFlow && { props: { layoutPositioning: 'ABSOLUTE' } }),
    },
    ...(stretch || Math.abs(scale - 1) < 1e-3
      ? []
      : [{ op: 'call' as const, target: node$, method: 'rescale', args: [scale] }]),
    { op: 'update', node: node$, props: { ...moved, ...(stretch && size) } },
  ];
}
