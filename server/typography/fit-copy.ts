/** Fits a copy block into its region by measuring on the canvas. Sizes px at 1x. */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { Adjustment, OpResult } from '../../schemas/canvas-result.ts';
import type { AspectClass } from '../../schemas/composition.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { readNode } from '../design/read-node.ts';
import { missingRoom } from './clear-edges.ts';
import { blockSpacing, buttonPadding, type CopyBlockOptions, textSpacing } from './copy-block.ts';
import { leftOutNote, nextToLeave } from './leave-out.ts';
import {
  countWords,
  headlineRange,
  minimumSize,
  onGrid,
  spacingUnit,
  type TextRole,
  textRoles,
  usualSize,
} from './sizes.ts';

export interface FittedCopy {
  sizes: Partial<Record<TextRole, number>>;
  headlineLines: number;
  /** false: even at its least sizes the copy is higher than its region. */
  fits: boolean;
  /** A banner's texts for which there was no room; their layers are gone. */
  leftOut: TextRole[];
  blockHeight: number;
  /** [x, y, width, height] of the block in the frame. */
  box: number[];
  adjustments: Adjustment[];
  warnings: string[];
}

/** A headline must lead clearly: at least this many times the size of the next text. */
const PROMINENCE = 1.5;
/** For its space a headline gives way down to this share of its size. */
const LEAST_SPACED = 0.6;
/** Space between an eyebrow and its headline, as a share of the space below one. */
const EYEBROW_SHARE = 0.66;
/** Space below a headline as a share of its size: its descenders hang into it. */
const GAP_SHARE = 0.44;
/** The same on a card, whose edge and padding make the air inside look smaller. */
const CARD_GAP_SHARE = 0.52;
/** The button stands further from the texts than they from one another: at least this many times. */
const BUTTON_GAP = 1.2;

/** Of a banner's height fine print takes this share at most: more would leave its headline no size to be read in. */
const MOST_PRINT = 0.42;
/** Characters of fine print that any banner tries to keep. */
const SHORT_PRINT = 120;

/**
 * Fits the copy into its region. A banner has nowhere to overflow to but its own edge: what is missed least is left
 * out there until the rest fits, and told.
 */
export async function fitCopy(
  canvas: Canvas,
  built: Readonly<Record<string, string>>,
  options: CopyBlockOptions,
): Promise<FittedCopy> {
  const bindings = { ...built };
  const texts = { ...options.texts };
  const leftOut: TextRole[] = [];
  const notes: Adjustment[] = [];
  const leave = async (role: TextRole) => {
    await canvas.run({ ops: [{ op: 'delete', node: bindings[role] ?? '' }] });
    delete texts[role];
    delete bindings[role];
    if (role === 'cta') delete bindings['ctaLabel'];
    leftOut.push(role);
    notes.push({ kind: 'value', message: leftOutNote(role, options.canvas) });
  };
  if (options.regions.aspect === 'banner' && (texts.legal ?? '').length > SHORT_PRINT && bindings['legal']) {
    const { height } = await readNode(canvas, bindings['legal']);
    if (height > options.regions.copy.height * MOST_PRINT) await leave('legal');
  }
  for (;;) {
    const fitted = await fitBlock(canvas, bindings, { ...options, texts });
    const banner = options.regions.aspect === 'banner';
    const next = fitted.fits || !banner ? undefined : nextToLeave(texts, options.canvas.height);
    if (next === undefined) return { ...fitted, leftOut, adjustments: [...notes, ...fitted.adjustments] };
    await leave(next);
    await canvas.run({ ops: usualSizes(bindings, { ...options, texts }) });
  }
}

/** Takes back what an earlier fit made smaller, or narrower so that its lines are even. */
function usualSizes(
  bindings: Readonly<Record<string, string>>,
  { texts, sizes: own, canvas, regions }: CopyBlockOptions,
): CanvasOpInput[] {
  return textRoles.flatMap((role): CanvasOpInput[] => {
    if (role === 'headline' || !texts[role]) return [];
    const size = own[role] ?? usualSize(role, canvas);
    if (role !== 'cta') {
      const props = { fontSize: size, layoutSizingHorizontal: 'FILL' };
      return [{ op: 'update', node: bindings[role] ?? '', props }];
    }
    return [
      { op: 'update', node: bindings['ctaLabel'] ?? '', props: { fontSize: size } },
      { op: 'update', node: bindings['cta'] ?? '', props: buttonPadding(size, regions.grid) },
    ];
  });
}

