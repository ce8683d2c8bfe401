import type { Rect } from '../../composition/compose.ts';
import type { Check } from '../check.ts';
import { about } from '../finding.ts';
import { areaOf, coveredArea } from '../frame/rect.ts';
import { limitsOf } from '../limits.ts';

/** Text takes no more of the canvas than the platform likes. */
export const textCoverage: Check = {
  id: 'text.coverage',
  async run({ copy, pixels, frame, placement }) {
    const limits = limitsOf('text.coverage');
    const lines: Rect[] = [];
    for (const node of copy) {
      const ink = await pixels.ink(node);
      if (ink) lines.push(...ink.lines);
    }
    const share = coveredArea(lines) / Math.max(1, areaOf(frame.box));
    const limit = /^google_/.test(placement.id) ? limits.google : limits.other;
    if (share <= limit) return [];
    return [
      about(frame, {
        check: 'text.coverage',
        level: 'warn',
        measured: Math.round(share * 1000) / 1000,
        limit,
        message: `Text covers ${Math.round(share * 100)} % of the ad; ${Math.round(limit * 100)} % is the most that does well here.`,
      }),
    ];
  },
};
