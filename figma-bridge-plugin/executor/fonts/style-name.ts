/**
 * What a font style's name says. Families spell the same style differently ("Semi Bold", "SemiBold", "Demi",
 * "Semi-Bold Italic"), and Figma knows fonts by name only, so names are read once into numbers.
 */

export interface StyleTraits {
  /** CSS weight, 100-950. */
  weight: number;
  italic: boolean;
  /** 0 is normal; negative is condensed, positive is expanded. */
  width: number;
  /** What was left of the name ("display", "caption", ...); a plain style has ''. */
  rest: string;
}

/** Longest first, so that "extrabold" is not read as "bold". Names as in the OpenType and CSS weight lists. */
const weights: readonly (readonly [string, number])[] = [
  ['extrablack', 950],
  ['ultrablack', 950],
  ['extralight', 200],
  ['ultralight', 200],
  ['extrathin', 100],
  ['extrabold', 800],
  ['ultrabold', 800],
  ['semilight', 350],
  ['demilight', 350],
  ['hairline', 100],
  ['semibold', 600],
  ['demibold', 600],
  ['regular', 400],
  ['medium', 500],
  ['normal', 400],
  ['black', 900],
  ['heavy', 900],
  ['ultra', 900],
  ['light', 300],
  ['roman', 400],
  ['plain', 400],
  ['book', 390],
  ['bold', 700],
  ['demi', 600],
  ['thin', 100],
  ['fat', 950],
];

const widths: readonly (readonly [string, number])[] = [
  ['ultracondensed', -4],
  ['extracondensed', -3],
  ['semicondensed', -1],
  ['ultraexpanded', 4],
  ['extraexpanded', 3],
  ['semiexpanded', 1],
  ['compressed', -3],
  ['condensed', -2],
  ['expanded', 2],
  ['extended', 2],
  ['narrow', -2],
  ['wide', 2],
];

const slants = ['italic', 'oblique', 'slanted', 'kursiv'];

export function readStyle(style: string): StyleTraits {
  let rest = style.toLowerCase().replace(/[\s\-_]+/g, '');
  const take = (word: string): boolean => {
    if (rest.indexOf(word) < 0) return false;
    rest = rest.replace(word, '');
    return true;
  };
  let italic = false;
  for (const word of slants) if (take(word)) italic = true;
  let width = 0;
  for (const [word, value] of widths) {
    if (take(word)) {
      width = value;
      break;
    }
  }
  const number = /(?:^|[^\d])([1-9]\d?0)(?:$|[^\d])/.exec(rest);
  let weight = 400;
  let named = false;
  for (const [word, value] of weights) {
    if (take(word)) {
      weight = value;
      named = true;
      break;
    }
  }
  if (!named && number?.[1] !== undefined && Number(number[1]) >= 100) {
    weight = Number(number[1]);
    rest = rest.replace(number[1], '');
  }
  return { weight, italic, width, rest };
}

/**
 * How far a weight is from the wanted one by the CSS font-matching rule (CSS Fonts 4, 5.2): 400-500 looks up to 500
 * first, then down, then up; lighter looks down first; bolder looks up first. Smaller is nearer; 0 is exact.
 */
export function weightDistance(wanted: number, offered: number): number {
  if (offered === wanted) return 0;
  const wrongSide = 1000;
  if (wanted >= 400 && wanted <= 500) {
    if (offered > wanted && offered <= 500) return offered - wanted;
    return offered < wanted ? wrongSide + wanted - offered : 2 * wrongSide + offered - wanted;
  }
  const goodSide = wanted < 400 ? offered < wanted : offered > wanted;
  return (goodSide ? 0 : wrongSide) + Math.abs(offered - wanted);
}

/** The style nearest to the wanted weight and slant; a plain width and an undecorated name win ties. */
export function nearestStyle(
  styles: readonly string[],
  wanted: { weight: number; italic: boolean; width?: number },
): string | undefined {
  let best: string | undefined;
  let bestScore = Infinity;
  for (const style of styles) {
    const traits = readStyle(style);
    const score =
      (traits.italic === wanted.italic ? 0 : 1e7) +
      Math.abs(traits.width - (wanted.width ?? 0)) * 1e5 +
      weightDistance(wanted.weight, traits.weight) * 10 +
      (traits.rest === '' ? 0 : 5);
    if (score < bestScore) {
      best = style;
      bestScore = score;
    }
  }
  return best;
}
