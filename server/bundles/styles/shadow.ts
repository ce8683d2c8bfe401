/** Two spellings of one shadow: unitless zeros, a spread left out, the colour in front, another notation of it. */
import { compareColours } from './colour.ts';

const length = /^[-+]?(\d+\.?\d*|\.\d+)(px|rem)?$/i;

/** Layers with their lengths in px (rem at 16); undefined for what is no plain shadow. */
function layersOf(text: string): { inset: boolean; lengths: number[]; colour: string }[] | undefined {
  const layers = text.split(/,(?![^(]*\))/).map((layer) => {
    const parts = layer.trim().match(/[^\s(]+(\([^)]*\))?/g) ?? [];
    const lengths = parts.filter((part) => length.test(part));
    const rest = parts.filter((part) => !length.test(part) && part.toLowerCase() !== 'inset');
    if (lengths.length < 2 || lengths.length > 4 || rest.length > 1) return undefined;
    return {
      inset: parts.some((part) => part.toLowerCase() === 'inset'),
      lengths: [0, 1, 2, 3].map((at) => {
        const one = lengths[at] ?? '0';
        return Number.parseFloat(one) * (/rem$/i.test(one) ? 16 : 1);
      }),
      colour: rest[0] ?? 'currentcolor',
    };
  });
  return layers.some((layer) => layer === undefined)
    ? undefined
    : layers.flatMap((layer) => (layer ? [layer] : []));
}

export function sameShadow(a: string, b: string): boolean {
  const [first, second] = [layersOf(a), layersOf(b)];
  if (!first || !second || first.length !== second.length) return false;
  return first.every((layer, index) => {
    const other = second[index];
    return (
      other !== undefined &&
      layer.inset === other.inset &&
      layer.lengths.every((value, at) => Math.abs(value - (other.lengths[at] ?? 0)) < 0.01) &&
      (layer.colour.toLowerCase() === other.colour.toLowerCase() ||
        compareColours(layer.colour, other.colour)?.verdict === 'same')
    );
  });
}
