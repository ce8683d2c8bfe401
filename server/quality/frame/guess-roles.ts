/** Roles for nodes nobody gave one: from size, place, shape and name. Works on a tree read from either canvas. */
import { countWords } from '../../typography/sizes.ts';
import { ancestorsOf, type CheckNode, hasImage, isText, seen, type TextCheckNode, walk } from './node.ts';
import { areaOf, bottomOf, contains } from './rect.ts';
import { isCopyRole, labelWords, type Role } from './role.ts';

/** Nodes that take most of the canvas are what the ad stands on. */
const BACKGROUND_SHARE = 0.6;

/** Gives a role to every node below `frame` that has none and seems to have one. */
export function guessRoles(frame: CheckNode): void {
  const nodes = [...walk(frame)].filter((node) => node.parent !== undefined);
  inherit(nodes);
  guessButtons(nodes, frame);
  guessPictures(nodes, frame);
  guessShapes(nodes, frame);
  guessTexts(nodes, frame);
}

function give(node: CheckNode, role: Role): void {
  if (node.role !== undefined) return;
  node.role = role;
  node.roleFrom = 'guessed';
}

/** What is inside a logo, a product or an ornament belongs to it. */
function inherit(nodes: readonly CheckNode[]): void {
  for (const node of nodes) {
    const around = ancestorsOf(node).find(({ role }) =>
      ['logo', 'product', 'decor', 'image', 'shadow'].includes(role ?? ''),
    );
    if (around?.role) give(node, around.role);
    if (node.parent?.role === 'cta' && isText(node)) give(node, 'cta_label');
  }
}

/** A small filled or outlined box around one short text. */
function guessButtons(nodes: readonly CheckNode[], frame: CheckNode): void {
  // Where the button is known, other small boxes with a word are badges: an ad asks for one thing.
  if (nodes.some(({ role, roleFrom }) => role === 'cta' && roleFrom !== 'guessed')) return;
  for (const node of nodes) {
    if (node.role !== undefined || isText(node) || !node.shown || hasImage(node)) continue;
    if (seen(node.fills).length + seen(node.strokes).length === 0) continue;
    const small =
      node.box.width < frame.box.width * 0.75 && node.box.height < Math.max(40, frame.box.height * 0.14);
    const wide = node.box.width > node.box.height * 1.3;
    if (!small || !wide || node.radius <= 0) continue;
    const inner = labelsOf(node, nodes);
    const [label] = inner;
    if (inner.length !== 1 || !label || label.role !== undefined) continue;
    const words = countWords(label.text.characters);
    const tight = label.box.height > node.box.height * 0.25;
    if (words === 0 || words > 6 || !tight) continue;
    give(node, 'cta');
    give(label, 'cta_label');
  }
}

/** Texts inside a box, whether as children or laid over it. */
function labelsOf(box: CheckNode, nodes: readonly CheckNode[]): TextCheckNode[] {
  const below = [...walk(box)].filter(isText).filter(({ shown }) => shown);
  if (box.children.length > 0) return below;
  return nodes
    .filter(isText)
    .filter((text) => text.shown && text.z > box.z && contains(box.box, text.box, 1));
}

function guessPictures(nodes: readonly CheckNode[], frame: CheckNode): void {
  const whole = areaOf(frame.box);
  const named = (node: CheckNode, words: RegExp) => words.test(node.name);
  for (const node of nodes) {
    const drawing = ['VECTOR', 'GROUP', 'BOOLEAN_OPERATION', 'INSTANCE', 'FRAME'].includes(node.type);
    if (!isText(node) && (drawing || hasImage(node)) && named(node, /\blogo|wordmark|brand ?mark\b/i)) {
      give(node, 'logo');
      for (const inner of walk(node)) give(inner, 'logo');
    }
  }
  const pictures = nodes.filter((node) => node.role === undefined && node.shown && hasImage(node));
  for (const node of pictures) {
    const share = areaOf(node.box) / whole;
    const leaf = node.children.length === 0;
    if (share > BACKGROUND_SHARE && leaf) give(node, 'background');
    else if (named(node, /\b(product|pack(shot)?|bottle|jar|tube|hero)\b/i)) give(node, 'product');
    else if (share < 0.035 && node.box.width > node.box.height * 1.8 && nearEdge(node, frame))
      give(node, 'logo');
  }
  const left = pictures.filter((node) => node.role === undefined);
  const hasProduct = nodes.some(({ role }) => role === 'product');
  const [largest] = left.toSorted((a, b) => areaOf(b.box) - areaOf(a.box));
  if (largest && !hasProduct && areaOf(largest.box) / whole > 0.03) give(largest, 'product');
  for (const node of left) give(node, 'image');
}

