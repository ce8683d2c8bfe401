import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { genericCopy, genericWords } from '../../server/templates/index.ts';

const roles = ['headline', 'eyebrow', 'subhead', 'body', 'cta_label', 'legal', undefined];
const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{Letter}]+/u)
    .filter((word) => word.length > 1);

describe('generic copy', () => {
  it('says what belongs in the place', () => {
    expect(genericCopy('headline', 'Nothing roasted')).toBe('Headline here');
    // No word that would not fit large type in a narrow place.
    expect(genericCopy('headline', 'Hear less.')).toBe('Your line');
    expect(genericCopy('cta_label', 'Get yours now, really')).toBe('Call to action in two');
    expect(genericCopy('body', 'Oat and ceramide.\nOne swipe.\nOut of the door.')).toBe(
      'Body text\nwith about\nas many words as',
    );
  });

  it('keeps figures as figures and signs as signs', () => {
    expect(genericCopy('body', '£321.00')).toBe('£000.00');
    expect(genericCopy(undefined, '23:58')).toBe('00:00');
    expect(genericCopy('body', '★★★★★')).toBe('★★★★★');
  });

  it('has only words of its own, in the same lines, never longer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...roles),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 5 }),
        (role, lines) => {
          const source = lines.map((line) => line.replace(/[\r\n\u2028]/g, ' ')).join('\n');
          const copy = genericCopy(role, source);
          expect(copy.split('\n')).toHaveLength(source.split('\n').length);
          copy.split('\n').forEach((line, index) => {
            expect([...line].length).toBeLessThanOrEqual(
              Math.max(1, [...(source.split('\n')[index] ?? '')].length),
            );
          });
          for (const word of wordsOf(copy)) expect(genericWords.has(word), word).toBe(true);
        },
      ),
    );
  });
});
