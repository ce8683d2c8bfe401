import { z } from 'zod';
import { CanvasError } from '../schemas/canvas-result.ts';
import { expandShorthands } from '../server/canvas/shorthands.ts';
import { readNode } from '../server/design/read-node.ts';
import { adjusted } from './apply-typography.ts';
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
  async run({ updates }, { canvas, signal }) {
    return canvas.transaction(async (tx) => {
      const ops = [];
      for (const [index, { nodeId, props }] of updates.entries()) {
        const node = await readNode(tx, nodeId).catch((error: unknown) => {
          throw at(error, `updates[${index}].nodeId`);
        });
        ops.push({
          op: 'update' as const,
          node: nodeId,
          props: expandShorthands(node.type, props, `updates[${index}].props`),
        });
      }
      const { results, adjustments } = await tx.run({ ops }).catch((error: unknown) => {
        const { op, path = '' } = error instanceof CanvasError ? error.data : {};
        throw op === undefined ? error : at(error, `updates[${op}].${path.replace(/^node$/, 'nodeId')}`);
      });
      return {
        data: {
          updated: results.map(({ id, box }) => ({
            id,
            ...(box && { box: [box.x, box.y, box.width, box.height].map(Math.round) }),
          })),
          ...adjusted(adjustments),
        },
      };
    }, signal);
  },
});

/** A canvas error in words of this tool's arguments instead of an op index. */
function at(error: unknown, path: string): unknown {
  if (!(error instanceof CanvasError)) return error;
  return new ToolError(error.data.message, { path, hint: error.data.hint });
}
