import { z } from 'zod';
import type { CanvasOpInput } from '../schemas/canvas-program.ts';
import type { Adjustment, ProgramResult } from '../schemas/canvas-result.ts';
import type { Canvas } from '../server/canvas/canvas.ts';
import { findComposition, flowPadding } from '../server/composition/compose.ts';
import { type AdFrame, adKey, finePrintOf, readAd, roleKey } from '../server/design/ad-frame.ts';
import { copyBackdrop } from '../server/design/copy-backdrop.ts';
import { focusWarning } from '../server/design/focus.ts';
import { readablePrint } from '../server/design/print-colour.ts';
import type { NodeOutline } from '../server/design/read-node.ts';
import { recolourCopy } from '../server/design/recolour.ts';
import { veilForCopy } from '../server/design/veil.ts';
import { chooseColours } from '../server/typography/colours.ts';
import { type CopyBlockOptions, type CopyTexts, copyBlockOps } from '../server/typography/copy-block.ts';
import { type Extra, extrasIn, outlineReader, putExtras } from '../server/typography/copy-extras.ts';
import { setFinePrint } from '../server/typography/fine-print.ts';
import { type FittedCopy, fitCopy } from '../server/typography/fit-copy.ts';
import { glued } from '../server/typography/glue.ts';
import { ctaShapes, presetNames } from '../server/typography/presets.ts';
import { minimumSize, type TextRole, textRoles } from '../server/typography/sizes.ts';
import { resolveStyle } from '../server/typography/style.ts';
import { styleIfAny } from './brand.ts';
import { counted } from './counted.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';
import { colourParam, frameIdParam, highlightsParam } from './params.ts';
import { clearPrintOps } from './picture-place.ts';

const copy = (max: number) => z.string().max(max);
const size = z.number().min(1).max(2000).optional();
const weight = z.number().min(1).max(1000);

const styleSchema = z.strictObject({
  preset: z.enum(presetNames).optional(),
  headlineFont: z.string().optional(),
  headlineWeight: weight.optional(),
  headlineItalic: z.boolean().optional(),
  headlineCase: z.enum(['original', 'upper', 'title']).optional(),
  letterSpacing: z.number().min(-20).max(100).optional().describe('Headline, % of size.'),
  lineHeight: z.number().min(60).max(250).optional().describe('Headline, % of size.'),
  bodyFont: z.string().optional(),
  bodyWeight: weight.optional(),
  align: z.enum(['LEFT', 'CENTER', 'RIGHT']).optional(),
  color: colourParam.optional(),
  accentColor: colourParam.optional(),
  ctaColor: colourParam.optional(),
  ctaTextColor: colourParam.optional(),
  ctaShape: z.enum(ctaShapes).optional(),
  ctaStyle: z.enum(['button', 'outline', 'text']).optional(),
  cardColor: colourParam.optional(),
});

const inputSchema = z.strictObject({
  frameId: frameIdParam,
  headline: copy(600).describe('Best under 8 words. "\\n" breaks a line.'),
  eyebrow: copy(120).optional(),
  subhead: copy(600).optional(),
  body: copy(1200).optional(),
  cta: copy(80).optional().describe('Button label.'),
  legal: copy(1200).optional(),
  style: z
    .union([z.enum(presetNames), styleSchema])
    .optional()
    .describe("Preset, or details over the brand's."),
  headlineFontSize: size.describe('px; overrides the fit.'),
  eyebrowFontSize: size,
  subheadFontSize: size,
  bodyFontSize: size,
  ctaFontSize: size,
  legalFontSize: size,
  highlights: highlightsParam.optional(),
});

