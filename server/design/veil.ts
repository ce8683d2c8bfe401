/** The veil of a picture once the words that stand on it are known: measured behind each of them. */
import type { Canvas } from '../canvas/canvas.ts';
import { type AdFrame, backdropKey, backdropRecordSchema, finePrintOf } from './ad-frame.ts';
import { sampleBackdrops } from './backdrop.ts';
import { contrastOf } from './contrast.ts';
import { textBoxes } from './focus.ts';
import type { PaintLike } from './read-node.ts';
import { autoScrim, scrimPaint } from './scrim.ts';

/** WCAG's 4.5:1, and a little for what a small sample of the picture does not show. */
const ENOUGH = 4.9;
/** Share of the pixels behind a text that may lie outside of what is measured. */
const OUTLIERS = 0.015;

/**
 * Strengthens the automatic veil of `ad` (read with its copy) where a text does not read, and lays it behind the copy
 * as it stands. Answers what to tell, and the luminances that are now behind the words; undefined: all read well.
 */
export async function veilForCopy(
  canvas: Canvas,
  ad: AdFrame,
): Promise<{ note: string; backdrop: number[] } | undefined> {
  const { node } = ad;
  const record = backdropRecordSchema.safeParse(safeJson(node.pluginData[backdropKey]));
  const copy = ad.part('copy');
  if (!record.success || (record.data.scrim ?? 'auto') !== 'auto' || !copy) return undefined;
  if (copy.fills.some(({ visible }) => visible !== false)) return undefined;
  const picture = node.fills.findLastIndex(({ type, visible }) => type === 'IMAGE' && visible !== false);
  const print = finePrintOf(node);
  // Fine print right below the copy stands on the same veil.
  const atFoot = print && copy.y + copy.height / 2 > node.height / 2;
  const texts = [...(await textBoxes(canvas, node, copy)), ...(atFoot ? [boxOf(print)] : [])];
  if (picture < 0 || texts.length === 0) return undefined;
  const shown = node.children.filter(({ visible }) => visible);
  const show = (visible: boolean) =>
    canvas.run({ ops: shown.map(({ id }) => ({ op: 'update' as const, node: id, props: { visible } })) });
  const paint = (fills: readonly unknown[]) =>
    canvas.run({ ops: [{ op: 'update', node: node.id, props: { fills: [...fills] } }] });
  await show(false);
  const now = await sampleBackdrops(canvas, node, texts, OUTLIERS);
  const mean = now.reduce((sum, { median }) => sum + median, 0) / now.length;
  const dark = (toneOf(node.fills[picture + 1]) ?? Math.round(mean)) === 0;
  const least = Math.min(
    ...now.map(({ low, high }) => (dark ? contrastOf(1, high) : contrastOf(0.006, low))),
  );
  const bare = node.fills.slice(0, picture + 1);
  if (least >= ENOUGH) {
    await show(true);
    return undefined;
  }
  await paint(bare);
  const under = await sampleBackdrops(canvas, node, texts, OUTLIERS);
  const worst = {
    low: Math.min(...under.map(({ low }) => low)),
    // The tone of the veil that is there stays: the colours of the copy follow it.
    median: dark ? 0 : 1,
    high: Math.max(...under.map(({ high }) => high)),
  };
  const regions = { ...ad.regions, copy: { ...ad.regions.copy, ...boxOf(copy) } };
  const scrim = autoScrim(worst, regions, node);
  await paint([...bare, scrimPaint(scrim, regions.copy, node)]);
  const veiled = await sampleBackdrops(canvas, node, texts, OUTLIERS);
  await show(true);
  const tone = scrim.tone === 0 ? 'dark' : 'light';
  return {
    note: `scrim ${tone} ${Math.round(scrim.alpha * 100)}% at ${scrim.edge}, for the copy as it stands`,
    backdrop: veiled.flatMap(({ low, median, high }) => [low, median, high]),
  };
}

/** 0: a dark veil, 1: a light one; undefined: there is none. */
function toneOf(veil: PaintLike | undefined): number | undefined {
  const colour = veil?.color ?? veil?.gradientStops?.[0]?.color;
  return colour && Math.round(colour.r);
}

const boxOf = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({
  x,
  y,
  width,
  height,
});

function safeJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