/**
 * Sets the headline as large as its region, its words and its role allow. If it does not fit at its least size, the
 * other texts go down to their least readable sizes, then the headline to the floor; what still overflows is warned of.
 */
async function fitBlock(
  canvas: Canvas,
  bindings: Record<string, string>,
  options: CopyBlockOptions,
): Promise<Omit<FittedCopy, 'leftOut'>> {
  const { regions, canvas: screen, texts, sizes: own } = options;
  const headline = bindings['headline'] ?? '';
  const copy = bindings['copy'] ?? '';
  const range = { ...headlineRange(countWords(texts.headline), screen, regions.headlineScale) };
  const adjustments: Adjustment[] = [];
  const warnings: string[] = [];
  const sizes: Partial<Record<TextRole, number>> = {};
  for (const role of textRoles) {
    if (texts[role] && role !== 'headline') sizes[role] = own[role] ?? usualSize(role, screen);
  }

  let room = Math.min(regions.copy.height, options.roomForCopy);
  // A banner reads in one line if that can be read at all.
  const horizontal = regions.copy.direction === 'HORIZONTAL';
  if (horizontal) {
    const most = regions.copy.width * BUTTON_SHARE;
    await fitButton(canvas, bindings, sizes, own.cta === undefined, most, screen, warnings, 'FIXED');
  }
  const text = await readNode(canvas, bindings['text'] ?? '');
  const isLast = !horizontal && !texts.subhead && !texts.body;
  let lines = horizontal
    ? 1
    : maxLines(texts.headline, screen.kind) +
      (screen.kind === 'display' ? (moreLines[regions.aspect] ?? 0) : 0);
  const fitHeadline = async (min: number, max: number): Promise<OpResult> => {
    const { results } = await canvas.run({
      ops: [
        {
          op: 'fit_text',
          node: headline,
          width: text.width,
          maxLines: lines,
          container: copy,
          containerMaxHeight: room,
          minFontSize: min,
          maxFontSize: max,
          balance: true,
          phrases: true,
        },
      ],
    });
    return results[0] ?? { op: 'fit_text' };
  };
  const usual = textSpacing(options);
  const share = options.card ? CARD_GAP_SHARE : GAP_SHARE;
  let buttonGap = blockSpacing(options);
  /** An eyebrow stands nearer to its headline than what follows it. */
  const eyebrowGap = (gap: number) => onGrid(gap * EYEBROW_SHARE, regions.grid);
  /** Below a large headline there must be more room than below a small one; the headline gives way for it. */
  const spaceOut = async (fitted: OpResult, min: number): Promise<OpResult> => {
    const size = fitted.fontSize ?? min;
    const gap = onGrid(size * share, regions.grid);
    if (!fitted.fits || (gap <= textSpacing(options) && !isLast)) return fitted;
    // The box of a headline ends at its baseline; what stands below the block must not meet its descenders.
    const space = (spacing: number, below: number) =>
      canvas.run({
        ops: [
          ...(horizontal
            ? []
            : [
                {
                  op: 'update' as const,
                  node: copy,
                  props: { itemSpacing: Math.max(buttonGap, onGrid(spacing * BUTTON_GAP, regions.grid)) },
                },
              ]),
          {
            op: 'update',
            node: bindings['text'] ?? '',
            props: isLast
              ? {
                  paddingBottom: below,
                  ...(texts.eyebrow && { itemSpacing: Math.max(usual, eyebrowGap(spacing)) }),
                }
              : { itemSpacing: spacing },
          },
        ],
      });
    // Room and size go down together: the room of the large size would make the headline smaller than it need be.
    for (let part = 1; part > LEAST_SPACED; part -= 0.05) {
      const smaller = Math.floor(size * part);
      if (part < 1 && smaller < min) break;
      await space(onGrid(smaller * share, regions.grid), onGrid(smaller * DESCENT, regions.grid));
      const spaced = await fitHeadline(Math.min(min, smaller), smaller);
      if (spaced.fits && (spaced.fontSize ?? 0) >= smaller * 0.95) return spaced;
    }
    // Where the size cannot give way, some of the space is still better than none.
    for (const part of [0.75, 0.5]) {
      const narrower = onGrid(size * share * part, regions.grid);
      if (isLast || narrower <= usual) break;
      await space(narrower, 0);
      const spaced = await fitHeadline(Math.min(min, size), size);
      if (spaced.fits && (spaced.fontSize ?? 0) >= size * 0.95) return spaced;
    }
    await space(textSpacing(options), 0);
    return fitHeadline(Math.min(min, size), size);
  };
  /** The caller's own size is kept, except that no word is ever broken for it. */
  const fitOwn = async (asked: number): Promise<OpResult> => {
    // A size that was asked for is worth the room the copy may grow into, with its space.
    room = Math.max(room, options.roomForCopy);
    const fitted = await spaceOut(await fitHeadline(asked, asked), asked);
    if (fitted.fits) return fitted;
    const unbroken = await canvas.run({
      ops: [
        {
          op: 'fit_text',
          node: headline,
          width: text.width,
          minFontSize: Math.min(range.floor, asked),
          maxFontSize: asked,
        },
      ],
    });
    const size = unbroken.results[0]?.fontSize ?? asked;
    if (size < asked) {
      adjustments.push({
        kind: 'text_size',
        nodeId: headline,
        message: `The headline is ${size} px: at ${asked} px a word is wider than its region.`,
      });
    }
    if (isLast) {
      const props = { paddingBottom: onGrid(size * DESCENT, regions.grid) };
      await canvas.run({ ops: [{ op: 'update', node: bindings['text'] ?? '', props }] });
    }
    const block = await readNode(canvas, copy);
    const over = Math.round(block.height - options.roomForCopy);
    if (over > 0)
      warnings.push(`At ${size} px the copy is ${over} px higher than its region: it may touch the product.`);
    return unbroken.results[0] ?? fitted;
  };
  /** To a share of their usual sizes, but not below the least readable one. */
  const shrinkOthers = async (share = 0) => {
    const ops = textRoles.flatMap((role) => {
      if (role === 'headline' || own[role] !== undefined) return [];
      const small = Math.max(minimumSize(role, screen), Math.round(usualSize(role, screen) * share));
      const now = sizes[role];
      if (now === undefined || now <= small) return [];
      sizes[role] = small;
      const node = bindings[role === 'cta' ? 'ctaLabel' : role] ?? '';
      return [{ op: 'update' as const, node, props: { fontSize: small } }];
    });
    if (ops.length > 0) await canvas.run({ ops });
  };

  let result: OpResult;
  if (own.headline === undefined) {
    result = await fitHeadline(range.min, range.max);
    if (!result.fits && !horizontal) {
      // A word as wide as its column sets the size, whatever room there is below it: nothing else need give way.
      const widest = await canvas.run({
        ops: [
          {
            op: 'fit_text',
            node: headline,
            width: text.width,
            minFontSize: range.floor,
            maxFontSize: range.max,
          },
        ],
      });
      const most = widest.results[0]?.fontSize ?? range.min;
      if (most < range.min) {
        range.min = most;
        range.max = most;
        result = await fitHeadline(most, most);
      }
    }
    if (!result.fits && horizontal) {
      lines = 2;
      result = await fitHeadline(range.min, range.max);
    }
    // Where no product has to make room for it, the copy grows before anything is made smaller.
    if (!result.fits && !horizontal && regions.product === null && room < options.roomForCopy) {
      room = options.roomForCopy;
      result = await fitHeadline(range.min, Math.min(range.max, range.min * GROWN));
    }
    // Lines that were asked for are kept as long as that costs no more than some size.
    if (!result.fits && !horizontal && texts.headline.includes('\n'))
      result = await fitHeadline(Math.max(range.floor, range.min * LEAST_SPACED), range.min);
    if (!result.fits && !horizontal) {
      lines = Math.max(lines, MOST_LINES);
      result = await fitHeadline(range.min, range.max);
    }
    // Step by step: the rest need not become fine print because a little room is missing.
    for (const share of [0.85, 0.7, 0]) {
      if (result.fits) break;
      await shrinkOthers(share);
      result = await fitHeadline(range.min, range.max);
    }
    if (!result.fits && room < options.roomForCopy) {
      room = options.roomForCopy;
      // With more room the others need not be as small as they can.
      await canvas.run({ ops: usualSizes(bindings, options) });
      for (const role of textRoles)
        if (texts[role] && role !== 'headline') sizes[role] = own[role] ?? usualSize(role, screen);
      result = await fitHeadline(range.min, range.max);
      if (!result.fits) {
        await shrinkOthers();
        result = await fitHeadline(range.min, range.max);
      }
    }
    if (!horizontal && !leads(result, sizes)) {
      await tighten(canvas, bindings, sizes, options);
      buttonGap = onGrid(TIGHT_GAP * spacingUnit(screen), regions.grid);
      await shrinkOthers();
      result = await fitHeadline(range.min, range.max);
    }
    // Space is given up before the lead of the headline is.
    const leading = Math.ceil(PROMINENCE * largestOf(sizes));
    result = await spaceOut(result, Math.max(range.floor, Math.min(leading, result.fontSize ?? leading)));
    if (!result.fits) {
      result = await fitHeadline(range.floor, range.min);
      if (result.fits && !horizontal)
        result = await spaceOut(result, Math.max(range.floor, Math.min(leading, result.fontSize ?? leading)));
      if (!result.fits) {
        const { height } = await readNode(canvas, copy);
        warnings.push(
          `Long copy: it does not fit even with a headline of ${range.floor} px: ${shorter(options, Math.min(room / height, lines / (result.lines ?? lines)))}` +
            (horizontal ? '.' : ', or choose a layout with more room (type_hero).'),
        );
      }
    }
  } else {
    result = await fitOwn(own.headline);
  }
  if (!horizontal && !options.card && own.headline === undefined && result.fits) {
    // What stands above the capitals must not leave a region the block fills to the last pixel.
    const over = OVERSHOOT * (result.fontSize ?? 0);
    const { height } = await readNode(canvas, copy);
    if (height + over > room) {
      room -= Math.ceil(over);
      result = await fitHeadline(Math.min(range.floor, result.fontSize ?? 0), result.fontSize ?? range.floor);
    }
  }
  // What is cut off at the frame cannot be measured, and a smaller headline stands out less: seldom more than twice.
  const edges = { top: 0, bottom: 0 };
  for (let turn = 0; turn < 3 && !horizontal && !options.card; turn++) {
    const missing = await missingRoom(canvas, headline, copy, options);
    if (missing.top + missing.bottom === 0) break;
    edges.top += missing.top;
    edges.bottom += missing.bottom;
    const props = { paddingTop: edges.top, paddingBottom: edges.bottom };
    await canvas.run({ ops: [{ op: 'update', node: copy, props }] });
    const { height } = await readNode(canvas, copy);
    if (own.headline === undefined && result.fits && height > room)
      result = await fitHeadline(Math.min(range.floor, result.fontSize ?? 0), result.fontSize ?? range.floor);
  }
  if (regions.aspect === 'banner' && own.headline === undefined)
    result = await clearOfEdges(result, fitHeadline, canvas, copy, regions, range.floor);
  sizes.headline = result.fontSize ?? range.floor;
  const short = headlineRange(8, screen, regions.headlineScale).min;
  if (own.headline === undefined && result.fits && isLong(texts.headline) && sizes.headline < short * 0.95) {
    warnings.push(
      `Long copy: the headline went down to ${sizes.headline} px to fit. Under 8 words it can be ${short} px or more.`,
    );
  }

  await letLead(canvas, bindings, sizes, options);
  if (
    own.headline === undefined &&
    result.fits &&
    !horizontal &&
    sizes.headline < PROMINENCE * largestOf(sizes)
  ) {
    warnings.push(
      `Too much copy for this region: the headline (${sizes.headline} px) hardly leads over the rest (${largestOf(sizes)} px): ${shorter(options, 0.8)}.`,
    );
  }

  await balanceOthers(canvas, bindings, sizes, text.width, horizontal);
  if (!horizontal) {
    await fitButton(canvas, bindings, sizes, own.cta === undefined, text.width, screen, warnings);
    // A label on two lines makes the block higher than what was fitted.
    const { height } = await readNode(canvas, copy);
    if (own.headline === undefined && result.fits && height > room) {
      result = await fitHeadline(range.floor, sizes.headline);
      sizes.headline = result.fontSize ?? range.floor;
    }
  }
  const block = await readNode(canvas, copy);
  return {
    sizes,
    headlineLines: result.lines ?? 1,
    fits: result.fits !== false,
    blockHeight: block.height,
    box: [block.x, block.y, block.width, block.height].map(Math.round),
    adjustments,
    warnings,
  };
}

