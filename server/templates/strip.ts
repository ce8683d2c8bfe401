/**
 * A finished ad without its brand: layout, spacing, roles and contrast stay; words, pictures, colours and everything
 * else go. What may stay is listed (properties.ts), so that what nobody thought of is dropped.
 */
import { z } from 'zod';
import type { Snapshot, SnapshotNode } from '../../schemas/snapshot.ts';
import { type AdRecord, adKey, autoColourKey, roleKey } from '../design/ad-frame.ts';
import { genericCopy } from './generic-copy.ts';
import { greyOf, middleGrey, neutralised } from './neutral.ts';
import type { PictureTone } from './picture-tone.ts';
import { keptProps, keptRun } from './properties.ts';

/** Kinds of layers whose very shape may be a logo or a picture. */
const drawn = new Set([
  'VECTOR',
  'BOOLEAN_OPERATION',
  'STAR',
  'POLYGON',
  'SLICE',
  'MEDIA',
  'SHAPE_WITH_TEXT',
]);
const containers = new Set(['FRAME', 'GROUP', 'COMPONENT', 'COMPONENT_SET', 'INSTANCE', 'SECTION']);
const roleTitles: Record<string, string> = {
  ad: 'Template',
  copy: 'Copy',
  headline: 'Headline',
  eyebrow: 'Eyebrow',
  subhead: 'Subhead',
  body: 'Body',
  legal: 'Legal',
  cta: 'CTA',
  cta_label: 'CTA label',
  product: 'Product',
  logo: 'Logo',
  image: 'Picture',
  decor: 'Decor',
  shadow: 'Shadow',
};
/** Roles that are pictures, however they are drawn. */
const pictureRoles = new Set(['product', 'logo', 'image']);

const paintSchema = z.looseObject({
  type: z.string(),
  visible: z.boolean().optional(),
  opacity: z.number().optional(),
  imageHash: z.string().nullable().optional(),
});

export interface StripOptions {
  /** Tones of the pictures the snapshot uses, by image hash. */
  tones: ReadonlyMap<string, PictureTone>;
  /** Of the ad; what names brand, product and angle is left out. */
  record: AdRecord;
}

/** The stripped frame. Ids are the snapshot's own. */
export function stripNode(root: SnapshotNode, { tones, record }: StripOptions): SnapshotNode {
  const counts = new Map<string, number>();
  const named = (title: string) => {
    const count = (counts.get(title) ?? 0) + 1;
    counts.set(title, count);
    return count === 1 ? title : `${title} ${count}`;
  };
  const neutral = neutralRecord(record);

  const strip = (node: SnapshotNode, isRoot: boolean): SnapshotNode => {
    const role = isRoot ? 'ad' : knownRole(node);
    const { look, picture } = neutralLook(node.props, tones);
    const only = role !== undefined && pictureRoles.has(role) && !(node.children ?? []).some(hasText);
    if (!isRoot && (only || drawn.has(node.type) || isDrawing(node))) {
      return placeholder(node, role, look, picture, named);
    }
    const title = (role && roleTitles[role]) || (node.type === 'TEXT' ? 'Label' : titleOf(node, picture));
    const autoColour = dataOf(node)[autoColourKey] === '1';
    const data = {
      ...(role && { [roleKey]: role }),
      ...(autoColour && { [autoColourKey]: '1' }),
      ...(isRoot && { [adKey]: JSON.stringify(neutral) }),
    };
    return {
      id: node.id,
      type: containers.has(node.type) && node.type !== 'GROUP' ? 'FRAME' : node.type,
      props: {
        ...look,
        ...(picture?.round && role !== 'ad' && { cornerRadius: roundness(node) }),
        ...(node.type === 'TEXT' && textProps(node, role)),
        name: named(title),
        ...(Object.keys(data).length > 0 && { pluginData: data }),
      },
      ...(node.children && { children: node.children.map((child) => strip(child, false)) }),
    };
  };
  return strip(root, true);
}

/** What an ad's record says of its layout; brand, product, angle and backdrop stay behind. */
export function neutralRecord({ version, placement, layout, padding, logo }: AdRecord): AdRecord {
  if (typeof placement === 'string') return { version, placement, layout, padding, logo };
  const { note: _, ...rest } = placement;
  const named = { ...rest, name: `${rest.width}×${rest.height}`, aliases: [], source: 'the frame' };
  return { version, placement: named, layout, padding, logo };
}

/** Only what a stored snapshot needs: properties a template keeps that differ from a new node's. */
export function compact(node: SnapshotNode): SnapshotNode {
  const { name, pluginData, ...props } = node.props;
  return {
    id: node.id,
    type: node.type,
    props: {
      ...keptProps(rounded(props) as Record<string, unknown>),
      ...(Array.isArray(props['runs']) && {
        runs: (rounded(props['runs']) as Record<string, unknown>[]).map(keptRun),
      }),
      name,
      ...(pluginData !== undefined && { pluginData }),
    },
    ...(node.children && node.children.length > 0 && { children: node.children.map(compact) }),
  };
}

/** The same frame as a snapshot of its own. */
export function snapshotOf(root: SnapshotNode): Snapshot {
  return {
    version: 1,
    page: { id: '0:1', name: 'Templates' },
    roots: [{ parentId: '0:1', index: 0, node: root }],
    wholePage: false,
    images: [],
    lossy: [],
  };
}

