import type { Rect } from '../../composition/compose.ts';
import type { Check, CheckInput } from '../check.ts';
import { about, called, type Finding, round1, type Update } from '../finding.ts';
import { moveBy } from '../fix/move.ts';
import { type CheckNode, isInside, type TextCheckNode } from '../frame/node.ts';
import { areaOf, bottomOf, rightOf } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';
import { shapeOf } from '../pixels/cover.ts';
import type { Ink } from '../pixels/ink.ts';

/** Room below the headline, and between copy and picture. What overlaps is another check's business. */
export const gap: Check = {
  id: 'gap',
  async run(input) {
    return [...(await belowHeadline(input)), ...(await besidePictures(input))];
  },
};

async function belowHeadline(input: CheckInput): Promise<Finding[]> {
  const { text, displayText } = limitsOf('gap');
  const least = Math.round((input.placement.kind === 'display' ? displayText : text) * input.spacing);
  const findings: Finding[] = [];
  for (const headline of input.copy.filter(({ role }) => role === 'headline')) {
    const own = await input.pixels.ink(headline);
    if (!own || headline.turned) continue;
    const next = await nextBelow(headline, own, input);
    if (!next) continue;
    const fromBaseline = next.ink.box.y - baselineOf(headline, own);
    // Descenders may hang into the gap, but not fill it.
    const clear = next.ink.box.y - bottomOf(own.lines.at(-1) ?? own.box);
    const measured = clear < least * DESCENDER_ROOM ? Math.min(fromBaseline, clear) : fromBaseline;
    if (measured >= least - Math.min(1, least * 0.08)) continue;
    const fix = widened(headline, next.node, least - measured);
    findings.push(
      about(next.node, {
        check: 'gap',
        level: 'fail',
        measured: round1(measured),
        limit: least,
        message: `${called(next.node)} is ${round1(measured)} px below the headline; ${least} px is the least here.`,
        ...(fix && { fix }),
      }),
    );
  }
  return findings;
}

interface Placed {
  node: TextCheckNode;
  ink: Ink;
}

/** Share of the gap that must stay free of descenders. */
const DESCENDER_ROOM = 0.3;

async function nextBelow(
  headline: TextCheckNode,
  own: Ink,
  { copy, pixels }: CheckInput,
): Promise<Placed | undefined> {
  let found: Placed | undefined;
  const last = own.lines.at(-1) ?? own.box;
  for (const node of copy) {
    if (node === headline || node.role === 'headline' || node.turned) continue;
    const ink = await pixels.ink(node);
    if (!ink || ink.box.y < last.y + last.height * 0.4) continue;
    const sameColumn = ink.box.x < rightOf(own.box) && rightOf(ink.box) > own.box.x;
    if (sameColumn && (!found || ink.box.y < found.ink.box.y)) found = { node, ink };
  }
  return found;
}

const descenders = /[gjpqyQ,;()çşţţ]/;
/** Where the last line stands; its descenders hang below that. */
function baselineOf({ text }: TextCheckNode, ink: Ink): number {
  const last = ink.lines.at(-1);
  if (!last) return bottomOf(ink.box);
  const words = text.characters.trim().split(/\s+/u).slice(-last.words).join(' ');
  // Of capitals only a few hang below the line, and less far.
  if (text.capitals) return bottomOf(last) - (/[q,;()çş]/i.test(words) ? text.size * 0.12 : 0);
  return bottomOf(last) - (descenders.test(words) ? text.size * 0.2 : 0);
}

/** More room in the column both are in, or the lower one moved down. */
function widened(upper: CheckNode, lower: CheckNode, by: number): Update[] | undefined {
  const px = Math.ceil(by);
  const [one, other] = branches(upper, lower);
  const column = one?.parent;
  if (
    one &&
    other &&
    column &&
    column === other.parent &&
    one.inFlow &&
    other.inFlow &&
    column.layoutMode === 'VERTICAL'
  ) {
    const spacing = column.props['itemSpacing'];
    const auto = column.props['primaryAxisAlignItems'] === 'SPACE_BETWEEN';
    if (typeof spacing !== 'number' || auto) return undefined;
    return [{ nodeId: column.id, props: { itemSpacing: spacing + px } }];
  }
  return moveBy(lower, 0, px);
}

