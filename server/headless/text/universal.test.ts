/** Promises that hold for every text. */
import type { Paragraph } from 'canvaskit-wasm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TextStyleProps } from '../model.ts';
import { createTextEngine, type TextEngine } from './index.ts';
import { splitParagraphs } from './paragraphs.ts';
import { styledRecord, textRecord } from './test-records.ts';

let engine: TextEngine;
beforeAll(async () => {
  engine = await createTextEngine({ systemFonts: false, cacheSize: 1 });
});
afterAll(() => engine.dispose());

/** Any UTF-16 there is: whole scripts, marks, joiners, controls, lone surrogates. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        'a',
        'ffi',
        ' ',
        '\n',
        '\u2028',
        '\t',
        'ß',
        'é',
        'e\u0301',
        'ש',
        'مر',
        'न',
        'दु',
        '😀',
        '👩‍🚀',
        '\u200D',
        '\uFE0F',
        '日',
        '\u202E',
        '\u0000',
      ),
      { maxLength: 30 },
    )
    .map((pieces) => pieces.join('')),
);
const anyStyle: fc.Arbitrary<Partial<TextStyleProps>> = fc.record({
  fontName: fc.constantFrom(
    { family: 'Inter', style: 'Regular' },
    { family: 'Montserrat', style: 'Bold' },
    { family: 'Anton', style: 'Regular' },
  ),
  fontSize: fc.constantFrom(1, 12, 33.3, 200),
  textCase: fc.constantFrom('ORIGINAL', 'UPPER', 'LOWER', 'TITLE', 'SMALL_CAPS'),
  letterSpacing: fc.constantFrom(
    { unit: 'PIXELS', value: 0 },
    { unit: 'PIXELS', value: 7 },
    { unit: 'PERCENT', value: -5 },
  ),
  lineHeight: fc.constantFrom({ unit: 'AUTO' }, { unit: 'PERCENT', value: 80 }, { unit: 'PIXELS', value: 0 }),
  textDecoration: fc.constantFrom('NONE', 'UNDERLINE'),
});
const anyPieces = fc.array(fc.tuple(anyText, anyStyle), { minLength: 1, maxLength: 3 });
const anyWidth = fc.option(fc.constantFrom(0, 1, 40, 123.4, 1000), { nil: null });

describe('any text', () => {
  it('can be shaped, and every number is finite', () => {
    fc.assert(
      fc.property(
        anyPieces,
        anyWidth,
        fc.constantFrom('LEFT', 'CENTER', 'RIGHT', 'JUSTIFIED'),
        fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
        (pieces, width, textAlignHorizontal, maxLines) => {
          const textTruncation = maxLines === null ? 'DISABLED' : 'ENDING';
          const record = styledRecord(pieces, { textAlignHorizontal, maxLines, textTruncation });
          const shaped = engine.shape(record, width);
          const numbers = [
            shaped.width,
            shaped.height,
            ...shaped.lines.flatMap((l) => [l.x, l.y, l.width, l.height, l.baseline]),
            ...shaped.runs.flatMap((r) => [...r.positions]),
            ...shaped.decorations.flatMap((d) => [d.x, d.y, d.width, d.height]),
          ];
          expect(numbers.every(Number.isFinite)).toBe(true);
          expect(shaped.lines.length).toBeGreaterThan(0);
          const length = record.props.characters.length;
          for (const { start, end, glyphs, positions } of shaped.runs) {
            expect(start >= 0 && start <= end && end <= length).toBe(true);
            expect(positions.length).toBe(2 * glyphs.length);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is covered by its lines in order: only line breaks lie between them', () => {
    fc.assert(
      fc.property(anyPieces, anyWidth, (pieces, width) => {
        const record = styledRecord(pieces);
        const { lines } = engine.shape(record, width);
        const breaks = new Set(splitParagraphs(record.props.characters).map((p) => p.end));
        let at = 0;
        for (const line of lines) {
          if (line.start !== at) expect(breaks.has(at)).toBe(true);
          expect(line.end).toBeGreaterThanOrEqual(line.start);
          at = line.end;
        }
        expect(at).toBe(record.props.characters.length);
      }),
      { numRuns: 100 },
    );
  });

  it('shapes the same way twice', () => {
    fc.assert(
      fc.property(anyPieces, anyWidth, (pieces, width) => {
        const plain = () => {
          const { runs, ...rest } = engine.shape(styledRecord(pieces), width);
          return { ...rest, runs: runs.map(({ typeface: _, ...run }) => run) };
        };
        const before = plain();
        engine.shape(textRecord('something else pushes it out of the cache'), 33);
        expect(plain()).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });
});

describe('words that can be broken', () => {
  it('never make a line wider than the wrap width', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, anyStyle, fc.integer({ min: 230, max: 900 }), (list, style, width) => {
        const { lines } = engine.shape(textRecord(list.join(' '), style), width);
        // A letter can be 200 px, so nothing below that can be asked for.
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 0.01);
      }),
      { numRuns: 60 },
    );
  });

  it('end with an ellipsis inside the wrap width', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 120 }), (list, width) => {
        const props = { textTruncation: 'ENDING' as const, maxLines: 1, textAutoResize: 'HEIGHT' as const };
        const shaped = engine.shape(textRecord(list.join(' '), { fontSize: 20 }, props), width);
        if (shaped.truncated) expect(shaped.lines[0]?.width).toBeLessThanOrEqual(width);
        expect(shaped.lines).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });
});

/** CanvasKit's Paragraph class, which it does not export. */
function paragraphPrototype(): Paragraph {
  const { kit } = engine;
  const provider = kit.TypefaceFontProvider.Make();
  const builder = kit.ParagraphBuilder.MakeFromFontProvider(
    new kit.ParagraphStyle({ textStyle: {} }),
    provider,
  );
  const paragraph = builder.build();
  const prototype: Paragraph = Object.getPrototypeOf(paragraph);
  for (const object of [paragraph, builder, provider]) object.delete();
  return prototype;
}

describe('memory', () => {
  const shapeMany = (from: number, count: number) => {
    for (let i = from; i < from + count; i++)
      engine.shape(
        textRecord(`Text number ${i} with 😀 and שלום, long enough to wrap`, { fontSize: 20 }),
        120,
      );
  };
  /** Where CanvasKit's heap has room for a big block: it moves up by what was not freed. */
  const endOfHeap = () => {
    const block = engine.kit.Malloc(Uint8Array, 8 * 1024 * 1024);
    const { byteOffset } = block;
    engine.kit.Free(block);
    return byteOffset;
  };

  it('does not grow with the number of texts shaped', () => {
    shapeMany(0, 300);
    const before = endOfHeap();
    shapeMany(300, 2500);
    expect(endOfHeap() - before).toBeLessThan(1024 * 1024);
  });

  it('keeps one typeface handle per typeface and frees the others', () => {
    shapeMany(0, 1);
    const handles: { isDeleted(): boolean }[] = [];
    const prototype = paragraphPrototype();
    const original = prototype.getShapedLines;
    const spy = vi.spyOn(prototype, 'getShapedLines').mockImplementation(function (this: Paragraph) {
      const lines = original.call(this);
      handles.push(...lines.flatMap((line) => line.runs.map((run) => run.typeface)));
      return lines;
    });
    shapeMany(1, 20);
    spy.mockRestore();
    expect(handles.length).toBeGreaterThan(60);
    expect(handles.every((handle) => handle.isDeleted())).toBe(true);
  });
});
