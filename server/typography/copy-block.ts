/** The copy of an ad as canvas ops: a column of text roles with a button. Sizes px at 1x. */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Regions } from '../composition/compose.ts';
import { autoColourKey, roleKey } from '../design/ad-frame.ts';
import type { Rgb } from '../design/contrast.ts';
import { solidPaint } from '../design/paints.ts';
import type { CopyColours } from './colours.ts';
import { type Highlight, highlightRanges } from './highlights.ts';
import { type Canvas, onGrid, spacingUnit, type TextRole, textRoles, usualSize } from './sizes.ts';
import type { TypeStyle } from './style.ts';

export type CopyTexts = { headline: string } & Partial<Record<TextRole, string>>;

export interface CopyPlan {
  ops: CanvasOpInput[];
  /** Names bound to nodes: copy, text, and one per role given (the button's label is `ctaLabel`). */
  bound: string[];
}

export interface CopyBlockOptions {
  frameId: string;
  /** false: the frame has no auto-layout, so the block is placed by hand. */
  inFlow: boolean;
  regions: Regions;
  canvas: Canvas;
  texts: CopyTexts;
  style: TypeStyle;
  colours: CopyColours;
  highlights: Highlight[];
  sizes: Partial<Record<TextRole, number>>;
  card: boolean;
  /** The ad's fine print stands at its foot, not in the block. */
  footed?: boolean;
  /** px of height the block may take: the region's limit, less what is already there. */
  roomForCopy: number;
  /** The placement itself, as the frame has it: letters stay clear of its zones and margins. */
  placement: Pick<Placement, 'safeZones' | 'margin' | 'height'>;
}

/** Right-to-left copy starts at the right unless it is centred. */
export function isRightToLeft(text: string): boolean {
  const strong =
    /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]/u.exec(text);
  return strong !== null && /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(strong[0]);
}

/** How all texts of the ad are set. */
export function textAlignOf({
  regions: { copy },
  texts,
  style,
}: Pick<CopyBlockOptions, 'regions' | 'texts' | 'style'>): 'LEFT' | 'CENTER' | 'RIGHT' {
  const align = copy.align === 'LEFT' && isRightToLeft(texts.headline) ? 'RIGHT' : copy.align;
  return style.align ?? align;
}

/** Ops that build the block at the usual sizes; the caller then fits the headline. */
export function copyBlockOps(options: CopyBlockOptions): CopyPlan {
  const { regions, canvas, texts, colours } = options;
  const unit = spacingUnit(canvas);
  const px = (value: number) => onGrid(value * unit, regions.grid);
  const { copy } = regions;
  const textAlign = textAlignOf(options);
  const across = textAlign === 'CENTER' ? 'CENTER' : textAlign === 'RIGHT' ? 'MAX' : 'MIN';
  const horizontal = copy.direction === 'HORIZONTAL';
  // A wide canvas has less height for a card's inside than it has width.
  const inside = regions.aspect === 'landscape' ? 44 : 56;
  const cardPadding = options.card ? Math.max(px(inside), regions.grid * 2) : 0;

  const ops: CanvasOpInput[] = [];
  const bound = ['copy', 'text'];
  ops.push({
    op: 'create',
    type: 'FRAME',
    as: 'copy',
    parent: options.frameId,
    props: {
      name: 'Copy',
      layoutMode: copy.direction,
      itemSpacing: blockSpacing(options),
      primaryAxisAlignItems: 'MIN',
      counterAxisAlignItems: horizontal ? 'CENTER' : across,
      clipsContent: false,
      fills: options.card ? [solidPaint(colours.card)] : [],
      ...(options.card && { cornerRadius: px(40) }),
      paddingTop: cardPadding,
      paddingRight: cardPadding,
      paddingBottom: cardPadding,
      paddingLeft: cardPadding,
      ...(options.inFlow
        ? { layoutSizingHorizontal: 'FILL', layoutSizingVertical: 'HUG' }
        : {
            x: copy.x,
            y: copy.y,
            width: copy.width,
            layoutSizingHorizontal: 'FIXED',
            layoutSizingVertical: 'HUG',
          }),
      pluginData: { [roleKey]: 'copy' },
    },
  });
  ops.push({
    op: 'create',
    type: 'FRAME',
    as: 'text',
    parent: '$copy',
    props: {
      name: 'Text',
      layoutMode: 'VERTICAL',
      itemSpacing: textSpacing(options),
      counterAxisAlignItems: across,
      clipsContent: false,
      fills: [],
      layoutSizingHorizontal: 'FILL',
      layoutSizingVertical: 'HUG',
    },
  });

  const detailed = hasDetails(options);
  if (detailed) {
    bound.push('details');
    ops.push({
      op: 'create',
      type: 'FRAME',
      as: 'details',
      parent: '$text',
      props: {
        name: 'Details',
        layoutMode: 'VERTICAL',
        itemSpacing: onGrid(textSpacing(options) * DETAILS_SHARE, regions.grid),
        counterAxisAlignItems: across,
        clipsContent: false,
        fills: [],
        layoutSizingHorizontal: 'FILL',
        layoutSizingVertical: 'HUG',
      },
    });
  }

  for (const role of textRoles) {
    const characters = texts[role];
    if (characters === undefined || characters === '') continue;
    bound.push(role);
    if (role === 'cta') {
      ops.push(...buttonOps(characters, options));
      bound.push('ctaLabel');
      continue;
    }
    // Fine print that has no foot of its own ends the block.
    const outside = role === 'legal' && !horizontal;
    ops.push({
      op: 'create',
      type: 'TEXT',
      as: role,
      // The details come last.
      ...(detailed &&
        role !== 'legal' &&
        !isDetail(role) && { index: texts.eyebrow && role === 'headline' ? 1 : 0 }),
      parent: outside ? '$copy' : detailed && isDetail(role) ? '$details' : '$text',
      props: {
        ...textProps(role, characters, options),
        textAlignHorizontal: textAlign,
        layoutSizingHorizontal: 'FILL',
        textAutoResize: 'HEIGHT',
        pluginData: pluginDataOf(role, options),
      },
    });
  }
  return { ops, bound };
}

