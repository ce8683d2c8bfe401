/** A brand's colours and type in the shape the tools design with. */
import { parseColour } from '../../schemas/colour.ts';
import type { BrandFacts } from '../brand/index.ts';
import { luminance, type Rgb } from './contrast.ts';

interface BrandColour {
  rgb: Rgb;
  /** What the brand's file says it is for, with its name, lower case. */
  use: string;
}

export interface BrandStyle {
  name: string;
  colours: BrandColour[];
  headline?: BrandFont | undefined;
  body?: BrandFont | undefined;
  /** No weight above this is used. */
  heaviest?: number | undefined;
}

interface BrandFont {
  family: string;
  weight?: number | undefined;
}

/** Reads a brand's facts as a style. Weights: headlines take the heaviest named one up to 700, text the lightest from 400. */
export function styleOf(facts: BrandFacts): BrandStyle {
  const font = (words: RegExp, pick: (weights: number[]) => number | undefined): BrandFont | undefined => {
    const found = facts.type.find(({ role }) => role !== undefined && words.test(role));
    return found && { family: found.family, weight: pick(found.weights) };
  };
  const [first] = facts.type;
  // The one family of a brand sets its copy too, unless all that is named of it is heavy: that is a display face.
  const sole = facts.type.every(({ family }) => family === first?.family) ? first : undefined;
  const lightest = sole?.weights.find((weight) => weight >= 400) ?? sole?.weights.at(-1);
  return {
    name: facts.name,
    colours: facts.colours.map(({ hex, name, role }) => ({
      rgb: parseColour(hex),
      use: `${role ?? ''} ${name ?? ''}`.toLowerCase(),
    })),
    headline:
      font(
        /headline|heading|display|title|überschrift|titel|titre|título|titular|見出し|タイトル|标题|標題/i,
        (weights) => weights.filter((weight) => weight <= 700).at(-1) ?? weights[0],
      ) ??
      (first && { family: first.family, weight: first.weights.at(-1) }),
    body:
      font(/body|text|copy|label|ui\b|corps|cuerpo|本文|正文|內文/i, (weights) =>
        weights.find((weight) => weight >= 400),
      ) ??
      (sole && lightest !== undefined && lightest <= 500
        ? { family: sole.family, weight: lightest }
        : undefined),
    heaviest: heaviestOf(facts),
  };
}

/** The heaviest weight a brand names, if it names several. */
function heaviestOf({ type }: BrandFacts): number | undefined {
  const weights = [...new Set(type.flatMap((family) => family.weights))];
  return weights.length > 1 ? Math.max(...weights) : undefined;
}

function find(style: BrandStyle | undefined, use: RegExp, but = /$^/): Rgb | undefined {
  return style?.colours.find((colour) => use.test(colour.use) && !but.test(colour.use))?.rgb;
}

const grounds = /backgrounds?\b|hintergr(?:und|ünde)|arrière-plan|\bfonds?\b|\bfondos?\b|背景|地色/;

/** Luminances: an ink is darker than the first, and a dark colour that no file calls one than the second. */
const INK = { most: 0.4, unnamed: 0.08 };

/** The colour of text on light; of a brand that names text on dark alone, its darkest colour. */
export function inkOf(style: BrandStyle | undefined): Rgb | undefined {
  const words = /\b(text|ink|copy|schrift|texte|texto|tinte|encre|tinta)\b|文字|本文|正文/;
  const named = style?.colours.filter(({ use }) => words.test(use)).map(({ rgb }) => rgb) ?? [];
  const [darkest] = (style?.colours ?? [])
    .map(({ rgb }) => rgb)
    .filter((rgb) => luminance(rgb) < INK.unnamed)
    .sort((a, b) => luminance(a) - luminance(b));
  return named.find((rgb) => luminance(rgb) < INK.most) ?? darkest ?? named[0];
}

/** The usual background: one called so without "dark", else any called so that is light. */
export function paperOf(style: BrandStyle | undefined): Rgb | undefined {
  return (
    find(
      style,
      /\b(light backgrounds?|paper|base|canvas|papier|papel|heller hintergrund|fond clair|fondo claro)\b/,
    ) ??
    find(style, grounds, /\b(dark|dunkel\w*|foncé|oscuro)\b|暗|濃/) ??
    style?.colours.find(({ use, rgb }) => grounds.test(use) && luminance(rgb) > 0.5)?.rgb
  );
}

export function accentOf(style: BrandStyle | undefined): Rgb | undefined {
  return find(
    style,
    /\b(accents?|primary|highlight|akzent\w*|acentos?|primär\w*)\b|アクセント|強調|强调|主色/,
  );
}

/** A colour the brand names for buttons. */
export function buttonOf(style: BrandStyle | undefined): Rgb | undefined {
  return find(
    style,
    /\b(cta|buttons?|actions?|schaltfläche\w*|boutons?|bot[oó]n(?:es)?)(?![\p{L}])|ボタン|按钮|按鈕/u,
  );
}

/** For panels. */
export function surfaceOf(style: BrandStyle | undefined): Rgb | undefined {
  return find(style, /\b(surface|card|panel)s?\b/) ?? paperOf(style);
}
