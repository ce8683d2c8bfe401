/** How an ad on the canvas looks, in the words of the concepts log: position, shot, background, headline. */
import { basename, extname } from 'node:path';
import { toHex } from '../../schemas/colour.ts';
import type { BrandFacts } from '../brand/index.ts';
import type { AdFrame } from '../design/ad-frame.ts';
import { findNodes, findRole, placedKey, placedRecordSchema, roleKey } from '../design/ad-frame.ts';
import type { NodeOutline, PaintLike } from '../design/read-node.ts';

export interface AdDescription {
  position?: string;
  shot?: string;
  background?: string;
  headline?: string;
}

export interface DescribeFacts {
  colours: BrandFacts['colours'];
  /** "assets/mug.png: straight on, for centred layouts": the product's shot notes. */
  shots: readonly string[];
  product?: string | undefined;
}

export function describeAd({ node }: AdFrame, facts: DescribeFacts): AdDescription {
  const picture = findRole(node, 'product');
  const headline = findRole(node, 'headline')?.characters?.replace(/\s+/g, ' ').trim();
  const background = backgroundOf(node, facts.colours);
  const shot = picture && shotOf(picture, facts);
  return {
    ...(picture && { position: positionOf(picture, node) }),
    ...(shot && { shot }),
    ...(background && { background }),
    ...(headline && { headline }),
  };
}

/** "Bottom right, bleeding": the third of the frame the product's middle is in. */
function positionOf(picture: NodeOutline, frame: NodeOutline): string {
  const third = (middle: number, size: number, names: [string, string, string]) =>
    names[Math.max(0, Math.min(2, Math.floor((middle / size) * 3)))] ?? '';
  const row = third(picture.y + picture.height / 2, frame.height, ['top', '', 'bottom']);
  const column = third(picture.x + picture.width / 2, frame.width, ['left', 'centre', 'right']);
  const words = [row, column].filter(Boolean).join(' ');
  const bleeds =
    picture.x < -1 ||
    picture.y < -1 ||
    picture.x + picture.width > frame.width + 1 ||
    picture.y + picture.height > frame.height + 1;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${bleeds ? ', bleeding' : ''}`;
}

/** In the words of the product's shot notes; else what the file's name adds to the product's. */
function shotOf(picture: NodeOutline, { shots, product }: DescribeFacts): string | undefined {
  const file = fileOf(picture);
  if (file === '') return undefined;
  for (const note of shots) {
    const said = /^\W*([^:]+?)\W*:\s*(.+)$/.exec(note);
    const names = said?.[1]
      ?.split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '');
    if (names === file) return said?.[2]?.split(/[,;.]/)[0]?.trim();
    // "straight on …. `-leaning.png`: leans right, …"
    const suffix = file.startsWith(`${product}-`) ? file.slice((product ?? '').length) : undefined;
    const later = suffix && new RegExp(`${escaped(suffix)}\\.\\w+\\W*:\\s*([^,;.]+)`).exec(note)?.[1];
    if (later) return later.trim();
  }
  const rest = product !== undefined && file.startsWith(product) ? file.slice(product.length) : '';
  return rest.replace(/[-_]+/g, ' ').trim() || undefined;
}

/** The picture's file without folder and extension; a layer placed by hand has only its name. */
function fileOf({ name, pluginData }: NodeOutline): string {
  const placed = placedRecordSchema.safeParse(safeJson(pluginData[placedKey]));
  if (placed.success) return basename(placed.data.imagePath, extname(placed.data.imagePath));
  return name.replace(/^Product\s+/i, '').trim();
}

function safeJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function backgroundOf(frame: NodeOutline, colours: DescribeFacts['colours']): string | undefined {
  const layers = findNodes(frame, ({ pluginData }) => pluginData[roleKey] === 'background');
  const paints = [frame, ...layers].flatMap(({ fills }) => fills.filter(({ visible }) => visible !== false));
  const words = [...new Set(paints.map((paint) => paintWords(paint, colours)).filter(Boolean))];
  const tiled = words.includes('pattern');
  // The topmost picture or gradient hides what is below it.
  const cover = words.find((word) => word === 'photo') ?? words.find((word) => word?.startsWith('gradient'));
  const base = cover ?? words.filter((word) => word !== 'pattern').at(-1);
  const said = tiled ? (base === undefined ? 'pattern' : `${base} with a pattern`) : base;
  return said && `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

function paintWords(paint: PaintLike, colours: DescribeFacts['colours']): string | undefined {
  if (paint.type === 'IMAGE') return paint['scaleMode'] === 'TILE' ? 'pattern' : 'photo';
  if (paint.type === 'SOLID' && paint.color && (paint.opacity ?? 1) > 0.5)
    return colourWords(toHex(paint.color), colours);
  const stops = paint.gradientStops ?? [];
  const [first, last] = [stops[0], stops.at(-1)];
  // From or to nothing: a scrim.
  if (!first || !last || first.color.a < 0.99 || last.color.a < 0.99) return undefined;
  return `gradient ${colourWords(toHex(first.color), colours)} to ${colourWords(toHex(last.color), colours)}`;
}

function colourWords(hex: string, colours: DescribeFacts['colours']): string {
  return colours.find((colour) => colour.hex === hex)?.name ?? hex;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
