/** Which colour each part of the copy gets, so that it can be read on what is behind it. */
import { parseColour } from '../../schemas/colour.ts';
import { accentOf, type BrandStyle, buttonOf, inkOf, paperOf, surfaceOf } from '../design/brand-style.ts';
import { blend, luminance, pickInk, type Rgb, white, worstContrast } from '../design/contrast.ts';
import type { TextRole } from './sizes.ts';

export interface ColourRequest {
  color?: string | undefined;
  accentColor?: string | undefined;
  ctaColor?: string | undefined;
  ctaTextColor?: string | undefined;
  cardColor?: string | undefined;
}

export interface CopyColours extends Record<Exclude<TextRole, 'cta'>, Rgb> {
  /** The button's face (or its line, for an outline). */
  cta: Rgb;
  ctaLabel: Rgb;
  card: Rgb;
  /** For highlighted words of the headline, and in smaller text. */
  highlight: Rgb;
  accentText: Rgb;
  /** Roles whose colour the caller named; they do not follow the background. */
  own: Set<TextRole>;
  warnings: string[];
}

/** WCAG 1.4.3: 4.5:1, and 3:1 for large text. */
const TEXT_RATIO = 4.5;
const LARGE_RATIO = 3;
/** The strokes of fine print are thinner than a pixel and come out paler than their colour. */
const FINE_RATIO = 9;
/** A button must stand out as a shape; WCAG 1.4.11 asks 3:1 of controls. */
const SHAPE_RATIO = 3;

/**
 * Colours for copy on `backdrop` (relative luminances that occur behind it). The caller's colours are kept as given
 * and warned about; the brand's are used where they can be read; else near-black or white.
 */
export function chooseColours(
  request: ColourRequest,
  brand: BrandStyle | undefined,
  backdrop: readonly number[],
  card: boolean,
): CopyColours {
  const warnings: string[] = [];
  const own = new Set<TextRole>();
  const cardColour = request.cardColor ? parseColour(request.cardColor) : (surfaceOf(brand) ?? white);
  const behind = card ? [luminance(cardColour)] : backdrop;

  const brandInks = [inkOf(brand), paperOf(brand)].filter((colour) => colour !== undefined);
  let ink: Rgb;
  if (request.color) {
    ink = parseColour(request.color);
    for (const role of ['eyebrow', 'headline', 'subhead', 'body', 'legal'] as const) own.add(role);
    const contrast = worstContrast(ink, behind);
    if (contrast < TEXT_RATIO) warnings.push(lowContrast('Text', request.color, contrast));
  } else {
    const picked = pickInk(behind, brandInks, TEXT_RATIO);
    ink = picked.ink;
    if (!picked.reached) {
      warnings.push(
        `No text colour reaches ${TEXT_RATIO}:1 everywhere behind the copy (best ${picked.contrast.toFixed(1)}:1): ` +
          'give set_background a scrim, or use layout "card".',
      );
    }
  }

  const accent = request.accentColor ? parseColour(request.accentColor) : accentOf(brand);
  const accentReads = (ratio: number) => accent !== undefined && worstContrast(accent, behind) >= ratio;
  // Quieter text is the ink let through by a fifth, only where that still reads.
  const under = backdropColour(behind);
  const quiet = blend(ink, 0.8, under);
  const secondary = worstContrast(quiet, behind) >= TEXT_RATIO + 1 ? quiet : ink;
  const finePrint = worstContrast(quiet, behind) >= FINE_RATIO ? quiet : ink;

  let cta: Rgb;
  if (request.ctaColor) {
    cta = parseColour(request.ctaColor);
    own.add('cta');
  } else {
    const faces = [buttonOf(brand), accent, ...brandInks].filter((face) => face !== undefined);
    cta = buttonFace(faces, behind) ?? ink;
  }
  const label = request.ctaTextColor
    ? parseColour(request.ctaTextColor)
    : pickInk([luminance(cta)], brandInks, TEXT_RATIO).ink;
  if (request.ctaTextColor) {
    const contrast = worstContrast(label, [luminance(cta)]);
    if (contrast < TEXT_RATIO) warnings.push(lowContrast('The button label', request.ctaTextColor, contrast));
  }

  return {
    headline: ink,
    subhead: secondary,
    body: secondary,
    legal: finePrint,
    eyebrow: accent && accentReads(TEXT_RATIO) && !request.color ? accent : ink,
    highlight: accent && accentReads(LARGE_RATIO) ? accent : ink,
    accentText: accent && accentReads(TEXT_RATIO) ? accent : ink,
    cta,
    ctaLabel: label,
    card: cardColour,
    own,
    warnings,
  };
}

/** The first that stands out as a shape; else the one that does so most: a button is the brand's, whatever is behind. */
function buttonFace(faces: readonly Rgb[], behind: readonly number[]): Rgb | undefined {
  const contrast = (face: Rgb) => worstContrast(face, behind);
  return (
    faces.find((face) => contrast(face) >= SHAPE_RATIO) ??
    faces.toSorted((one, other) => contrast(other) - contrast(one))[0]
  );
}

const lowContrast = (what: string, colour: string, contrast: number) =>
  `${what} in ${colour} has only ${contrast.toFixed(1)}:1 against what is behind it (${TEXT_RATIO}:1 is the least).`;

/** A grey of the backdrop's mean luminance. */
function backdropColour(backdrop: readonly number[]): Rgb {
  const mean = backdrop.reduce((sum, value) => sum + value, 0) / Math.max(1, backdrop.length);
  const channel = mean <= 0.0031308 ? mean * 12.92 : 1.055 * mean ** (1 / 2.4) - 0.055;
  return { r: channel, g: channel, b: channel };
}
