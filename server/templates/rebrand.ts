/** A placed template in a brand's colours and type: a start, not a finished design. */
import { z } from 'zod';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { roleKey } from '../design/ad-frame.ts';
import { accentOf, type BrandStyle, buttonOf, inkOf, paperOf } from '../design/brand-style.ts';
import { blend, luminance, pickInk, type Rgb, white } from '../design/contrast.ts';
import { solidPaint } from '../design/paints.ts';

const colourSchema = z.looseObject({ r: z.number(), g: z.number(), b: z.number() });
const paintSchema = z.looseObject({
  type: z.string(),
  color: colourSchema.optional(),
  opacity: z.number().optional(),
  gradientStops: z.array(z.looseObject({ color: colourSchema })).optional(),
});
const nodeSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  fills: z.array(paintSchema).optional().catch(undefined),
  strokes: z.array(paintSchema).optional().catch(undefined),
  pluginData: z.record(z.string(), z.string()).catch({}),
  fontWeight: z.number().optional().catch(undefined),
  children: z.array(z.unknown()).catch([]),
});

const TEXT_RATIO = 4.5;
/** Greys of a template's background, 0..1, that stand for a brand's ink and for its paper. */
const [DARK_GREY, LIGHT_GREY] = [0.22, 0.86];

/** The colour of a box with nothing but one plain fill. */
function opaqueFill(fills: z.infer<typeof paintSchema>[] | undefined): Rgb | undefined {
  const [only] = fills ?? [];
  return fills?.length === 1 && (only?.opacity ?? 1) === 1 ? only?.color : undefined;
}

/**
 * Greys run from the brand's ink to its paper; buttons take its accent; type its families. Returns what the canvas
 * adjusted, such as a family it does not have.
 */
export async function rebrand(canvas: Canvas, frameId: string, style: BrandStyle): Promise<string[]> {
  const [ink, paper] = [inkOf(style) ?? { r: 0.07, g: 0.07, b: 0.08 }, paperOf(style) ?? white];
  const tint = <T extends Rgb>(colour: T): T => ({ ...colour, ...blend(paper, colour.r, ink) });
  const paints = (list: z.infer<typeof paintSchema>[]) =>
    list.map((paint) => ({
      ...paint,
      ...(paint.color && { color: tint(paint.color) }),
      ...(paint.gradientStops && {
        gradientStops: paint.gradientStops.map((stop) => ({ ...stop, color: tint(stop.color) })),
      }),
    }));
  // The ad's own ground is the brand's, not a shade near it.
  const ground = (colour: Rgb) => (colour.r < DARK_GREY ? ink : colour.r > LIGHT_GREY ? paper : tint(colour));
  const face = buttonOf(style) ?? accentOf(style);
  const { results } = await canvas.run({
    ops: [{ op: 'read', node: frameId, fields: ['fills', 'strokes', 'pluginData', 'fontWeight'] }],
  });
  const ops: CanvasOpInput[] = [];
  /** `around`: the tinted fill of the box around it, for words on a badge or a card. */
  const walk = (value: unknown, around?: Rgb) => {
    const node = nodeSchema.parse(value);
    const role = node.pluginData[roleKey];
    const props: Record<string, unknown> = {};
    if (node.fills && node.fills.length > 0) props['fills'] = paints(node.fills);
    const plain = role === 'ad' ? opaqueFill(node.fills) : undefined;
    if (plain) props['fills'] = [solidPaint(ground(plain))];
    if (node.strokes && node.strokes.length > 0) props['strokes'] = paints(node.strokes);
    if (face && role === 'cta' && node.fills && node.fills.length > 0) props['fills'] = [solidPaint(face)];
    if (face && role === 'cta_label')
      props['fills'] = [solidPaint(pickInk([luminance(face)], [ink, paper], TEXT_RATIO).ink)];
    // The brand's ink and paper are closer to each other than black and white: not every grey pair still reads.
    const written = node.fills?.[0]?.color;
    if (node.type === 'TEXT' && role === undefined && around && written) {
      const { ink: best } = pickInk([luminance(around)], [tint(written), ink, paper], TEXT_RATIO);
      props['fills'] = [solidPaint(best)];
    }
    if (node.type === 'TEXT') {
      const font = role === 'headline' ? style.headline : style.body;
      if (font) {
        const weight = (role === 'headline' ? font.weight : undefined) ?? node.fontWeight;
        Object.assign(props, {
          fontFamily: font.family,
          ...(weight !== undefined && { fontWeight: weight }),
        });
      }
    }
    if (Object.keys(props).length > 0) ops.push({ op: 'update', node: node.id, props });
    const fill = opaqueFill(node.fills);
    // What lies on the frame's own background is copy, which is recoloured as a whole later on.
    const inside = role === 'ad' ? undefined : fill ? tint(fill) : around;
    for (const child of node.children) walk(child, inside);
  };
  walk(results[0]?.value);
  const { adjustments } = await canvas.run({ ops });
  return [...new Set(adjustments.map(({ message }) => message))];
}
