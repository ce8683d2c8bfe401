/** What the defects are made with. Boxes px of the frame at 1x. */
import type { CanvasOpInput } from '../schemas/canvas-program.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import type { Report } from '../server/quality/index.ts';

export const sizes = ['small', 'medium', 'large'] as const;
export type Size = (typeof sizes)[number];

type Input = Report['input'];
export type Node = Input['nodes'][number];
export type Text = Input['copy'][number];

export interface Scene {
  canvas: Canvas;
  input: Input;
  size: Size;
  /** One of three values, by the size of the defect. */
  pick<T>(small: T, medium: T, large: T): T;
}

/** Does the damage; false when this ad has nothing to damage that way. */
export type Injector = (scene: Scene) => Promise<boolean>;

/**
 * Takes a node out of its layout and puts it on top of the frame, so that its `extent` (what it shows) is at `x`, `y`.
 * Nothing else of it changes.
 */
export async function liftTo(
  { canvas, input }: Scene,
  node: Node,
  extent: { x: number; y: number },
  to: { x?: number; y?: number },
): Promise<void> {
  const { frame } = input;
  const inFlow = frame.layoutMode !== 'NONE';
  const { parent } = node;
  // Its place is kept, so that everything else stays where it is.
  const keeper: CanvasOpInput[] =
    node.inFlow && parent
      ? [
          {
            op: 'create',
            type: 'FRAME',
            parent: parent.id,
            index: parent.children.indexOf(node),
            props: { name: 'Place', fills: [], width: node.box.width, height: node.box.height },
          },
        ]
      : [];
  const ops: CanvasOpInput[] = [
    ...keeper,
    { op: 'move', node: node.id, parent: frame.id },
    {
      op: 'update',
      node: node.id,
      props: {
        ...(inFlow && { layoutPositioning: 'ABSOLUTE' }),
        x: node.box.x + (to.x ?? extent.x) - extent.x,
        y: node.box.y + (to.y ?? extent.y) - extent.y,
        ...(node.text && node.text.autoResize !== 'WIDTH_AND_HEIGHT' && { width: node.box.width }),
      },
    },
  ];
  await canvas.run({ ops });
}

export const update = (canvas: Canvas, node: string, props: Record<string, unknown>) =>
  canvas.run({ ops: [{ op: 'update', node, props }] });

/** A text that is no headline and can be damaged: the longest first. */
export function plainTexts(input: Input): Text[] {
  return input.copy
    .filter((node) => node.role !== 'headline' && node.role !== 'cta_label' && !node.turned)
    .toSorted((a, b) => b.text.characters.length - a.text.characters.length);
}

export const headlineOf = (input: Input): Text | undefined =>
  input.copy.find(({ role, turned }) => role === 'headline' && !turned);

export const isFlat = ({ frame }: Input): boolean => !frame.fills.some(({ type }) => type === 'IMAGE');