export const applyTypography = defineTool({
  name: 'apply_typography',
  title: 'Apply typography',
  description:
    'Sets the copy of an ad in its copy region: the headline as large as fits (measured), the rest in readable sizes, ' +
    'colours that contrast with the background. Replaces earlier copy. Returns node ids, sizes, what was adjusted.',
  toolset: 'default',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: true,
  input: inputSchema,
  async run(args, context) {
    const texts = textsOf(args);
    const highlights = (args.highlights ?? []).map((each) => ({ ...each, text: glued(each.text) }));
    checkHighlights(texts, highlights);
    const style = typeof args.style === 'string' ? { preset: args.style } : (args.style ?? {});

    return context.canvas.transaction(async (canvas) => {
      const before = await readAd(canvas, args.frameId);
      const old = before.part('copy');
      const extras = old ? extrasIn(old, outlineReader) : [];
      // What is kept of it waits in the old block, out of sight, for the new one.
      const away: CanvasOpInput =
        extras.length > 0
          ? { op: 'update', node: old?.id ?? '', props: { visible: false, pluginData: { [roleKey]: '' } } }
          : { op: 'delete', node: old?.id ?? '' };
      if (old) await canvas.run({ ops: [away] });
      const oldPrint = finePrintOf(before.node);
      if (oldPrint) await canvas.run({ ops: [{ op: 'delete', node: oldPrint.id }] });
      const bare: AdFrame = old || oldPrint ? await readAd(canvas, args.frameId) : before;
      const { placement, record, node } = bare;
      const brand = await styleIfAny(context, record.brand);
      const card = findComposition(record.layout).card && bare.regions.copy.direction === 'VERTICAL';
      const colours = chooseColours(style, brand, await copyBackdrop(canvas, bare), card);
      const screen = { width: node.width, height: node.height, kind: placement.kind };
      const sizes: Partial<Record<TextRole, number>> = {
        eyebrow: args.eyebrowFontSize,
        headline: args.headlineFontSize,
        subhead: args.subheadFontSize,
        body: args.bodyFontSize,
        cta: args.ctaFontSize,
        legal: args.legalFontSize,
      };
      const inFlow = node.layoutMode !== undefined && node.layoutMode !== 'NONE';
      const look = {
        frameId: args.frameId,
        inFlow,
        canvas: screen,
        style: resolveStyle(style, brand),
        colours,
        highlights,
        sizes,
        card,
      };
      const { legal, ...copyTexts } = texts;
      // What flows in a frame of somebody's own may reach down to its foot.
      const hasFoot = bare.regions.aspect !== 'banner' && (!inFlow || node.pluginData[adKey] !== undefined);
      const print =
        legal !== undefined && hasFoot
          ? await setFinePrint(canvas, bare, legal, {
              ...look,
              texts,
              regions: bare.regions,
              // On the ground beside a card, whose copy has its own colours.
              ...(card && { colours: chooseColours({}, brand, await copyBackdrop(canvas, bare), false) }),
            })
          : undefined;
      const ad = print?.nodeId ? await readAd(canvas, args.frameId) : bare;
      await makeRoomForPrint(canvas, ad, before);
      const placed = ad === bare ? bare : await readAd(canvas, args.frameId);
      const options = {
        ...look,
        placement: { ...placement, height: node.height },
        regions: ad.regions,
        texts: print ? copyTexts : texts,
        footed: print?.nodeId !== undefined,
        roomForCopy: roomForCopy(placed),
      };
      const { built, fitted } = await setBlock(canvas, options, extras);
      if (print?.nodeId) {
        built.bindings['legal'] = print.nodeId;
        fitted.sizes.legal = print.size;
      } else if (print) {
        fitted.leftOut.push('legal');
      }
      if (old && extras.length > 0) await canvas.run({ ops: [{ op: 'delete', node: old.id }] });
      if (!options.inFlow) await canvas.run({ ops: anchorOps(ad, built.bindings, fitted.blockHeight) });

      const after = await readAd(canvas, args.frameId);
      const veiled = await veilForCopy(canvas, after);
      if (veiled) await recolourCopy(canvas, after, brand, veiled.backdrop);
      const printVeil = await readablePrint(canvas, await readAd(canvas, args.frameId), brand);
      const plain = highlights.some(
        ({ text, ...look }) => text !== '' && Object.values(look).every((value) => value === undefined),
      );
      const unseen = plain && colours.highlight === colours.headline;
      const warnings = [
        ...(unseen ? [sameColour] : []),
        ...colours.warnings,
        ...fitted.warnings,
        ...printVeil.warnings,
        ...smallText(fitted.sizes, screen),
        ...(await focusWarning(canvas, after)),
      ];
      context.session.frameId = args.frameId;
      return {
        data: {
          nodes: nodesOf(built.bindings, fitted.leftOut),
          fontSizes: fitted.sizes,
          headlineLines: fitted.headlineLines,
          copyBox: fitted.box,
          ...(fitted.leftOut.length > 0 && { leftOut: fitted.leftOut }),
          ...(!fitted.fits && { overflows: true }),
          ...adjusted([
            ...built.adjustments,
            ...fitted.adjustments,
            ...[...(print?.notes ?? []), ...(veiled ? [veiled.note] : []), ...printVeil.notes].map(
              (message) => ({
                kind: 'value' as const,
                message,
              }),
            ),
          ]),
          ...(warnings.length > 0 && { warnings }),
        },
        said: described(texts, fitted),
      };
    }, context.signal);
  },
});

interface SetBlock {
  built: ProgramResult;
  fitted: FittedCopy;
}

/** Builds the block and fits it; on a deep banner in the arrangement that keeps more of the copy, and keeps it larger. */
async function setBlock(
  canvas: Canvas,
  options: CopyBlockOptions,
  extras: readonly Extra<NodeOutline>[],
): Promise<SetBlock> {
  const set = async (direction: 'HORIZONTAL' | 'VERTICAL'): Promise<SetBlock> => {
    const copy = { ...options.regions.copy, direction };
    const arranged = { ...options, regions: { ...options.regions, copy } };
    const built = await canvas.run({ ops: copyBlockOps(arranged).ops });
    await putExtras(canvas, extras, built.bindings, ({ node }, place) => [
      { op: 'move', node: node.id, ...place },
    ]);
    return { built, fitted: await fitCopy(canvas, built.bindings, arranged) };
  };
  const remove = ({ built }: SetBlock) =>
    canvas.run({ ops: [{ op: 'delete', node: built.bindings['copy'] ?? '' }] });
  const { direction, mayStack } = options.regions.copy;
  const usual = await set(direction);
  if (!mayStack || !options.texts.cta || extras.length > 0) return usual;
  await remove(usual);
  const stacked = await set('VERTICAL');
  if (isBetter(stacked.fitted, usual.fitted)) return stacked;
  await remove(stacked);
  return set(direction);
}

