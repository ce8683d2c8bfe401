/** The number of a picture on a contact sheet, as a tab on its upper edge. Digits are outlines: no font is needed. */
import { z } from 'zod';
import data from './data/digits.json' with { type: 'json' };

const { unitsPerEm, capHeight, digits } = z
  .object({
    unitsPerEm: z.number(),
    capHeight: z.number(),
    digits: z.array(z.object({ advance: z.number(), path: z.string() })).length(10),
  })
  .parse(data);

/** An SVG of `height` px; as wide as the number needs. */
export function numberTab(number: number, height: number): Buffer {
  const size = height * 0.86;
  const scale = size / unitsPerEm;
  const pad = height * 0.34;
  const baseline = (height + capHeight * scale) / 2;
  let x = pad;
  const glyphs = [...String(number)].map((digit) => {
    const { advance, path } = digits[Number(digit)] ?? { advance: 0, path: '' };
    const glyph = `<path transform="translate(${x} ${baseline}) scale(${scale} ${-scale})" d="${path}"/>`;
    x += advance * scale;
    return glyph;
  });
  const width = Math.ceil(x + pad);
  const r = height * 0.22;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<path d="M0 ${height}V${r}Q0 0 ${r} 0H${width - r}Q${width} 0 ${width} ${r}V${height}Z" fill="#111216"/>` +
      `<g fill="#fff">${glyphs.join('')}</g></svg>`,
  );
}
