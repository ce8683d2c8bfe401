/** The point of a picture that must be seen, and the copy that lies over pictures. px of the frame, shares 0..1. */
import { z } from 'zod';
import type { Canvas } from '../canvas/canvas.ts';
import type { Rect } from '../composition/compose.ts';
import { type AdFrame, backdropKey, backdropRecordSchema, findNodes, roleKey } from './ad-frame.ts';
import { overlapOf } from './place.ts';
import type { NodeOutline } from './read-node.ts';

interface Size {
  width: number;
  height: number;
}

/** The part of a picture a frame shows, in the picture's px, and where its focus comes to lie, as shares of the frame. */
export interface Crop extends Rect {
  seen: [number, number];
}

/** Less of the frame beside the copy is no place for what must be seen. */
const LEAST_FREE = 0.25;

/**
 * Crops a picture to the frame's shape, its focus in the middle; if that is behind the copy, beside it, as far as
 * there is picture to spare.
 */
export function cropAround(
  picture: Size,
  frame: Size,
  focus: readonly number[] | undefined,
  copy: Rect | undefined,
): Crop {
  const ratio = frame.width / frame.height;
  const width = Math.min(picture.width, Math.round(picture.height * ratio));
  const height = Math.min(picture.height, Math.round(picture.width / ratio));
  const [fx, fy] = [focus?.[0] ?? 0.5, focus?.[1] ?? 0.5];
  const at = (share: number, whole: number, part: number, aim: number) =>
    Math.round(Math.max(0, Math.min(whole - part, share * whole - aim * part)));
  const crop = (aimX: number, aimY: number): Crop => {
    const x = at(fx, picture.width, width, aimX);
    const y = at(fy, picture.height, height, aimY);
    const seen: Crop['seen'] = [(fx * picture.width - x) / width, (fy * picture.height - y) / height];
    return { x, y, width, height, seen };
  };
  const middle = crop(0.5, 0.5);
  if (!focus || !copy || !isCovered(middle.seen, frame, [copy])) return middle;
  const beside = [
    crop(freeMiddle(copy.x, copy.width, frame.width), 0.5),
    crop(0.5, freeMiddle(copy.y, copy.height, frame.height)),
  ];
  return beside.find(({ seen }) => !isCovered(seen, frame, [copy])) ?? middle;
}

/** The middle of the larger free side of a span; the middle of all where neither side is large enough. */
function freeMiddle(start: number, size: number, whole: number): number {
  const [before, after] = [start / whole, (whole - start - size) / whole];
  if (Math.max(before, after) < LEAST_FREE) return 0.5;
  return before > after ? before / 2 : 1 - after / 2;
}

/** A face, or whatever the focus is, takes this share of the frame's shorter side around it. */
const AROUND = 0.08;

export function isCovered(seen: readonly number[], frame: Size, boxes: readonly Rect[]): boolean {
  const around = Math.min(frame.width, frame.height) * AROUND;
  const [x, y] = [(seen[0] ?? 0.5) * frame.width, (seen[1] ?? 0.5) * frame.height];
  const subject = { x: x - around, y: y - around, width: around * 2, height: around * 2 };
  return boxes.some((box) => overlapOf(subject, box) !== undefined);
}

/** What to tell when the words of an ad lie over the focus of the picture behind them; nothing if they do not. */
export async function focusWarning(canvas: Canvas, ad: AdFrame): Promise<string[]> {
  const record = backdropRecordSchema.safeParse(safeJson(ad.node.pluginData[backdropKey]));
  const seen = record.success ? record.data.seen : undefined;
  const copy = ad.part('copy');
  if (!seen || !copy) return [];
  const boxes = [...(copy.fills.length > 0 ? [copy] : []), ...(await textBoxes(canvas, ad.node, copy))];
  if (!isCovered(seen, ad.node, boxes)) return [];
  const [x, y] = [Math.round((seen[0] ?? 0) * ad.node.width), Math.round((seen[1] ?? 0) * ad.node.height)];
  return [
    `The copy lies over the focus of the picture (${x}, ${y}): choose a layout that sets it elsewhere (copy_bottom, split_left, card), ` +
      'fewer words, or a picture with room beside its subject.',
  ];
}

const drawnSchema = z.array(
  z.looseObject({
    value: z.looseObject({
      absoluteRenderBounds: z
        .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
        .nullish(),
    }),
  }),
);
const originSchema = z.looseObject({ absoluteBoundingBox: z.object({ x: z.number(), y: z.number() }) });

/** Where the letters of the copy's texts are drawn, px of the frame, but for the button's. A text's own box is as wide as its column. */
export async function textBoxes(canvas: Canvas, frame: NodeOutline, copy: NodeOutline): Promise<Rect[]> {
  const texts = findNodes(
    copy,
    ({ type, visible, pluginData }) => type === 'TEXT' && visible && pluginData[roleKey] !== 'cta_label',
  );
  const { results } = await canvas.run({
    ops: [
      { op: 'read', node: frame.id, depth: 0, fields: ['absoluteBoundingBox'] },
      ...texts.map(({ id }) => ({
        op: 'read' as const,
        node: id,
        depth: 0,
        fields: ['absoluteRenderBounds'],
      })),
    ],
  });
  const origin = originSchema.parse(results[0]?.value).absoluteBoundingBox;
  return drawnSchema
    .parse(results.slice(1))
    .flatMap(({ value: { absoluteRenderBounds: box } }) =>
      box ? [{ ...box, x: box.x - origin.x, y: box.y - origin.y }] : [],
    );
}

function safeJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
