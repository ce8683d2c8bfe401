import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAngleEntry } from './angle-entry.ts';
import { readAngles } from './angle-index.ts';
import { readConceptsLog } from './concept-log.ts';
import { formatCategories } from './format-categories.ts';
import { addLearning, readLearnings } from './learnings.ts';
import { addLogEntry, type LogEntry } from './log-entry.ts';

const entry: LogEntry = {
  number: 9,
  title: 'Two minutes of you',
  date: '2026-11-22',
  angle: 'Time Theft',
  format: 'Editorial',
  execution: 'One line, much space',
  product: 'slow-cream',
  position: 'right, bleeding',
  shot: 'straight on',
  background: 'Pine',
  references: ['lib-12', 'lib-40'],
  cost: '$0.42',
  summary: 'Dark and quiet.',
  learnings: ['Less is enough'],
};
const written = (before: string | Buffer, change: Partial<LogEntry> = {}) =>
  addLogEntry(Buffer.from(before as string), { ...entry, ...change }).toString();

/** What was put in, if `after` is `before` with one piece put in; else undefined. */
function insertion(before: Buffer, after: Buffer): string | undefined {
  const added = after.length - before.length;
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  const isOne = added > 0 && after.subarray(start + added).equals(before.subarray(start));
  return isOne ? after.subarray(start, start + added).toString() : undefined;
}

/** The pieces people's files are made of. */
const line = fc.constantFrom(
  '# Concepts log',
  '## Ad #3: Three (2026-09-03)',
  '## Ad #2: Two (2026-09-02)',
  '## Ad #1: One (2026-09-01)',
  '### Ad #4: Nested (2026-10-01)',
  '## Notes of the team',
  '### Learnings',
  'Old ad',
  '------',
  '| Level | Field | Value |',
  '|---|---|---|',
  '| L1 | Angle | Time Theft |',
  '| L2 | Format category | Comparison |',
  '- L1: Time Theft',
  '* **L2:** UGC',
  '- Less is enough',
  'Prose, with ümläuts – and “quotes”.   ',
  '',
  '   ',
  '\t- tab',
  '```',
  '~~~~',
  '## Ad #77: in a fence?',
  '<!-- one line -->',
  '<!--',
  '-->',
  '---',
  'title: x',
  '<b>html</b> | pipe \\| escaped',
  'latin1 byte: \u0081',
);
const angleLine = fc.constantFrom(
  '# Angle Index',
  '## Time Theft (2026-02-13)',
  '## Clean Obsession (2026-02-14)',
  '## 2025',
  '### Old One (2025-01-01)',
  '- Status: In progress (2/4 concepts)',
  '- **Status:** in progress (3 / 4)',
  '* Status: paused by the client – ask first',
  '- Status: Complete (4/4 concepts)',
  '- Concepts:',
  '### Concepts',
  '  1. Editorial — "2 Minutes of You" — dark',
  '  2. Borrowed Interface — IG Story timer',
  '     with a second line',
  '  - UGC: phone photo',
  '3) Whatever — not a format',
  '- Revisits: 1 (2026-02-15) — Data/Stats + Narrative',
  '- Revisits: none',
  '- Revisits: 2 (2026-03-01)',
  '    - Provocation — "Why"',
  'Prose between.   ',
  '',
  '```',
  '<!--',
  '-->',
  'ümläut 🪥',
);
const file = (of: fc.Arbitrary<string>) =>
  fc
    .record({
      lines: fc.array(of, { maxLength: 30 }),
      br: fc.constantFrom('\n', '\r\n', '\r'),
      bom: fc.boolean(),
      end: fc.boolean(),
      invalid: fc.boolean(),
    })
    .map(({ lines, br, bom, end, invalid }) =>
      Buffer.concat([
        Buffer.from(bom ? '\ufeff' : ''),
        Buffer.from(lines.join(br) + (end && lines.length > 0 ? br : '')),
        // A byte that is no UTF-8.
        Buffer.from(invalid ? [0x41, 0xe9, 0x42] : []),
      ]),
    );
