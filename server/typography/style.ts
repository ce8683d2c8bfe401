/** The type of an ad: what the caller asked, else the brand's, else a preset's. */
import type { BrandStyle } from '../design/brand-style.ts';
import { type PresetName, preset } from './presets.ts';

export interface TypeStyle {
  headline: {
    family: string;
    weight: number;
    italic: boolean;
    case: 'original' | 'upper' | 'title';
    letterSpacing: number;
    lineHeight: number;
  };
  body: { family: string; weight: number };
  eyebrow: { weight: number };
  cta: { shape: 'pill' | 'rounded' | 'square'; weight: number; kind: 'button' | 'outline' | 'text' };
  align: 'LEFT' | 'CENTER' | 'RIGHT' | undefined;
}

export interface StyleRequest {
  preset?: PresetName | undefined;
  headlineFont?: string | undefined;
  headlineWeight?: number | undefined;
  headlineItalic?: boolean | undefined;
  headlineCase?: 'original' | 'upper' | 'title' | undefined;
  letterSpacing?: number | undefined;
  lineHeight?: number | undefined;
  bodyFont?: string | undefined;
  bodyWeight?: number | undefined;
  align?: 'LEFT' | 'CENTER' | 'RIGHT' | undefined;
  ctaShape?: 'pill' | 'rounded' | 'square' | undefined;
  ctaStyle?: 'button' | 'outline' | 'text' | undefined;
}

/** Families drawn narrow and tall: tight tracking would clog them. */
const condensed = /\b(anton|bebas|oswald|league gothic|condensed|compressed)\b/i;

/** Serif display faces have narrow word spaces already: tracked like a grotesque their words run together. */
const serif = /serif|fraunces|playfair|garamond|caslon|bodoni|didot|times|georgia|lora|merriweather/i;

/** Resolves a request; tracking and leading suit the family that was chosen. Percent of the font size. */
export function resolveStyle(request: StyleRequest, brand: BrandStyle | undefined): TypeStyle {
  const named = request.preset !== undefined;
  const base = preset(request.preset ?? 'modern');
  const family =
    request.headlineFont ?? (named ? undefined : brand?.headline?.family) ?? base.headline.family;
  const isPresetFamily = family === base.headline.family;
  const upper = request.headlineCase ?? (isPresetFamily ? base.headline.case : 'original');
  const tight = condensed.test(family);
  const bodyWeight = request.bodyWeight ?? (named ? undefined : brand?.body?.weight) ?? base.body.weight;
  const heaviest = Math.max(bodyWeight, (named ? undefined : brand?.heaviest) ?? 900);
  return {
    headline: {
      family,
      weight:
        request.headlineWeight ??
        (named || request.headlineFont ? undefined : brand?.headline?.weight) ??
        (isPresetFamily ? base.headline.weight : tight ? 400 : 600),
      italic: request.headlineItalic ?? false,
      case: upper,
      letterSpacing:
        request.letterSpacing ??
        (isPresetFamily
          ? base.headline.letterSpacing
          : tight
            ? 0
            : upper === 'upper'
              ? -0.5
              : serif.test(family)
                ? -1.2
                : -2),
      lineHeight:
        request.lineHeight ??
        (isPresetFamily ? base.headline.lineHeight : tight ? 104 : upper === 'upper' ? 96 : 102),
    },
    body: {
      family: request.bodyFont ?? (named ? undefined : brand?.body?.family) ?? base.body.family,
      weight: bodyWeight,
    },
    eyebrow: { weight: Math.min(heaviest, Math.max(600, bodyWeight)) },
    cta: {
      shape: request.ctaShape ?? base.cta.shape,
      weight: Math.min(heaviest, base.cta.weight),
      kind: request.ctaStyle ?? 'button',
    },
    align: request.align,
  };
}
