/** What an ad says and shows, read back from its layers, so that it can be set again on another placement. */
import { z } from 'zod';
import { readStyle } from '../../figma-bridge-plugin/executor/fonts/style-name.ts';
import { toHex } from '../../schemas/colour.ts';
import type { SnapshotNode } from '../../schemas/snapshot.ts';
import { autoColourKey, roleKey } from '../design/ad-frame.ts';
import type { Highlight } from '../typography/highlights.ts';
import { type TextRole, textRoles } from '../typography/sizes.ts';
import type { StyleRequest } from '../typography/style.ts';

const colourSchema = z.object({ r: z.number(), g: z.number(), b: z.number() });
const paintSchema = z.looseObject({
  type: z.string(),
  visible: z.boolean().default(true),
  opacity: z.number().default(1),
  color: colourSchema.optional(),
  imageHash: z.string().nullish(),
});
const paintsSchema = z.array(paintSchema).catch([]);
const unitSchema = z
  .looseObject({ unit: z.string(), value: z.number().optional() })
  .optional()
  .catch(undefined);
const runSchema = z.looseObject({
  start: z.number(),
  end: z.number(),
  fontName: z.object({ family: z.string(), style: z.string() }),
  textCase: z.string().catch('ORIGINAL'),
  textDecoration: z.string().catch('NONE'),
  letterSpacing: unitSchema,
  lineHeight: unitSchema,
  fills: paintsSchema,
});
type Run = z.infer<typeof runSchema>;
const textSchema = z.looseObject({
  characters: z.string(),
  runs: z.array(runSchema).min(1),
  textAlignHorizontal: z.string().catch('LEFT'),
});

/** Arguments of `apply_typography`, without sizes: those are found anew for every placement. */
export interface CopyContent {
  texts: Partial<Record<TextRole, string>>;
  style: StyleRequest & {
    color?: string;
    accentColor?: string;
    ctaColor?: string;
    ctaTextColor?: string;
    cardColor?: string;
  };
  highlights: Highlight[];
}

/** Node id -> role, over what the layers themselves say. */
export type Roles = Readonly<Record<string, string>>;

export function roleOf(node: SnapshotNode, roles: Roles = {}): string | undefined {
  return roles[node.id] ?? dataOf(node)[roleKey];
}

export function dataOf(node: SnapshotNode): Record<string, string> {
  return z.record(z.string(), z.string()).catch({}).parse(node.props['pluginData']);
}

/** Copy and type of an ad's frame. `usualAlign`: how its layout sets copy; only another alignment is a wish of its own. */
export function readCopy(frame: SnapshotNode, usualAlign: string, roles: Roles = {}): CopyContent {
  const nodes = byRole(frame, roles);
  const texts: CopyContent['texts'] = {};
  const style: CopyContent['style'] = {};
  const highlights: Highlight[] = [];
  for (const role of textRoles) {
    const node = role === 'cta' ? (nodes.get('cta_label') ?? nodes.get('cta')) : nodes.get(role);
    const text = node && textSchema.safeParse(node.props);
    if (!node || !text?.success || text.data.characters.trim() === '') continue;
    texts[role] = text.data.characters;
    const base = longest(text.data.runs);
    if (role !== 'cta') highlights.push(...emphasis(text.data.characters, text.data.runs, base));
    if (role === 'headline') {
      Object.assign(style, headlineStyle(base, dataOf(node)[autoColourKey] === '1'));
      if (text.data.textAlignHorizontal !== usualAlign) style.align = alignOf(text.data.textAlignHorizontal);
    } else if (role === 'body' || role === 'subhead') {
      style.bodyFont = base.fontName.family;
      style.bodyWeight = traits(base).weight;
    }
  }
  const accent = accentOf(nodes);
  if (accent !== undefined) style.accentColor = accent;
  const button = nodes.get('cta');
  if (button) Object.assign(style, buttonStyle(button, nodes.get('cta_label')));
  const card = nodes.get('copy');
  const cardColour = card && solidOf(card.props['fills']);
  if (cardColour) style.cardColor = cardColour;
  return { texts, style, highlights };
}

/** An eyebrow whose colour was left to the tools, and is not the headline's, has the accent the ad was given. */
function accentOf(nodes: ReadonlyMap<string, SnapshotNode>): string | undefined {
  const [eyebrow, headline] = [nodes.get('eyebrow'), nodes.get('headline')];
  if (!eyebrow || !headline || dataOf(eyebrow)[autoColourKey] !== '1') return undefined;
  const colourOf = (node: SnapshotNode) => {
    const text = textSchema.safeParse(node.props);
    return text.success ? solidOf(longest(text.data.runs).fills) : undefined;
  };
  const own = colourOf(eyebrow);
  return own === colourOf(headline) ? undefined : own;
}

