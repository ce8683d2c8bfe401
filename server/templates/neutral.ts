/** Colours as greys of the same luminance, so that every contrast stays as it was. */
import { z } from 'zod';
import { luminance } from '../design/contrast.ts';

const rgbSchema = z.looseObject({ r: z.number(), g: z.number(), b: z.number() });

/** The grey (0..1 a channel) with this relative luminance; WCAG's transfer curve backwards. */
export function greyOf(light: number): { r: number; g: number; b: number } {
  const value = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  const channel = Math.round(Math.max(0, Math.min(1, value)) * 255) / 255;
  return { r: channel, g: channel, b: channel };
}

/** A copy of any value in which everything with r, g and b is a grey. */
export function neutralised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(neutralised);
  if (typeof value !== 'object' || value === null) return value;
  const colour = rgbSchema.safeParse(value);
  if (colour.success) return { ...value, ...greyOf(luminance(colour.data)) };
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, neutralised(entry)]));
}

/** The mean of several luminances, for what has no single one. */
export const middleGrey = greyOf(0.42);
