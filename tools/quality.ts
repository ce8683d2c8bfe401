/** What the quality tools share. */
import { parseColour } from '../schemas/colour.ts';
import { adBrandOf } from '../server/design/ad-frame.ts';
import { type BrandLook, type Finding, type Gate, gateOf, recordOverride } from '../server/quality/index.ts';
import type { ToolContext } from './context.ts';
import { ToolError } from './errors.ts';

/** Colours and families of an ad's brand; a brand whose folder is gone must not stop the work on the ad. */
export async function brandLook(
  { brands, canvas }: Pick<ToolContext, 'brands' | 'canvas'>,
  frameId: string,
): Promise<BrandLook | undefined> {
  const brand = await adBrandOf(canvas, frameId);
  const facts = brand === undefined ? undefined : await brands.facts(brand).catch(() => undefined);
  if (!facts) return undefined;
  const families = facts.type.map(({ family }) => family);
  return {
    name: facts.id.replace(/[-_]+/g, ' '),
    palette: facts.colours.map(({ hex }) => parseColour(hex)),
    families,
  };
}

/** A finding as the model reads it: short keys, whole px. `fix` is what batch_update takes as `updates`. */
export function told({ check, level, node, role, box, measured, limit, message, fix }: Finding) {
  return {
    level,
    check,
    ...(node && { node }),
    ...(role && { role }),
    ...(box && { box: [box.x, box.y, box.width, box.height].map(Math.round) }),
    measured: typeof measured === 'number' ? Number(measured.toFixed(3)) : measured,
    limit,
    message,
    ...(fix && { fix }),
  };
}

/** Findings named in a refusal; the rest are counted. */
const MOST_TOLD = 6;

/**
 * Lets an ad pass that fails no tier-1 check, or is let through with a reason, which is kept on the frame and in the
 * log. @throws ToolError naming what fails, with ready fixes.
 */
export async function passGate(
  context: Pick<ToolContext, 'canvas' | 'log'>,
  frameId: string,
  override: string | undefined,
): Promise<Gate['overridden']> {
  // The file's size is the exporter's own business: it knows the format and the scale.
  const { stops, overridden } = await gateOf(context.canvas, frameId, { ignore: ['export.weight'] });
  if (stops.length === 0) return overridden;
  if (override === undefined) {
    const more = stops.length > MOST_TOLD ? { more: stops.length - MOST_TOLD } : {};
    throw new ToolError(`The ad fails ${stops.length} of its checks.`, {
      path: 'frameId',
      hint: 'check_ad with fix: true puts right what can be; each fix is ready for batch_update. If it is meant so, export with override: the reason.',
      data: { failing: stops.slice(0, MOST_TOLD).map(told), ...more },
    });
  }
  await recordOverride(context.canvas, frameId, override, stops);
  const checks = [...new Set(stops.map(({ check }) => check))];
  context.log.warn({ frameId, override, checks }, 'exported with failing checks');
  return [...overridden, ...stops.map((finding) => ({ finding, reason: override }))];
}
