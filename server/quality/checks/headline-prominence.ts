import { minimumSize } from '../../typography/sizes.ts';
import type { Check } from '../check.ts';
import { about, called, quoted, round1 } from '../finding.ts';
import { sizeRoleOf } from '../frame/role.ts';
import { limitsOf } from '../limits.ts';

/** A number is a picture of itself: "62 %", "1987", "8 h". */
const isFigure = (characters: string): boolean =>
  /\d/.test(characters) && characters.trim().split(/\s+/u).length <= 2;

/** The headline leads: it is the largest text, by at least half again. */
export const headlineProminence: Check = {
  id: 'headline.prominence',
  run({ copy, screen, placement }) {
    const { ratio, tolerance } = limitsOf('headline.prominence');
    const headlines = copy.filter(({ role }) => role === 'headline');
    const others = copy.filter(
      ({ role, text }) => role !== 'headline' && role !== 'price' && !isFigure(text.characters),
    );
    const size = Math.max(0, ...headlines.map(({ text }) => text.size));
    const [headline] = headlines.filter(({ text }) => text.size === size);
    const [next] = others.toSorted((a, b) => b.text.size - a.text.size);
    if (!headline || !next) return [];
    const least = minimumSize(sizeRoleOf(next.role, next.text.characters), screen);
    // A small display ad has no room for half again when the rest is as small as it can be read.
    const cramped = placement.kind === 'display' && next.text.size <= least * 1.15;
    const limit = cramped ? 1 : ratio;
    const measured = size / next.text.size;
    if (measured >= limit * (1 - tolerance)) return [];
    const smaller = Math.floor(size / limit);
    const fix =
      smaller >= least && next.text.runs.length === 1
        ? [{ nodeId: next.id, props: { fontSize: smaller } }]
        : [{ nodeId: headline.id, props: { fontSize: Math.ceil(next.text.size * limit) } }];
    return [
      about(headline, {
        check: 'headline.prominence',
        level: 'fail',
        measured: Math.round(measured * 100) / 100,
        limit,
        message: `${called(headline)} (${round1(size)} px) does not lead: ${quoted(next)} has ${round1(next.text.size)} px.`,
        fix,
      }),
    ];
  },
};