/** Size of the largest text that is not the headline. */
const largestOf = (sizes: Partial<Record<TextRole, number>>): number =>
  Math.max(0, ...(['eyebrow', 'subhead', 'body'] as const).map((role) => sizes[role] ?? 0));

const leads = ({ fits, fontSize = 0 }: OpResult, sizes: Partial<Record<TextRole, number>>): boolean =>
  fits !== false && fontSize >= PROMINENCE * largestOf(sizes);

/** px at 1080×1350 between texts and button where the copy is closed up. */
const TIGHT_GAP = 36;

/** Closes the copy up where the headline would have to pay for the air: gaps, and the inside of the button. */
async function tighten(
  canvas: Canvas,
  bindings: Record<string, string>,
  sizes: Partial<Record<TextRole, number>>,
  options: CopyBlockOptions,
): Promise<void> {
  const { grid } = options.regions;
  const { copy = '', text = '', cta } = bindings;
  const gap = onGrid(TIGHT_GAP * spacingUnit(options.canvas), grid);
  const inside = onGrid((sizes.cta ?? 0) * 0.4, grid);
  await canvas.run({
    ops: [
      { op: 'update', node: copy, props: { itemSpacing: gap } },
      { op: 'update', node: text, props: { itemSpacing: onGrid(textSpacing(options) * 0.8, grid) } },
      ...(cta && options.style.cta.kind !== 'text'
        ? [{ op: 'update' as const, node: cta, props: { paddingTop: inside, paddingBottom: inside } }]
        : []),
    ],
  });
}

