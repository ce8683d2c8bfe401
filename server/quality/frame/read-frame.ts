/** Reads a frame from either canvas with one program, as a tree of `CheckNode`s. */
import { z } from 'zod';
import { CanvasError } from '../../../schemas/canvas-result.ts';
import type { Canvas } from '../../canvas/canvas.ts';
import type { Rect } from '../../composition/compose.ts';
import { roleKey } from '../../design/ad-frame.ts';
import { type PaintLike, paintSchema } from '../../design/read-node.ts';
import type { CheckNode, TextFacts, TextRun } from './node.ts';
import { asRole } from './role.ts';

const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const matrixSchema = z.tuple([
  z.tuple([z.number(), z.number(), z.number()]),
  z.tuple([z.number(), z.number(), z.number()]),
]);
const placeSchema = z.looseObject({
  id: z.string(),
  absoluteBoundingBox: boxSchema.nullable().optional().catch(null),
  absoluteRenderBounds: boxSchema.nullable().optional().catch(null),
  absoluteTransform: matrixSchema.optional().catch(undefined),
  hasMissingFont: z.boolean().optional().catch(undefined),
  unshownCharacters: z.string().optional().catch(undefined),
  children: z.array(z.unknown()).catch([]),
});
type Place = z.infer<typeof placeSchema>;
const nodeSchema = z.object({
  id: z.string(),
  type: z.string(),
  props: z.record(z.string(), z.unknown()),
  children: z.array(z.unknown()).catch([]),
});
const paints = z.array(paintSchema).catch([]);
const runSchema = z.looseObject({
  start: z.number(),
  end: z.number(),
  fontName: z.object({ family: z.string(), style: z.string() }).catch({ family: '', style: 'Regular' }),
  fontSize: z.number().catch(0),
  fills: paints,
  textDecoration: z.string().optional().catch(undefined),
  textCase: z.string().optional().catch(undefined),
  lineHeight: z.object({ unit: z.string(), value: z.number().optional() }).optional().catch(undefined),
});
const number = (fallback: number) => z.number().catch(fallback);
const factsSchema = z.object({
  name: z.string().catch(''),
  visible: z.boolean().catch(true),
  opacity: number(1),
  fills: paints,
  strokes: paints,
  strokeWeight: number(0),
  effects: z.array(z.looseObject({ visible: z.boolean().optional() })).catch([]),
  cornerRadius: number(0),
  topLeftRadius: number(0),
  clipsContent: z.boolean().catch(false),
  isMask: z.boolean().catch(false),
  layoutMode: z.string().catch('NONE'),
  layoutPositioning: z.string().catch('AUTO'),
  pluginData: z.record(z.string(), z.string()).catch({}),
  characters: z.string().optional().catch(undefined),
  runs: z.array(runSchema).catch([]),
  textAutoResize: z.string().catch('NONE'),
  textTruncation: z.string().catch('DISABLED'),
});

const placeFields = [
  'absoluteBoundingBox',
  'absoluteRenderBounds',
  'absoluteTransform',
  'hasMissingFont',
  'unshownCharacters',
];

export interface ReadFrame {
  root: CheckNode;
  /** Page coordinates of the frame's top left corner, px at 1x. */
  origin: { x: number; y: number };
}

/** @throws CanvasError when the node is gone or is no frame. */
export async function readFrame(canvas: Canvas, frameId: string): Promise<ReadFrame> {
  const { results } = await canvas.run({
    ops: [
      { op: 'read', node: frameId, fields: '*' },
      { op: 'read', node: frameId, fields: placeFields },
    ],
  });
  const root = nodeSchema.parse(results[0]?.value);
  if (!['FRAME', 'COMPONENT', 'INSTANCE', 'GROUP', 'SECTION'].includes(root.type)) {
    throw new CanvasError({
      code: 'not_allowed',
      message: `Node ${frameId} is a ${root.type}, not a frame.`,
      hint: 'Give the ad frame that build_ad_skeleton returned; canvas_status lists the frames.',
    });
  }
  const places = new Map<string, Place>();
  const index = (value: unknown): void => {
    const place = placeSchema.parse(value);
    places.set(place.id, place);
    place.children.forEach(index);
  };
  index(results[1]?.value);
  const { x, y } = places.get(root.id)?.absoluteBoundingBox ?? { x: 0, y: 0 };
  const origin = { x, y };
  let z = 0;
  const build = (value: unknown, parent: CheckNode | undefined): CheckNode => {
    const raw = nodeSchema.parse(value);
    const node = nodeOf(raw, places.get(raw.id), origin, parent, z++);
    node.children = raw.children.map((child) => build(child, node));
    return node;
  };
  return { root: build(root, undefined), origin };
}

