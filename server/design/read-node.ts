/** Reads nodes from a canvas into a typed outline. */
import { z } from 'zod';
import type { Canvas } from '../canvas/canvas.ts';

export interface NodeOutline {
  id: string;
  type: string;
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Degrees counter-clockwise about the top-left corner, where `x` and `y` are. */
  rotation: number;
  visible: boolean;
  fills: PaintLike[];
  pluginData: Record<string, string>;
  characters?: string | undefined;
  fontSize?: number | undefined;
  layoutMode?: string | undefined;
  children: NodeOutline[];
}

export const paintSchema = z.looseObject({
  type: z.string(),
  visible: z.boolean().optional(),
  opacity: z.number().optional(),
  color: z.object({ r: z.number(), g: z.number(), b: z.number() }).optional(),
  gradientStops: z
    .array(
      z.object({
        position: z.number(),
        color: z.object({ r: z.number(), g: z.number(), b: z.number(), a: z.number() }),
      }),
    )
    .optional(),
  imageHash: z.string().nullable().optional(),
});
export type PaintLike = z.infer<typeof paintSchema>;

const nodeSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string().catch(''),
  x: z.number().catch(0),
  y: z.number().catch(0),
  width: z.number().catch(0),
  height: z.number().catch(0),
  rotation: z.number().catch(0),
  visible: z.boolean().catch(true),
  // `figma.mixed` arrives as a word, and groups have no fills at all.
  fills: z.array(paintSchema).catch([]),
  pluginData: z.record(z.string(), z.string()).catch({}),
  characters: z.string().optional(),
  fontSize: z.number().optional().catch(undefined),
  layoutMode: z.string().optional(),
  children: z.array(z.unknown()).catch([]),
});

function toOutline(value: unknown): NodeOutline {
  const { children, ...node } = nodeSchema.parse(value);
  return { ...node, children: children.map(toOutline) };
}

const fields = [
  'name',
  'x',
  'y',
  'width',
  'height',
  'rotation',
  'visible',
  'fills',
  'pluginData',
  'characters',
  'fontSize',
  'layoutMode',
];

/** A node and its descendants down to `depth` levels (default: itself only). Throws CanvasError if it is gone. */
export async function readNode(
  canvas: Canvas,
  nodeId: string,
  options: { depth?: number } = {},
): Promise<NodeOutline> {
  const { results } = await canvas.run({
    ops: [{ op: 'read', node: nodeId, depth: options.depth ?? 0, fields }],
  });
  return toOutline(results[0]?.value);
}

/** Several nodes without their descendants, in one program. Throws CanvasError if one is gone. */
export async function readNodes(canvas: Canvas, nodeIds: readonly string[]): Promise<NodeOutline[]> {
  if (nodeIds.length === 0) return [];
  const { results } = await canvas.run({
    ops: nodeIds.map((node) => ({ op: 'read' as const, node, depth: 0, fields })),
  });
  return results.map(({ value }) => toOutline(value));
}
