/** The same text or picture twice at the same place: a copy somebody forgot. */
import { type CheckNode, isText, seen } from './node.ts';

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.6;

export function isDuplicate(one: CheckNode, other: CheckNode): boolean {
  const [a, b] = [one.box, other.box];
  const samePlace = near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height);
  if (!samePlace || one.type !== other.type || one === other) return false;
  if (isText(one) && isText(other)) return one.text.characters === other.text.characters;
  const [mine, theirs] = [pictureOf(one), pictureOf(other)];
  // Pictures laid over one another to be blended are a way to grade them.
  return mine !== undefined && mine === theirs && !one.isMask && !other.isMask && plainBlend(other);
}

const pictureOf = (node: CheckNode): unknown =>
  seen(node.fills).find(({ type }) => type === 'IMAGE')?.imageHash;

const plainBlend = ({ props }: CheckNode): boolean =>
  ['NORMAL', 'PASS_THROUGH', undefined].includes(props['blendMode'] as string | undefined);
