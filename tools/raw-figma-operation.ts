import { z } from 'zod';
import type { CanvasOpInput } from '../schemas/canvas-program.ts';
import { CanvasError } from '../schemas/canvas-result.ts';
import { adjusted } from './apply-typography.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
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
    const op = treeOp(method, args ?? [], nodeId) ?? {
      op: 'call',
      method,
      args: args ?? [],
      ...(nodeId && { target: nodeId }),
    };
    const { results, adjustments } = await canvas.run({ ops: [op] }).catch((error: unknown) => {
      throw inTheArguments(error, op.op);
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
        result: result?.value ?? (op.op === 'clone' && result?.id ? { id: result.id } : null),
        ...(result?.id && { nodeId: result.id }),
        ...adjusted(adjustments),
      },
      said: method,
    };
  },
});

/** The methods that move and copy nodes have ops of their own, which know how to take them back. */
function treeOp(
  method: string,
  args: readonly unknown[],
  nodeId: string | undefined,
): CanvasOpInput | undefined {
  if (nodeId === undefined) return undefined;
  if (method === 'clone' && args.length === 0) return { op: 'clone', node: nodeId };
  const [index, child] = method === 'appendChild' ? [undefined, args[0]] : args;
  if (method !== 'appendChild' && (method !== 'insertChild' || typeof index !== 'number')) return undefined;
  const moved = nodeArgument.safeParse(child);
  if (!moved.success) return undefined;
  return {
    op: 'move',
    node: moved.data.$node,
    parent: nodeId,
    ...(typeof index === 'number' && { index }),
  };
}

const nodeArgument = z.strictObject({ $node: z.string() });

/** A canvas error in words of this tool's arguments instead of the op's. */
function inTheArguments(error: unknown, op: string): unknown {
  if (!(error instanceof CanvasError)) return error;
  const { message, path = '', hint } = error.data;
  const names: Record<string, string> =
    op === 'move'
      ? { node: 'args', parent: 'nodeId', index: 'args' }
      : { target: 'nodeId', node: 'nodeId', method: 'method', args: 'args' };
  return new ToolError(message, { path: names[path] ?? 'args', hint });
}
