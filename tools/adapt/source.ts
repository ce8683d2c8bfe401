import type { SnapshotNode } from '../../schemas/snapshot.ts';
import { type CopyContent, type Layer, layersOf, readCopy } from '../../server/adapt/index.ts';
import type { Canvas } from '../../server/canvas/canvas.ts';
import { type AdFrame, readAd } from '../../server/design/ad-frame.ts';
import { ToolError } from '../errors.ts';

export interface Source {
  ad: AdFrame;
  root: SnapshotNode;
  content: CopyContent;
  layers: Layer[];
}

export async function readSource(canvas: Canvas, frameId: string): Promise<Source> {
  const ad = await readAd(canvas, frameId);
  const { roots } = await canvas.snapshot(frameId);
  const root = roots[0]?.node;
  if (!root) throw new ToolError(`Node ${frameId} cannot be read.`, { path: 'frameId' });
  return { ad, root, content: readCopy(root, ad.regions.copy.align), layers: layersOf(root) };
}
