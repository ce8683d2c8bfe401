import type { Check } from '../check.ts';
import { about, called, type Finding } from '../finding.ts';
import { limitsOf } from '../limits.ts';
import { textureIn } from '../pixels/texture.ts';

/** What is behind the words is calm enough to read them. A panel under the text is part of what is behind it. */
export const textBusy: Check = {
  id: 'text.busy',
  async run({ copy, pixels }) {
    const { sigma, gradient } = limitsOf('text.busy');
    if (copy.length === 0) return [];
    const background = await pixels.background();
    const findings: Finding[] = [];
    for (const node of copy) {
      const ink = await pixels.ink(node);
      if (!ink) continue;
      const texture = textureIn(background, ink.lines);
      if (!texture || (texture.sigma <= sigma && texture.gradient <= gradient)) continue;
      const rough = texture.gradient / gradient > texture.sigma / sigma;
      findings.push(
        about(node, {
          check: 'text.busy',
          level: 'warn',
          measured: Math.round((rough ? texture.gradient : texture.sigma) * 1000) / 1000,
          limit: rough ? gradient : sigma,
          message: `${called(node)} stands on a restless background (${
            rough ? 'many edges' : 'light and dark side by side'
          }): move it, add a scrim or set it on a card.`,
        }),
      );
    }
    return findings;
  },
};
