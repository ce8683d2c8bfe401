import { toHex } from '../../../schemas/colour.ts';
import { black, pickInk, white } from '../../design/contrast.ts';
import type { Check, CheckInput } from '../check.ts';
import { about, called, type Finding, type Update } from '../finding.ts';
import { layersAbove } from '../frame/above.ts';
import { ancestorsOf, seen, type TextCheckNode } from '../frame/node.ts';
import { isSign } from '../frame/role.ts';
import { limitsOf } from '../limits.ts';
import { type ContrastOptions, contrastOn } from '../pixels/contrast.ts';
import type { Ink } from '../pixels/ink.ts';
import type { Raster } from '../pixels/raster.ts';
import { vanishingLogos } from './logo-contrast.ts';

/** WCAG contrast on the pixels the text stands on. */
export const textContrast: Check = {
  id: 'text.contrast',
  async run(input) {
    const limits = limitsOf('text.contrast');
    const readable = input.copy.filter(({ isMask, text }) => !isMask && text.characters.trim() !== '');
    const logos = input.essentials.some(({ role }) => role === 'logo');
    if (readable.length === 0 && !logos) return [];
    const background = await input.pixels.background();
    const findings = await vanishingLogos(input, background);
    for (const node of readable) {
      const ink = await input.pixels.ink(node);
      if (!ink) {
        if (isColourless(node)) findings.push(colourless(node));
        continue;
      }
      const limit = isLarge(node, input) ? limits.large : limits.normal;
      const mixed = isBlended(node) || layersAbove(node, input).length > 0;
      const options = { ...optionsFor(node, limit), ...(mixed && { shown: await input.pixels.shown() }) };
      const measured = contrastOn(background, ink, options);
      if (!measured) continue;
      if (measured.low < limit) {
        const fix = recoloured(node, background, ink, options, input);
        findings.push(
          about(node, {
            check: 'text.contrast',
            level: 'fail',
            measured: floor2(measured.low),
            limit,
            message: `${called(node)} has ${floor2(measured.low)}:1 against what is behind it (${Math.round(
              measured.below * 100,
            )} % of it below ${limit}:1).${
              fix
                ? ''
                : ' No one colour reads here: calm the background with a scrim, or set the copy on a card.'
            }`,
            ...(fix && { fix }),
          }),
        );
      } else if (measured.worstSpot > 0.5) {
        findings.push(
          about(node, {
            check: 'text.contrast',
            level: 'warn',
            measured: `${Math.round(measured.worstSpot * 100)} % of a letter`,
            limit: `${limit}:1`,
            message: `${called(node)} reads as a whole, but part of it stands on a spot below ${limit}:1.`,
          }),
        );
      }
    }
    return findings;
  },
};

/** Words without any paint: nothing is drawn where they stand. */
const isColourless = ({ text }: TextCheckNode): boolean =>
  text.runs.every(({ fills }) => seen(fills).length === 0);

const colourless = (node: TextCheckNode): Finding =>
  about(node, {
    check: 'text.contrast',
    level: 'fail',
    measured: 1,
    limit: limitsOf('text.contrast').large,
    message: `${called(node)} has no colour: nobody sees it. Give it a fill, or delete it.`,
  });

/** Blending decides the colour with what is below. */
const isBlended = (node: TextCheckNode): boolean =>
  [node, ...ancestorsOf(node)].some(
    ({ props }) => !['NORMAL', 'PASS_THROUGH', undefined].includes(props['blendMode'] as string | undefined),
  );

/** Two decimals, never rounded up to a limit that is not met. */
const floor2 = (value: number): number => Math.floor(value * 100) / 100;

function isLarge(node: TextCheckNode, { placement, scale }: CheckInput): boolean {
  const limits = limitsOf('text.contrast');
  const display = placement.kind === 'display';
  const large = display ? limits.displayLargePx : limits.largePx * scale;
  const largeBold = display ? limits.displayLargeBoldPx : limits.largeBoldPx * scale;
  // WCAG 1.4.11: graphics need 3:1 at any size.
  if (isSign(node.text.characters)) return true;
  // The smallest part decides: a text is as hard to read as its hardest words.
  return node.text.runs.every(
    ({ size, weight }) => size >= large || (weight >= limits.boldWeight && size >= largeBold),
  );
}

function optionsFor(node: TextCheckNode, limit: number): ContrastOptions {
  const { ringPx, percentile } = limitsOf('text.contrast');
  const own = node.props['opacity'];
  return {
    opacity: node.opacity / Math.max(0.02, typeof own === 'number' ? own : 1),
    effects: node.hasEffects,
    ringPx,
    percentile,
    limit,
    letter: Math.max(8, Math.round(node.text.size * 0.6)),
    ...(emoji.test(node.text.characters) && { letters: letterColours(node) }),
  };
}

const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/u;

/** What letters are painted with; undefined where a gradient or picture leaves no telling. */
function letterColours({ text }: TextCheckNode): [number, number, number][] | undefined {
  const fills = text.runs.flatMap((run) => seen(run.fills));
  if (fills.some(({ type, color }) => type !== 'SOLID' || !color)) return undefined;
  return fills.flatMap(({ color }) => (color ? [[color.r * 255, color.g * 255, color.b * 255]] : []));
}

/** A colour for the whole text with which it passes; its own hue is gone, the words are not. */
function recoloured(
  node: TextCheckNode,
  background: Raster,
  ink: Ink,
  options: ContrastOptions,
  { brand }: CheckInput,
): Update[] | undefined {
  const now = contrastOn(background, ink, options);
  if (!now) return undefined;
  const behind = [now.background.low, now.background.high];
  const wanted = [...(brand?.palette ?? [])].toSorted((a, b) => spread(b) - spread(a));
  const candidates = [pickInk(behind, wanted, options.limit * 1.05).ink, black, white];
  for (const { r, g, b } of candidates) {
    const colour = [r * 255, g * 255, b * 255] as const;
    const then = contrastOn(background, ink, { ...options, colour });
    if (!then || then.low < options.limit) continue;
    return [{ nodeId: node.id, props: { fills: [{ type: 'SOLID', color: toHex({ r, g, b, a: 1 }) }] } }];
  }
  return undefined;
}

/** Distance from middle grey: the brand's darkest and lightest colours come first. */
const spread = ({ r, g, b }: { r: number; g: number; b: number }): number => Math.abs((r + g + b) / 3 - 0.5);