function isBetter(a: FittedCopy, b: FittedCopy): boolean {
  if (a.fits !== b.fits) return a.fits;
  if (a.leftOut.length !== b.leftOut.length) return a.leftOut.length < b.leftOut.length;
  return (a.sizes.headline ?? 0) > (b.sizes.headline ?? 0);
}

type Args = z.infer<typeof inputSchema>;

/** "One drop", 104 px on 2 lines. */
function described(
  { headline }: CopyTexts,
  { sizes, headlineLines }: Pick<FittedCopy, 'sizes' | 'headlineLines'>,
): string {
  const size = sizes.headline === undefined ? '' : `, ${Math.round(sizes.headline)} px`;
  return `"${headline}"${size} on ${counted(headlineLines, 'line')}`;
}

const sameColour =
  'The highlighted words look like the rest: there is no accent that can be read large on this background. ' +
  'Give the highlight a color, a fontWeight or underline.';

/** Control characters other than tab and line ends: no font draws them. */
const unprintable = /[^\P{Cc}\t\n\r]/gu;

function textsOf(args: Args): CopyTexts {
  const texts: CopyTexts = { headline: '' };
  for (const role of textRoles) {
    const value = args[role] && glued(args[role].replace(unprintable, '').trim());
    if (value && /[^\s\p{Cf}]/u.test(value)) texts[role] = value;
  }
  if (!texts.headline) {
    throw new ToolError('The headline is empty.', {
      path: 'headline',
      hint: 'Give the words of the headline; an ad without one can be built with batch_operations.',
    });
  }
  return texts;
}

function checkHighlights(texts: CopyTexts, highlights: readonly { text: string }[]): void {
  const all = Object.values(texts);
  highlights.forEach(({ text }, index) => {
    if (all.some((copy) => copy?.includes(text))) return;
    throw new ToolError(`The highlight "${text}" is not in the copy.`, {
      path: `highlights[${index}].text`,
      hint: 'Repeat the words exactly as they stand in the headline or another text.',
    });
  });
}

/** Fine print that came, went or grew: the copy's region ends above it, and so do pictures that were there before. */
async function makeRoomForPrint(canvas: Canvas, ad: AdFrame, before: AdFrame): Promise<void> {
  const { copy } = ad.regions;
  const same = (['x', 'y', 'width', 'height'] as const).every(
    (key) => copy[key] === before.regions.copy[key],
  );
  const flows = ad.node.layoutMode !== undefined && ad.node.layoutMode !== 'NONE';
  const ops: CanvasOpInput[] =
    same || !flows ? [] : [{ op: 'update', node: ad.node.id, props: flowPadding(copy, ad.node) }];
  ops.push(...clearPrintOps(ad));
  if (ops.length > 0) await canvas.run({ ops });
}

/** The region's limit, or up to a product that has already been placed. */
function roomForCopy(ad: AdFrame): number {
  const { copy, copyMaxHeight, grid } = ad.regions;
  const product = ad.part('product');
  const sideBySide = !product || product.x >= copy.x + copy.width || product.x + product.width <= copy.x;
  if (!product || sideBySide) return copyMaxHeight;
  const free = product.y > copy.y ? product.y - copy.y : copy.y + copy.height - product.y - product.height;
  return Math.max(grid * 8, Math.min(copyMaxHeight, free - grid * 3));
}

/** In a frame without auto-layout the block is put where its region wants it. */
function anchorOps(ad: AdFrame, bindings: Record<string, string>, height: number): CanvasOpInput[] {
  const { copy } = ad.regions;
  const room = Math.max(0, copy.height - height);
  const y = copy.y + (copy.justify === 'MIN' ? 0 : copy.justify === 'MAX' ? room : Math.round(room / 2));
  return [{ op: 'update', node: bindings['copy'] ?? '', props: { x: copy.x, y } }];
}

function nodesOf(bindings: Record<string, string>, leftOut: readonly TextRole[]): Record<string, string> {
  const gone: readonly string[] = [
    'text',
    'details',
    ...leftOut,
    ...(leftOut.includes('cta') ? ['ctaLabel'] : []),
  ];
  return Object.fromEntries(Object.entries(bindings).filter(([name]) => !gone.includes(name)));
}

function smallText(
  sizes: Partial<Record<TextRole, number>>,
  canvas: Parameters<typeof minimumSize>[1],
): string[] {
  return textRoles.flatMap((role) => {
    const [given, least] = [sizes[role], minimumSize(role, canvas)];
    return given !== undefined && given < least
      ? [`${role} at ${given} px is under the ${least} px that can be read here.`]
      : [];
  });
}

/** Messages of the canvas's adjustments, each once. */
export function adjusted(adjustments: readonly Adjustment[]): { adjusted?: string[] } {
  const messages = [...new Set(adjustments.map(({ message }) => message))];
  return messages.length > 0 ? { adjusted: messages } : {};
}
