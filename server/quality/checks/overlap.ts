import type { Rect } from '../../composition/compose.ts';
import { type Check, type CheckInput, extentOf } from '../check.ts';
import { about, called, type Finding, round1 } from '../finding.ts';
import { moveBy } from '../fix/move.ts';
import { layersAbove } from '../frame/above.ts';
import { isDuplicate } from '../frame/duplicate.ts';
import { type CheckNode, isInside, isText } from '../frame/node.ts';
import { areaOf, bottomOf, rightOf, shared } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';
import { coverOf } from '../pixels/cover.ts';

/** Copy, buttons and logos do not run into one another, and nothing covers them. */
export const overlap: Check = {
  id: 'overlap',
  async run(input) {
    const { essentials } = input;
    const findings: Finding[] = [];
    const parts = new Map<CheckNode, Rect[]>();
    for (const node of essentials) parts.set(node, await partsOf(node, input));
    for (const [index, one] of essentials.entries()) {
      for (const other of essentials.slice(index + 1)) {
        // The same thing twice is another check's business.
        if (isInside(one, other) || isInside(other, one) || isDuplicate(one, other)) continue;
        const hit = deepest(parts.get(one) ?? [], parts.get(other) ?? []);
        if (hit) findings.push(collision(one, other, hit));
      }
    }
    findings.push(
      ...(await covered(input, parts)),
      ...(await hidden(input, parts)),
      ...(await buried(input)),
    );
    return findings;
  },
};

/** A text counts by its lines: the free end of a short line may be used. */
async function partsOf(node: CheckNode, { pixels }: CheckInput): Promise<Rect[]> {
  if (!isText(node) || node.turned) return [extentOf(node)];
  const ink = await pixels.ink(node);
  return ink ? ink.lines : [];
}

/** The deepest intersection of two sets of boxes, measured the short way; undefined up to the tolerance. */
function deepest(ones: readonly Rect[], others: readonly Rect[]): Rect | undefined {
  const { px } = limitsOf('overlap');
  let found: Rect | undefined;
  for (const one of ones) {
    for (const other of others) {
      const hit = shared(one, other);
      if (!hit || Math.min(hit.width, hit.height) <= px) continue;
      if (!found || areaOf(hit) > areaOf(found)) found = hit;
    }
  }
  return found;
}

/** The one that weighs less gives way. */
function collision(one: CheckNode, other: CheckNode, hit: Rect): Finding {
  const weight = (node: CheckNode) =>
    ['legal', 'eyebrow', 'body', 'subhead', 'logo', 'cta', 'headline'].indexOf(node.role ?? 'body');
  const [mover, stays] = weight(one) < weight(other) ? [one, other] : [other, one];
  const fix = apart(mover, stays, hit);
  const depth = round1(Math.min(hit.width, hit.height));
  return about(mover, {
    check: 'overlap',
    level: 'fail',
    box: hit,
    measured: depth,
    limit: limitsOf('overlap').px,
    message: `${called(mover)} runs ${depth} px into ${called(stays).toLowerCase().replace(/".*$/, '')}${
      called(stays).match(/".*$/)?.[0] ?? ''
    }.`,
    ...(fix && { fix }),
  });
}

/** Away from the other, the shorter way, with a little air. */
function apart(mover: CheckNode, stays: CheckNode, hit: Rect) {
  const own = extentOf(mover);
  const other = extentOf(stays);
  const air = Math.max(8, Math.round(Math.min(own.height, other.height) * 0.25));
  if (hit.height <= hit.width) {
    const down = own.y + own.height / 2 >= other.y + other.height / 2;
    return moveBy(mover, 0, down ? bottomOf(other) + air - own.y : -(bottomOf(own) + air - other.y));
  }
  const right = own.x + own.width / 2 >= other.x + other.width / 2;
  return moveBy(mover, right ? rightOf(other) + air - own.x : -(rightOf(own) + air - other.x), 0);
}

