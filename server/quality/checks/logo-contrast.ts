/** A logo that cannot be told from what it stands on. */
import type { CheckInput } from '../check.ts';
import { about, called, type Finding } from '../finding.ts';
import { type CheckNode, isText } from '../frame/node.ts';
import { limitsOf } from '../limits.ts';
import { contrastOn } from '../pixels/contrast.ts';
import type { Ink } from '../pixels/ink.ts';
import type { Raster } from '../pixels/raster.ts';

/** A picture that fills its box has brought its own background. */
const FULL = 0.85;
const SOLID = 128;

/** WCAG sets no limit for logos; below this one is not found at a glance. */
export async function vanishingLogos(input: CheckInput, background: Raster): Promise<Finding[]> {
  const { logo: limit, ringPx } = limitsOf('text.contrast');
  const findings: Finding[] = [];
  for (const node of input.essentials) {
    if (node.role !== 'logo' || isText(node)) continue;
    const own = await input.pixels.alone(node, 1);
    const shape = own && shapeOf(own.raster, own.x, own.y);
    if (!shape || shape.filled > FULL) continue;
    const measured = contrastOn(background, shape.ink, {
      opacity: outerOpacity(node),
      // The picture of the frame has the logo in it: only what is around it counts.
      effects: true,
      ringPx,
      percentile: 0.5,
      limit,
      letter: 100_000,
    });
    if (!measured || measured.median >= limit) continue;
    findings.push(
      about(node, {
        check: 'text.contrast',
        level: 'warn',
        measured: Math.floor(measured.median * 100) / 100,
        limit,
        message: `${called(node)} hardly stands out from what is behind it (${Math.floor(measured.median * 100) / 100}:1): take its light or dark version, or another place.`,
      }),
    );
  }
  return findings;
}

/** What a node shows, as the glyphs of a text are taken, and the share of its box that is filled. */
export function shapeOf(picture: Raster, x: number, y: number): { ink: Ink; filled: number } | undefined {
  const mask = new Uint8Array(picture.width * picture.height);
  let count = 0;
  for (let at = 0; at < mask.length; at++) {
    if ((picture.data[at * 4 + 3] ?? 0) < SOLID) continue;
    mask[at] = 1;
    count++;
  }
  if (count === 0) return undefined;
  const box = { x, y, width: picture.width, height: picture.height };
  const ink = { picture, x, y, mask, alpha: 255, alphas: undefined, box, lines: [] };
  return { ink, filled: count / mask.length };
}

/** Of what is around the node, without its own. */
export function outerOpacity({ opacity, props }: CheckNode): number {
  const own = props['opacity'];
  return opacity / Math.max(0.02, typeof own === 'number' ? own : 1);
}
