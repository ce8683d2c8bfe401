/** A text run's style in px and font faces: what shaping and line heights need. */
import type { TextStyleProps } from '../model.ts';
import type { FontFace } from './fonts/face.ts';
import type { FaceMetrics } from './fonts/face-info.ts';

export interface RunStyle {
  face: FontFace;
  metrics: FaceMetrics;
  fontSize: number;
  /** px after every glyph. */
  letterSpacing: number;
  variations: Record<string, number>;
  features: readonly { name: string; value: number }[];
  /** Room the style asks for above and below the baseline: its line height with half the leading on each side. */
  above: number;
  below: number;
  /** Whether lines in this style may end between pixels: those of a line height in px do. */
  fractional: boolean;
  decoration: TextStyleProps['textDecoration'];
  /** Equal keys shape alike, whatever their fills. */
  key: string;
}

/** Resolves a style with the face that draws it. */
export function resolveRunStyle(style: TextStyleProps, face: FontFace, metrics: FaceMetrics): RunStyle {
  const fontSize = style.fontSize;
  const spacing = style.letterSpacing;
  const letterSpacing = spacing.unit === 'PERCENT' ? (spacing.value / 100) * fontSize : spacing.value;
  const variations = { ...face.variations, ...opticalSize(face, fontSize), ...knownAxes(face, style) };
  const features = [...capsFeatures(style.textCase), ...(letterSpacing === 0 ? [] : noLigatures)];
  const content = (metrics.ascent + metrics.descent) * fontSize;
  const leading = lineHeight(style, metrics) - content;
  return {
    face,
    metrics,
    fontSize,
    letterSpacing,
    variations,
    features,
    above: leading / 2 + metrics.ascent * fontSize,
    below: leading / 2 + metrics.descent * fontSize,
    fractional: style.lineHeight.unit === 'PIXELS',
    decoration: style.textDecoration,
    key: JSON.stringify([face.family, face.style, fontSize, letterSpacing, variations, features]),
  };
}

/** AUTO is the font's own line height rounded to a pixel, as boxes in Figma files show. */
function lineHeight(style: TextStyleProps, metrics: FaceMetrics): number {
  const value = style.lineHeight;
  if (value.unit === 'PIXELS') return Math.max(0, value.value);
  if (value.unit === 'PERCENT') return Math.max(0, (value.value / 100) * style.fontSize);
  return Math.round((metrics.ascent + metrics.descent + metrics.lineGap) * style.fontSize);
}

/**
 * The optical size follows the font size, as browsers do. Sizes are grouped in steps of about 9 % so that trying
 * many font sizes does not make a typeface for each.
 */
function opticalSize(face: FontFace, fontSize: number): Record<string, number> {
  const axis = face.axes['opsz'];
  if (!axis || fontSize <= 0) return {};
  const grouped = 2 ** (Math.round(Math.log2(fontSize) * 8) / 8);
  return { opsz: Math.min(axis.max, Math.max(axis.min, Math.round(grouped))) };
}

function knownAxes(face: FontFace, style: TextStyleProps): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [tag, value] of Object.entries(style.fontVariations ?? {})) {
    const axis = face.axes[tag];
    if (axis) values[tag] = Math.min(axis.max, Math.max(axis.min, value));
  }
  return values;
}

/** Letter-spaced text is set without ligatures: their inner gaps could not be spaced. */
const noLigatures = [
  { name: 'liga', value: 0 },
  { name: 'clig', value: 0 },
];

function capsFeatures(textCase: TextStyleProps['textCase']): { name: string; value: number }[] {
  if (textCase === 'SMALL_CAPS') return [{ name: 'smcp', value: 1 }];
  if (textCase === 'SMALL_CAPS_FORCED')
    return [
      { name: 'smcp', value: 1 },
      { name: 'c2sc', value: 1 },
    ];
  return [];
}
