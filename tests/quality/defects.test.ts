/** A bounded run of `bench/defects.ts`: the ads that ship with the tests, every defect, a size each at least. */
import { beforeAll, describe, expect, it } from 'vitest';
import { benchAds } from '../../bench/defects-ads.ts';
import { type DefectResult, defects, measureDefects } from '../../bench/defects-measure.ts';
import { checkIds } from '../../server/quality/index.ts';

let result: DefectResult;
beforeAll(async () => {
  const wanted = /1-story|4-display|6-display|standard-story/;
  result = await measureDefects((await benchAds({ starter: 0 })).filter(({ name }) => wanted.test(name)));
}, 240_000);

describe('ads of the demo and the tests', () => {
  it('fail none of their checks', () => {
    expect(result.failing).toEqual([]);
  });

  it('set off no more than a few warnings', () => {
    const alarms = [...result.alarms.values()].reduce((sum, count) => sum + count, 0);
    expect(alarms / (result.clean * checkIds.length)).toBeLessThanOrEqual(0.02);
  });
});

describe('damage done on purpose', () => {
  it('is found at every size', () => {
    for (const [size, bar] of [
      ['small', 0.9],
      ['medium', 0.95],
      ['large', 0.98],
    ] as const) {
      let [found, tried] = [0, 0];
      for (const tally of result.recall.values()) {
        found += tally[size].found;
        tried += tally[size].tried;
      }
      expect(tried).toBeGreaterThan(40);
      expect(found / tried, `${size}: ${result.missed.join('; ')}`).toBeGreaterThanOrEqual(bar);
    }
  });

  it('can be done to nearly every check', () => {
    const without = checkIds.filter((check) => !defects[check]);
    // No host lets a font be lost on purpose; tests/quality/checks.test.ts has what can be shown of it.
    expect(without).toEqual(['font.missing']);
    expect(result.recall.size).toBeGreaterThanOrEqual(checkIds.length - 4);
  });
});