function nodeOf(
  raw: z.infer<typeof nodeSchema>,
  place: Place | undefined,
  origin: { x: number; y: number },
  parent: CheckNode | undefined,
  z: number,
): CheckNode {
  const facts = factsSchema.parse(raw.props);
  const opacity = facts.opacity * (parent?.opacity ?? 1);
  const [[a, c], [b, d]] = place?.absoluteTransform ?? [
    [1, 0, 0],
    [0, 1, 0],
  ];
  const scale = Math.sqrt(Math.abs(a * d - b * c)) || 1;
  const role = asRole(facts.pluginData[roleKey]);
  const local = (box: Rect): Rect => ({ ...box, x: box.x - origin.x, y: box.y - origin.y });
  const box = place?.absoluteBoundingBox;
  return {
    id: raw.id,
    type: raw.type,
    name: facts.name,
    parent,
    children: [],
    z,
    visible: facts.visible,
    shown: facts.visible && opacity > 0.02 && (parent?.shown ?? true),
    opacity,
    box: box ? local(box) : { x: 0, y: 0, width: 0, height: 0 },
    drawn: place?.absoluteRenderBounds ? local(place.absoluteRenderBounds) : null,
    role,
    roleFrom: role ? 'set' : undefined,
    fills: facts.fills,
    strokes: facts.strokeWeight > 0 ? facts.strokes : [],
    hasEffects: facts.effects.some(({ visible }) => visible !== false),
    radius: facts.cornerRadius || facts.topLeftRadius,
    clips: facts.clipsContent,
    isMask: facts.isMask,
    layoutMode: facts.layoutMode,
    inFlow: parent !== undefined && parent.layoutMode !== 'NONE' && facts.layoutPositioning !== 'ABSOLUTE',
    turned: Math.abs(b) > 1e-3 || Math.abs(c) > 1e-3,
    angle: Math.atan2(b, a),
    pluginData: facts.pluginData,
    props: raw.props,
    text: raw.type === 'TEXT' ? textOf(facts, scale, place) : undefined,
  };
}

function textOf(facts: z.infer<typeof factsSchema>, scale: number, place: Place | undefined): TextFacts {
  const runs: TextRun[] = facts.runs.map(({ start, end, fontName, fontSize, fills }) => ({
    start,
    end,
    family: fontName.family,
    style: fontName.style,
    size: fontSize * scale,
    weight: weightOf(fontName.style),
    fills: fills as PaintLike[],
  }));
  const [first] = facts.runs;
  const { unit, value } = first?.lineHeight ?? { unit: 'AUTO' };
  return {
    characters: facts.characters ?? '',
    runs,
    size: Math.max(0, ...runs.map(({ size }) => size)),
    autoResize: facts.textAutoResize,
    decorated: facts.runs.some(({ textDecoration }) => (textDecoration ?? 'NONE') !== 'NONE'),
    capitals: facts.runs.length > 0 && facts.runs.every(({ textCase }) => textCase === 'UPPER'),
    truncates: facts.textTruncation === 'ENDING' || facts.textAutoResize === 'TRUNCATE',
    missingFont: place?.hasMissingFont ?? false,
    unshown: place?.unshownCharacters ?? '',
    lineHeight:
      value === undefined || unit === 'AUTO'
        ? undefined
        : unit === 'PERCENT'
          ? value / 100
          : value / Math.max(1, first?.fontSize ?? 1),
  };
}

const weights: readonly (readonly [RegExp, number])[] = [
  [/thin|hairline/i, 100],
  [/(extra|ultra)[\s-]?light/i, 200],
  [/light/i, 300],
  [/medium/i, 500],
  [/(semi|demi)[\s-]?bold/i, 600],
  [/(extra|ultra)[\s-]?bold/i, 800],
  [/black|heavy/i, 900],
  [/bold/i, 700],
];

/** Weight of a style by its name, as CSS counts it. */
export function weightOf(style: string): number {
  return weights.find(([pattern]) => pattern.test(style))?.[1] ?? 400;
}
