import type { Check } from '../check.ts';
import { about, called, type Finding } from '../finding.ts';
import { isText, seen } from '../frame/node.ts';
import { limitsOf } from '../limits.ts';
import { contrastOn } from '../pixels/contrast.ts';
import { outerOpacity, shapeOf } from './logo-contrast.ts';

/** A button is seen as one: its face, or its line, stands out from what it lies on. An underlined label is no shape. */
export const buttonContrast: Check = {
  id: 'button.contrast',
  async run(input) {
    const { ratio, ringPx } = limitsOf('button.contrast');
    const buttons = input.nodes.filter(
      (node) =>
        node.shown &&
        node.role === 'cta' &&
        !isText(node) &&
        seen(node.fills).length + seen(node.strokes).length > 0,
    );
    if (buttons.length === 0) return [];
    const background = await input.pixels.background();
    const findings: Finding[] = [];
    for (const node of buttons) {
      const own = await input.pixels.alone(node, 1);
      const shape = own && shapeOf(own.raster, own.x, own.y);
      if (!shape) continue;
      const measured = contrastOn(background, shape.ink, {
        opacity: outerOpacity(node),
        // The picture of the frame has the button in it: only what is around it counts.
        effects: true,
        ringPx,
        percentile: 0.5,
        limit: ratio,
        letter: 100_000,
      });
      if (!measured || measured.median >= ratio) continue;
      const found = Math.floor(measured.median * 100) / 100;
      findings.push(
        about(node, {
          check: 'button.contrast',
          level: 'warn',
          measured: found,
          limit: ratio,
          message: `${called(node)} stands out from its ground with only ${found}:1 (${ratio}:1 is the least for a control): give it a darker or lighter face, or a line around it.`,
        }),
      );
    }
    return findings;
  },
};
