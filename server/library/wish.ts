/** What a search says in words about how an ad looks: "dark ads with a price", "Instagram story, green". */
import { findPlacement } from '../placement/placements.ts';
import type { Oklab } from './oklab.ts';
import { cellTable } from './palette-cells.ts';
import { splitWords } from './word-letters.ts';

export interface Look {
  /** Of the most used colour. */
  tone?: 'dark' | 'light' | undefined;
  /** One of the two most used colours is of each. */
  hues: readonly Hue[];
}

export interface Wish {
  look: Look;
  /** Width / height. */
  ratio?: number | undefined;
  /** The words that are left to look for. */
  rest: string;
  /** The words that were understood so, for the answer. */
  understood: string[];
}

/** Words that say nothing about an ad, or what everything here is. */
const filler = new Set(
  (
    'a an the and or with without of for in on at to from some any like that has have is are me show find ' +
    'ad ads advert adverts advertisement advertisements picture pictures image images reference references creative creatives ' +
    'style looking coloured colored color colour background backgrounds'
  ).split(' '),
);
/** Named beside a placement they say where it runs, not what it shows. */
const networks = new Set(['instagram', 'facebook', 'meta', 'google', 'display', 'format', 'sized', 'size']);

const tones: Record<string, Look['tone']> = { dark: 'dark', light: 'light', bright: 'light', pale: 'light' };

/** Plain words for a shape; any other word may be a word of the copy. */
const shapes = new Set([
  'story',
  'stories',
  'reel',
  'reels',
  'portrait',
  'square',
  'landscape',
  'leaderboard',
  'skyscraper',
  'billboard',
  'pin',
  'vertical',
]);

const chromaOf = ({ a, b }: Oklab) => Math.hypot(a, b);
const hueOf = ({ a, b }: Oklab) => ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
/** Hue in degrees of OKLab between `from` and `to`, clockwise, with some colour in it. */
const hue =
  (from: number, to: number, also: (colour: Oklab) => boolean = () => true) =>
  (colour: Oklab) => {
    const [at, span] = [(hueOf(colour) - from + 360) % 360, (to - from + 360) % 360];
    return chromaOf(colour) > 0.04 && at <= span && also(colour);
  };

const hues = {
  red: hue(5, 42, ({ l, a, b }) => l < 0.72 && Math.hypot(a, b) > 0.1),
  orange: hue(42, 80, ({ l }) => l > 0.6),
  yellow: hue(78, 118, ({ l }) => l > 0.7),
  green: hue(115, 172),
  teal: hue(165, 215),
  blue: hue(215, 288),
  purple: hue(285, 335),
  pink: hue(330, 20, ({ l }) => l > 0.6),
  brown: (colour: Oklab) => hue(30, 90)(colour) && colour.l < 0.6 && chromaOf(colour) < 0.14,
  beige: (colour: Oklab) =>
    hueOf(colour) > 40 &&
    hueOf(colour) < 112 &&
    chromaOf(colour) > 0.01 &&
    chromaOf(colour) < 0.07 &&
    colour.l > 0.8 &&
    colour.l < 0.975,
  black: (colour: Oklab) => colour.l < 0.26 && chromaOf(colour) < 0.05,
  white: (colour: Oklab) => colour.l > 0.94 && chromaOf(colour) < 0.03,
  grey: (colour: Oklab) => chromaOf(colour) < 0.035 && colour.l > 0.3 && colour.l < 0.92,
} satisfies Record<string, (colour: Oklab) => boolean>;
export type Hue = keyof typeof hues;

const synonyms: Record<string, Hue> = {
  gray: 'grey',
  violet: 'purple',
  lilac: 'purple',
  turquoise: 'teal',
  cyan: 'teal',
  cream: 'beige',
  navy: 'blue',
};

const isHue = (word: string): word is Hue => Object.hasOwn(hues, word);
const tables = new Map<string, Uint8Array>();

/** For every colour cell: 1 if it is of the hue or tone. */
export function lookTable(name: Hue | 'dark' | 'light'): Uint8Array {
  const known = tables.get(name);
  if (known) return known;
  const holds =
    name === 'dark' ? ({ l }: Oklab) => l < 0.42 : name === 'light' ? ({ l }: Oklab) => l > 0.8 : hues[name];
  const made = cellTable(holds);
  tables.set(name, made);
  return made;
}

/** Reads a search; undefined where it says nothing about the look, and no word of it is filler. */
export function readWish(text: string): Wish | undefined {
  const words = splitWords(text.toLowerCase());
  const found: Hue[] = [];
  const rest: string[] = [];
  const understood: string[] = [];
  let [tone, ratio]: [Look['tone'], number | undefined] = [undefined, undefined];
  const shape = /\b\d{2,4}\s*[x×]\s*\d{2,4}\b/i.exec(text)?.[0].replace(/\s/g, '').replace('×', 'x');
  for (const word of words) {
    const named = isHue(word) ? word : synonyms[word];
    if (filler.has(word)) continue;
    if (tones[word]) tone = tones[word];
    else if (named) found.push(named);
    else if (ratio === undefined && (shapes.has(word) || word === shape)) {
      const { width, height } = findPlacement(word);
      ratio = width / height;
    } else {
      rest.push(word);
      continue;
    }
    understood.push(word);
  }
  const kept = ratio === undefined ? rest : rest.filter((word) => !networks.has(word));
  if (understood.length === 0 && kept.length === words.length) return undefined;
  return { look: { tone, hues: found }, ratio, rest: kept.join(' '), understood };
}
