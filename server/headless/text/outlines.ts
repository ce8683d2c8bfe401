/** Glyph outlines as SVG paths, for vector export (CanvasKit draws glyphs but does not hand out their curves). */
import { create, type Font as FontData } from 'fontkitten';
import type { FontFile } from './fonts/face.ts';
import { loadFontBytes } from './fonts/font-bytes.ts';
import { withPlainGlyphs } from './fonts/woff2-glyphs.ts';
import type { TypefaceInstance } from './typefaces.ts';

export class GlyphOutlines {
  private readonly files = new WeakMap<FontFile, FontData>();
  private readonly instances = new WeakMap<TypefaceInstance, FontData>();

  /**
   * SVG path data of a glyph at a font size: px, origin on the baseline at the pen position, y down.
   * Empty for white space and for colour glyphs, which have no outline of their own.
   */
  path(instance: TypefaceInstance, glyph: number, fontSize: number): string {
    const font = this.instance(instance);
    const scale = fontSize / font.unitsPerEm;
    return font.getGlyph(glyph).path.scale(scale, -scale).toSVG();
  }

  private instance(instance: TypefaceInstance): FontData {
    let font = this.instances.get(instance);
    if (!font) {
      const whole = this.file(instance.file);
      font = Object.keys(instance.variations).length > 0 ? whole.getVariation(instance.variations) : whole;
      this.instances.set(instance, font);
    }
    return font;
  }

  private file(file: FontFile): FontData {
    let font = this.files.get(file);
    if (!font) {
      const opened = create(withPlainGlyphs(loadFontBytes(file)));
      if (opened.isCollection) throw new Error(`${file.path} is a collection, not one font`);
      font = opened;
      this.files.set(file, font);
    }
    return font;
  }
}
