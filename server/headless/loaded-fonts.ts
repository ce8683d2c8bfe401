/** Which fonts the session has loaded. Figma lets nobody write a text whose fonts are not. */
import type { FontRegistry, FontStyleName } from './engines.ts';
import { FigmaError } from './errors.ts';
import type { NodeRecord } from './model.ts';

export class LoadedFonts {
  readonly #loaded = new Set<string>();

  constructor(readonly registry: FontRegistry) {}

  /** `style` omitted: every style of the family. Unknown fonts are refused as Figma refuses them. */
  async load(family: string, style?: string): Promise<void> {
    const styles = style === undefined ? this.#stylesOf(family) : [style];
    const known = styles.length > 0 && styles.every((name) => this.registry.has({ family, style: name }));
    if (!known) {
      throw new FigmaError(
        `The font "${[family, style].filter(Boolean).join(' ')}" could not be loaded`,
        true,
      );
    }
    await Promise.all(styles.map((name) => this.registry.load({ family, style: name })));
    for (const name of styles) this.#loaded.add(keyOf({ family, style: name }));
  }

  isLoaded(font: FontStyleName): boolean {
    return this.#loaded.has(keyOf(font));
  }

  /** The font gate: throws when a font of the given ones is not loaded. */
  require(fonts: Iterable<FontStyleName>): void {
    for (const font of fonts) {
      if (this.isLoaded(font)) continue;
      const { family, style } = font;
      throw new FigmaError(
        `Cannot write to node with unloaded font "${family} ${style}". Please call figma.loadFontAsync({ family: "${family}", style: "${style}" }) and await the returned promise first.`,
      );
    }
  }

  /** The gate for a whole text node. */
  requireAllOf(record: NodeRecord): void {
    this.require(fontsOf(record));
  }

  isMissing(record: NodeRecord): boolean {
    return fontsOf(record).some((font) => !this.registry.has(font));
  }

  #stylesOf(family: string): string[] {
    return this.registry.families().find((entry) => entry.family === family)?.styles ?? [];
  }
}

/** The distinct fonts of a text, in order of appearance. Empty for other nodes. */
export function fontsOf(record: NodeRecord, start = 0, end = Number.POSITIVE_INFINITY): FontStyleName[] {
  if (record.type !== 'TEXT') return [];
  const { textRuns } = record.props;
  const touched =
    textRuns.length === 1 ? textRuns : textRuns.filter((run) => run.start < end && run.end > start);
  const fonts = new Map(touched.map((run) => [keyOf(run.style.fontName), run.style.fontName]));
  return [...fonts.values()];
}

function keyOf(font: FontStyleName): string {
  return `${font.family}\n${font.style}`;
}