/** Subhead and body belong together: they stand nearer to one another than to the headline. Share of its gap. */
const DETAILS_SHARE = 0.66;
const isDetail = (role: TextRole): boolean => role === 'subhead' || role === 'body';

const hasDetails = ({ texts, regions }: Pick<CopyBlockOptions, 'texts' | 'regions'>): boolean =>
  regions.aspect !== 'banner' &&
  regions.copy.direction === 'VERTICAL' &&
  Boolean(texts.subhead && texts.body);

/** px between texts and button, before a large headline asks for more. */
export function blockSpacing({ regions, canvas }: Pick<CopyBlockOptions, 'regions' | 'canvas'>): number {
  // Stacked on a banner every px is the headline's.
  const units = regions.copy.direction === 'HORIZONTAL' ? 88 : regions.aspect === 'banner' ? 26 : 52;
  return onGrid(units * spacingUnit(canvas), regions.grid);
}

/** px between the texts, before a large headline asks for more. */
export function textSpacing({ regions, canvas }: Pick<CopyBlockOptions, 'regions' | 'canvas'>): number {
  return onGrid((regions.copy.direction === 'HORIZONTAL' ? 20 : 30) * spacingUnit(canvas), regions.grid);
}

const layerNames: Record<TextRole, string> = {
  eyebrow: 'Eyebrow',
  headline: 'Headline',
  subhead: 'Subhead',
  body: 'Body',
  cta: 'CTA',
  legal: 'Legal',
};

type TextOptions = Pick<CopyBlockOptions, 'style' | 'colours' | 'canvas' | 'sizes' | 'highlights' | 'texts'>;

const isInCopy = (words: string, texts: CopyTexts): boolean =>
  textRoles.some((role) => role !== 'legal' && texts[role]?.includes(words));

/** Type, colour and role of the fine print. */
export function finePrintProps(characters: string, options: TextOptions) {
  return { ...textProps('legal', characters, options), pluginData: pluginDataOf('legal', options) };
}

const pluginDataOf = (role: TextRole, { colours }: Pick<CopyBlockOptions, 'colours'>) => ({
  [roleKey]: role,
  ...(colours.own.has(role) ? {} : { [autoColourKey]: '1' }),
});

