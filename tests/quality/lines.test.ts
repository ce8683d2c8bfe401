/** Which words stand in which line: by the gaps, and by the lengths where the gaps mislead. */
import { afterAll, describe, expect, it } from 'vitest';
import { checkFrame } from '../../server/quality/index.ts';
import { wordsByLength } from '../../server/quality/pixels/line-words.ts';
import { createSetting, text } from './setting.ts';

const setting = createSetting();
afterAll(() => setting.close());

async function linesOf(characters: string, props: Record<string, unknown>) {
  const { frame = '' } = await setting.frame({ width: 1080, height: 1080 }, [
    text('t', characters, { fontSize: 48, x: 200, y: 300, textAutoResize: 'HEIGHT', width: 400, ...props }),
  ]);
  const { input } = await checkFrame(setting.canvas, frame, { checks: [] });
  const [node] = input.copy;
  return node ? ((await input.pixels.ink(node))?.lines ?? []) : [];
}

describe('lines of a text', () => {
  const sentence = 'Someone has to say it in the end, quietly';

  it('are the same when it is turned, struck through or underlined', async () => {
    const plain = (await linesOf(sentence, {})).map(({ words }) => words);
    expect(plain.reduce((sum, words) => sum + words, 0)).toBe(9);
    for (const props of [
      { rotation: 7 },
      { rotation: -20 },
      { textDecoration: 'STRIKETHROUGH' },
      { textDecoration: 'UNDERLINE' },
      { letterSpacing: { unit: 'PERCENT', value: 2 } },
    ]) {
      const lines = await linesOf(sentence, props);
      if ('letterSpacing' in props) expect(lines.reduce((sum, { words }) => sum + words, 0)).toBe(9);
      else
        expect(
          lines.map(({ words }) => words),
          JSON.stringify(props),
        ).toEqual(plain);
    }
  });

  it('a turned line is as long as it was, and its box holds it', async () => {
    const [straight] = await linesOf(sentence, {});
    const [turned] = await linesOf(sentence, { rotation: 20 });
    expect(Math.abs((turned?.length ?? 0) - (straight?.length ?? 0))).toBeLessThan(4);
    expect(turned?.height).toBeGreaterThan((straight?.height ?? 0) + 40);
  });
});

describe('words by length', () => {
  it('finds the one arrangement that fits', () => {
    expect(wordsByLength('one two three four everything', [300, 160])).toEqual([4, 1]);
    expect(wordsByLength('a\nlong second paragraph', [10, 300])).toEqual([1, 3]);
  });

  it('says so when the words cannot be set in so many lines', () => {
    expect(wordsByLength('one two', [10, 10, 10])).toBeUndefined();
    expect(wordsByLength('one', [])).toBeUndefined();
  });
});
