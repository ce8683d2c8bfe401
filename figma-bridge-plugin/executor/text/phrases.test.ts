import { describe, expect, it } from 'vitest';
import { phraseEnds } from './phrases.ts';

/** The phrases of a text, those that end a sentence marked with "|", others with "/". */
const phrases = (text: string): string => {
  let at = 0;
  let marked = '';
  for (const { end, sentence } of phraseEnds(text)) {
    marked += text.slice(at, end) + (sentence ? '|' : '/');
    at = end;
  }
  return marked + text.slice(at);
};

describe('the phrases of a headline', () => {
  it('end with sentences and their parts, never at the very end', () => {
    expect(phrases('Good skin, poor timing.')).toBe('Good skin,/ poor timing.');
    expect(phrases('“Really?” Yes! Three words.')).toBe('“Really?”| Yes!| Three words.');
    expect(phrases('One bottle – ten uses')).toBe('One bottle –/ ten uses');
  });
  it('are not ended by abbreviations and numbers', () => {
    expect(phrases('approx. ten minutes, e.g. now')).toBe('approx. ten minutes,/ e.g. now');
    expect(phrases('Only $9.99. Today')).toBe('Only $9.99.| Today');
    expect(phrases('Up to 1,000 people')).toBe('Up to 1,000 people');
  });
  it('need no help where a line breaks already, or where words are glued', () => {
    expect(phrases('First.\nSecond, too.\u00a0Glued.')).toBe('First.\nSecond,/ too.\u00a0Glued.');
    expect(phrases('')).toBe('');
  });
});
