/** For the painter's tests: records without a document, and a text engine that only sets one line of one font. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CanvasKit, Font, Typeface } from 'canvaskit-wasm';
import sharp from 'sharp';
import { loadKit } from '../kit.ts';
import type { HeadlessNodeType, ImageStore, NodeProps, NodeRecord, ShapedText } from '../model.ts';
import { exportRecord, type RenderContext, type TextEngine } from './index.ts';

export type RGBA8 = [number, number, number, number];

const require = createRequire(import.meta.url);
let nextId = 1;

export function at(x: number, y: number): Transform {
  return [
    [1, 0, x],
    [0, 1, y],
  ];
}

/** Figma's rotation: counterclockwise degrees about the top left corner. */
export function rotated(degrees: number, x: number, y: number): Transform {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return [
    [cos, sin, x],
    [-sin, cos, y],
  ];
}

export interface NodeInit extends Partial<NodeProps> {
  x?: number;
  y?: number;
}

/** A record of 100 x 100 at the origin, without paints unless given, children linked to it. */
export function node(type: HeadlessNodeType, init: NodeInit = {}, children: NodeRecord[] = []): NodeRecord {
  const { x = 0, y = 0, ...props } = init;
  const defaults = {
    name: type,
    visible: true,
    opacity: 1,
    blendMode: 'PASS_THROUGH',
    isMask: false,
    maskType: 'ALPHA',
    effects: [],
    relativeTransform: at(x, y),
    width: 100,
    height: 100,
    ...(type === 'GROUP' || type === 'PAGE' ? {} : { fills: [], strokes: [], strokeWeight: 1 }),
  };
  const record: NodeRecord = {
    id: `1:${nextId++}`,
    type,
    parent: null,
    children,
    props: { ...defaults, ...props } as NodeProps,
    removed: false,
  };
  for (const child of children) child.parent = record;
  return record;
}

export function solid(hex: string, extra: Partial<SolidPaint> = {}): SolidPaint {
  const value = Number.parseInt(hex.slice(1), 16);
  const color = { r: (value >> 16) / 255, g: ((value >> 8) & 255) / 255, b: (value & 255) / 255 };
  return { type: 'SOLID', color, ...extra };
}

export function stops(...colors: [number, string, number?][]): ColorStop[] {
  return colors.map(([position, hex, a = 1]) => ({ position, color: { ...solid(hex).color, a } }));
}

export function shadow(extra: Partial<DropShadowEffect> = {}): DropShadowEffect {
  return {
    type: 'DROP_SHADOW',
    color: { r: 0, g: 0, b: 0, a: 1 },
    offset: { x: 0, y: 0 },
    radius: 0,
    visible: true,
    blendMode: 'NORMAL',
    ...extra,
  };
}

export function text(characters: string, fontSize: number, fills: Paint[], init: NodeInit = {}): NodeRecord {
  const style = {
    fontName: { family: 'Test', style: 'Regular' },
    fontSize,
    textCase: 'ORIGINAL',
    textDecoration: 'NONE',
    letterSpacing: { unit: 'PIXELS', value: 0 },
    lineHeight: { unit: 'AUTO' },
    fills,
    hyperlink: null,
    listOptions: { type: 'NONE' },
    listSpacing: 0,
    indentation: 0,
    paragraphIndent: 0,
    paragraphSpacing: 0,
  } as const;
  return node('TEXT', {
    characters,
    textRuns: [{ start: 0, end: characters.length, style }],
    textAutoResize: 'WIDTH_AND_HEIGHT',
    strokeAlign: 'OUTSIDE',
    width: 300,
    height: Math.round(fontSize * 1.2),
    ...init,
  });
}

/** One line, no kerning: enough to see that glyphs are painted where the shaper says. */
class LineEngine implements TextEngine {
  private readonly fonts = new Map<number, Font>();

  constructor(
    readonly kit: CanvasKit,
    private readonly typeface: Typeface,
  ) {}

