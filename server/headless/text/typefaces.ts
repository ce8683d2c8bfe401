/** CanvasKit's side of fonts: registers a file when it is first needed and answers what glyphs it has. */
import type { CanvasKit, FontCollection, Typeface, TypefaceFontProvider } from 'canvaskit-wasm';
import { inRanges } from './fonts/code-point-ranges.ts';
import type { FontFile } from './fonts/face.ts';
import { loadFontBytes } from './fonts/font-bytes.ts';

/** A font file as CanvasKit knows it. */
export interface RegisteredFile {
  file: FontFile;
  /** The alias the paragraph builder finds it by; unique per file. */
  alias: string;
  /** The file's default instance; owned by the pool. */
  typeface: Typeface;
  has(codePoint: number): boolean;
}

/**
 * A font file at one place in its design space. This is the opaque `typeface` of a `GlyphRun`; `handle` is
 * CanvasKit's typeface, known once a text was shaped with it.
 */
export interface TypefaceInstance {
  readonly file: FontFile;
  readonly alias: string;
  readonly variations: Readonly<Record<string, number>>;
  handle: Typeface | undefined;
}

export class TypefacePool {
  readonly collection: FontCollection;
  private readonly provider: TypefaceFontProvider;
  private readonly files = new Map<string, RegisteredFile | null>();
  private readonly instances = new Map<string, TypefaceInstance>();
  private readonly known = new WeakSet<object>();
  private readonly handles: Typeface[] = [];

  constructor(
    kit: CanvasKit,
    private readonly onProblem: (file: FontFile, reason: string) => void,
  ) {
    this.provider = kit.TypefaceFontProvider.Make();
    this.collection = kit.FontCollection.Make();
    this.collection.setDefaultFontManager(this.provider);
  }

  /** The file, registered on first use; undefined (and reported once) if it is broken. */
  open(file: FontFile): RegisteredFile | undefined {
    const known = this.files.get(file.id);
    if (known !== undefined) return known ?? undefined;
    let registered: RegisteredFile | null = null;
    try {
      registered = this.register(file);
    } catch (error) {
      this.onProblem(file, error instanceof Error ? error.message : String(error));
    }
    this.files.set(file.id, registered);
    return registered ?? undefined;
  }

  private register(file: FontFile): RegisteredFile {
    const alias = `f${this.files.size}`;
    this.provider.registerFont(loadFontBytes(file), alias);
    const typeface = this.provider.matchFamilyStyle(alias, {});
    if (!typeface) throw new Error('CanvasKit cannot read this font');
    this.handles.push(typeface);
    const seen = new Map<number, boolean>();
    return {
      file,
      alias,
      typeface,
      has(codePoint) {
        let answer = seen.get(codePoint);
        if (answer === undefined) {
          const inside = file.ranges === undefined || inRanges(file.ranges, codePoint);
          answer = inside && (typeface.getGlyphIDs(String.fromCodePoint(codePoint))[0] ?? 0) !== 0;
          seen.set(codePoint, answer);
        }
        return answer;
      },
    };
  }

  /** The instance of a file at axis values; the same object every time, so it can be compared and cached by. */
  instance(registered: RegisteredFile, variations: Record<string, number>): TypefaceInstance {
    const key = `${registered.alias} ${Object.entries(variations).sort().join(' ')}`;
    let instance = this.instances.get(key);
    if (!instance) {
      instance = { file: registered.file, alias: registered.alias, variations, handle: undefined };
      this.instances.set(key, instance);
      this.known.add(instance);
    }
    return instance;
  }

  /** Whether a glyph run's opaque typeface is one of this pool's. */
  owns(typeface: unknown): typeface is TypefaceInstance {
    return typeof typeface === 'object' && typeface !== null && this.known.has(typeface);
  }

  /** Keeps the handle that shaping produced, or frees it if the instance already has one. */
  adopt(instance: TypefaceInstance, handle: Typeface | null): void {
    if (!handle) return;
    if (instance.handle) handle.delete();
    else {
      instance.handle = handle;
      this.handles.push(handle);
    }
  }

  dispose(): void {
    for (const handle of this.handles) handle.delete();
    this.handles.length = 0;
    this.instances.clear();
    this.files.clear();
    this.collection.delete();
    this.provider.delete();
  }
}
