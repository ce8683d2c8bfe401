/** The wordmark as SVG outlines with a tight box, and as PNG. */
import type { Font } from 'fontkitten';
import sharp from 'sharp';
import { fonts, outlineOf } from './lettering.ts';

const size = 200;

/** The word in `fill` (`#rrggbb`) on nothing. */
export function logoSvg(word: string, fill: string, font: Font = fonts.wordmark, tracking = -0.01): string {
  const { path, box } = outlineOf(word, font, size, tracking);
  const [left, top] = [Math.floor(box.left), Math.floor(box.top)];
  const width = Math.ceil(box.right) - left;
  const height = Math.ceil(box.bottom) - top;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" role="img" aria-label="${word}"><path fill="${fill}" d="${path}"/></svg>\n`;
}

export async function logoPng(svg: string, width: number): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: 300 }).resize({ width }).png({ compressionLevel: 9 }).toBuffer();
}