/** What is nearly as large as the headline goes down, as far as it can still be read. */
async function letLead(
  canvas: Canvas,
  bindings: Record<string, string>,
  sizes: Partial<Record<TextRole, number>>,
  { sizes: own, canvas: screen, style, regions }: CopyBlockOptions,
): Promise<void> {
  const most = Math.floor((sizes.headline ?? 0) / PROMINENCE);
  const ops = (['subhead', 'body', 'cta'] as const).flatMap((role): CanvasOpInput[] => {
    const now = sizes[role];
    const smaller = Math.max(minimumSize(role, screen), most);
    const node = bindings[role === 'cta' ? 'ctaLabel' : role];
    if (now === undefined || node === undefined || own[role] !== undefined || smaller >= now) return [];
    sizes[role] = smaller;
    const button = role === 'cta' && style.cta.kind !== 'text' ? bindings['cta'] : undefined;
    return [
      { op: 'update', node, props: { fontSize: smaller } },
      ...(button
        ? [{ op: 'update' as const, node: button, props: buttonPadding(smaller, regions.grid) }]
        : []),
    ];
  });
  if (ops.length > 0) await canvas.run({ ops });
}

/** How far descenders hang below the baseline, as a share of the size; most Latin families lie between .20 and .26. */
const DESCENT = 0.24;

