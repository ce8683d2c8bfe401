import { z } from 'zod';
import { CanvasError } from '../schemas/canvas-result.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { expandShorthands } from '../server/canvas/shorthands.ts';
import { findNodes, findRole, finePrintOf } from '../server/design/ad-frame.ts';
import { inkBoxes } from '../server/design/ink-boxes.ts';
import { overlapOf } from '../server/design/place.ts';
import { readNode } from '../server/design/read-node.ts';
import { adjusted } from './apply-typography.ts';
import { counted } from './counted.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { nodeIdParam } from './params.ts';

export const batchUpdate = defineTool({
  name: 'batch_update',
  title: 'Batch update',
  description:
    'Changes properties of existing nodes, all or nothing: moves, sizes, texts, colours. Figma property names, plus ' +
    'fillColor, fontColor, strokeColor, fontFamily, fontWeight, padding, width, height, x, y.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    updates: z
      .array(
        z.strictObject({
          nodeId: nodeIdParam,
          props: z
            .record(z.string(), z.unknown())
            .describe('e.g. {"characters":"Now $9.99","fontSize":72,"fontColor":"#fff"}'),
        }),
      )
      .min(1)
      .max(50),
  }),
  async run({ updates }, { canvas }) {
    const types = await typesOf(canvas, updates);
    const ops = updates.map(({ nodeId, props }, index) => ({
      op: 'update' as const,
      node: nodeId,
      props: expandShorthands(types.get(index), props, `updates[${index}].props`),
    }));
    // Read when everything is written, where later updates have moved earlier nodes too.
    const reads = updates.map(({ nodeId }) => ({
      op: 'read' as const,
      node: nodeId,
      depth: 0,
      fields: ['x', 'y', 'width', 'height'],
    }));
    const { results, adjustments } = await canvas.run({ ops: [...ops, ...reads] }).catch((error: unknown) => {
      const { op, path = '' } = error instanceof CanvasError ? error.data : {};
      throw op === undefined
        ? error
        : at(
            error,
            `updates[${op}].${asWritten(path, updates[op]?.props ?? {}).replace(/^node$/, 'nodeId')}`,
          );
    });
    const rewritten = updates
      .filter(({ props }) => Object.keys(props).some((name) => makesLonger.has(name)))
      .map(({ nodeId }) => nodeId);
    const warnings = rewritten.length > 0 ? await outgrown(canvas, rewritten) : [];
    return {
      data: {
        updated: results.slice(updates.length).map(({ value }, index) => {
          const box = boxSchema.safeParse(value);
          return {
            id: updates[index]?.nodeId,
            // In px of its parent, as get_frame_state tells it and as `x` and `y` set it.
            ...(box.success && { box: Object.values(box.data).map(Math.round) }),
          };
        }),
        ...adjusted(adjustments),
        ...(warnings.length > 0 && { warnings }),
      },
      said: `${counted(updates.length, 'layer')}: ${[...new Set(updates.flatMap(({ props }) => Object.keys(props)))].slice(0, 6).join(', ')}`,
    };
  },
});

/** What makes a text wider or higher than it was. */
const makesLonger = new Set([
  'characters',
  'fontSize',
  'fontFamily',
  'fontName',
  'fontWeight',
  'letterSpacing',
  'lineHeight',
  'textCase',
]);

/** Looking further would cost more than the call. */
const MOST_FRAMES = 60;

/**
 * New words keep their size, and a larger size its words: what they push into the picture or off the ad is told here,
 * while it can be put right. apply_typography fits the copy anew.
 */
async function outgrown(canvas: Canvas, ids: readonly string[]): Promise<string[]> {
  const { frames } = await canvas.status();
  const warnings: string[] = [];
  for (const { id } of frames.slice(-MOST_FRAMES)) {
    const ad = await readNode(canvas, id, { depth: 4 });
    const copy = findRole(ad, 'copy');
    const print = finePrintOf(ad);
    const words = [...(copy ? [copy] : []), ...(print ? [print] : [])];
    if (!words.some((part) => [part, ...findNodes(part, () => true)].some(({ id }) => ids.includes(id))))
      continue;
    const boxes = words.flatMap((part) => inkBoxes(part));
    const product = findRole(ad, 'product');
    const onProduct = product && boxes.some((box) => overlapOf(box, product));
    const off = boxes.some(
      ({ x, y, width, height }) => x < 0 || y < 0 || x + width > ad.width + 1 || y + height > ad.height + 1,
    );
    if (!onProduct && !off) continue;
    warnings.push(
      `The copy of ${id} "${ad.name}" now runs ${off ? 'off the ad' : 'into the product'}: apply_typography fits it anew (and adapt_ad with update its other placements).`,
    );
  }
  return warnings;
}

const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const outlineSchema = z.looseObject({ type: z.string() });

/**
 * The node types by index of update. Only `fontColor` depends on what the node is; without it nothing is read, and the
 * whole call is one program, which is all or nothing by itself.
 */
async function typesOf(
  canvas: Canvas,
  updates: readonly { nodeId: string; props: Record<string, unknown> }[],
): Promise<Map<number, string>> {
  const asked = updates.flatMap(({ nodeId, props }, index) =>
    props['fontColor'] === undefined ? [] : [{ nodeId, index }],
  );
  if (asked.length === 0) return new Map();
  const ops = asked.map(({ nodeId }) => ({ op: 'read' as const, node: nodeId, depth: 0, fields: ['name'] }));
  const { results } = await canvas.run({ ops }).catch((error: unknown) => {
    const index = error instanceof CanvasError ? asked[error.data.op ?? -1]?.index : undefined;
    throw index === undefined ? error : at(error, `updates[${index}].nodeId`);
  });
  return new Map(asked.map(({ index }, place) => [index, outlineSchema.parse(results[place]?.value).type]));
}

/** The property the caller wrote, where a shorthand stands for the one that was refused. */
function asWritten(path: string, props: Record<string, unknown>): string {
  const [, name = ''] = /^props\.(\w+)/.exec(path) ?? [];
  if (name === '' || props[name] !== undefined) return path;
  const written = Object.keys(props).find((key) =>
    Object.hasOwn(expandShorthands(undefined, { [key]: props[key] }), name),
  );
  return written === undefined ? path : `props.${written}`;
}

/** A canvas error in words of this tool's arguments instead of an op index. */
function at(error: unknown, path: string): unknown {
  if (!(error instanceof CanvasError)) return error;
  return new ToolError(error.data.message, { path, hint: error.data.hint });
}