function byRole(frame: SnapshotNode, roles: Roles): Map<string, SnapshotNode> {
  const found = new Map<string, SnapshotNode>();
  const walk = (node: SnapshotNode) => {
    const role = roleOf(node, roles);
    if (role !== undefined && !found.has(role)) found.set(role, node);
    node.children?.forEach(walk);
  };
  walk(frame);
  return found;
}

const longest = (runs: readonly Run[]): Run =>
  runs.reduce((best, run) => (run.end - run.start > best.end - best.start ? run : best));

const traits = (run: Run) => readStyle(run.fontName.style);

function headlineStyle(run: Run, automaticColour: boolean): CopyContent['style'] {
  const { weight, italic } = traits(run);
  const percent = (unit: Run['letterSpacing']) => (unit?.unit === 'PERCENT' ? unit.value : undefined);
  const [letterSpacing, lineHeight] = [percent(run.letterSpacing), percent(run.lineHeight)];
  const colour = automaticColour ? undefined : solidOf(run.fills);
  return {
    headlineFont: run.fontName.family,
    headlineWeight: weight,
    ...(italic && { headlineItalic: true }),
    ...(run.textCase === 'UPPER' && { headlineCase: 'upper' as const }),
    ...(run.textCase === 'TITLE' && { headlineCase: 'title' as const }),
    ...(letterSpacing !== undefined && { letterSpacing }),
    ...(lineHeight !== undefined && { lineHeight }),
    ...(colour !== undefined && { color: colour }),
  };
}

function buttonStyle(button: SnapshotNode, label: SnapshotNode | undefined): CopyContent['style'] {
  const number = (name: string) => z.number().catch(0).parse(button.props[name]);
  const [radius, height] = [number('cornerRadius'), number('height')];
  const filled = solidOf(button.props['fills']);
  const outlined = solidOf(button.props['strokes']);
  const automatic = dataOf(button)[autoColourKey] === '1';
  const text = label && textSchema.safeParse(label.props);
  const labelColour = text?.success ? solidOf(longest(text.data.runs).fills) : undefined;
  return {
    ctaShape: radius >= height * 0.45 ? 'pill' : radius < 1 ? 'square' : 'rounded',
    ctaStyle: filled ? 'button' : outlined ? 'outline' : 'text',
    ...(!automatic && (filled ?? outlined) && { ctaColor: filled ?? outlined }),
    ...(!automatic && filled && labelColour && { ctaTextColor: labelColour }),
  };
}

/** Words set apart from the rest of their text. */
function emphasis(characters: string, runs: readonly Run[], base: Run): Highlight[] {
  if (runs.length < 2) return [];
  const usual = { ...traits(base), colour: solidOf(base.fills) };
  return runs.flatMap((run) => {
    const text = characters.slice(run.start, run.end).trim();
    if (run === base || text === '') return [];
    const { weight, italic } = traits(run);
    const colour = solidOf(run.fills);
    const highlight: Highlight = {
      text,
      ...(colour !== usual.colour && colour !== undefined && { color: colour }),
      ...(weight !== usual.weight && { fontWeight: weight }),
      ...(italic && !usual.italic && { italic: true }),
      ...(run.textDecoration === 'UNDERLINE' && { underline: true }),
      ...(run.textDecoration === 'STRIKETHROUGH' && { strike: true }),
      ...(run.fontName.family !== base.fontName.family && { fontFamily: run.fontName.family }),
    };
    return Object.keys(highlight).length > 1 ? [highlight] : [];
  });
}

function alignOf(align: string): 'LEFT' | 'CENTER' | 'RIGHT' {
  return align === 'CENTER' || align === 'RIGHT' ? align : 'LEFT';
}

/** Hex of the topmost visible solid paint. */
function solidOf(paints: unknown): string | undefined {
  const top = paintsSchema
    .parse(paints)
    .findLast(({ type, visible, color }) => type === 'SOLID' && visible && color);
  return top?.color && toHex({ ...top.color, a: top.opacity });
}

/** Hash of the topmost visible picture of a node; undefined if it has none. */
export function pictureOf(paints: unknown): string | undefined {
  const top = paintsSchema
    .parse(paints)
    .findLast(({ type, visible, imageHash }) => type === 'IMAGE' && visible && imageHash);
  return top?.imageHash ?? undefined;
}
