/**
 * Layout metrics of the literature, told beside what human designs measure. Nothing is gated on them: nearest to the
 * human value is best, not lowest or highest. Definitions as in RALF's `metric.py` and PKU PosterLayout's paper,
 * written anew; coordinates are shares of the canvas.
 */
import { z } from 'zod';
import type { Rect } from '../composition/compose.ts';
import type { CheckInput } from './check.ts';
import data from './data/human-bands.json' with { type: 'json' };
import { type CheckNode, isText, seen } from './frame/node.ts';
import { areaOf, contains, shared } from './frame/rect.ts';
import { shapeOf } from './pixels/cover.ts';
import { slopesIn } from './pixels/texture.ts';

const bands = z
  .strictObject({
    about: z.string(),
    source: z.string(),
    asOf: z.string(),
    human: z.record(z.string(), z.number()),
  })
  .parse(data);

export type Metrics = Record<string, { value: number; human?: number }>;

/** Val, Ove, Ali, Und_l, Und_s of the boxes; Uti, Occ with the product's own pixels as what is salient; Rea. */
export async function metricsOf(input: CheckInput): Promise<Metrics> {
  const { width, height } = input.screen;
  const unit = (box: Rect): Rect => ({
    x: box.x / width,
    y: box.y / height,
    width: box.width / width,
    height: box.height / height,
  });
  const texts = input.copy.map(({ box }) => unit(box));
  const logos = input.essentials.filter(({ role }) => role === 'logo').map(({ box }) => unit(box));
  const underlays = underlaysOf(input).map(({ box }) => unit(box));
  const elements = [...texts, ...logos];
  const all = [...elements, ...underlays];
  const values: Record<string, number | undefined> = {
    Val: share(all, (box) => areaOf(box) > 0.001),
    Ove: overlapOf(elements),
    Ali: alignmentOf(all),
    Und_l: underlays.length === 0 ? undefined : mean(underlays.map((under) => looseCover(under, elements))),
    Und_s:
      underlays.length === 0
        ? undefined
        : share(underlays, (under) => elements.some((each) => contains(under, each, 1e-6))),
    ...(await salience(input)),
    Rea: await unreadability(input),
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (value === undefined || !Number.isFinite(value)) return [];
      const human = bands.human[name];
      return [[name, { value: Math.round(value * 10_000) / 10_000, ...(human !== undefined && { human }) }]];
    }),
  );
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
const share = <T>(items: readonly T[], test: (item: T) => boolean): number | undefined =>
  items.length === 0 ? undefined : items.filter(test).length / items.length;

/** Filled boxes under copy: cards, panels and buttons. */
function underlaysOf({ nodes, frame, copy }: CheckInput): CheckNode[] {
  return nodes.filter(
    (node) =>
      node.shown &&
      !isText(node) &&
      seen(node.fills).length > 0 &&
      areaOf(node.box) < areaOf(frame.box) * 0.9 &&
      copy.some((text) => text.z > node.z && contains(node.box, text.box, 2)),
  );
}

/** Mean intersection over union of all pairs. */
function overlapOf(boxes: readonly Rect[]): number | undefined {
  const pairs = boxes.flatMap((a, index) =>
    boxes.slice(index + 1).map((b) => {
      const part = shared(a, b);
      const inner = part ? areaOf(part) : 0;
      return inner / Math.max(1e-9, areaOf(a) + areaOf(b) - inner);
    }),
  );
  return pairs.length === 0 ? undefined : mean(pairs);
}

/** Mean over the boxes of -log10(1 - distance to the best aligned edge or axis of another). */
function alignmentOf(boxes: readonly Rect[]): number | undefined {
  if (boxes.length < 2) return undefined;
  const lines = boxes.map(({ x, y, width, height }) => [
    x,
    x + width / 2,
    x + width,
    y,
    y + height / 2,
    y + height,
  ]);
  return mean(
    lines.map((own, index) => {
      const distances = lines.flatMap((other, at) =>
        at === index ? [] : own.map((value, line) => Math.abs(value - (other[line] ?? 0))),
      );
      return -Math.log10(1 - Math.min(0.999, ...distances));
    }),
  );
}

/** The largest share of an element that lies on the underlay. */
const looseCover = (under: Rect, elements: readonly Rect[]): number =>
  Math.max(
    0,
    ...elements.map((each) => {
      const part = shared(under, each);
      return part ? areaOf(part) / Math.max(1e-9, areaOf(each)) : 0;
    }),
  );

/** Cells a side over which the shares are taken. */
const CELLS = 120;

/** Utility: share of what is not salient that elements use. Occlusion: share of the elements' area that is salient. */
async function salience(input: CheckInput): Promise<Record<string, number | undefined>> {
  const products = input.nodes.filter(
    ({ role, shown, parent }) => role === 'product' && shown && parent?.role !== 'product',
  );
  if (products.length === 0) return {};
  const shapes = (await Promise.all(products.map((node) => shapeOf(input.pixels, node)))).filter(
    (shape) => shape !== undefined,
  );
  const elements = [...input.copy, ...input.essentials].map(({ box }) => box);
  const { width, height } = input.screen;
  let [free, used, covered, salient] = [0, 0, 0, 0];
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      const [x, y] = [((column + 0.5) / CELLS) * width, ((row + 0.5) / CELLS) * height];
      const isSalient = shapes.some(({ solidAt }) => solidAt(x, y));
      const isUsed = elements.some(
        (box) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height,
      );
      if (!isSalient) free++;
      if (!isSalient && isUsed) used++;
      if (isUsed) covered++;
      if (isUsed && isSalient) salient++;
    }
  }
  return { Uti: used / Math.max(1, free), Occ: salient / Math.max(1, covered) };
}

/** Mean gradient of the canvas without elements under the texts that stand on no underlay. */
async function unreadability(input: CheckInput): Promise<number | undefined> {
  const under = underlaysOf(input);
  const boxes = input.copy.filter((text) => !under.some(({ box }) => contains(box, text.box, 2)));
  if (boxes.length === 0) return undefined;
  const bare = await input.pixels.without(
    input.nodes.filter(({ role, parent }) => role === 'logo' && parent?.role !== 'logo').concat(under),
  );
  // The literature divides by each picture's own steepest step.
  const { most } = slopesIn(bare, { x: 0, y: 0, width: bare.width, height: bare.height });
  let [sum, count] = [0, 0];
  for (const { box } of boxes) {
    const part = slopesIn(bare, box);
    sum += part.sum;
    count += part.count;
  }
  return count === 0 ? undefined : sum / count / Math.max(1e-6, most);
}
