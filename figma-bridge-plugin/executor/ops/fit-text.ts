/**
 * `fit_text`: the largest font size at which a text fits. Measured by the host with the real fonts, on the text itself
 * where the layout matters and on a copy where single words do. Taken back like an update.
 */
import type { OpOf } from '../../../schemas/canvas-program.ts';
import { fail } from '../errors.ts';
import { sceneById } from '../references.ts';
import { loadFontsOf } from '../snapshot/groups/text.ts';
import { TextProbe } from '../text/measure.ts';
import { PhraseProbe, phraseEnds } from '../text/phrases.ts';
import type { Op, Program } from './op.ts';

/** Rounding of the host's boxes, px. */
const tolerance = 0.01;

export const fitText: Op<'fit_text'> = {
  async check(op, plan) {
    const { type } = await plan.node(op.node, 'node');
    if (type !== undefined && type !== 'TEXT') notText(type);
    if (op.container !== undefined) await plan.node(op.container, 'container');
    if (op.minFontSize > op.maxFontSize) {
      fail('bad_value', `minFontSize (${op.minFontSize}) is above maxFontSize (${op.maxFontSize}).`, {
        path: 'minFontSize',
      });
    }
    if ((op.container === undefined) !== (op.containerMaxHeight === undefined)) {
      fail('bad_value', 'container and containerMaxHeight belong together.', { path: 'container' });
    }
  },

  async run(op, program) {
    const { session, journal, bindings } = program;
    const node = await sceneById(bindings.idOf(op.node, 'node'), session, 'node');
    if (node.type !== 'TEXT') return notText(node.type);
    const container =
      op.container === undefined
        ? undefined
        : await sceneById(bindings.idOf(op.container, 'container'), session, 'container');
    await loadFontsOf(node, session);
    journal.touch(node);
    if (container !== undefined) journal.touchRegion(container);
    const truncation = node.textTruncation;
    const maxLines = node.maxLines;
    // A truncated text fits anything.
    if (truncation !== 'DISABLED') node.textTruncation = 'DISABLED';
    const probe = new TextProbe(node);
    try {
      return fit(op, node, container, probe, program);
    } finally {
      probe.remove();
      if (truncation !== 'DISABLED') {
        node.textTruncation = truncation;
        if (maxLines !== null) node.maxLines = maxLines;
      }
    }
  },
};

function notText(type: string): never {
  return fail('not_allowed', `fit_text is for TEXT nodes; this is a ${type}.`, {
    path: 'node',
    hint: 'Name the text itself, and the frame around it as "container".',
  });
}

function fit(
  op: OpOf<'fit_text'>,
  node: TextNode,
  container: SceneNode | undefined,
  probe: TextProbe,
  program: Program,
) {
  wrapAt(node, op.width);
  const fits = (size: number): boolean => {
    node.fontSize = size;
    if (probe.widestWord(size) > op.width + tolerance) return false;
    if (op.maxHeight !== undefined && node.height > op.maxHeight + tolerance) return false;
    if (op.maxLines !== undefined && probe.lines(node, size) > op.maxLines) return false;
    return (
      container === undefined ||
      op.containerMaxHeight === undefined ||
      container.height <= op.containerMaxHeight + tolerance
    );
  };
  const best = largest(op, fits);
  const size = best ?? op.minFontSize;
  node.fontSize = size;
  const lines = probe.lines(node, size);
  if (best === undefined) {
    program.session.adjust({
      kind: 'text_size',
      op: program.op,
      nodeId: node.id,
      message: `"${shorten(node.characters)}" does not fit even at ${size} px: shorten the text or give it more room.`,
    });
  }
  if (best !== undefined && lines > 1) {
    const broken = op.phrases ? breakAtPhrases(op, node, probe, container, size, lines) : undefined;
    if (broken !== undefined) return { id: node.id, ...broken, fits: true };
    if (op.balance) balance(op, node, probe, lines, size);
  }
  return { id: node.id, fontSize: size, lines, fits: best !== undefined };
}

/** The share of the largest size that whole sentences, and whole parts of sentences, are worth; the same in a line each. */
const worth = { sentences: 0.75, parts: 0.82, lines: 0.78 };
/** Of so many phrases each may have a line of its own. */
const fewPhrases = 3;
/** Sizes and widths tried: steps of a twentieth, and so many widths of a size. */
const sizeStep = 0.05;
const widths = 12;

