import { describe, expect, it } from 'vitest';
import { loadKit } from '../../kit.ts';
import { StampCache } from './cache.ts';

const pixels = (side: number) => ({
  data: new Uint8Array(side * side * 4).fill(255),
  width: side,
  height: side,
});

describe('StampCache', () => {
  it('drops the least recently used pictures beyond its limit, but none that are held', async () => {
    const cache = new StampCache(await loadKit(), 3 * 400);
    for (const key of ['a', 'b', 'c']) cache.add(key, pixels(10));
    cache.release(['a', 'b', 'c']);
    expect(cache.hold('a')).toBeDefined();
    cache.add('d', pixels(10));
    cache.release(['d']);
    expect(cache.bytes).toBe(1200);
    expect(cache.hold('b')).toBeUndefined();
    expect(cache.hold('c')).toBeDefined();
    cache.add('big', pixels(40));
    cache.release(['big']);
    expect(cache.hold('a')?.image.isDeleted()).toBe(false);
    expect(cache.hold('big')).toBeUndefined();
  });

  it('keeps one picture when two drawings add the same', async () => {
    const cache = new StampCache(await loadKit(), 1e6);
    expect(cache.add('a', pixels(10))).toBe(cache.add('a', pixels(10)));
    expect(cache.bytes).toBe(400);
  });
});
