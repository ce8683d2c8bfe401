import { toHex } from '../../../schemas/colour.ts';
import { black, type Rgb, white } from '../../design/contrast.ts';
import type { Check, CheckInput } from '../check.ts';
import { about, type Finding } from '../finding.ts';
import { ancestorsOf, type CheckNode, isText, seen } from '../frame/node.ts';
import { areaOf, shared } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';

/** Flat colours are the brand's, or tints, shades and blends of them. Pictures and drawings are left alone. */
export const brandColour: Check = {
  id: 'brand.color',
  async run(input) {
    const { brand, frame } = input;
    if (!brand || brand.palette.length < 2) return [];
    const { deltaE, share: least } = limitsOf('brand.color');
    const flats = await flatColours(input);
    const total = flats.reduce((sum, { area }) => sum + area, 0);
    const findings: Finding[] = [];
    for (const { node, colour, area } of flats) {
      const off = distanceToBrand(colour, brand.palette);
      // A button is small and yet what the eye goes to.
      const counts = node.role === 'cta' || area / Math.max(1, total) > least;
      if (off <= deltaE || !counts) continue;
      findings.push(
        about(node, {
          check: 'brand.color',
          level: 'warn',
          measured: Math.round(off * 1000) / 1000,
          limit: deltaE,
          message: `${node === frame ? 'The background' : `"${node.name}"`} uses ${toHex(colour)}, which is not of the brand's colours.`,
        }),
      );
    }
    return findings;
  },
};

interface Flat {
  node: CheckNode;
  colour: Rgb;
  area: number;
}

async function flatColours({ frame, nodes, pixels }: CheckInput): Promise<Flat[]> {
  const flats: Flat[] = [];
  for (const node of [frame, ...nodes]) {
    if (!node.shown || isArt(node)) continue;
    const paints = isText(node) ? node.text.runs.flatMap((run) => run.fills) : node.fills;
    const top = seen(paints).at(-1);
    if (!top || top.type === 'IMAGE' || (top.opacity ?? 1) < 0.5) continue;
    const visible = shared(node.box, { x: 0, y: 0, width: frame.box.width, height: frame.box.height });
    const ink = isText(node) ? await pixels.ink(node) : undefined;
    const area = ink ? ink.mask.reduce((sum, value) => sum + value, 0) : visible ? areaOf(visible) : 0;
    const colours = top.color ? [top.color] : (top.gradientStops ?? []).map(({ color }) => color);
    for (const colour of colours) flats.push({ node, colour, area: area / colours.length });
  }
  return flats;
}

const isArt = (node: CheckNode): boolean =>
  [node, ...ancestorsOf(node)].some(({ role }) =>
    ['decor', 'logo', 'product', 'image', 'shadow'].includes(role ?? ''),
  );

type Lab = readonly [number, number, number];

/** OKLab (Ottosson 2020). */
function labOf({ r, g, b }: Rgb): Lab {
  const linear = (channel: number) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  const [lr, lg, lb] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab distance to the nearest colour on a line between any two of the palette, black and white. */
export function distanceToBrand(rgb: Rgb, brand: readonly Rgb[]): number {
  const colour = labOf(rgb);
  const palette = [...brand, black, white].map(labOf);
  let least = Number.POSITIVE_INFINITY;
  for (const [index, one] of palette.entries())
    for (const other of palette.slice(index)) least = Math.min(least, toSegment(colour, one, other));
  return least;
}

function toSegment(point: Lab, from: Lab, to: Lab): number {
  const along = [to[0] - from[0], to[1] - from[1], to[2] - from[2]] as const;
  const length = along[0] ** 2 + along[1] ** 2 + along[2] ** 2;
  const dot =
    (point[0] - from[0]) * along[0] + (point[1] - from[1]) * along[1] + (point[2] - from[2]) * along[2];
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, dot / length));
  return Math.hypot(
    point[0] - from[0] - along[0] * share,
    point[1] - from[1] - along[1] * share,
    point[2] - from[2] - along[2] * share,
  );
}
