import { z } from 'zod';
import { CanvasError } from '../schemas/canvas-result.ts';
import { AssetError, prepareImage, prepareImageBytes } from '../server/assets/index.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { referenceable } from '../server/pipeline/references.ts';
import {
  bindVariables,
  compileScript,
  finishScript,
  parseScript,
  type ScriptPlan,
  scriptProgram,
  statementOfOp,
  type TrimRequest,
} from '../server/script/index.ts';
import { adjusted } from './apply-typography.ts';
import { brandRoots } from './brand.ts';
import type { ToolContext } from './context.ts';
import { counted } from './counted.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';

export const batchOperations = defineTool({
  name: 'batch_operations',
  title: 'Batch operations',
  description:
    'Runs a script of up to 50 canvas operations, all or nothing, for layouts the other tools do not make. ' +
    'var=CREATE_FRAME(parent, {..}) CREATE_TEXT(parent, {..}) CREATE_RECT(parent, {..}) UPDATE(node, {..}) ' +
    'SET_IMAGE_FILL(node, {imagePath, scaleMode, trim}) TRIM(node) SET_GRADIENT(node, {type, angle, stops}) ' +
    'ADD_EFFECT(node, {type, ..}) DELETE(node) REPARENT(node, parent, index). Parent null: the page. $var or "1:2" names ' +
    'a node. Figma property names, plus fillColor, fontColor, fontFamily, fontWeight, padding, role ("product": a frame as one picture). Example: ' +
    'card=CREATE_FRAME("1:2", {layoutMode:"VERTICAL", padding:24, fillColor:"#fff"})\\n' +
    'CREATE_TEXT($card, {characters:"$9.99", fontSize:64})',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  pipeline: true,
  input: z.strictObject({
    operations: z.string().min(1).max(60_000),
    variables: z
      .record(z.string().regex(/^[A-Za-z_]\w*$/), referenceable(z.string()))
      .optional()
      .describe('Nodes the script may name, e.g. {"frame":"1:2"} for $frame.'),
  }),
  async run({ operations, variables }, context) {
    const plan = compileScript(bindVariables(parseScript(operations), variables ?? {}));
    const roots = plan.images.length > 0 ? await brandRoots(context, context.session.brand) : [];
    const prepared = await Promise.all(
      plan.images.map(({ path, trim, statement }) =>
        prepareImage(path, trim ? { trim: true } : {}, roots).catch((error: unknown) => {
          const line = plan.statements[statement];
          if (!(error instanceof AssetError) || !line) throw error;
          throw new ToolError(`Line ${line.line}, ${line.operation}: ${error.message}`, {
            path: 'operations',
          });
        }),
      ),
    );
    return context.canvas.transaction(async (canvas) => {
      const images: string[] = [];
      for (const { bytes } of prepared) images.push(await canvas.putImage(bytes));
      const result = await canvas.run({ ops: scriptProgram(plan, images) }).catch((error) => {
        throw inTheScript(error, plan);
      });
      const finish = finishScript(plan, result);
      const finished = finish.ops.length > 0 ? await canvas.run({ ops: finish.ops }) : undefined;
      const notes = prepared.flatMap(({ adjustments }) => adjustments);
      for (const trim of finish.trims) notes.push(...(await trimImage(trim, canvas, context)));
      return {
        data: {
          nodes: result.bindings,
          operations: plan.statements.length,
          ...adjusted([
            ...notes.map((message) => ({ kind: 'image' as const, message })),
            ...result.adjustments,
            ...(finished?.adjustments ?? []),
          ]),
        },
        said: counted(plan.statements.length, 'operation'),
      };
    }, context.signal);
  },
});

/** A canvas error in words of the script: the line and the operation instead of an op index. */
function inTheScript(error: unknown, plan: ScriptPlan): unknown {
  if (!(error instanceof CanvasError) || error.data.op === undefined) return error;
  const statement = statementOfOp(plan, error.data.op);
  if (!statement) return error;
  const { path, hint, message } = error.data;
  return new ToolError(`Line ${statement.line}, ${statement.operation}: ${message}`, { path, hint });
}

/** Cuts the transparent borders off the picture an existing node shows. */
async function trimImage(
  { nodeId, paint }: TrimRequest,
  canvas: Canvas,
  _context: ToolContext,
): Promise<string[]> {
  const hash = paint['imageHash'];
  if (typeof hash !== 'string') return [];
  const bytes = await canvas.image(hash);
  const { bytes: trimmed, adjustments } = await prepareImageBytes(
    bytes,
    { trim: true },
    `image of node ${nodeId}`,
  );
  const image = await canvas.putImage(trimmed);
  const scaleMode =
    (['FILL', 'FIT', 'CROP', 'TILE'] as const).find((mode) => mode === paint['scaleMode']) ?? 'FILL';
  await canvas.run({
    ops: [{ op: 'set_image', node: nodeId, image, scaleMode: scaleMode === 'CROP' ? 'FILL' : scaleMode }],
  });
  return adjustments;
}