function dataOf(node: SnapshotNode): Record<string, string> {
  const parsed = z.record(z.string(), z.string()).safeParse(node.props['pluginData']);
  return parsed.success ? parsed.data : {};
}

/** A role Adsmith gives; words others put there are not kept. */
function knownRole(node: SnapshotNode): string | undefined {
  const role = dataOf(node)[roleKey];
  return role !== undefined && Object.hasOwn(roleTitles, role) ? role : undefined;
}

const hasText = (node: SnapshotNode): boolean => node.type === 'TEXT' || (node.children ?? []).some(hasText);

/** A container with nothing in it but drawing, such as an imported SVG. */
const isDrawing = (node: SnapshotNode): boolean =>
  containers.has(node.type) &&
  (node.children ?? []).length > 0 &&
  (node.children ?? []).every((child) => drawn.has(child.type) || isDrawing(child));

function titleOf(node: SnapshotNode, picture: PictureTone | undefined): string {
  if (picture) return 'Picture';
  return containers.has(node.type) ? 'Group' : 'Shape';
}

/** Greys instead of colours, a plain grey instead of a picture. */
function neutralLook(
  props: Record<string, unknown>,
  tones: ReadonlyMap<string, PictureTone>,
): { look: Record<string, unknown>; picture: PictureTone | undefined } {
  let picture: PictureTone | undefined;
  const paints = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    return value.flatMap((each: unknown) => {
      const paint = paintSchema.safeParse(each);
      if (!paint.success) return [];
      const { type, imageHash, visible, opacity } = paint.data;
      if (type === 'SOLID') return [plainPaint(neutralised(each))];
      if (type.startsWith('GRADIENT_')) return [plainPaint(neutralised(each))];
      // A picture, a video, a pattern made of a layer.
      const tone = imageHash ? tones.get(imageHash) : undefined;
      if (visible !== false) picture ??= tone ?? { light: 0.42, round: false, cover: 1 };
      return [
        {
          type: 'SOLID',
          visible: visible ?? true,
          opacity: opacity ?? 1,
          blendMode: 'NORMAL',
          color: tone ? greyOf(tone.light) : middleGrey,
        },
      ];
    });
  };
  const look = keptProps(props);
  for (const key of ['fills', 'strokes']) if (key in look) look[key] = paints(look[key]);
  if ('effects' in look) look['effects'] = neutralised(look['effects']);
  if ('layoutGrids' in look) look['layoutGrids'] = neutralised(look['layoutGrids']);
  return { look, picture };
}

/** Paints without links to variables. */
function plainPaint(paint: unknown): unknown {
  const { boundVariables: _, ...rest } = paint as Record<string, unknown>;
  return rest;
}

const roundness = (node: SnapshotNode) =>
  Math.min(Number(node.props['width'] ?? 0), Number(node.props['height'] ?? 0)) / 2;

/** Layout properties a placeholder takes over from what it stands for. */
const placing =
  /^(relativeTransform|width|height|constraints|layoutPositioning|layoutGrow|layoutAlign|layoutSizing|gridRow(Anchor|Span)|gridColumn(Anchor|Span)|gridChild|opacity|visible|m(in|ax)(Width|Height)$)/;

function placeholder(
  node: SnapshotNode,
  role: string | undefined,
  look: Record<string, unknown>,
  picture: PictureTone | undefined,
  named: (title: string) => string,
): SnapshotNode {
  const props = Object.fromEntries(Object.entries(look).filter(([key]) => placing.test(key)));
  // A rectangle cannot hug.
  for (const axis of ['layoutSizingHorizontal', 'layoutSizingVertical'])
    if (props[axis] === 'HUG') props[axis] = 'FIXED';
  const plain = !containers.has(node.type) && Array.isArray(look['fills']) && look['fills'].length > 0;
  return {
    id: node.id,
    type: 'RECTANGLE',
    props: {
      ...props,
      fills: plain
        ? look['fills']
        : [{ type: 'SOLID', visible: true, opacity: 1, blendMode: 'NORMAL', color: middleGrey }],
      cornerRadius:
        picture?.round && role === 'image' ? roundness(node) : Math.min(16, roundness(node) * 0.2),
      // A line drawing covers little of its box: a full one would weigh more than it did.
      ...(picture && picture.cover < 0.4 && role !== 'product' && role !== 'logo' && { opacity: 0.3 }),
      ...(Array.isArray(look['effects']) && { effects: look['effects'] }),
      name: named((role && roleTitles[role]) || 'Picture'),
      pluginData: { [roleKey]: role ?? 'decor' },
    },
  };
}

function textProps(node: SnapshotNode, role: string | undefined): Record<string, unknown> {
  const characters = genericCopy(role, String(node.props['characters'] ?? ''));
  const runs = Array.isArray(node.props['runs']) ? (node.props['runs'] as Record<string, unknown>[]) : [];
  // Emphasis sat on words that are gone: the style most of them had is everyone's.
  const longest = runs.toSorted((a, b) => length(b) - length(a))[0];
  return {
    characters,
    ...(longest && {
      runs: [
        { ...(neutralised(keptRun(longest)) as Record<string, unknown>), start: 0, end: characters.length },
      ],
    }),
  };
}

const length = (run: Record<string, unknown>) => Number(run['end'] ?? 0) - Number(run['start'] ?? 0);

/** Coordinates to a hundredth of a px, colours to a ten-thousandth: nobody sees more, and files stay small. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 10_000) / 10_000;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rounded(entry)]));
}
