/** Putting an ad's own words and pictures into the places of a template. Sizes px at 1x. */
import { z } from 'zod';
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { prepareImage } from '../assets/index.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { roleKey } from '../design/ad-frame.ts';
import type { Rgb } from '../design/contrast.ts';
import { type Highlight, highlightRanges } from '../typography/highlights.ts';
import { minimumSize, type TextRole, textRoles } from '../typography/sizes.ts';
import { TemplateError } from './template-error.ts';

export type Content =
  | string
  | string[]
  | { imagePath: string }
  /** Words with emphasis on some of them. */
  | { text: string; highlights: readonly Highlight[] };

/** A place of a placed template. */
export interface Place {
  id: string;
  type: string;
  name: string;
  role?: string | undefined;
  /** x, y, width, height in the frame. */
  box: [number, number, number, number];
  characters?: string | undefined;
  fontSize?: number | undefined;
  /** Wraps at its width instead of growing sideways. */
  wraps?: boolean;
}

const nodeSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  visible: z.boolean().catch(true),
  absoluteBoundingBox: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .nullable()
    .catch(null),
  pluginData: z.record(z.string(), z.string()).catch({}),
  characters: z.string().optional().catch(undefined),
  fontSize: z.number().optional().catch(undefined),
  textAutoResize: z.string().optional().catch(undefined),
  children: z.array(z.unknown()).catch([]),
});

const fields = ['visible', 'absoluteBoundingBox', 'pluginData', 'characters', 'fontSize', 'textAutoResize'];

/** Everything in the frame that has a role or words, back to front. */
export async function placesOf(canvas: Canvas, frameId: string): Promise<Place[]> {
  const { results } = await canvas.run({ ops: [{ op: 'read', node: frameId, fields }] });
  const root = nodeSchema.parse(results[0]?.value);
  const origin = root.absoluteBoundingBox ?? { x: 0, y: 0 };
  const places: Place[] = [];
  const walk = (value: unknown) => {
    const node = nodeSchema.parse(value);
    if (!node.visible) return;
    const role = node.pluginData[roleKey];
    const { x = 0, y = 0, width = 0, height = 0 } = node.absoluteBoundingBox ?? {};
    if (node.type === 'TEXT' || (role !== undefined && role !== 'copy')) {
      places.push({
        id: node.id,
        type: node.type,
        name: node.name,
        role,
        box: [Math.round(x - origin.x), Math.round(y - origin.y), Math.round(width), Math.round(height)],
        ...(node.type === 'TEXT' && {
          characters: node.characters ?? '',
          fontSize: node.fontSize,
          wraps: node.textAutoResize === 'HEIGHT' || node.textAutoResize === 'NONE',
        }),
      });
    }
    for (const child of node.children) walk(child);
  };
  for (const child of root.children) walk(child);
  return places;
}

export interface FillOptions {
  roots: readonly string[];
  screen: Screen;
  /** px that text which grows sideways keeps to the edges of the frame. */
  margin: number;
}
type Screen = Parameters<typeof minimumSize>[1] & { width: number };

/**
 * Fills places by role or name. Text that grows beyond its place is set smaller, down to the least readable size.
 * @returns warnings. @throws TemplateError naming the places there are; nothing is filled then.
 */
export async function fillPlaces(
  canvas: Canvas,
  frameId: string,
  content: Readonly<Record<string, Content>>,
  options: FillOptions,
): Promise<string[]> {
  const places = await placesOf(canvas, frameId);
  const texts = new Map<Place, string>();
  const pictures = new Map<Place, string>();
  for (const [key, value] of Object.entries(content)) {
    const found = match(places, key);
    if (found.length === 0) throw unknownPlace(places, key);
    if (typeof value === 'object' && 'imagePath' in value) {
      const place = found.find(({ type }) => type !== 'TEXT');
      if (!place)
        throw new TemplateError(`"${key}" is a text, not a picture.`, 'Give its words.', `content.${key}`);
      pictures.set(place, value.imagePath);
      continue;
    }
    const words = typeof value === 'string' ? [value] : 'text' in value ? [value.text] : value;
    const emphasis = typeof value === 'object' && 'text' in value ? value.highlights : [];
    const absent = emphasis.findIndex(({ text }) => !words.some((each) => each.includes(text)));
    if (absent >= 0) {
      throw new TemplateError(
        `The highlight "${emphasis[absent]?.text}" is not in the text.`,
        'Repeat the words exactly.',
        `content.${key}.highlights[${absent}].text`,
      );
    }
    const slots = found.filter(({ type }) => type === 'TEXT');
    if (words.length > slots.length) {
      throw new TemplateError(
        slots.length === 0
          ? `"${key}" is a picture, not a text.`
          : `"${key}" has ${slots.length} places, not ${words.length}.`,
        slots.length === 0 ? 'Give {"imagePath": "..."}.' : 'Give fewer texts.',
        `content.${key}`,
      );
    }
    words.forEach((text, index) => {
      const slot = slots[index];
      if (slot) texts.set(slot, text);
    });
  }
  const ops: CanvasOpInput[] = [];
  for (const [place, characters] of texts) ops.push({ op: 'update', node: place.id, props: { characters } });
  for (const [place, path] of pictures) {
    const cutOut = place.role !== 'image' && place.role !== 'decor';
    const prepared = await prepareImage(path, cutOut ? { trim: true } : {}, options.roots);
    const image = await canvas.putImage(prepared.bytes);
    ops.push({
      op: 'update',
      node: place.id,
      props: {
        fills: [{ type: 'IMAGE', image, scaleMode: cutOut ? 'FIT' : 'FILL' }],
        ...(cutOut && { cornerRadius: 0 }),
      },
    });
  }
  if (ops.length > 0) await canvas.run({ ops });
  const filled = [...texts.keys()];
  return [
    ...(await fitted(canvas, filled, options.screen)),
    ...(await narrowed(canvas, frameId, filled, options)),
  ];
}

