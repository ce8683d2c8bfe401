/** The fine print at the foot of an ad, against what is behind it there: that need not be what is behind the copy. */
import type { Canvas } from '../canvas/canvas.ts';
import { chooseColours } from '../typography/colours.ts';
import {
  type AdFrame,
  autoColourKey,
  backdropKey,
  backdropRecordSchema,
  finePrintOf,
  roleKey,
} from './ad-frame.ts';
import { luminancesOfFills, sampleBackdrops } from './backdrop.ts';
import type { BrandStyle } from './brand-style.ts';
import { luminance, type Rgb, worstContrast } from './contrast.ts';
import { solidPaint } from './paints.ts';
import type { NodeOutline } from './read-node.ts';
import { autoScrim, scrimPaint } from './scrim.ts';

/** WCAG's 4.5:1 and a little, as for the copy. */
const ENOUGH = 4.9;

/**
 * Colours the fine print of `ad` for its own ground, where its colour was left to the tools; over a picture it gets a
 * veil at the foot where no colour is enough. Returns what was done and what cannot be read.
 */
export async function readablePrint(
  canvas: Canvas,
  ad: AdFrame,
  brand: BrandStyle | undefined,
): Promise<{ notes: string[]; warnings: string[] }> {
  const print = finePrintOf(ad.node);
  if (!print) return { notes: [], warnings: [] };
  const automatic = print.pluginData[autoColourKey] === '1';
  let behind = await backdropOf(canvas, ad, print);
  const inkOn = (ground: readonly number[]) => chooseColours({}, brand, ground, false).legal;
  const own = print.fills.find(({ color }) => color)?.color;
  const reads = (ground: readonly number[]) => {
    const ink = automatic ? inkOn(ground) : own;
    return !ink || worstContrast(ink, ground) >= ENOUGH;
  };
  const notes: string[] = [];
  if (!reads(behind) && mayVeil(ad)) {
    const [low = 0, median = 0.5, high = 1] = behind;
    const scrim = autoScrim({ low, median: toneFor(ad, own, median), high }, ad.regions, ad.node);
    const fills = [
      ...ad.node.fills,
      scrimPaint({ ...scrim, edge: 'bottom' }, boxOf(print), ad.node, SHORT_FADE),
    ];
    await canvas.run({ ops: [{ op: 'update', node: ad.node.id, props: { fills } }] });
    notes.push(
      `scrim ${scrim.tone === 0 ? 'dark' : 'light'} ${Math.round(scrim.alpha * 100)}% at the foot, for the fine print`,
    );
    behind = await backdropOf(canvas, ad, print);
  }
  if (automatic && print.fills.length > 0) {
    const fills = [solidPaint(inkOn(behind))];
    await canvas.run({ ops: [{ op: 'update', node: print.id, props: { fills } }] });
  }
  return {
    notes,
    warnings: reads(behind) || automatic === false ? [] : [HARD_TO_READ],
  };
}

/** Share of the canvas: the veil at the foot must not reach the copy. */
const SHORT_FADE = 0.1;

/** The veil goes with the ink of the copy: dark below pale words. Luminance of the ground it is for. */
function toneFor(ad: AdFrame, own: Rgb | undefined, ground: number): number {
  const copy = ad.part('copy');
  const onCard = copy?.fills.some(({ visible }) => visible !== false) ?? true;
  const ink = onCard ? undefined : ad.part('headline')?.fills.find(({ color }) => color)?.color;
  const leading = ink ?? own;
  return leading === undefined ? ground : luminance(leading) > 0.4 ? 0 : 1;
}

const HARD_TO_READ =
  'The fine print is hard to read on what is behind it: calm the foot of the background, or give it a scrim.';

/** Luminances behind it: of a plain ground, else of the pixels there without it. */
async function backdropOf(canvas: Canvas, ad: AdFrame, print: NodeOutline): Promise<number[]> {
  const { fills } = ad.node;
  const covered = ad.node.children.some(
    (child) =>
      child !== print && child.visible && child.pluginData[roleKey] !== 'copy' && meets(child, print),
  );
  // A gradient is measured where the fine print stands: its other end is of no account.
  const even = fills.every(({ type }) => type === 'SOLID');
  const plain = covered || !even ? undefined : luminancesOfFills(fills);
  if (plain) return plain;
  const show = (visible: boolean) =>
    canvas.run({ ops: [{ op: 'update', node: print.id, props: { visible } }] });
  await show(false);
  const [seen] = await sampleBackdrops(canvas, ad.node, [boxOf(print)], 0.02);
  await show(true);
  return seen ? [seen.low, seen.median, seen.high] : [1];
}

const meets = (a: NodeOutline, b: NodeOutline): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** A picture whose veil was left to the tools. */
function mayVeil({ node }: AdFrame): boolean {
  if (node.fills.findLast(({ type, visible }) => type === 'IMAGE' && visible !== false) === undefined)
    return false;
  try {
    const record = backdropRecordSchema.parse(JSON.parse(node.pluginData[backdropKey] ?? ''));
    return (record.scrim ?? 'auto') === 'auto';
  } catch {
    return false;
  }
}

const boxOf = ({ x, y, width, height }: NodeOutline) => ({ x, y, width, height });