/** A headline for which the copy grows beyond its region need not be much larger than its least size. */
const GROWN = 1.3;

/** How far ascenders stand above the capitals, as a share of the size. */
const OVERSHOOT = 0.05;

/**
 * A headline's box ends at its baseline, and in a banner that box stands in the middle: what hangs below it must stay
 * inside as well, so as much is kept free above.
 */
async function clearOfEdges(
  result: OpResult,
  fitHeadline: (min: number, max: number) => Promise<OpResult>,
  canvas: Canvas,
  copy: string,
  regions: CopyBlockOptions['regions'],
  floor: number,
): Promise<OpResult> {
  const size = result.fontSize ?? 0;
  const { height } = await readNode(canvas, copy);
  const needed = height + 2 * DESCENT * size;
  if (size === 0 || needed <= regions.copy.height) return result;
  const smaller = Math.max(Math.min(floor, size), Math.floor((size * regions.copy.height) / needed));
  return fitHeadline(Math.min(smaller, floor), smaller);
}

/** Beside a headline a button takes no more than this share of the copy's width. */
const BUTTON_SHARE = 0.4;

/** A button as wide as its column at most: smaller type down to what can be read, then less padding at its sides. */
async function fitButton(
  canvas: Canvas,
  bindings: Record<string, string>,
  sizes: Partial<Record<TextRole, number>>,
  mayShrink: boolean,
  width: number,
  screen: CopyBlockOptions['canvas'],
  warnings: string[],
  sizing: 'FILL' | 'FIXED' = 'FILL',
): Promise<void> {
  const [button, label] = [bindings['cta'], bindings['ctaLabel']];
  const size = sizes.cta;
  if (!button || !label || size === undefined) return;
  const now = await readNode(canvas, button, { depth: 1 });
  const words = now.children[0];
  if (!words || now.width <= width) return;
  const least = minimumSize('cta', screen);
  const smaller = mayShrink ? Math.max(Math.min(least, size), Math.floor((size * width) / now.width)) : size;
  const labelWidth = (words.width * smaller) / size;
  const sides = Math.max(smaller * 0.35, Math.min(smaller * 1.05, (width - labelWidth) / 2 - 1));
  await canvas.run({
    ops: [
      { op: 'update', node: label, props: { fontSize: smaller } },
      {
        op: 'update',
        node: button,
        props: { paddingLeft: Math.floor(sides), paddingRight: Math.floor(sides) },
      },
    ],
  });
  sizes.cta = smaller;
  if ((await readNode(canvas, button)).width <= width) return;
  // Two lines in a button are better than a button that leaves its column.
  await canvas.run({
    ops: [
      {
        op: 'update',
        node: button,
        props: {
          layoutSizingHorizontal: sizing,
          ...(sizing === 'FIXED' && { width: Math.floor(width) }),
          layoutSizingVertical: 'HUG',
        },
      },
      {
        op: 'update',
        node: label,
        props: { layoutSizingHorizontal: 'FILL', textAutoResize: 'HEIGHT', textAlignHorizontal: 'CENTER' },
      },
    ],
  });
  warnings.push('The label of the button takes two lines: shorten it.');
}