/** What lies over copy or a logo hides it. Copy over a product is told, unless the product is the ad's background. */
async function covered(input: CheckInput, parts: ReadonlyMap<CheckNode, Rect[]>): Promise<Finding[]> {
  const { nodes, essentials, frame } = input;
  const { productShare } = limitsOf('overlap');
  const findings: Finding[] = [];
  const pictures = nodes.filter(
    (node) => node.shown && ['product', 'image'].includes(node.role ?? '') && node.parent?.role !== node.role,
  );
  for (const picture of pictures) {
    for (const node of essentials) {
      if (isInside(node, picture) || isInside(picture, node)) continue;
      const boxes = parts.get(node) ?? [];
      const share = await coverOf(input.pixels, picture, boxes);
      if (share <= productShare) continue;
      const over = picture.z > node.z;
      const percent = Math.round(share * 100);
      // A picture that fills the canvas is what the copy stands on.
      if (!over && areaOf(picture.box) > areaOf(frame.box) * 0.5) continue;
      if (!over && (input.nodes.some((panel) => isPanelBetween(panel, picture, node)) || isPicture(node)))
        continue;
      findings.push(
        about(node, {
          check: 'overlap',
          level: over ? 'fail' : 'warn',
          box: extentOf(node),
          measured: round1(share * 100) / 100,
          limit: productShare,
          message: over
            ? `"${picture.name}" covers ${percent} % of ${called(node)}.`
            : `${percent} % of ${called(node)} lies on "${picture.name}". If that is meant, give the picture the role "background".`,
        }),
      );
    }
  }
  return findings;
}

/** Shapes over copy, buttons and logos: a stroke through a word is meant, a panel over it is not. */
async function hidden(input: CheckInput, parts: ReadonlyMap<CheckNode, Rect[]>): Promise<Finding[]> {
  const { hiddenShare } = limitsOf('overlap');
  const { essentials } = input;
  const findings: Finding[] = [];
  for (const node of essentials) {
    for (const layer of layersAbove(node, input)) {
      const told = ['product', 'image'].includes(layer.role ?? '') || essentials.includes(layer);
      if (told || isDuplicate(node, layer)) continue;
      const share = await coverOf(input.pixels, layer, parts.get(node) ?? []);
      if (share <= hiddenShare) continue;
      findings.push(
        about(node, {
          check: 'overlap',
          level: 'fail',
          box: extentOf(node),
          measured: round1(share * 100) / 100,
          limit: hiddenShare,
          message: `"${layer.name}" lies over ${Math.round(share * 100)} % of ${called(node)}: move it behind, or away.`,
        }),
      );
    }
  }
  return findings;
}

/** A product behind another one is half an offer: it is told, since groups may overlap a little. */
async function buried({ nodes, pixels }: CheckInput): Promise<Finding[]> {
  const { buriedShare } = limitsOf('overlap');
  const products = nodes.filter(
    (node) => node.shown && node.role === 'product' && node.parent?.role !== 'product',
  );
  const findings: Finding[] = [];
  for (const node of products) {
    for (const other of products) {
      if (other.z <= node.z || isInside(other, node) || isInside(node, other)) continue;
      const share = await coverOf(pixels, other, [node.box]);
      if (share <= buriedShare) continue;
      findings.push(
        about(node, {
          check: 'overlap',
          level: 'warn',
          box: node.box,
          measured: round1(share * 100) / 100,
          limit: buriedShare,
          message: `"${other.name}" hides ${Math.round(share * 100)} % of "${node.name}": set them side by side.`,
        }),
      );
      break;
    }
  }
  return findings;
}

const isPicture = (node: CheckNode): boolean => node.role === 'logo';

/** A panel under the copy keeps it apart from the picture. */
function isPanelBetween(panel: CheckNode, picture: CheckNode, node: CheckNode): boolean {
  if (!panel.shown || panel.z <= picture.z || panel.z >= node.z || panel.children.includes(picture))
    return false;
  const solid = panel.fills.some(
    ({ visible, opacity, type }) => visible !== false && (opacity ?? 1) > 0.7 && type !== 'IMAGE',
  );
  const part = shared(panel.box, node.box);
  return solid && part !== undefined && areaOf(part) > areaOf(node.box) * 0.9;
}
