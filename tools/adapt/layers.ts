import {
  copyDrawingOps,
  copyLayerOps,
  type DrawingLayer,
  type FreeLayer,
  type PictureLayer,
} from '../../server/adapt/index.ts';
import { readAd, roleKey } from '../../server/design/ad-frame.ts';
import type { ToolContext } from '../context.ts';
import { groupArea, placeOf } from '../picture-place.ts';
import { boxesWith, groupedProducts, regroupOps } from '../product-group.ts';
import { call, saidSchema } from './call.ts';
import type { PictureFiles } from './picture-files.ts';
import type { Source } from './source.ts';

export async function placePicture(
  { role, name, hash, placed, rotation, shadow }: PictureLayer,
  frameId: string,
  pictures: PictureFiles,
  context: ToolContext,
): Promise<string[] | undefined> {
  const target = await readAd(context.canvas, frameId);
  // A layout without a product region has no place for one: the picture would lie under the words.
  if (role === 'product' && !target.regions.product)
    return [`${name} was left out: there is no place for it.`];
  const { path } = await pictures.pathOf(placed?.imagePath, hash);
  const { warnings } = await call('place_product', saidSchema, pictures.context, {
    frameId,
    imagePath: path,
    role,
    name,
    shadow,
    ...(placed?.position && { position: placed.position }),
    ...(placed?.scale && { scale: placed.scale }),
    ...(placed?.within && { within: placed.within }),
    ...(Math.abs(rotation) >= 0.5 && { rotation }),
    trim: placed?.trim ?? true,
  });
  return warnings;
}

/** A drawing goes where a picture would, as large as its region allows: it has no pixels to run out of. */
export async function placeDrawing(
  layer: DrawingLayer,
  frameId: string,
  context: ToolContext,
): Promise<string[] | undefined> {
  const target = await readAd(context.canvas, frameId);
  if (layer.role === 'product' && !target.regions.product)
    return [`${String(layer.node.props['name'])} was left out: there is no place for it.`];
  const copy = target.node.children.findIndex(({ pluginData }) => pluginData[roleKey] === 'copy');
  const others = layer.role === 'product' ? groupedProducts(target) : [];
  const aspect = layer.width / Math.max(1, layer.height);
  const boxes = others.length > 0 ? boxesWith(target, others, aspect, groupArea(target)) : [];
  const box = boxes.at(-1) ?? placeOf({ role: layer.role, scale: 1 }, target, layer);
  await context.canvas.run({
    ops: [
      ...regroupOps(target, others, boxes),
      ...copyDrawingOps(layer, box, {
        parent: frameId,
        inFlow: target.node.layoutMode !== undefined && target.node.layoutMode !== 'NONE',
        ...(copy >= 0 && { index: copy }),
      }),
    ],
  });
  return undefined;
}

/** Behind the copy if it was, else on top. */
export async function carryOver(
  layer: FreeLayer,
  { ad, root }: Source,
  frameId: string,
  context: ToolContext,
) {
  const { node } = await readAd(context.canvas, frameId);
  const isCopy = (data: unknown) => (data as Record<string, string> | undefined)?.[roleKey] === 'copy';
  const order = root.children ?? [];
  const copyAt = order.findIndex(({ props }) => isCopy(props['pluginData']));
  const behind = copyAt >= 0 && order.indexOf(layer.node) < copyAt;
  const index = node.children.findIndex(({ pluginData }) => isCopy(pluginData));
  const inFlow = node.layoutMode !== undefined && node.layoutMode !== 'NONE';
  await context.canvas.run({
    ops: copyLayerOps(layer, ad.node, node, {
      parent: frameId,
      as: 'layer',
      inFlow,
      ...(behind && index >= 0 && { index }),
    }),
  });
}
