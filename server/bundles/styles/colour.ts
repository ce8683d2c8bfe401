/** CSS colours of every kind, read and compared as eyes do. */
import { type Color, converter, differenceCiede2000, parse } from 'culori';

/** The colour, or undefined. culori's parser throws on some texts that are none. */
export function readColour(text: string): Color | undefined {
  // culori also takes hex digits without their "#"; in CSS "600" is a number.
  if (/^[0-9a-f]+$/i.test(text)) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

const triplet = /^(\d+\.?\d*)(deg)?\s+(\d+\.?\d*)%\s+(\d+\.?\d*)%(\s*\/\s*[\d.]+%?)?$/;

/** shadcn's bare "222 47% 11%", meant for `hsl()`. */
export const isTriplet = (text: string): boolean => triplet.test(text);

const asColourText = (text: string): string => (isTriplet(text.trim()) ? `hsl(${text.trim()})` : text.trim());

const deltaE = differenceCiede2000();

/** CIEDE2000 below which two colours are the same to the eye, and below which only side by side they differ. */
const SAME = 0.5;
const NEAR = 2.3;
const SAME_ALPHA = 0.005;

/** `undefined`: one of them cannot be computed (`color-mix()`, `currentColor`, an unknown `var()`). */
export function compareColours(
  a: string,
  b: string,
): { verdict: 'same' | 'near' | 'different'; deltaE: number } | undefined {
  const [first, second] = [readColour(asColourText(a)), readColour(asColourText(b))];
  if (!first || !second) return undefined;
  const alpha = Math.abs((first.alpha ?? 1) - (second.alpha ?? 1));
  // Two wholly transparent colours look alike whatever their channels say.
  if ((first.alpha ?? 1) === 0 && (second.alpha ?? 1) === 0) return { verdict: 'same', deltaE: 0 };
  const difference = deltaE(first, second);
  const verdict =
    difference <= SAME && alpha <= SAME_ALPHA
      ? 'same'
      : difference <= NEAR && alpha <= 0.02
        ? 'near'
        : 'different';
  return { verdict, deltaE: Math.round(difference * 100) / 100 };
}

/** Components as the W3C format wants them. */
export interface TokenColour {
  colorSpace: string;
  components: (number | 'none')[];
  alpha?: number;
  hex?: string;
}

const spaces: Record<string, { name: string; channels: string[]; scale?: number[] }> = {
  rgb: { name: 'srgb', channels: ['r', 'g', 'b'] },
  lrgb: { name: 'srgb-linear', channels: ['r', 'g', 'b'] },
  hsl: { name: 'hsl', channels: ['h', 's', 'l'], scale: [1, 100, 100] },
  hwb: { name: 'hwb', channels: ['h', 'w', 'b'], scale: [1, 100, 100] },
  lab: { name: 'lab', channels: ['l', 'a', 'b'] },
  lch: { name: 'lch', channels: ['l', 'c', 'h'] },
  oklab: { name: 'oklab', channels: ['l', 'a', 'b'] },
  oklch: { name: 'oklch', channels: ['l', 'c', 'h'] },
  p3: { name: 'display-p3', channels: ['r', 'g', 'b'] },
  a98: { name: 'a98-rgb', channels: ['r', 'g', 'b'] },
  prophoto: { name: 'prophoto-rgb', channels: ['r', 'g', 'b'] },
  rec2020: { name: 'rec2020', channels: ['r', 'g', 'b'] },
  xyz65: { name: 'xyz-d65', channels: ['x', 'y', 'z'] },
  xyz50: { name: 'xyz-d50', channels: ['x', 'y', 'z'] },
};

const toRgb = converter('rgb');

export function tokenColour(text: string): TokenColour | undefined {
  const colour = readColour(asColourText(text));
  const space = colour && spaces[colour.mode];
  if (!colour || !space) return undefined;
  const channels = colour as unknown as Record<string, number | undefined>;
  const components = space.channels.map((channel, index) => {
    const value = channels[channel];
    return value === undefined ? ('none' as const) : round(value * (space.scale?.[index] ?? 1));
  });
  const hex = hexOf(colour);
  return {
    colorSpace: space.name,
    components,
    ...((colour.alpha ?? 1) !== 1 && { alpha: round(colour.alpha ?? 1) }),
    ...(hex !== undefined && { hex }),
  };
}

/** Six digits, only when the colour lies inside sRGB. */
function hexOf(colour: Color): string | undefined {
  const { r, g, b } = toRgb(colour);
  const channels = [r, g, b];
  if (channels.some((channel) => !Number.isFinite(channel) || channel < -0.002 || channel > 1.002))
    return undefined;
  return `#${channels
    .map((channel) =>
      Math.round(Math.min(1, Math.max(0, channel)) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;
