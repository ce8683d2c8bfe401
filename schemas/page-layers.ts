/** A web page as measured by a browser: boxes with computed styles, relative to their parent, in CSS px. */
import { z } from 'zod';

const number = z.number().refine(Number.isFinite);

const runSchema = z.object({
  text: z.string(),
  color: z.string(),
  fontFamily: z.string(),
  fontWeight: number,
  fontSize: number,
  italic: z.boolean(),
  letterSpacing: number,
  decoration: z.enum(['NONE', 'UNDERLINE', 'STRIKETHROUGH']),
});
export type TextRun = z.infer<typeof runSchema>;

const boxShape = {
  name: z.string().max(200),
  x: number,
  y: number,
  width: number,
  height: number,
  opacity: number,
};

const flexSchema = z.object({
  direction: z.enum(['HORIZONTAL', 'VERTICAL']),
  gap: number,
  padding: z.tuple([number, number, number, number]),
  justify: z.enum(['MIN', 'CENTER', 'MAX', 'SPACE_BETWEEN']),
  align: z.enum(['MIN', 'CENTER', 'MAX']),
});
export type FlexLayout = z.infer<typeof flexSchema>;

export interface PageLayer {
  kind: 'box' | 'text' | 'image' | 'svg' | 'picture';
  name: string;
  x: number;
  y: number;
  width: number;
  height: number;
  opacity: number;
  /** CSS colour, or "" for none. */
  background?: string;
  /** Computed `background-image`. */
  backgroundImage?: string;
  backgroundSize?: string;
  /** Top left, top right, bottom right, bottom left. */
  radius?: [number, number, number, number];
  border?: { widths: [number, number, number, number]; color: string; dashed: boolean };
  shadow?: string;
  /** Of what is behind it, px as CSS counts (a standard deviation). */
  blur?: number;
  /** Of the layer itself, px as CSS counts. */
  soft?: number;
  /** `filter: drop-shadow()`, as in CSS. */
  castShadow?: string;
  /** `mix-blend-mode`. */
  blend?: string;
  /** Clockwise degrees about the top left corner, which is at `x` and `y`. */
  turn?: number;
  clips?: boolean;
  flex?: FlexLayout;
  /** Taken out of the flow of a flex parent. */
  absolute?: boolean;
  children?: PageLayer[];
  runs?: TextRun[];
  /** Text: the background its letters are cut from, in place of their colours. */
  fill?: string;
  align?: 'LEFT' | 'CENTER' | 'RIGHT' | 'JUSTIFIED';
  lineHeight?: number;
  lines?: number;
  /** Text: lines after which it is cut with an ellipsis. */
  most?: number;
  /** Image: its URL. Picture: the mark of the element to take a picture of. SVG: the markup. */
  source?: string;
  fit?: 'FILL' | 'FIT';
}

export const pageLayerSchema: z.ZodType<PageLayer> = z.lazy(() =>
  z.object({
    kind: z.enum(['box', 'text', 'image', 'svg', 'picture']),
    ...boxShape,
    background: z.string().optional(),
    backgroundImage: z.string().optional(),
    backgroundSize: z.string().optional(),
    radius: z.tuple([number, number, number, number]).optional(),
    border: z
      .object({ widths: z.tuple([number, number, number, number]), color: z.string(), dashed: z.boolean() })
      .optional(),
    shadow: z.string().optional(),
    blur: number.optional(),
    soft: number.optional(),
    castShadow: z.string().optional(),
    blend: z.string().optional(),
    turn: number.optional(),
    clips: z.boolean().optional(),
    flex: flexSchema.optional(),
    absolute: z.boolean().optional(),
    children: z.array(pageLayerSchema).optional(),
    runs: z.array(runSchema).optional(),
    fill: z.string().optional(),
    align: z.enum(['LEFT', 'CENTER', 'RIGHT', 'JUSTIFIED']).optional(),
    lineHeight: number.optional(),
    lines: number.optional(),
    most: number.optional(),
    source: z.string().optional(),
    fit: z.enum(['FILL', 'FIT']).optional(),
  }),
) as z.ZodType<PageLayer>;

export const measuredPageSchema = z.object({
  root: pageLayerSchema,
  layers: z.number(),
  truncated: z.boolean(),
  /** What has no counterpart on the canvas, with how often. */
  lost: z.record(z.string(), z.number()),
});
export type MeasuredPage = z.infer<typeof measuredPageSchema>;