/**
 * Sets the text in the largest size, of those not much below `best`, in which a width makes every phrase end a line.
 * Leaves it as it was (in `best`, wrapping at the op's width) where there is none.
 */
function breakAtPhrases(
  op: OpOf<'fit_text'>,
  node: TextNode,
  probe: TextProbe,
  container: SceneNode | undefined,
  best: number,
  lines: number,
): { fontSize: number; lines: number } | undefined {
  const ends = phraseEnds(node.characters);
  const sentences = ends.filter(({ sentence }) => sentence);
  const mostLines = op.maxLines ?? lines;
  const wishes = [
    { ends, least: worth.parts, mostLines },
    { ends: sentences, least: worth.sentences, mostLines },
  ];
  const whole = ends.length + 1;
  // "Good skin, / poor timing." rather than "Good skin, / poor / timing."
  if (whole < lines && whole <= fewPhrases) wishes.unshift({ ends, least: worth.lines, mostLines: whole });
  for (const wish of wishes) {
    if (wish.ends.length === 0) continue;
    const phrases = new PhraseProbe(node, wish.ends);
    try {
      for (let share = 1; share > wish.least - 1e-9; share -= sizeStep) {
        const size = Number((Math.floor((best * share) / op.step) * op.step).toFixed(6));
        if (size < op.minFontSize) break;
        const found = evenestWidth(op, node, probe, phrases, container, size, wish.mostLines);
        if (found !== undefined) return { fontSize: size, lines: found };
      }
    } finally {
      phrases.remove();
    }
  }
  node.fontSize = best;
  wrapAt(node, op.width);
  return undefined;
}

/** Wraps the text at the narrowest width, of those with the fewest lines, that breaks at all phrases; its lines. */
function evenestWidth(
  op: OpOf<'fit_text'>,
  node: TextNode,
  probe: TextProbe,
  phrases: PhraseProbe,
  container: SceneNode | undefined,
  size: number,
  mostLines: number,
): number | undefined {
  node.fontSize = size;
  const least = Math.ceil(Math.max(probe.widestWord(size), 1));
  let found: { width: number; lines: number } | undefined;
  for (let at = 0; at < widths; at++) {
    const width = Math.round(op.width - (at * Math.max(0, op.width - least)) / (widths - 1));
    wrapAt(node, width);
    const lines = probe.lines(node, size);
    const tooHigh =
      lines > mostLines ||
      (op.maxHeight !== undefined && node.height > op.maxHeight + tolerance) ||
      (container !== undefined &&
        op.containerMaxHeight !== undefined &&
        container.height > op.containerMaxHeight + tolerance);
    if (tooHigh || (found !== undefined && lines > found.lines)) break;
    if (phrases.breaksAtAll(size, width)) found = { width, lines };
  }
  if (found === undefined) return undefined;
  wrapAt(node, Math.min(found.width, op.width));
  return found.lines;
}

/** The text wraps at `width`, whatever its sizing was. */
function wrapAt(node: TextNode, width: number): void {
  node.resize(width, Math.max(node.height, 1));
  node.textAutoResize = 'HEIGHT';
}

/** Largest multiple of `step` in the range that fits, by halving: a larger size never takes less room. */
function largest(op: OpOf<'fit_text'>, fits: (size: number) => boolean): number | undefined {
  const at = (index: number): number => Number((index * op.step).toFixed(6));
  let low = Math.ceil(op.minFontSize / op.step - 1e-9);
  let high = Math.floor(op.maxFontSize / op.step + 1e-9);
  let best: number | undefined;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(at(middle))) {
      best = at(middle);
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  // The minimum itself need not be a multiple.
  return best ?? (fits(op.minFontSize) ? op.minFontSize : undefined);
}

/** The least width with the same number of lines: evens the lines out, so that no word is left alone on the last. */
function balance(op: OpOf<'fit_text'>, node: TextNode, probe: TextProbe, lines: number, size: number): void {
  let low = Math.ceil(Math.max(probe.widestWord(size), 1));
  let high = Math.ceil(op.width);
  const height = node.height;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    wrapAt(node, middle);
    if (node.height <= height + tolerance && probe.lines(node, size) <= lines) high = middle;
    else low = middle + 1;
  }
  wrapAt(node, Math.min(high, op.width));
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
