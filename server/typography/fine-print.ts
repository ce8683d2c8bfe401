/** Fine print at the foot of an ad: a text of the frame itself, at the end of its safe area. px at 1x. */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { FOOT_COLUMN, findComposition, isUnderApp, type Rect } from '../composition/compose.ts';
import type { AdFrame } from '../design/ad-frame.ts';
import { readNode } from '../design/read-node.ts';
import { type CopyBlockOptions, finePrintProps, textAlignOf } from './copy-block.ts';
import { leftOutNote } from './leave-out.ts';
import { usualSize } from './sizes.ts';

export interface FinePrint {
  /** undefined: there was no room for it. */
  nodeId: string | undefined;
  size: number;
  notes: string[];
}

/** Of a copy column's width fine print takes so many lines at most before it takes the whole width. */
const COLUMN_LINES = 3;
/** The same beside a product. */
const PRODUCT_LINES = 7;
/** Share of the content's height that fine print and its air are taken to need, and of the canvas's for a product above. */
const CENTRED_FOOT = 0.1;
const LEAST_ABOVE = 0.16;
/** Share of the content's height above which fine print would leave the ad no room to be one. */
const MOST_FOOT = 0.34;

/**
 * Sets the fine print of `ad` (read without one) and leaves it at the foot of its content: in the column of the copy
 * where a product stands beside it and a few lines are enough, else over the whole width.
 */
export async function setFinePrint(
  canvas: Canvas,
  ad: AdFrame,
  text: string,
  options: Pick<
    CopyBlockOptions,
    'frameId' | 'inFlow' | 'style' | 'colours' | 'highlights' | 'canvas' | 'sizes' | 'texts' | 'regions'
  >,
): Promise<FinePrint> {
  const size = options.sizes.legal ?? usualSize('legal', options.canvas);
  const align = textAlignOf(options);
  const { bindings } = await canvas.run({
    ops: [
      {
        op: 'create',
        type: 'TEXT',
        as: 'legal',
        parent: options.frameId,
        props: {
          ...finePrintProps(text, options),
          textAlignHorizontal: align,
          textAutoResize: 'HEIGHT',
          ...(options.inFlow && { layoutPositioning: 'ABSOLUTE' }),
          constraints: {
            horizontal: align === 'CENTER' ? 'CENTER' : align === 'RIGHT' ? 'MAX' : 'MIN',
            vertical: 'MAX',
          },
        },
      },
    ],
  });
  const nodeId = bindings['legal'] ?? '';
  const { content } = ad.regions;
  for (const { slot, most } of slotsOf(ad, align)) {
    const lines = await wrapInto(canvas, nodeId, slot.width, size);
    const { width, height } = await readNode(canvas, nodeId);
    if (lines > most && slot.width < content.width) continue;
    if (height > content.height * MOST_FOOT) break;
    const room = slot.width - width;
    const own = slot.width < content.width && align === 'CENTER' && most === PRODUCT_LINES ? 'LEFT' : align;
    const x = slot.x + (own === 'CENTER' ? room / 2 : own === 'RIGHT' ? room : 0);
    await canvas.run({
      ops: [
        {
          op: 'update',
          node: nodeId,
          props: {
            textAlignHorizontal: own,
            x: Math.round(x),
            y: Math.round(content.y + content.height - height),
          },
        },
      ],
    });
    return { nodeId, size, notes: [] };
  }
  await canvas.run({ ops: [{ op: 'delete', node: nodeId }] });
  return { nodeId: undefined, size, notes: [leftOutNote('legal', options.canvas)] };
}

/** The widths it may take, narrow to wide. */
function slotsOf(
  { node, record, regions: { aspect, content, copy, product } }: AdFrame,
  align: 'LEFT' | 'CENTER' | 'RIGHT',
): { slot: Rect; most: number }[] {
  const whole = { slot: content, most: Number.POSITIVE_INFINITY };
  if (!product) return [whole];
  const beside = product.x >= copy.x + copy.width || product.x + product.width <= copy.x;
  if (beside && copy.width < content.width) return [{ slot: copy, most: COLUMN_LINES }, whole];
  // A product that stands under the app's interface on stories leaves the fine print a column.
  const variant = findComposition(record.layout).variants[aspect];
  if (!isUnderApp(variant, aspect, record.padding.bottom / node.height)) return [whole];
  // On the middle axis the product stays there as long as enough of it is left above the fine print.
  const left = content.y + content.height * (1 - CENTRED_FOOT) - product.y;
  if (align === 'CENTER' && left > node.height * LEAST_ABOVE) return [whole];
  const width = Math.round(content.width * FOOT_COLUMN);
  const x = align === 'RIGHT' ? content.x + content.width - width : content.x;
  return [{ slot: { ...content, x, width }, most: PRODUCT_LINES }, whole];
}

/** Even lines; a single one is as wide as its words, so that the box tells where it stands. Returns the lines. */
async function wrapInto(canvas: Canvas, node: string, width: number, size: number): Promise<number> {
  const fixed = { width, minFontSize: size, maxFontSize: size, balance: true };
  const { results } = await canvas.run({ ops: [{ op: 'fit_text', node, ...fixed }] });
  const lines = results[0]?.lines ?? 1;
  if (lines > 1) return lines;
  await canvas.run({ ops: [{ op: 'update', node, props: { textAutoResize: 'WIDTH_AND_HEIGHT' } }] });
  const own = Math.min(width, Math.ceil((await readNode(canvas, node)).width) + 1);
  const ops: CanvasOpInput[] = [{ op: 'update', node, props: { textAutoResize: 'HEIGHT', width: own } }];
  await canvas.run({ ops });
  return lines;
}
