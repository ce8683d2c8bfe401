import { describe, expect, it } from 'vitest';
import { ImagesAhead } from './images-ahead.ts';

const ask = (id: string, hash: string) => ({ type: 'image_request' as const, id, hash });
const bytes = new Uint8Array([1, 2, 3]);

describe('images ahead of a question', () => {
  it('are handed over once and not kept', () => {
    const ahead = new ImagesAhead();
    ahead.arrived('a', bytes);
    expect(ahead.take(ask('1', 'a'))).toBe(bytes);
    expect(ahead.take(ask('2', 'a'))).toBeUndefined();
  });

  it('let questions wait that come before them', () => {
    const ahead = new ImagesAhead();
    ahead.expect(['a', 'b']);
    expect(ahead.take(ask('1', 'a'))).toBe('waits');
    expect(ahead.take(ask('2', 'c'))).toBeUndefined();
    expect(ahead.arrived('b', bytes)).toEqual([]);
    expect(ahead.arrived('a', bytes)).toEqual([ask('1', 'a')]);
    expect(ahead.take(ask('3', 'a'))).toBeUndefined();
    expect(ahead.take(ask('4', 'b'))).toBe(bytes);
  });

  it('that will not come give their questions back', () => {
    const ahead = new ImagesAhead();
    ahead.expect(['a']);
    ahead.take(ask('1', 'a'));
    expect(ahead.arrived('a', undefined)).toEqual([ask('1', 'a')]);
    expect(ahead.take(ask('2', 'a'))).toBeUndefined();
  });

  it('are no longer waited for when the socket is gone', () => {
    const ahead = new ImagesAhead();
    ahead.expect(['a']);
    ahead.take(ask('1', 'a'));
    ahead.lost();
    expect(ahead.take(ask('2', 'a'))).toBeUndefined();
    expect(ahead.arrived('a', bytes)).toEqual([]);
  });

  it('nobody asks for do not fill the memory', () => {
    const ahead = new ImagesAhead();
    const big = new Uint8Array(24 * 1024 * 1024);
    for (const hash of ['a', 'b', 'c']) ahead.arrived(hash, big);
    expect(ahead.take(ask('1', 'a'))).toBeUndefined();
    expect(ahead.take(ask('2', 'b'))).toBe(big);
    expect(ahead.take(ask('3', 'c'))).toBe(big);
  });
});
