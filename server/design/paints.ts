/** Figma paints from colours. */
import type { Rgba } from '../../schemas/colour.ts';
import type { Rgb } from './contrast.ts';

/** A solid paint; the alpha becomes the paint's opacity, since Figma's solid colours have none. */
export function solidPaint(colour: Rgb | Rgba, opacity = 'a' in colour ? colour.a : 1) {
  const { r, g, b } = colour;
  return { type: 'SOLID', color: { r, g, b }, opacity };
}