/** More words, or as many letters where words are not parted by spaces, than a headline is read at a glance with. */
function isLong(headline: string): boolean {
  return countWords(headline) > 8 || [...headline].length > 60;
}

/** What to leave out first; else how much of the headline there is room for, as a share. */
function shorter({ texts, footed }: Pick<CopyBlockOptions, 'texts' | 'footed'>, share: number): string {
  // Not the fine print: it may be a duty.
  const optional = (['body', 'eyebrow', 'subhead'] as const).filter((role) => texts[role]);
  if (optional.length > 0) return `leave out ${optional.slice(0, 2).join(' or ')}`;
  const letters = Math.floor(([...texts.headline].length * Math.min(1, share)) / 5) * 5;
  const other = texts.legal || footed ? ', or the fine print' : '';
  return `shorten it to about ${Math.max(10, letters)} characters${other}`;
}

/** No last line of a single word in the longer texts either. */
async function balanceOthers(
  canvas: Canvas,
  bindings: Record<string, string>,
  sizes: Partial<Record<TextRole, number>>,
  width: number,
  horizontal: boolean,
): Promise<void> {
  const roles = horizontal
    ? (['subhead', 'body'] as const)
    : (['eyebrow', 'subhead', 'body', 'legal'] as const);
  const ops = roles.flatMap((role) => {
    const node = bindings[role];
    const size = sizes[role];
    if (!node || !size) return [];
    const fixed = { width, minFontSize: size, maxFontSize: size, balance: true };
    return [{ op: 'fit_text' as const, node, ...fixed, phrases: role === 'subhead' }];
  });
  if (ops.length > 0) await canvas.run({ ops });
}

/** Where there is no room for fewer. */
const MOST_LINES = 7;
/** Narrow display ads stack their words: what they lack in width they have in height. */
const moreLines: Partial<Record<AspectClass, number>> = { skyscraper: 2, tall: 1 };

/** More lines than this read as a paragraph, not a headline. */
function maxLines(headline: string, kind: 'social' | 'display'): number {
  const words = countWords(headline);
  const forced = headline.split('\n').length;
  const usual =
    words <= 2
      ? 2
      : words <= 4
        ? 3
        : words <= 8
          ? kind === 'display'
            ? 3
            : 4
          : words <= 14
            ? 5
            : MOST_LINES;
  return forced > 1 ? forced : usual;
}
