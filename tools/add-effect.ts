import { z } from 'zod';
import { CanvasError } from '../schemas/canvas-result.ts';
import { expandEffect } from '../server/canvas/effects.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { colourParam, nodeIdParam, pxParam } from './params.ts';

export const addEffect = defineTool({
  name: 'add_effect',
  title: 'Add effect',
  description:
    'Adds a shadow or blur to a node; the defaults are a soft, natural look. Same type again replaces it.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    nodeId: nodeIdParam,
    type: z.enum(['drop_shadow', 'inner_shadow', 'layer_blur', 'background_blur']),
    config: z
      .strictObject({
        color: colourParam.optional(),
        opacity: z.number().min(0).max(1).optional(),
        x: pxParam.optional(),
        y: pxParam.optional(),
        blur: z.number().min(0).max(1000).optional(),
        spread: pxParam.optional(),
      })
      .optional(),
    mode: z
      .enum(['replace', 'add', 'clear'])
      .default('replace')
      .describe('replace: of the same type; clear: remove it.'),
  }),
  async run({ nodeId, type, config, mode }, { canvas }) {
    const read = await canvas.run({ ops: [{ op: 'read', node: nodeId, depth: 0, fields: ['effects'] }] });
    const value = read.results[0]?.value;
    const before =
      typeof value === 'object' && value !== null && 'effects' in value ? value.effects : undefined;
    if (!Array.isArray(before)) {
      throw new ToolError(`Node ${nodeId} takes no effects.`, {
        path: 'nodeId',
        hint: 'Give a frame, text, shape or group.',
      });
    }
    const kept = mode === 'add' ? before : before.filter((effect) => typeOf(effect) !== type.toUpperCase());
    const effects = mode === 'clear' ? kept : [...kept, effectOf(type, config)];
    await canvas.run({ ops: [{ op: 'update', node: nodeId, props: { effects } }] });
    return {
      data: { nodeId, effects: effects.map(typeOf) },
      said: `${type.toLowerCase().replaceAll('_', ' ')}${mode === 'clear' ? ' removed' : ''}`,
    };
  },
});

function effectOf(type: string, config: Record<string, unknown> = {}): Record<string, unknown> {
  try {
    return expandEffect({ type, ...config }, 'config');
  } catch (error) {
    if (error instanceof CanvasError)
      throw new ToolError(error.message, { path: error.data.path, hint: error.data.hint });
    throw error;
  }
}

const typeOf = (effect: unknown): unknown =>
  typeof effect === 'object' && effect !== null && 'type' in effect ? effect.type : undefined;
