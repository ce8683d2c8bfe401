import type { Placement } from '../../schemas/placement.ts';
import { areaScale, cloneExtraOps, copyExtrasOf, extraScale } from '../../server/adapt/index.ts';
import { findRole, readAd, roleKey } from '../../server/design/ad-frame.ts';
import type { NodeOutline } from '../../server/design/read-node.ts';
import { extrasIn, outlineReader, putExtras } from '../../server/typography/copy-extras.ts';
import { minimumSize } from '../../server/typography/sizes.ts';
import type { ToolContext } from '../context.ts';
import { type AdaptedCopy, setTexts } from './copy.ts';
import type { Source } from './source.ts';

/** For stars and badges a headline gives way down to this share of its size; then they are left out. */
const LEAST_HEADLINE = 0.6;

/**
 * Brings what stood in the copy block beside its texts, as far as it can be read and there is room for it. Returns the
 * names of what was left out, the last in reading order first to go.
 */
export async function bringExtras(
  { ad, root }: Source,
  placement: Placement,
  copy: AdaptedCopy,
  frameId: string,
  context: ToolContext,
): Promise<string[]> {
  const extras = copyExtrasOf(root);
  if (extras.length === 0 || !copy.texts.headline) return [];
  const nameOf = ({ node }: (typeof extras)[number]) => String(node.props['name'] ?? 'a layer');
  const target = await readAd(context.canvas, frameId);
  const block = target.part('copy');
  const { aspect, copy: region } = target.regions;
  if (!block || aspect === 'banner') return extras.map(nameOf);
  const leastText = minimumSize('eyebrow', { ...target.node, kind: placement.kind });
  const scaled = extras.map((extra) => ({
    extra,
    scale: extraScale(extra.node, {
      usual: areaScale(ad.node, target.node),
      width: region.width,
      leastText,
    }),
  }));
  const lost = scaled.filter(({ scale }) => scale === undefined).map(({ extra }) => nameOf(extra));
  await putExtras(
    context.canvas,
    scaled.filter(({ scale }) => scale !== undefined).map(({ extra }) => extra),
    partsOf(block),
    (extra, place) => cloneExtraOps(extra, scaled.find((each) => each.extra === extra)?.scale ?? 1, place),
  );
  const alone = findRole(block, 'headline')?.fontSize ?? 0;
  for (;;) {
    const { overflows, fontSizes } = await setTexts(copy, frameId, context);
    const now = (await readAd(context.canvas, frameId)).part('copy');
    const last = now && extrasIn(now, outlineReader).at(-1)?.node;
    const leads = (fontSizes?.headline ?? alone) >= alone * LEAST_HEADLINE;
    if ((!overflows && leads) || !last) return lost;
    await context.canvas.run({ ops: [{ op: 'delete', node: last.id }] });
    lost.push(last.name);
  }
}

/** The parts of a copy block by their roles, and its texts' own frame. */
function partsOf(block: NodeOutline): Record<string, string> {
  const parts: Record<string, string> = { copy: block.id };
  for (const child of block.children) {
    const role = child.pluginData[roleKey];
    if (role) parts[role] = child.id;
    else parts['text'] ??= child.id;
    for (const inner of child.children) {
      const own = inner.pluginData[roleKey];
      if (own) parts[own] ??= inner.id;
      const details = inner.children.filter(({ pluginData }) => pluginData[roleKey]);
      if (!own && details.length > 0) parts['details'] ??= inner.id;
      for (const { id, pluginData } of details) parts[pluginData[roleKey] ?? ''] ??= id;
    }
  }
  return parts;
}
