import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { exportRecord } from './index.ts';
import { node, solid, stage, testContext } from './test-records.ts';

/** The binary contents of a PDF's streams, found by the lengths it declares. */
function streams(pdf: Buffer): Buffer[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/Length (\d+) >>\nstream\n/g)].map((match) => {
    const start = match.index + match[0].length;
    return pdf.subarray(start, start + Number(match[1]));
  });
}

describe('PDF', () => {
  it('has one page of the size of the node, with a picture of twice as many pixels', async () => {
    const pdf = Buffer.from(
      await exportRecord(
        stage(120, 80, [node('RECTANGLE', { fills: [solid('#ff0000')] })]),
        { format: 'PDF' },
        await testContext(),
      ),
    );
    expect(pdf.toString('latin1')).toContain('/MediaBox [0 0 120 80]');
    const [drawing, picture] = streams(pdf);
    expect(drawing?.toString()).toBe('q 120 0 0 80 0 0 cm /Im0 Do Q');
    const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([240, 160]);
    expect(data[0]).toBeGreaterThan(250);
  });

  it('lists every object at its offset', async () => {
    const pdf = Buffer.from(
      await exportRecord(stage(10, 10, []), { format: 'PDF' }, await testContext()),
    ).toString('latin1');
    const table = pdf.slice(Number(pdf.match(/startxref\n(\d+)/)?.[1]));
    const offsets = [...table.matchAll(/(\d{10}) 00000 n/g)].map((match) => Number(match[1]));
    expect(offsets).toHaveLength(5);
    offsets.forEach((at, index) => {
      expect(pdf.slice(at)).toMatch(new RegExp(`^${index + 1} 0 obj`));
    });
  });

  it('keeps transparency as a soft mask', async () => {
    const pdf = Buffer.from(
      await exportRecord(
        node('ELLIPSE', { fills: [solid('#ff0000')] }),
        { format: 'PDF' },
        await testContext(),
      ),
    );
    expect(pdf.toString('latin1')).toContain('/SMask 6 0 R');
    const alpha = inflateSync(streams(pdf)[2] ?? Buffer.alloc(0));
    expect([alpha.length, alpha[0], alpha[100 * 200 + 100]]).toEqual([200 * 200, 0, 255]);
  });
});
