import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReplayCache, replayLimits } from '../../schemas/bridge-replay.ts';

describe('the replay cache', () => {
  it('runs every id once, in the order of arrival, and gives every asker the same result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 8 }), { maxLength: 40 }), async (ids) => {
        const cache = new ReplayCache<number>();
        const ran: number[] = [];
        const results = await Promise.all(
          ids.map((id) =>
            cache.run(String(id), async () => {
              await Promise.resolve();
              return ran.push(id);
            }),
          ),
        );
        const firsts = [...new Set(ids)];
        expect(ran).toEqual(firsts);
        expect(results).toEqual(ids.map((id) => firsts.indexOf(id) + 1));
      }),
    );
  });

  it('does not start a request before the one before it has ended', async () => {
    const cache = new ReplayCache<void>();
    let active = 0;
    const step = async () => {
      active += 1;
      expect(active).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      active -= 1;
    };
    await Promise.all(['a', 'b', 'c'].map((id) => cache.run(id, step)));
    expect(cache.running).toEqual([]);
  });

  it('replays a failure too', async () => {
    const cache = new ReplayCache<void>();
    let runs = 0;
    const fail = async () => {
      runs += 1;
      throw new Error('no');
    };
    await expect(cache.run('a', fail)).rejects.toThrow('no');
    await expect(cache.run('a', fail)).rejects.toThrow('no');
    expect(runs).toBe(1);
  });

  it('forgets by count, age and bytes, but never the newest', async () => {
    let now = 0;
    const limits = { ...replayLimits, count: 2, age: 100, bytes: 10 };
    const cache = new ReplayCache<number>(
      (size) => size,
      limits,
      () => now,
    );
    let runs = 0;
    const ask = (id: string, size: number) =>
      cache.run(id, async () => {
        runs += 1;
        return size;
      });
    await ask('big', 50);
    await ask('big', 50);
    expect(runs).toBe(1);
    await ask('a', 4);
    await ask('big', 50); // forgotten for its bytes
    expect(runs).toBe(3);
    await ask('b', 1);
    now = 200;
    await ask('c', 1);
    await ask('b', 1); // forgotten for its age
    expect(runs).toBe(6);
  });
});
