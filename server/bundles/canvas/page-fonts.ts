/** The canvas's own fonts for a page that names them and does not bring them: it breaks lines as the canvas will. */
import { fontFaceRules } from '../../headless/text/index.ts';

const folder = '.adsmith-fonts';

class CanvasFonts {
  private readonly files = new Map<string, string>();
  private rules: ReturnType<typeof fontFaceRules> | undefined;

  /** `@font-face` rules of every bundled family but those. */
  css(except: readonly string[]): string {
    const without = new Set(except.map((family) => family.toLowerCase()));
    this.rules ??= fontFaceRules((path) => {
      const name = `${folder}/${this.files.size}.woff2`;
      this.files.set(name, path);
      return `/${name}`;
    });
    return this.rules
      .filter(({ family }) => !without.has(family.toLowerCase()))
      .map(({ css }) => css)
      .join('\n');
  }

  /** The font file at a path of the page's origin. */
  fileAt(path: string): string | undefined {
    return this.files.get(path);
  }
}

export const canvasFonts = new CanvasFonts();
