import { describe, expect, it } from 'vitest';
import { wordsOf } from './measure.ts';

const words = (text: string): string[] => wordsOf(text).map(({ start, end }) => text.slice(start, end));

describe('words', () => {
  it('are what white space separates', () => {
    expect(words('Fresh bread,\nevery  morning ')).toEqual(['Fresh', 'bread,', 'every', 'morning']);
  });
  it('hold together at no-break spaces', () => {
    expect(words('only 20\u00a0% off')).toEqual(['only', '20\u00a0%', 'off']);
  });
  it('are single characters where a script breaks anywhere', () => {
    expect(words('新鮮 bread')).toEqual(['新', '鮮', 'bread']);
  });
  it('never cut a surrogate pair', () => {
    expect(words('a 😀😀 b')).toEqual(['a', '😀😀', 'b']);
  });
  it('are none in nothing', () => {
    expect(words(' \n ')).toEqual([]);
  });
});
