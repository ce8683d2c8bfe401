/** What stands on the canvas while a picture is being made: quiet, of the right shape, marked as pending. */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { sharp } from '../assets/index.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { pendingKey, roleKey } from '../design/ad-frame.ts';
import { ratioOf, sizeOf } from './models.ts';
import type { Task } from './tasks/task.ts';

/** Long side of the frame, px, and its distance from what is on the page. */
const FRAME_SIDE = 320;
const GAP = 120;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Three of these say "coming". Words would need a font, and the first one a process loads takes its time. */
const dot = {
  op: 'create' as const,
  type: 'ELLIPSE' as const,
  parent: '$frame',
  props: {
    name: 'Dot',
    width: 10,
    height: 10,
    fills: [{ type: 'SOLID', color: { r: 0.72, g: 0.71, b: 0.68 } }],
  },
};

/** Makes the frame below everything on the page, so that it is in nobody's way. Answers its id. */
export async function addPlaceholder(
  canvas: Canvas,
  task: Pick<Task, 'id' | 'what' | 'ratio' | 'prompt'>,
): Promise<string> {
  const { frames } = await canvas.status();
  const aspect = ratioOf(task.ratio);
  const width = Math.round(aspect >= 1 ? FRAME_SIDE : FRAME_SIDE * aspect);
  const height = Math.round(aspect >= 1 ? FRAME_SIDE / aspect : FRAME_SIDE);
  const { x, y } = placeBelow(frames, { width, height });
  const { bindings } = await canvas.run({
    ops: [
      {
        op: 'create',
        type: 'FRAME',
        as: 'frame',
        parent: null,
        props: {
          name: `Generating: ${task.what} ${task.id}`,
          x,
          y,
          width,
          height,
          layoutMode: 'HORIZONTAL',
          itemSpacing: 10,
          primaryAxisSizingMode: 'FIXED',
          counterAxisSizingMode: 'FIXED',
          primaryAxisAlignItems: 'CENTER',
          counterAxisAlignItems: 'CENTER',
          clipsContent: true,
          cornerRadius: 12,
          fills: [{ type: 'SOLID', color: { r: 0.95, g: 0.95, b: 0.94 } }],
          strokes: [{ type: 'SOLID', color: { r: 0.78, g: 0.77, b: 0.74 } }],
          strokeWeight: 1,
          dashPattern: [6, 6],
          pluginData: { [pendingKey]: task.id, [roleKey]: 'placeholder' },
        },
      },
      ...[0, 1, 2].map(() => dot),
    ],
  });
  return bindings['frame'] ?? '';
}

/**
 * In a row of its own under the lowest frame, or where the row of placeholders goes on to the right: those that have
 * their picture by now stand in it as well.
 */
function placeBelow(
  frames: readonly (Box & { role?: Record<string, string> })[],
  { width, height }: Pick<Box, 'width' | 'height'>,
): { x: number; y: number } {
  if (frames.length === 0) return { x: 0, y: 0 };
  const row = frames.filter(({ role }) => role?.[roleKey] === 'placeholder');
  const last = row.reduce<Box | undefined>(
    (right, frame) => (right && right.x > frame.x ? right : frame),
    undefined,
  );
  const next = last && {
    x: Math.round(last.x + last.width + GAP / 2),
    y: Math.round(last.y),
    width,
    height,
  };
  // Ads may have been put beside the row meanwhile.
  if (next && !frames.some((frame) => overlap(frame, next))) return { x: next.x, y: next.y };
  return {
    x: Math.round(Math.min(...frames.map(({ x }) => x))),
    y: Math.round(Math.max(...frames.map(({ y, height }) => y + height)) + GAP),
  };
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Takes the frame away, if it still is one that waits for this task. */
export async function removePlaceholder(canvas: Canvas, task: Task): Promise<void> {
  const node = await ownFrame(canvas, task);
  if (node) await canvas.run({ ops: [{ op: 'delete', node: node.id }] });
}

/** Shows the picture in the frame, or that there will be none. Does nothing when it is gone. */
export async function settlePlaceholder(
  canvas: Canvas,
  task: Task,
  picture: Uint8Array | undefined,
): Promise<void> {
  const node = await ownFrame(canvas, task);
  if (!node) return;
  const done = { pluginData: { [pendingKey]: '' } };
  const ops: CanvasOpInput[] = node.children.map((id) => ({ op: 'delete', node: id }));
  if (picture) {
    const image = await canvas.putImage(picture);
    const fills = [{ type: 'IMAGE', image, scaleMode: 'FIT' }];
    const name = `${task.what} ${task.id}`;
    ops.push({ op: 'update', node: node.id, props: { ...done, name, fills, strokes: [] } });
  } else {
    const strokes = [{ type: 'SOLID', color: { r: 0.8, g: 0.36, b: 0.3 } }];
    const name = `Failed: ${task.what} ${task.id}`;
    ops.push({ op: 'update', node: node.id, props: { ...done, name, strokes } });
  }
  await canvas.run({ ops });
}

async function ownFrame(canvas: Canvas, task: Task): Promise<{ id: string; children: string[] } | undefined> {
  const { placeholder } = task;
  if (!placeholder || placeholder.canvas !== canvas.kind) return undefined;
  try {
    const { results } = await canvas.run({
      ops: [{ op: 'read', node: placeholder.node, depth: 1, fields: ['pluginData'] }],
    });
    const node = results[0]?.value as
      | { id: string; pluginData?: Record<string, string>; children?: { id: string }[] }
      | undefined;
    if (node?.pluginData?.[pendingKey] !== task.id) return undefined;
    return { id: node.id, children: (node.children ?? []).map(({ id }) => id) };
  } catch {
    // The designer took it away, or this is another file.
    return undefined;
  }
}

/** The picture that stands in for one to come, as a PNG of its shape. */
export async function placeholderPicture(
  ratio: string,
): Promise<{ bytes: Buffer; width: number; height: number }> {
  const { width, height } = sizeOf(ratio, 1024);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><pattern id="p" width="48" height="48" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="48" height="48" fill="#eceae6"/><rect width="24" height="48" fill="#e6e4df"/></pattern></defs>
    <rect width="100%" height="100%" fill="url(#p)"/>
    <rect x="3" y="3" width="${width - 6}" height="${height - 6}" fill="none" stroke="#c9c6bf" stroke-width="6" stroke-dasharray="28 22"/></svg>`;
  return { bytes: await sharp(Buffer.from(svg)).png({ compressionLevel: 6 }).toBuffer(), width, height };
}
