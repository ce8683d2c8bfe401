import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShapedText } from '../model.ts';
import { createTextEngine, type TextEngine } from './index.ts';
import { textRecord } from './test-records.ts';

let engine: TextEngine;
beforeAll(async () => {
  engine = await createTextEngine({ systemFonts: false });
});
afterAll(() => engine.dispose());

const [width, height] = [1200, 420];

/** Grey levels of a text drawn by `draw`. */
function raster(
  draw: (canvas: import('canvaskit-wasm').Canvas, paint: import('canvaskit-wasm').Paint) => void,
) {
  const { kit } = engine;
  const surface = kit.MakeSurface(width, height);
  if (!surface) throw new Error('no surface');
  const canvas = surface.getCanvas();
  const paint = new kit.Paint();
  paint.setAntiAlias(true);
  canvas.clear(kit.WHITE);
  draw(canvas, paint);
  const pixels = canvas.readPixels(0, 0, {
    width,
    height,
    colorType: kit.ColorType.RGBA_8888,
    alphaType: kit.AlphaType.Unpremul,
    colorSpace: kit.ColorSpace.SRGB,
  });
  paint.delete();
  surface.delete();
  return [...(pixels ?? [])].filter((_, i) => i % 4 === 0).map((grey) => 255 - grey);
}

function drawnWithFont(shaped: ShapedText) {
  return raster((canvas, paint) => {
    for (const run of shaped.runs)
      canvas.drawGlyphs(
        run.glyphs,
        run.positions,
        0,
        0,
        engine.typefaceFont(run.typeface, run.fontSize),
        paint,
      );
  });
}

function drawnWithOutlines(shaped: ShapedText) {
  return raster((canvas, paint) => {
    for (const run of shaped.runs) {
      run.glyphs.forEach((glyph, i) => {
        const path = engine.kit.Path.MakeFromSVGString(
          engine.glyphOutline(run.typeface, glyph, run.fontSize),
        );
        if (!path) throw new Error(`glyph ${glyph} has no readable outline`);
        canvas.save();
        canvas.translate(run.positions[2 * i] ?? 0, run.positions[2 * i + 1] ?? 0);
        canvas.drawPath(path, paint);
        canvas.restore();
        path.delete();
      });
    }
  });
}

describe('glyph outlines', () => {
  it.each([
    ['Inter', 'Semi Bold', {}],
    ['Montserrat', 'Black', {}],
    ['Fraunces', 'Black Italic', { SOFT: 100 }],
    ['Archivo', 'Bold', { wdth: 125 }],
    ['Playfair Display', 'Regular', {}],
    ['Anton', 'Regular', {}],
    ['Poppins', 'Medium', {}],
  ])('of %s %s cover what CanvasKit draws', (family, style, fontVariations) => {
    const shaped = engine.shape(
      textRecord('Åg&é8@', { fontName: { family, style }, fontSize: 300, fontVariations }),
      null,
    );
    const font = drawnWithFont(shaped);
    const outlines = drawnWithOutlines(shaped);
    const ink = font.reduce((sum, grey) => sum + grey, 0);
    const difference = font.reduce((sum, grey, i) => sum + Math.abs(grey - (outlines[i] ?? 0)), 0);
    expect(ink).toBeGreaterThan(100_000);
    // At this size CanvasKit draws outlines too, so only the rounding of points is left.
    expect(difference / ink).toBeLessThan(0.01);
  });

  it('are empty for spaces and colour emoji', () => {
    const run = engine.shape(textRecord('a b'), null).runs[0];
    expect(engine.glyphOutline(run?.typeface, run?.glyphs[1] ?? -1, 12)).toBe('');
    const emoji = engine.shape(textRecord('😀'), null).runs[0];
    expect(engine.glyphOutline(emoji?.typeface, emoji?.glyphs[0] ?? -1, 12)).toBe('');
  });

  it('scale with the font size', () => {
    const run = engine.shape(textRecord('I'), null).runs[0];
    const heightOf = (size: number) => {
      const path = engine.kit.Path.MakeFromSVGString(
        engine.glyphOutline(run?.typeface, run?.glyphs[0] ?? 0, size),
      );
      const bounds = path?.getBounds() ?? [0, 0, 0, 0];
      path?.delete();
      return (bounds[3] ?? 0) - (bounds[1] ?? 0);
    };
    expect(heightOf(100)).toBeCloseTo(10 * heightOf(10), 0);
    expect(heightOf(100)).toBeCloseTo(72.7, 0);
  });
});
