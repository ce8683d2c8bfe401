/** The text engine: fonts, shaping with a cache, and what the painter needs to draw the result. */
import type { CanvasKit, Font } from 'canvaskit-wasm';
import { loadKit } from '../kit.ts';
import type { NodeRecord, ShapedText, TextMeasurer, TextStyleProps } from '../model.ts';
import type { FontFace } from './fonts/face.ts';
import { faceMetrics } from './fonts/metrics.ts';
import { type FontOptions, FontRegistry } from './fonts/registry.ts';
import { Itemizer } from './itemize.ts';
import { LruCache } from './lru-cache.ts';
import { GlyphOutlines } from './outlines.ts';
import { type RunStyle, resolveRunStyle } from './run-style.ts';
import { shapeText } from './shape-text.ts';
import { shapeKey, textProps } from './text-props.ts';
import { type TypefaceInstance, TypefacePool } from './typefaces.ts';

export interface TextEngine extends TextMeasurer {
  readonly fonts: FontRegistry;
  readonly kit: CanvasKit;
  /**
   * The CanvasKit font of a glyph run's `typeface`, for `canvas.drawGlyphs(run.glyphs, run.positions, x, y, font,
   * paint)`. The engine owns it: use it at once, do not delete it.
   */
  typefaceFont(typeface: unknown, fontSize: number): Font;
  /** SVG path data of a glyph: px, origin at the pen position on the baseline, y down; '' if it has no outline. */
  glyphOutline(typeface: unknown, glyph: number, fontSize: number): string;
  /** Frees everything in CanvasKit's memory. The engine cannot be used afterwards. */
  dispose(): void;
}

export interface TextEngineOptions extends FontOptions {
  /** Shaped texts kept for being asked again. Default 4,000: fewer than a page has are no use, each is asked in turn. */
  cacheSize?: number;
}

/** Makes a text engine; loads CanvasKit, but no font before a text needs it. */
export async function createTextEngine(options: TextEngineOptions = {}): Promise<TextEngine> {
  return new Engine(await loadKit(), options);
}

class Engine implements TextEngine {
  readonly fonts: FontRegistry;
  private readonly pool: TypefacePool;
  private readonly itemizer: Itemizer;
  private readonly outlines = new GlyphOutlines();
  private readonly shaped: LruCache<string, ShapedText>;
  private readonly drawingFonts = new LruCache<string, Font>(256, (font) => font.delete());
  private readonly typefaceIds = new WeakMap<TypefaceInstance, number>();
  private nextTypefaceId = 0;

  constructor(
    readonly kit: CanvasKit,
    options: TextEngineOptions,
  ) {
    this.fonts = new FontRegistry(options);
    this.pool = new TypefacePool(kit, (file, reason) => this.fonts.report(file, reason));
    this.itemizer = new Itemizer(this.fonts, this.pool);
    this.shaped = new LruCache(options.cacheSize ?? 4000);
  }

  shape(record: NodeRecord, wrapWidth: number | null): ShapedText {
    if (record.type !== 'TEXT') throw new Error(`Only TEXT nodes have text to shape, not ${record.type}`);
    if (wrapWidth !== null && Number.isNaN(wrapWidth)) throw new Error('wrapWidth must be a number or null');
    const props = textProps(record);
    const key = shapeKey(props, wrapWidth);
    const known = this.shaped.get(key);
    if (known) return known;
    const shaped = shapeText({
      kit: this.kit,
      pool: this.pool,
      itemizer: this.itemizer,
      props,
      styles: props.textRuns.map((run) => this.runStyle(run.style)),
      width: wrapWidth === null ? Infinity : Math.max(0, wrapWidth),
      missing: new Set(),
    });
    this.shaped.set(key, shaped);
    return shaped;
  }

  private runStyle(style: TextStyleProps): RunStyle {
    const face = this.usableFace(style.fontName);
    return resolveRunStyle(style, face, faceMetrics(face));
  }

  /** The font asked for, or Inter if its file turns out to be broken. */
  private usableFace(font: { family: string; style: string }): FontFace {
    const face = this.fonts.faceOrSubstitute(font);
    if (face.files.some((file) => this.pool.open(file))) return face;
    return this.fonts.faceOrSubstitute({ family: 'Inter', style: face.style });
  }

  typefaceFont(typeface: unknown, fontSize: number): Font {
    const instance = this.instanceOf(typeface);
    let id = this.typefaceIds.get(instance);
    if (id === undefined) {
      id = this.nextTypefaceId++;
      this.typefaceIds.set(instance, id);
    }
    const key = `${id} ${fontSize}`;
    let font = this.drawingFonts.get(key);
    if (!font) {
      font = new this.kit.Font(instance.handle ?? null, fontSize);
      font.setSubpixel(true);
      font.setLinearMetrics(true);
      font.setHinting(this.kit.FontHinting.None);
      font.setEdging(this.kit.FontEdging.AntiAlias);
      this.drawingFonts.set(key, font);
    }
    return font;
  }

  glyphOutline(typeface: unknown, glyph: number, fontSize: number): string {
    return this.outlines.path(this.instanceOf(typeface), glyph, fontSize);
  }

  private instanceOf(typeface: unknown): TypefaceInstance {
    if (!this.pool.owns(typeface))
      throw new Error('This typeface did not come from a text this engine shaped');
    return typeface;
  }

  dispose(): void {
    this.drawingFonts.clear();
    this.shaped.clear();
    this.pool.dispose();
  }
}