  typefaceFont(typeface: unknown, size: number) {
    const known = this.fonts.get(size);
    if (known !== undefined) return known;
    const font = new this.kit.Font(typeface === this.typeface ? this.typeface : null, size);
    font.setSubpixel(true);
    font.setHinting(this.kit.FontHinting.None);
    font.setEdging(this.kit.FontEdging.AntiAlias);
    this.fonts.set(size, font);
    return font;
  }

  /** A box instead of the letter: the tests only look at where it is. */
  glyphOutline(_typeface: unknown, _glyph: number, size: number): string {
    return `M0 0V-${size}H${size / 2}V0Z`;
  }

  shape(record: NodeRecord): ShapedText {
    const { characters, textRuns } = record.props;
    const runs: ShapedText['runs'] = [];
    const decorations: ShapedText['decorations'] = [];
    let x = 0;
    let height = 0;
    for (const { start, end, style } of textRuns) {
      const font = this.typefaceFont(this.typeface, style.fontSize);
      const glyphs = font.getGlyphIDs(characters.slice(start, end));
      const from = x;
      const baseline = style.fontSize;
      const positions: number[] = [];
      for (const advance of font.getGlyphWidths(glyphs)) {
        positions.push(x, baseline);
        x += advance;
      }
      runs.push({
        typeface: this.typeface,
        fontSize: style.fontSize,
        glyphs: Uint16Array.from(glyphs),
        positions: Float32Array.from(positions),
        start,
        end,
      });
      if (style.textDecoration === 'UNDERLINE') {
        decorations.push({ x: from, y: baseline + 2, width: x - from, height: 2, start, end });
      }
      height = Math.max(height, Math.round(style.fontSize * 1.2));
    }
    const line = { start: 0, end: characters.length, x: 0, y: 0, width: x, height, baseline: height / 1.2 };
    return { width: Math.ceil(x), height, lines: [line], runs, decorations, truncated: false, missing: [] };
  }
}

class Images implements ImageStore {
  readonly known = new Map<string, { bytes: Uint8Array; width: number; height: number }>();
  get(hash: string) {
    return this.known.get(hash);
  }
}

export interface TestContext extends RenderContext {
  images: Images;
}

let context: Promise<TestContext> | undefined;

export function testContext(): Promise<TestContext> {
  context ??= (async () => {
    const kit = await loadKit();
    const bytes = readFileSync(require.resolve('@fontsource/anton/files/anton-latin-400-normal.woff2'));
    const copy = new Uint8Array(bytes).buffer;
    const typeface = kit.Typeface.MakeTypefaceFromData(copy);
    if (typeface === null) throw new Error('the test font cannot be read');
    return { text: new LineEngine(kit, typeface), images: new Images() };
  })();
  return context;
}

/** Puts a picture into the store: `pixel` answers the colour at x, y. */
export async function addImage(
  { images }: TestContext,
  width: number,
  height: number,
  pixel: (x: number, y: number) => RGBA8,
): Promise<string> {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) => {
    const x = Math.floor(index / 4) % width;
    return pixel(x, Math.floor(index / 4 / width))[index % 4] ?? 0;
  });
  const bytes = new Uint8Array(
    await sharp(data, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer(),
  );
  const hash = `image-${images.known.size}`;
  images.known.set(hash, { bytes, width, height });
  return hash;
}

export interface Rendered {
  width: number;
  height: number;
  /** Straight-alpha colour of a pixel. */
  at(x: number, y: number): RGBA8;
}

/** Exports a record as PNG and decodes it. */
export async function render(
  record: NodeRecord,
  settings: Partial<ExportSettingsImage> = {},
  using?: RenderContext,
): Promise<Rendered> {
  const bytes = await exportRecord(record, { format: 'PNG', ...settings }, using ?? (await testContext()));
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at(x, y) {
      const [r = 0, g = 0, b = 0, a = 0] = data.subarray(
        (y * info.width + x) * 4,
        (y * info.width + x) * 4 + 4,
      );
      return [r, g, b, a];
    },
  };
}

/** A white, clipping frame around children, so that pixel coordinates are the children's. */
export function stage(width: number, height: number, children: NodeRecord[], fill = '#ffffff'): NodeRecord {
  return node('FRAME', { width, height, fills: [solid(fill)], clipsContent: true }, children);
}
