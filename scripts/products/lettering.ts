/** Label print: text as outlines from the fonts the project depends on, so no font needs to be installed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font, type Glyph } from 'fontkitten';
import sharp from 'sharp';
import { toLinear, type Vec3 } from './vec.ts';

const require = createRequire(import.meta.url);

function openFont(path: string): Font {
  const font = create(readFileSync(path));
  if ('fonts' in font) throw new Error(`${path} is a font collection`);
  return font;
}

const packaged = (path: string) => openFont(require.resolve(path));
const inter = (weight: string) =>
  openFont(
    join(dirname(require.resolve('inter-ui/package.json')), 'Inter (web latin)', `Inter-${weight}.woff2`),
  );

export const fonts = {
  // The variable file's default instance (Regular): fontkitten cannot yet set axes of a WOFF2.
  wordmark: packaged('@fontsource-variable/fraunces/files/fraunces-latin-full-normal.woff2'),
  italic: packaged('@fontsource/instrument-serif/files/instrument-serif-latin-400-italic.woff2'),
  text: inter('Medium'),
  textBold: inter('SemiBold'),
  heavy: inter('Black'),
  poppinsBold: packaged('@fontsource/poppins/files/poppins-latin-700-normal.woff2'),
  poppinsBlack: packaged('@fontsource/poppins/files/poppins-latin-900-normal.woff2'),
  dmSerif: packaged('@fontsource/dm-serif-display/files/dm-serif-display-latin-400-normal.woff2'),
  serif: packaged('@fontsource/instrument-serif/files/instrument-serif-latin-400-normal.woff2'),
  bebas: packaged('@fontsource/bebas-neue/files/bebas-neue-latin-400-normal.woff2'),
  anton: packaged('@fontsource/anton/files/anton-latin-400-normal.woff2'),
};

export interface TextOptions {
  font: Font;
  /** Font size and position of the baseline, in the SVG's units. */
  size: number;
  x: number;
  y: number;
  anchor?: 'start' | 'middle' | 'end';
  /** Extra space between letters, in em. */
  tracking?: number;
  fill: string;
}

/** One line of text as an SVG path. */
export function text(content: string, options: TextOptions): string {
  const { path, width } = outlineOf(content, options.font, options.size, options.tracking ?? 0);
  const shift = options.anchor === 'middle' ? width / 2 : options.anchor === 'end' ? width : 0;
  return `<path transform="translate(${round(options.x - shift)} ${round(options.y)})" fill="${options.fill}" d="${path}"/>`;
}

/** Outlines with the baseline at y = 0, y down; the advance width and the box of the ink. */
export function outlineOf(content: string, font: Font, size: number, tracking: number) {
  const glyphs: Glyph[] = font.glyphsForString(content);
  const k = size / font.unitsPerEm;
  let pen = 0;
  let path = '';
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const glyph of glyphs) {
    const outline = glyph.path.scale(k, -k).translate(pen, 0);
    path += outline.toSVG();
    const ink = outline.bbox;
    if (ink.maxX > ink.minX) {
      box.left = Math.min(box.left, ink.minX);
      box.right = Math.max(box.right, ink.maxX);
      box.top = Math.min(box.top, ink.minY);
      box.bottom = Math.max(box.bottom, ink.maxY);
    }
    pen += glyph.advanceWidth * k + tracking * size;
  }
  const rounded = path.replace(/-?\d+\.\d+/g, (number) => String(round(Number(number))));
  return { path: rounded, width: pen - tracking * size, box };
}

/** A print as pixels: colour (linear) and coverage anywhere on the label, in mm from its middle, y up. */
export interface Print {
  at(x: number, y: number): { colour: Vec3; cover: number };
}

/** Draws an SVG whose units are mm, 0/0 top left, at `density` px per mm. */
export async function print(width: number, height: number, body: string, density = 36): Promise<Print> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * density}" height="${height * density}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    at: (x, y) => {
      const px = (x + width / 2) * density - 0.5;
      const py = (height / 2 - y) * density - 0.5;
      const x0 = Math.floor(px);
      const y0 = Math.floor(py);
      let r = 0;
      let g = 0;
      let b = 0;
      let cover = 0;
      for (let corner = 0; corner < 4; corner++) {
        const cx = x0 + (corner & 1);
        const cy = y0 + (corner >> 1);
        if (cx < 0 || cy < 0 || cx >= info.width || cy >= info.height) continue;
        const weight = (corner & 1 ? px - x0 : 1 - px + x0) * (corner >> 1 ? py - y0 : 1 - py + y0);
        const index = (cy * info.width + cx) * 4;
        const alpha = ((data[index + 3] ?? 0) / 255) * weight;
        r += toLinear((data[index] ?? 0) / 255) * alpha;
        g += toLinear((data[index + 1] ?? 0) / 255) * alpha;
        b += toLinear((data[index + 2] ?? 0) / 255) * alpha;
        cover += alpha;
      }
      if (cover <= 0) return { colour: [0, 0, 0], cover: 0 };
      return { colour: [r / cover, g / cover, b / cover], cover };
    },
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
