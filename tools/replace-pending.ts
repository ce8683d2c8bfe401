/** Putting a generated picture in the place that was kept for it. */
import { z } from 'zod';
import type { Canvas } from '../server/canvas/canvas.ts';
import { type AdFrame, findNodes, pendingKey, roleKey } from '../server/design/ad-frame.ts';
import type { NodeOutline } from '../server/design/read-node.ts';
import type { Picture } from './picture.ts';

export interface Replaced {
  nodeId: string;
  box: number[];
}

/** The node that waits for a task in an ad. */
export function pendingNode(ad: AdFrame, taskId: string): NodeOutline | undefined {
  return findNodes(ad.node, ({ pluginData }) => pluginData[pendingKey] === taskId)[0];
}

/**
 * Fills the node: its id, layer, effects and rotation stay, and wherever the designer has moved it. A picture of another
 * shape stands at the bottom of the same box.
 */
export async function replacePending(
  canvas: Canvas,
  node: NodeOutline,
  { prepared }: Picture,
): Promise<Replaced> {
  const image = await canvas.putImage(prepared.bytes);
  const done = { pluginData: { [pendingKey]: '' } };
  if (await isTurned(canvas, node.id)) {
    // What is turned keeps its box: its corner is not where its picture begins.
    const fills = [{ type: 'IMAGE', image, scaleMode: 'FIT' }];
    await canvas.run({ ops: [{ op: 'update', node: node.id, props: { fills, ...done } }] });
    return { nodeId: node.id, box: [node.x, node.y, node.width, node.height].map(Math.round) };
  }
  const aspect = prepared.width / prepared.height;
  const width = Math.round(Math.min(node.width, node.height * aspect));
  const height = Math.round(width / aspect);
  const x = Math.round(node.x + (node.width - width) / 2);
  const y = Math.round(
    node.y + (node.pluginData[roleKey] === 'product' ? node.height - height : (node.height - height) / 2),
  );
  const fills = [{ type: 'IMAGE', image, scaleMode: 'FILL' }];
  const props = { x, y, width, height, fills, ...done };
  await canvas.run({ ops: [{ op: 'update', node: node.id, props }] });
  return { nodeId: node.id, box: [x, y, width, height] };
}

async function isTurned(canvas: Canvas, node: string): Promise<boolean> {
  const { results } = await canvas.run({ ops: [{ op: 'read', node, fields: ['rotation'] }] });
  const value: unknown = results[0]?.value;
  const { rotation } = z.looseObject({ rotation: z.number().catch(0) }).parse(value);
  return Math.abs(rotation) > 0.01;
}
