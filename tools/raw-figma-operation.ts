import { z } from 'zod';
import { adjusted } from './apply-typography.ts';
import { defineTool } from './define.ts';
import { nodeIdParam } from './params.ts';

export const rawFigmaOperation = defineTool({
  name: 'raw_figma_operation',
  title: 'Raw Figma operation',
  description:
    'Calls one Figma Plugin API method that no other tool covers, on a node or on `figma`. Fonts are loaded for you.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    method: z.string().min(1).describe('e.g. "createPolygon", "resize", "setRangeFontSize".'),
    args: z.array(z.unknown()).max(20).optional().describe('JSON values; {"$node": id} stands for a node.'),
    nodeId: nodeIdParam.optional().describe('Omit to call it on `figma`.'),
  }),
  async run({ method, args, nodeId }, { canvas, log }) {
    const { results, adjustments } = await canvas.run({
      ops: [{ op: 'call', method, args: args ?? [], ...(nodeId && { target: nodeId }) }],
    });
    const facts = {
      tool: 'raw_figma_operation',
      method,
      on: nodeId ? 'node' : 'figma',
      argCount: args?.length ?? 0,
    };
    // After the answer: nobody waits for the log.
    setImmediate(() => log.info(facts, 'raw operation'));
    const [result] = results;
    return {
      data: {
        result: result?.value ?? null,
        ...(result?.id && { nodeId: result.id }),
        ...adjusted(adjustments),
      },
    };
  },
});
