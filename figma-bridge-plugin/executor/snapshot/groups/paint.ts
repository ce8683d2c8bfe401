/** Fills, strokes, corners, effects, blending. */
import { getMember, hasMember, isRecord, type Props, setMember } from '../../node-access.ts';
import { decode, encode } from '../../value.ts';
import { differs, type PropertyGroup, plainGroup, type Writer } from '../group.ts';

export const blend: PropertyGroup = plainGroup('blend', 'content', 'opacity blendMode isMask maskType');

/** Figma takes paints with a pattern through the asynchronous setters only. */
const asyncSetters: Record<string, string> = { fills: 'setFillsAsync', strokes: 'setStrokesAsync' };

/** The text group keeps a text's fills: they can differ from character to character. */
const paintMembers = (node: BaseNode): string[] =>
  node.type === 'TEXT' ? ['strokes'] : ['fills', 'strokes'];

export const paint: PropertyGroup = {
  name: 'paint',
  phase: 'content',
  members: ['fills', 'strokes'],
  read(node) {
    const props: Props = {};
    for (const name of paintMembers(node)) {
      if (!hasMember(node, name)) continue;
      const value = encode(getMember(node, name));
      if (value !== undefined) props[name] = value;
    }
    return props;
  },
  async write(node, target, current, writer) {
    for (const name of paintMembers(node)) {
      if (!differs(target, current, name) || !hasMember(node, name)) continue;
      await writer.attempt(node, name, () => writePaints(node, name, target[name], writer));
    }
  },
};

async function writePaints(node: BaseNode, name: string, value: unknown, writer: Writer): Promise<void> {
  const paints = decode(await writer.session.images.resolvePaints(value));
  const setter = asyncSetters[name];
  const hasPattern =
    Array.isArray(paints) && paints.some((entry) => isRecord(entry) && entry['type'] === 'PATTERN');
  if (hasPattern && setter !== undefined && hasMember(node, setter)) {
    const method = getMember(node, setter);
    if (typeof method === 'function') {
      await method.call(node, paints);
      return;
    }
  }
  setMember(node, name, paints);
}

/** Sides after the whole: writing `strokeWeight` sets all four. A mixed whole is left out by `encode`. */
export const stroke: PropertyGroup = plainGroup(
  'stroke',
  'content',
  'strokeWeight strokeTopWeight strokeRightWeight strokeBottomWeight strokeLeftWeight strokeAlign strokeCap strokeJoin strokeMiterLimit dashPattern variableWidthStrokeProperties complexStrokeProperties',
);

export const corner: PropertyGroup = plainGroup(
  'corner',
  'content',
  'cornerRadius topLeftRadius topRightRadius bottomLeftRadius bottomRightRadius cornerSmoothing',
);

export const effects: PropertyGroup = plainGroup('effects', 'content', 'effects');

export const frame: PropertyGroup = plainGroup(
  'frame',
  'content',
  'clipsContent layoutGrids guides overflowDirection numberOfFixedChildren',
);