function textProps(role: Exclude<TextRole, 'cta'>, characters: string, options: TextOptions) {
  const { style, colours, canvas, sizes } = options;
  const size = sizes[role] ?? (role === 'headline' ? undefined : usualSize(role, canvas));
  const colour = colours[role];
  const common = {
    name: layerNames[role],
    characters,
    fills: [solidPaint(colour)],
    ...(size !== undefined && { fontSize: size }),
  };
  // What is emphasised in the copy is not emphasised again in the fine print.
  const wanted =
    role === 'legal'
      ? options.highlights.filter(({ text }) => !isInCopy(text, options.texts))
      : options.highlights;
  const ranges = highlightRanges(
    characters,
    wanted,
    role === 'headline' ? colours.highlight : colours.accentText,
  );
  const emphasis = ranges.length > 0 ? { textRanges: ranges } : {};
  if (role === 'headline') {
    const { headline } = style;
    return {
      ...common,
      ...emphasis,
      fontFamily: headline.family,
      fontWeight: headline.weight,
      ...(headline.italic && { italic: true }),
      textCase: headline.case === 'upper' ? 'UPPER' : headline.case === 'title' ? 'TITLE' : 'ORIGINAL',
      letterSpacing: { unit: 'PERCENT', value: headline.letterSpacing },
      lineHeight: { unit: 'PERCENT', value: headline.lineHeight },
      // Box edges at cap height and baseline: spacing is then what the eye measures.
      leadingTrim: 'CAP_HEIGHT',
    };
  }
  const leading = { eyebrow: 120, subhead: 128, body: 138, legal: 135 }[role];
  return {
    ...common,
    ...emphasis,
    fontFamily: style.body.family,
    fontWeight: role === 'eyebrow' ? style.eyebrow.weight : style.body.weight,
    lineHeight: { unit: 'PERCENT', value: leading },
    ...(role === 'eyebrow' && { textCase: 'UPPER', letterSpacing: { unit: 'PERCENT', value: 8 } }),
  };
}

/** Room around a button's label of so many px, on the grid. */
export function buttonPadding(
  size: number,
  grid: number,
): Record<`padding${'Top' | 'Right' | 'Bottom' | 'Left'}`, number> {
  const [vertical, sides] = [onGrid(size * 0.55, grid), onGrid(size * 1.05, grid)];
  return { paddingTop: vertical, paddingRight: sides, paddingBottom: vertical, paddingLeft: sides };
}

function buttonOps(label: string, options: CopyBlockOptions): CanvasOpInput[] {
  const { style, colours, canvas, sizes } = options;
  const size = sizes.cta ?? usualSize('cta', canvas);
  const radius = { pill: Math.round(size * 1.4), rounded: Math.round(size * 0.35), square: 0 }[
    style.cta.shape
  ];
  const bare = style.cta.kind === 'text';
  const outline = style.cta.kind === 'outline';
  const labelColour: Rgb = bare || outline ? colours.cta : colours.ctaLabel;
  return [
    {
      op: 'create',
      type: 'FRAME',
      as: 'cta',
      parent: '$copy',
      props: {
        name: layerNames.cta,
        layoutMode: 'HORIZONTAL',
        primaryAxisAlignItems: 'CENTER',
        counterAxisAlignItems: 'CENTER',
        ...(!bare && buttonPadding(size, options.regions.grid)),
        layoutSizingHorizontal: 'HUG',
        layoutSizingVertical: 'HUG',
        cornerRadius: radius,
        clipsContent: false,
        fills: bare || outline ? [] : [solidPaint(colours.cta)],
        ...(outline && {
          strokes: [solidPaint(colours.cta)],
          strokeWeight: Math.max(1, Math.round(3 * spacingUnit(canvas))),
          strokeAlign: 'INSIDE',
        }),
        pluginData: pluginDataOf('cta', options),
      },
    },
    {
      op: 'create',
      type: 'TEXT',
      as: 'ctaLabel',
      parent: '$cta',
      props: {
        name: 'Label',
        characters: label,
        fontFamily: style.body.family,
        fontWeight: style.cta.weight,
        fontSize: size,
        lineHeight: { unit: 'PERCENT', value: 110 },
        textAutoResize: 'WIDTH_AND_HEIGHT',
        ...(bare && { textDecoration: 'UNDERLINE' }),
        fills: [solidPaint(labelColour)],
        pluginData: { [roleKey]: 'cta_label' },
      },
    },
  ];
}