/** The ancestors (or selves) of two nodes just below what they have in common. */
function branches(a: CheckNode, b: CheckNode): [CheckNode | undefined, CheckNode | undefined] {
  const line = (node: CheckNode): CheckNode[] => (node.parent ? [...line(node.parent), node] : [node]);
  const [one, other] = [line(a), line(b)];
  const at = one.findIndex((node, index) => node !== other[index]);
  return at < 0 ? [undefined, undefined] : [one[at], other[at]];
}

async function besidePictures(input: CheckInput): Promise<Finding[]> {
  const { image, displayImage } = limitsOf('gap');
  const least = Math.round((input.placement.kind === 'display' ? displayImage : image) * input.spacing);
  const pictures = input.nodes.filter(
    (node) =>
      node.shown &&
      // A caption belongs close to its picture; it is the product that needs air.
      node.role === 'product' &&
      node.parent?.role !== node.role &&
      areaOf(node.box) < areaOf(input.frame.box) * 0.5,
  );
  const findings: Finding[] = [];
  for (const picture of pictures) {
    const near: { node: TextCheckNode; lines: readonly Rect[] }[] = [];
    for (const node of input.copy) {
      if (node.role === 'cta_label' || isInside(node, picture)) continue;
      const ink = await input.pixels.ink(node);
      if (ink?.lines.some((line) => distance(line, picture.box) < least))
        near.push({ node, lines: ink.lines });
    }
    if (near.length === 0) continue;
    const shape = await shapeOf(input.pixels, picture);
    if (!shape) continue;
    for (const { node, lines } of near) {
      const measured = clearance(lines, shape.solidAt, least);
      if (measured === undefined || measured >= least - 1) continue;
      const fix = moveAway(picture, lines, least - measured);
      findings.push(
        about(node, {
          check: 'gap',
          level: 'fail',
          measured: round1(measured),
          limit: least,
          message: `${called(node)} is ${round1(measured)} px from "${picture.name}"; ${least} px is the least here.`,
          ...(fix && { fix }),
        }),
      );
    }
  }
  return findings;
}

/** Gap between two boxes, the larger of across and down; negative where they meet. */
function distance(a: Rect, b: Rect): number {
  const across = Math.max(b.x - rightOf(a), a.x - rightOf(b));
  const down = Math.max(b.y - bottomOf(a), a.y - bottomOf(b));
  return Math.max(across, down);
}

/** px from the lines to the nearest solid pixel; undefined when they overlap or nothing is nearer than `least`. */
function clearance(
  lines: readonly Rect[],
  solidAt: (x: number, y: number) => boolean,
  least: number,
): number | undefined {
  const step = Math.max(1, least / 20);
  for (let reach = 0; reach < least; reach += step) {
    if (!lines.some((line) => touches(line, reach, step, solidAt))) continue;
    return reach === 0 ? undefined : reach;
  }
  return undefined;
}

/** Is a solid pixel on the border of the line grown by `reach`? */
function touches(
  line: Rect,
  reach: number,
  step: number,
  solidAt: (x: number, y: number) => boolean,
): boolean {
  const [left, top] = [line.x - reach, line.y - reach];
  const [right, bottom] = [rightOf(line) + reach, bottomOf(line) + reach];
  const stride = Math.max(2, step);
  for (let x = left; x <= right; x += stride) if (solidAt(x, top) || solidAt(x, bottom)) return true;
  for (let y = top; y <= bottom; y += stride) if (solidAt(left, y) || solidAt(right, y)) return true;
  return false;
}

/** The picture makes room: copy has its own column to keep. */
function moveAway(picture: CheckNode, lines: readonly Rect[], by: number): Update[] | undefined {
  const px = Math.ceil(by) + 1;
  const top = Math.min(...lines.map(({ y }) => y));
  const bottom = Math.max(...lines.map(bottomOf));
  const left = Math.min(...lines.map(({ x }) => x));
  const right = Math.max(...lines.map(rightOf));
  const { box } = picture;
  if (box.y >= bottom - 2) return moveBy(picture, 0, px);
  if (bottomOf(box) <= top + 2) return moveBy(picture, 0, -px);
  if (box.x >= right - 2) return moveBy(picture, px, 0);
  if (rightOf(box) <= left + 2) return moveBy(picture, -px, 0);
  return undefined;
}