/** Sets the emphasis that `content` asks for on texts that are filled and have their colours. */
export async function emphasise(
  canvas: Canvas,
  frameId: string,
  content: Readonly<Record<string, Content>>,
  accent: Rgb,
): Promise<void> {
  const places = await placesOf(canvas, frameId);
  const ops = Object.entries(content).flatMap(([key, value]): CanvasOpInput[] => {
    if (typeof value !== 'object' || !('text' in value) || value.highlights.length === 0) return [];
    const place = match(places, key).find(({ type }) => type === 'TEXT');
    if (!place) return [];
    const textRanges = highlightRanges(place.characters ?? '', value.highlights, accent);
    return [{ op: 'update', node: place.id, props: { textRanges } }];
  });
  if (ops.length > 0) await canvas.run({ ops });
}

/** By name if one has it, else by role; the button stands for its label. */
function match(places: readonly Place[], key: string): Place[] {
  const wanted = key.trim().toLowerCase();
  const named = places.filter(({ name }) => name.toLowerCase() === wanted);
  const exact = named.filter(({ role }) => role === undefined || role.toLowerCase() !== wanted);
  if (exact.length > 0) return exact;
  const role = wanted === 'cta' ? 'cta_label' : wanted;
  const byRole = places.filter((place) => place.role === role);
  return byRole.length > 0 ? byRole : named;
}

function unknownPlace(places: readonly Place[], key: string): TemplateError {
  const names = [...new Set(places.flatMap(({ role, name }) => (role ? [role, name] : [name])))];
  return new TemplateError(
    `The template has no place "${key}".`,
    `It has ${names.slice(0, 30).join(', ')}. Leave content out to see them all.`,
    `content.${key}`,
  );
}

const tooLong = ({ name }: Place) =>
  `${name}: the words are too long for their place even at the least readable size.`;

function leastSize({ role, fontSize = 40 }: Place, screen: Screen): number {
  const known = textRoles.find((name): name is TextRole => name === (role === 'cta_label' ? 'cta' : role));
  return Math.min(fontSize, minimumSize(known ?? 'legal', screen));
}

/** Makes texts that outgrew their places smaller. */
async function fitted(canvas: Canvas, places: readonly Place[], screen: Screen): Promise<string[]> {
  const tall = places.filter(({ wraps }) => wraps);
  const ops = tall.map((place): CanvasOpInput => {
    const { id, fontSize = 40, box } = place;
    const [, , width, height] = box;
    const least = leastSize(place, screen);
    return {
      op: 'fit_text',
      node: id,
      width: Math.max(1, width),
      maxHeight: Math.max(1, height + 1),
      minFontSize: least,
      maxFontSize: fontSize,
    };
  });
  if (ops.length === 0) return [];
  const { results } = await canvas.run({ ops });
  return tall.filter((_, index) => results[index]?.fits === false).map(tooLong);
}

/** Labels and other texts in one line grow sideways: those that would leave the frame, or push their button out, too. */
async function narrowed(
  canvas: Canvas,
  frameId: string,
  filled: readonly Place[],
  { screen, margin }: FillOptions,
): Promise<string[]> {
  const before = new Map(filled.filter(({ wraps }) => !wraps).map((place) => [place.id, place]));
  if (before.size === 0) return [];
  const now = await placesOf(canvas, frameId);
  const warnings: string[] = [];
  const ops: CanvasOpInput[] = [];
  for (const place of now) {
    const { id, fontSize, box } = place;
    const old = before.get(id);
    if (!old || fontSize === undefined || box[2] <= old.box[2] + 1) continue;
    const button = place.role === 'cta_label' ? now.find((other) => holds(other, place)) : undefined;
    const [x, , width] = (button ?? place).box;
    const over = Math.max(0, margin - x) + Math.max(0, x + width - (screen.width - margin));
    if (over === 0) continue;
    const wanted = Math.floor((fontSize * (box[2] - over)) / box[2]);
    const least = leastSize(old, screen);
    if (wanted < least) warnings.push(tooLong(place));
    ops.push({ op: 'update', node: id, props: { fontSize: Math.max(wanted, least) } });
  }
  if (ops.length > 0) await canvas.run({ ops });
  return warnings;
}

const holds = ({ role, box: [x, y, width, height] }: Place, { box }: Place): boolean =>
  role === 'cta' &&
  x <= box[0] &&
  y <= box[1] &&
  x + width >= box[0] + box[2] &&
  y + height >= box[1] + box[3];