const text = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('an entry of the concepts log', () => {
  it('is written as the documents say', () => {
    expect(addLogEntry(undefined, entry).toString()).toBe(
      [
        '# Concepts log',
        '',
        '## Ad #9: Two minutes of you (2026-11-22)',
        '',
        '| Level | Field | Value |',
        '|---|---|---|',
        '| L1 | Angle | Time Theft |',
        '| L2 | Format category | Editorial |',
        '| L3 | Execution | One line, much space |',
        '| - | Product | slow-cream |',
        '| - | Product position | right, bleeding |',
        '| - | Shot type | straight on |',
        '| - | Background | Pine |',
        '| - | References | lib-12, lib-40 |',
        '| - | Cost | $0.42 |',
        '| - | Summary | Dark and quiet. |',
        '',
        '### Learnings',
        '',
        '- Less is enough',
        '',
      ].join('\n'),
    );
  });

  it('goes to the end, before what follows the ads, or to the top of a log with the newest first', () => {
    const old = '## Ad #1: One (2026-09-01)\n- L2: UGC\n';
    const two = '## Ad #2: Two (2026-09-02)\n- L2: UGC\n';
    expect(written(`# Log\n\n${old}\n${two}`)).toMatch(/#1: One[\s\S]*#2: Two[\s\S]*#9: /);
    expect(written(`# Log\n\n${two}\n${old}`)).toMatch(
      /# Log\n\n## Ad #9: [\s\S]*\n\n## Ad #2: Two[\s\S]*#1: One/,
    );
    expect(written(`${old}\n## Notes\nBy us.\n`)).toMatch(
      /#1: One[\s\S]*#9: [\s\S]*\n\n## Notes\nBy us\.\n$/,
    );
  });

  it('takes the style of the log: lists, bullets, deeper headings, line breaks', () => {
    const log = '# Log\r\n\r\n## 2026\r\n\r\n### Ad #1: One\r\n* L1: x\r\n* L2: UGC\r\n';
    const after = written(log);
    expect(after).toContain(
      '\r\n\r\n### Ad #9: Two minutes of you (2026-11-22)\r\n\r\n* L1 Angle: Time Theft\r\n',
    );
    expect(after).toContain('\r\n\r\n#### Learnings\r\n\r\n* Less is enough\r\n');
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(readConceptsLog(after)[1]).toMatchObject({ angle: 'Time Theft', category: { id: 'editorial' } });
  });

  it('leaves every other byte of any file as it was, and is read back beside what was there', () => {
    fc.assert(
      fc.property(file(line), (before) => {
        const after = addLogEntry(before, entry);
        expect(insertion(before, after)).toContain('Two minutes of you');
        const [was, is] = [readConceptsLog(before), readConceptsLog(after)];
        expect(is).toHaveLength(was.length + 1);
        expect(is.filter(({ number }) => number === 9)).toMatchObject([
          { title: entry.title, angle: entry.angle, category: { id: 'editorial' }, shot: entry.shot },
        ]);
        for (const concept of was) expect(is).toContainEqual(concept);
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps its values, whatever they are, and harms nothing', () => {
    fc.assert(
      fc.property(
        file(line),
        text,
        text,
        fc.array(text, { maxLength: 3 }),
        (before, title, value, learnings) => {
          const after = addLogEntry(before, {
            ...entry,
            title: `T ${title}`,
            execution: `E ${value}`,
            learnings,
          });
          const [was, is] = [readConceptsLog(before), readConceptsLog(after)];
          expect(is).toHaveLength(was.length + 1);
          const mine = is.find(({ number }) => number === 9);
          expect(mine?.background).toBe('Pine');
          for (const concept of was) expect(is).toContainEqual(concept);
        },
      ),
      { numRuns: 700 },
    );
  });

  it.each([
    ['a | b', 'a | b'],
    ['ends in |', 'ends in |'],
    ['<!-- open', '<!-- open'],
    ['close -->', 'close -->'],
    ['<script>x</script>', '<script>x</script>'],
    ['line\nbreak', 'line break'],
    ['**bold** and 6:42', 'bold and 6:42'],
    ['# 3', '# 3'],
  ])('reads %j back', (value, expected) => {
    expect(readConceptsLog(written('# Log\n', { execution: value }))[0]?.execution).toBe(expected);
  });
});

describe('an entry of the angle index', () => {
  const add = (before: string, change = {}) =>
    addAngleEntry(Buffer.from(before), {
      angle: 'Time Theft',
      date: '2026-11-22',
      visit: 0,
      format: 'Comparison',
      title: 'Split',
      brief: 'morning chaos, calm routine',
      ...change,
    }).toString();

  it('is written as the documents say', () => {
    expect(
      addAngleEntry(undefined, {
        angle: 'Time Theft',
        date: '2026-02-13',
        visit: 0,
        format: 'Editorial',
        title: '2 Minutes',
      }).toString(),
    ).toBe(
      '# Angle Index\n\n## Time Theft (2026-02-13)\n- Status: In progress (1/4 concepts)\n- Concepts:\n  1. Editorial — "2 Minutes"\n',
    );
  });

  it('counts up, and the fourth completes the angle', () => {
    const three =
      '## Time Theft (2026-02-13)\n- Status: In progress (3/4 concepts) – urgent\n- Concepts:\n  1. Editorial — a\n  2. UGC — b\n  3. Narrative — c\n     and more of it\n\nOur prose.\n\n## Other (2026-02-14)\n';
    expect(add(three)).toBe(
      '## Time Theft (2026-02-13)\n- Status: Complete (4/4 concepts) – urgent\n- Concepts:\n  1. Editorial — a\n  2. UGC — b\n  3. Narrative — c\n     and more of it\n  4. Comparison — "Split" — morning chaos, calm routine\n\nOur prose.\n\n## Other (2026-02-14)\n',
    );
  });

  it('puts a revisit on its line, or on a new one', () => {
    const full =
      '## Time Theft (2026-02-13)\n- Status: Complete (4/4 concepts)\n- Concepts:\n  1. Editorial — a\n  2. UGC — b\n  3. Narrative — c\n  4. Provocation — d\n';
    const once = add(full, { visit: 1 });
    expect(once).toBe(`${full}- Revisits: 1 (2026-11-22) — Comparison\n`);
    const twice = add(once, { visit: 1, format: 'Data/Stats' });
    expect(twice).toBe(`${full}- Revisits: 1 (2026-11-22) — Comparison + Data/Stats\n`);
    const again = add(twice, { visit: 2, format: 'Editorial', date: '2026-12-01' });
    expect(again).toBe(`${twice}- Revisits: 2 (2026-12-01) — Editorial\n`);
    expect(
      readAngles(again)[0]?.visits.map(({ number, categories }) => [number, categories.map(({ id }) => id)]),
    ).toEqual([
      [0, ['editorial', 'ugc_style', 'narrative', 'provocation']],
      [1, ['comparison', 'data_stats']],
      [2, ['editorial']],
    ]);
  });

  it('goes under the heading of an angle that has nothing yet, and into a file without a last line break', () => {
    expect(add('## Time Theft (2026-02-13)')).toBe(
      '## Time Theft (2026-02-13)\n\n- Concepts:\n  1. Comparison — "Split" — morning chaos, calm routine\n',
    );
    expect(add('## Time Theft (2026-02-13)\n- Concepts:\n  - UGC — b')).toBe(
      '## Time Theft (2026-02-13)\n- Concepts:\n  - UGC — b\n  - Comparison — "Split" — morning chaos, calm routine',
    );
  });

  it('leaves every other byte of any file as it was, and is read back beside what was there', () => {
    const category = fc.constantFrom(...formatCategories);
    const words = fc.constantFrom('Time Theft', 'Clean Obsession', 'Old One', 'New One');
    fc.assert(
      fc.property(
        file(angleLine),
        category,
        words,
        fc.integer({ min: 0, max: 2 }),
        (before, { id, name }, angle, visit) => {
          const known = readAngles(before).find((one) => one.name === angle);
          const to = known ? visit : 0;
          const after = addAngleEntry(before, {
            angle,
            date: '2026-11-22',
            visit: to,
            format: name,
            title: 'Split',
          });
          // Only the count and the word of a status may change.
          const steady = (bytes: Buffer) =>
            Buffer.from(
              bytes
                .toString('latin1')
                .replace(/(status[^\r\n]*?)(in progress|complete)/gi, '$1S')
                .replace(/(status[^\r\n]*?)\d+(?=\s*\/\s*\d)/gi, '$1N'),
              'latin1',
            );
          expect(insertion(steady(before), steady(after))).toContain(name);
          const found = readAngles(after).find((one) => one.name === angle);
          expect(
            found?.visits.find(({ number }) => number === to)?.categories.map((one) => one.id),
          ).toContain(id);
          for (const one of readAngles(before))
            if (one.name !== angle) expect(readAngles(after)).toContainEqual(one);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('a learning', () => {
  const add = (before: string | undefined, words: string, category = 'Layout') =>
    addLearning(before === undefined ? undefined : Buffer.from(before), {
      text: words,
      category,
      fileTitle: 'Learnings: Mug',
    })?.toString();

  it('goes under its category, in the style of the list', () => {
    const first = add(undefined, 'Crop the handle');
    expect(first).toBe('# Learnings: Mug\n\n## Layout\n\n- Crop the handle\n');
    expect(add('# L\n\n* old one\n\n## layouts\n\n* x\n  more of x\n\nProse.', 'New')).toBe(
      '# L\n\n* old one\n\n## layouts\n\n* x\n  more of x\n* New\n\nProse.',
    );
    expect(add('# L\n- old', 'New')).toBe('# L\n- old\n\n## Layout\n\n- New\n');
  });

  it('is not written twice', () => {
    expect(add('# L\n\n- Crop the **handle** (Ad #3)', 'crop the handle!')).toBeUndefined();
  });

  it('leaves every other byte of any file as it was', () => {
    fc.assert(
      fc.property(
        file(line),
        fc.constantFrom('Layout', 'Learnings', 'Notes of the team'),
        (before, category) => {
          const after = addLearning(before, { text: 'Crop the handle', category, fileTitle: 'x' });
          expect(after && insertion(before, after)).toContain('Crop the handle');
          expect(readLearnings(after ?? '')).toContain('Crop the handle');
        },
      ),
      { numRuns: 700 },
    );
  });
});
