/** A stand-in for a family the host does not have: first a similar name, then one of the same class. */
import { distance } from '../suggest.ts';

export const plainName = (family: string): string => family.toLowerCase().replace(/[\s\-_.]+/g, '');

/** Families tried in order, per class of letterforms. All are open fonts or come with an operating system. */
const standIns: readonly { pattern: RegExp; families: readonly string[] }[] = [
  {
    pattern: /mono|code|courier|consol|typewriter|menlo|fixed/,
    families: ['Roboto Mono', 'JetBrains Mono', 'IBM Plex Mono', 'Source Code Pro', 'Courier New'],
  },
  {
    pattern:
      /(^|[^n])serif(?!.*sans)|times|georgia|garamond|playfair|didot|bodoni|caslon|baskerville|merriweather|tiempos|canela|recoleta|slab|palatino|antiqua|lora|cormorant/,
    families: [
      'Playfair Display',
      'Lora',
      'Merriweather',
      'PT Serif',
      'Noto Serif',
      'Georgia',
      'Times New Roman',
    ],
  },
  {
    pattern: /condensed|compress|narrow|impact|bebas|oswald|anton|league|druk|tungsten/,
    families: ['Oswald', 'Bebas Neue', 'Anton', 'Barlow Condensed', 'Roboto Condensed'],
  },
  {
    pattern: /script|hand|brush|cursive|comic|marker|pacifico/,
    families: ['Caveat', 'Dancing Script', 'Pacifico'],
  },
];
const lastResorts = ['Inter', 'Roboto', 'Open Sans', 'Arial', 'Helvetica'];

export function nearestFamily(wanted: string, available: readonly string[]): string | undefined {
  const name = plainName(wanted);
  let best: string | undefined;
  let bestScore = Infinity;
  for (const family of available) {
    const other = plainName(family);
    let score = Infinity;
    if (other.indexOf(name) === 0 || (other.length > 3 && name.indexOf(other) === 0)) {
      // "Helvetica" -> "Helvetica Neue", "Inter Display" -> "Inter": one is the other plus a word.
      score = 1 + Math.abs(other.length - name.length) / 100;
    } else {
      const edits = distance(name, other);
      if (edits <= Math.max(1, Math.floor(name.length / 5))) score = edits;
    }
    if (score < bestScore) {
      best = family;
      bestScore = score;
    }
  }
  if (best !== undefined) return best;
  const lower = wanted.toLowerCase();
  for (const { pattern, families } of standIns) {
    if (!pattern.test(lower)) continue;
    const found = families.find((family) => available.indexOf(family) >= 0);
    if (found !== undefined) return found;
  }
  return lastResorts.find((family) => available.indexOf(family) >= 0) ?? available[0];
}
