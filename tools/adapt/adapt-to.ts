import { z } from 'zod';
import type { Placement } from '../../schemas/placement.ts';
import { layoutFor } from '../../server/adapt/index.ts';
import { adaptedKey, readAd, recordCategory } from '../../server/design/ad-frame.ts';
import { recolourCopy } from '../../server/design/recolour.ts';
import { formatOf } from '../../server/placement/placements.ts';
import { LOW_BANNER } from '../../server/typography/leave-out.ts';
import { styleIfAny } from '../brand.ts';
import type { ToolContext } from '../context.ts';
import { layBackground } from './background.ts';
import { call } from './call.ts';
import { checkCopy } from './check-copy.ts';
import { setCopy } from './copy.ts';
import { bringExtras } from './extras.ts';
import { carryOver, placeDrawing, placePicture } from './layers.ts';
import { pictureFiles } from './picture-files.ts';
import type { Source } from './source.ts';

/** The ad on one placement: its frame, what was left out, and what its check still finds. */
export async function adaptTo(
  placement: Placement,
  source: Source,
  options: { layout?: string },
  context: ToolContext,
): Promise<Record<string, unknown>> {
  const { record, node } = source.ad;
  const layout =
    placement.height < LOW_BANNER
      ? 'type_hero'
      : (options.layout ?? layoutFor(record.layout, placement, source.layers, source.content.texts));
  const { frameId } = await call('build_ad_skeleton', z.looseObject({ frameId: z.string() }), context, {
    format: formatOf(placement),
    layout,
    name: nameFor(node.name, placement),
    logo: record.logo,
    ...(record.brand && { brand: record.brand }),
    ...(record.product && { product: record.product }),
    ...(record.angle && { angle: record.angle }),
    ...(record.concept && { concept: record.concept }),
  });
  await context.canvas.run({
    ops: [{ op: 'update', node: frameId, props: { pluginData: { [adaptedKey]: node.id } } }],
  });
  if (record.category) await recordCategory(context.canvas, frameId, record.category);
  const pictures = await pictureFiles(frameId, context);
  const warnings: string[] = [];
  const note = (said: readonly string[] | undefined) => warnings.push(...(said ?? []));
  await layBackground(source, frameId, pictures, context);
  const copy = await setCopy(source, placement, frameId, context);
  note(copy.warnings);
  const lost = await bringExtras(source, placement, copy, frameId, context);
  for (const layer of source.layers) {
    if (layer.kind === 'picture') note(await placePicture(layer, frameId, pictures, context));
    else if (layer.kind === 'drawing') note(await placeDrawing(layer, frameId, context));
    else if (layer.kind === 'free') await carryOver(layer, source, frameId, context);
  }
  const target = await readAd(context.canvas, frameId);
  note(await recolourCopy(context.canvas, target, await styleIfAny(context, record.brand)));
  const checked = await checkCopy(copy, placement, frameId, context);
  note([...checked.warnings, ...checked.unread]);
  return {
    placement: formatOf(placement),
    frameId,
    size: [placement.width, placement.height],
    ...(layout !== record.layout && { layout }),
    ...(copy.leftOut.length + lost.length > 0 && { leftOut: [...copy.leftOut, ...lost] }),
    pass: checked.pass,
    ...(checked.fails.length > 0 && { fails: checked.fails }),
    ...(warnings.length > 0 && { warnings: [...new Set(warnings)] }),
  };
}

/** The size in brackets at the end of a frame's name is exchanged. */
function nameFor(name: string, placement: Placement): string {
  return `${name.replace(/\s*\([^()]*(\([^()]*\))?[^()]*\)\s*$/, '')} (${placement.name})`;
}
