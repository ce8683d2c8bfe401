/** The stylesheets pages reach: inline styles, linked files and their imports, each file read once per page. */
import type { TokenSet } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import type { Page } from '../page/page.ts';
import { resolveReference } from '../page/reference.ts';
import { type FontFace, familiesIn, readStylesheet, type Stylesheet } from './custom-properties.ts';
import type { PlacedDeclaration } from './token-sets.ts';

const fontTokenName = /font|family|(^|-)(sans|serif|mono|display)$/i;

export class StyleReader {
  readonly declarations: PlacedDeclaration[] = [];
  readonly fontFaces: (FontFace & { file: string })[] = [];
  readonly families = new Set<string>();
  readonly remote = new Set<string>();
  /** Files of the bundle that styles name: sheets, fonts, images. */
  readonly reached = new Map<string, TokenSet['reach']>();
  readonly missing = new Set<string>();
  readonly warnings: string[] = [];
  private readonly sheets = new Map<string, Stylesheet | undefined>();

  constructor(
    private readonly files: BundleFiles,
    private readonly maxBytes: number,
  ) {}

  /** Call for the primary page first: what it reaches is not counted again for the others. */
  async readPage(page: Page, reach: TokenSet['reach']): Promise<void> {
    for (const style of page.styles) {
      if ('inline' in style)
        this.take(readStylesheet(style.inline.text), page.path, reach, style.inline.line - 1, page.path);
      else if (style.remote) this.remote.add(style.href);
      else await this.readFile(style.href, reach, page.path);
      if ('inline' in style) {
        for (const target of readStylesheet(style.inline.text).imports)
          await this.readImport(page.path, target, reach);
      }
    }
  }

  async readFile(path: string, reach: TokenSet['reach'], from: string): Promise<void> {
    if (this.reached.has(path)) return;
    if (!this.files.has(path)) {
      if (path !== from) this.missing.add(path);
      return;
    }
    this.reached.set(path, reach);
    const sheet = await this.sheet(path);
    if (!sheet) return;
    // Imports come before a sheet's own rules, as in CSS.
    for (const target of sheet.imports) await this.readImport(path, target, reach);
    this.take(sheet, path, reach, 0, path);
  }

  private async readImport(from: string, target: string, reach: TokenSet['reach']): Promise<void> {
    const { url, remote } = resolveReference(from, target);
    if (remote) this.remote.add(url);
    else if (/\.css$/i.test(url) || this.files.has(url)) await this.readFile(url, reach, from);
  }

  private async sheet(path: string): Promise<Stylesheet | undefined> {
    if (!this.sheets.has(path)) {
      const text = await this.files.text(path, this.maxBytes);
      if (text === undefined)
        this.warnings.push(`${path} is too large or not text: its styles were not read.`);
      this.sheets.set(path, text === undefined ? undefined : this.parse(path, text));
    }
    return this.sheets.get(path);
  }

  private parse(path: string, text: string): Stylesheet | undefined {
    try {
      return readStylesheet(text);
    } catch {
      this.warnings.push(`${path} cannot be read as CSS.`);
      return undefined;
    }
  }

  private take(
    sheet: Stylesheet,
    file: string,
    reach: TokenSet['reach'],
    lineOffset: number,
    base: string,
  ): void {
    for (const declaration of sheet.declarations) {
      this.declarations.push({ ...declaration, line: declaration.line + lineOffset, file, reach });
    }
    for (const family of sheet.families) this.families.add(family);
    for (const { name, value } of sheet.declarations) {
      const [family] = fontTokenName.test(name) && /["']|,/.test(value) ? familiesIn(value) : [];
      if (family !== undefined && /^\p{L}[\p{L}\p{N} .&'+-]*$/u.test(family)) this.families.add(family);
    }
    for (const face of sheet.fontFaces) {
      this.fontFaces.push({ ...face, file });
      for (const url of face.urls) this.name(base, url);
    }
    for (const url of sheet.urls) this.name(base, url);
  }

  private name(from: string, target: string): void {
    const { url, remote } = resolveReference(from, target);
    if (remote) this.remote.add(url);
    else if (this.files.has(url)) this.reached.set(url, this.reached.get(url) ?? 'primary');
    else if (!url.includes('#')) this.missing.add(url);
  }
}

/** Families asked for in a Google Fonts URL. */
export function googleFamilies(url: string): string[] {
  if (!/^(https?:)?\/\/fonts\.(googleapis|bunny)\.(com|net)\//.test(url)) return [];
  const query = url.slice(url.indexOf('?') + 1).replaceAll('&amp;', '&');
  return [...new URLSearchParams(query).getAll('family')]
    .flatMap((value) => value.split('|'))
    .map((value) => value.split(':')[0]?.replaceAll('+', ' ').trim() ?? '')
    .filter((family) => family !== '');
}
