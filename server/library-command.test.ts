import { describe, expect, it } from 'vitest';
import { progressBar } from './library-progress.ts';
import { importSummary } from './library-report.ts';

const state = (done: number, total?: number) => ({
  step: 'import' as const,
  folder: '/x/swipe',
  done,
  total,
  broken: done > 50 ? 2 : 0,
});

describe('the progress of an import', () => {
  const run = (isTTY: boolean) => {
    let time = 0;
    const written: string[] = [];
    const bar = progressBar({ write: (text) => written.push(text), isTTY, columns: 80 }, () => time);
    bar.show(state(0));
    for (let done = 1; done <= 100; done += 1) {
      time += 120;
      bar.show(state(done, 100));
    }
    bar.end();
    return written;
  };

  it('is one line that moves, on a terminal', () => {
    const written = run(true);
    expect(written.length).toBeGreaterThan(90);
    expect(written[50]).toContain('[##############--------------] 50%  50/100  8/s  0:06 left');
    expect(written.at(-2)).toContain('100%  100/100  8/s  2 broken');
    expect(written.at(-1)).toBe('\n');
    for (const text of written) expect(text.length).toBeLessThan(90);
  });

  it('is a line every few seconds anywhere else', () => {
    const written = run(false);
    expect(written.length).toBeLessThan(6);
    for (const text of written) {
      expect(text.endsWith('\n')).toBe(true);
      expect(text.includes('\r') || text.includes('\u001b')).toBe(false);
    }
  });
});

describe('the summary', () => {
  it('names what was broken and counts the rest', () => {
    const broken = Array.from({ length: 25 }, (_, at) => ({ path: `a/${at}.jpg`, reason: 'cut off' }));
    const report = {
      folder: '/x/swipe',
      seen: 60,
      imported: 30,
      unchanged: 5,
      broken,
      brokenCount: 25,
      passed: [],
      passedCount: 0,
      sidecars: [],
      gone: 1,
      exact: 0,
      stopped: true,
    };
    const text = importSummary({ folders: [report], copies: [{ path: 'b', of: 'a' }], exact: 3, ms: 2_000 });
    expect(text).toContain(
      '30 imported, 5 unchanged, 1 gone from disk, 25 broken (stopped; run it again to go on)',
    );
    expect(text).toContain('broken: a/0.jpg (cut off)');
    expect(text).toContain('broken: 5 more');
    expect(text).toContain('3 are the same file as another');
    expect(text).toContain('b = a');
    expect(text).toContain('2.0 s, 15.0 pictures a second');
  });
});