function nearEdge({ box }: CheckNode, frame: CheckNode): boolean {
  const { width, height } = frame.box;
  const near = 0.2;
  return (
    box.y < height * near ||
    bottomOf(box) > height * (1 - near) ||
    box.x < width * near * 0.5 ||
    box.x + box.width > width * (1 - near * 0.5)
  );
}

/** Filled shapes: what text stands on is an underlay, what fills the canvas a background, the rest ornament. */
function guessShapes(nodes: readonly CheckNode[], frame: CheckNode): void {
  const whole = areaOf(frame.box);
  const texts = nodes.filter(isText).filter(({ shown }) => shown);
  for (const node of nodes) {
    if (node.role !== undefined || isText(node) || !node.shown) continue;
    const filled = seen(node.fills).length > 0;
    if (!filled) {
      if (node.children.length === 0) give(node, 'decor');
      continue;
    }
    const under = texts.some((text) => text.z > node.z && contains(node.box, text.box, 2));
    if (areaOf(node.box) / whole > BACKGROUND_SHARE) give(node, 'background');
    else give(node, under ? 'underlay' : 'decor');
  }
}

function guessTexts(nodes: readonly CheckNode[], frame: CheckNode): void {
  const texts = nodes.filter(isText).filter(({ shown, text }) => shown && text.characters.trim() !== '');
  const open = texts.filter(({ role }) => role === undefined);
  if (open.length === 0) return;
  const copy = texts.filter(({ role }) => role === undefined || isCopyRole(role));
  if (!texts.some(({ role }) => role === 'headline')) {
    const free = open.filter(({ parent }) => parent?.role !== 'cta');
    const [largest] = free.toSorted((a, b) => b.text.size - a.text.size);
    for (const node of free) {
      if (largest && node.text.size >= largest.text.size * 0.98 && sharesPlace(node, largest))
        give(node, 'headline');
    }
  }
  const headline = texts.find(({ role }) => role === 'headline');
  const smallest = Math.min(...copy.map(({ text }) => text.size));
  for (const node of open) {
    if (node.role !== undefined) continue;
    const { text, box } = node;
    const words = countWords(text.characters);
    const low = box.y + box.height / 2 > frame.box.height * 0.75;
    if (low && text.size <= smallest * 1.1 && headline && text.size < headline.text.size * 0.5 && words > 3)
      give(node, 'legal');
    else if (/[$€£¥]\s?\d|\d\s?[€£]/.test(text.characters) && words <= 3) give(node, 'price');
    else if (
      headline &&
      words <= 6 &&
      bottomOf(box) <= headline.box.y + 2 &&
      text.size < headline.text.size * 0.6
    )
      give(node, 'eyebrow');
  }
  for (const node of open) if (onBadge(node, nodes, frame)) give(node, 'label');
  const rest = open.filter(({ role }) => role === undefined);
  const below = headline
    ? rest
        .filter(({ box }) => box.y >= bottomOf(headline.box) - headline.text.size * 0.3)
        .toSorted((a, b) => a.box.y - b.box.y)[0]
    : undefined;
  if (below && headline?.roleFrom !== 'set' && !texts.some(({ role }) => role === 'subhead'))
    give(below, 'subhead');
  for (const node of rest) give(node, countWords(node.text.characters) <= labelWords ? 'label' : 'body');
}

/** A badge is a small shape that holds a few short words: "New", "-20 %", "Free / returns". */
const BADGE = { share: 0.08, side: 0.4, words: 4, texts: 3 };

function onBadge(node: TextCheckNode, nodes: readonly CheckNode[], frame: CheckNode): boolean {
  if (countWords(node.text.characters) > BADGE.words) return false;
  return nodes.some((shape) => {
    if (isText(shape) || !shape.shown || shape.z > node.z || !contains(shape.box, node.box, 2)) return false;
    const { width, height } = shape.box;
    const small = width * height < areaOf(frame.box) * BADGE.share && width < frame.box.width * BADGE.side;
    return small && seen(shape.fills).length > 0 && labelsOf(shape, nodes).length <= BADGE.texts;
  });
}

/** Several texts of the largest size are one headline when they stand together, as lines set one by one do. */
function sharesPlace(node: TextCheckNode, other: TextCheckNode): boolean {
  if (node === other) return true;
  const gap = Math.max(node.box.y - bottomOf(other.box), other.box.y - bottomOf(node.box));
  return gap < other.text.size * 1.2 || Math.abs(node.box.y - other.box.y) < other.text.size;
}
