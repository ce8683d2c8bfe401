/** Fonts of the host: listed once a session, resolved from what a program asks for, loaded once each. */
import type { FontFamily } from '../../../schemas/canvas-request.ts';
import { fail, messageOf } from '../errors.ts';
import { nearestFamily, plainName } from './nearest-family.ts';
import { nearestStyle, readStyle } from './style-name.ts';

export interface FontRequest {
  family: string;
  /** An exact style name; its words are read when the family spells it differently. */
  style?: string;
  weight?: number;
  italic?: boolean;
}

export interface ResolvedFont {
  fontName: FontName;
  /** One sentence when the font is not what was asked for. */
  substitution?: string;
}

export interface Fonts {
  /** Families whose name contains `query` (any spelling of case and spaces), sorted. */
  list(query?: string): Promise<FontFamily[]>;
  /** Never fails as long as the host has any font; says what was replaced. */
  resolve(request: FontRequest): Promise<ResolvedFont>;
  /** Loads each font once. Throws `CanvasError` (code `font`). */
  load(fonts: readonly FontName[]): Promise<void>;
}

interface Family {
  family: string;
  styles: string[];
}

export function createFonts(figma: PluginAPI): Fonts {
  let listing: Promise<Map<string, Family>> | undefined;
  const loads = new Map<string, Promise<void>>();

  /** Figma lists thousands of styles and takes seconds for it: one in-flight promise for the session. */
  function families(): Promise<Map<string, Family>> {
    listing ??= figma.listAvailableFontsAsync().then(
      (fonts) => {
        const index = new Map<string, Family>();
        for (const { fontName } of fonts) {
          const key = plainName(fontName.family);
          const known = index.get(key);
          if (known === undefined) index.set(key, { family: fontName.family, styles: [fontName.style] });
          else if (known.styles.indexOf(fontName.style) < 0) known.styles.push(fontName.style);
        }
        return index;
      },
      (error: unknown) => {
        listing = undefined;
        throw error;
      },
    );
    return listing;
  }

  function axesOf(family: string): string[] | undefined {
    // Older Figma versions do not have the method.
    if (!('getFontFamilyVariationAxes' in figma)) return undefined;
    try {
      return figma.getFontFamilyVariationAxes(family) ?? undefined;
    } catch {
      return undefined;
    }
  }

  async function resolve(request: FontRequest): Promise<ResolvedFont> {
    const index = await families();
    if (index.size === 0) fail('font', 'The host has no fonts at all.');
    const notes: string[] = [];
    let family = index.get(plainName(request.family));
    if (family === undefined) {
      const names = Array.from(index.values(), (entry) => entry.family);
      const standIn = nearestFamily(request.family, names) ?? 'Inter';
      family = index.get(plainName(standIn));
      if (family === undefined)
        return fail('font', `No font like "${request.family}" is available.`, {
          hint: 'List the fonts of this canvas and choose one of them.',
        });
      notes.push(`"${request.family}" is not available here`);
    }
    if (request.style !== undefined && family.styles.indexOf(request.style) >= 0) {
      return answer({ family: family.family, style: request.style });
    }
    const named = request.style === undefined ? undefined : readStyle(request.style);
    const wanted = {
      weight: request.weight ?? named?.weight ?? 400,
      italic: request.italic ?? named?.italic ?? false,
      width: named?.width ?? 0,
    };
    const style = nearestStyle(family.styles, wanted);
    if (style === undefined) return fail('font', `The family "${family.family}" has no styles.`);
    const got = readStyle(style);
    if (got.italic !== wanted.italic)
      notes.push(`"${family.family}" has no ${wanted.italic ? 'italic' : 'upright'} style`);
    // "Book" (390) and the like stand for 400 without a word.
    if (Math.abs(got.weight - wanted.weight) > 10) {
      if (hasWeightAxis(family.family)) {
        return answer({
          family: family.family,
          style,
          variationSettings: { wght: Math.min(1000, Math.max(1, wanted.weight)) },
        });
      }
      notes.push(`"${family.family}" has no weight ${wanted.weight}`);
    }
    return answer({ family: family.family, style });

    function answer(fontName: FontName): ResolvedFont {
      if (notes.length === 0) return { fontName };
      const used = `used "${fontName.family} ${fontName.style}"`;
      return { fontName, substitution: `${notes.join(', and ')}: ${used}.` };
    }
  }

  function hasWeightAxis(family: string): boolean {
    const axes = axesOf(family);
    return axes !== undefined && axes.indexOf('wght') >= 0;
  }

  function loadOne(font: FontName): Promise<void> {
    const key = `${font.family}\n${font.style}\n${font.variationSettings === undefined ? '' : JSON.stringify(font.variationSettings)}`;
    let loading = loads.get(key);
    if (loading === undefined) {
      loading = figma.loadFontAsync(plain(font)).catch((error: unknown) => {
        loads.delete(key);
        return fail('font', messageOf(error), {
          hint: `"${font.family} ${font.style}" is not installed here: set another fontFamily on the text first.`,
        });
      });
      loads.set(key, loading);
    }
    return loading;
  }

  return {
    async list(query) {
      const wanted = query === undefined ? '' : plainName(query);
      const found: FontFamily[] = [];
      for (const [key, entry] of await families()) {
        if (key.indexOf(wanted) < 0) continue;
        const axes = axesOf(entry.family);
        found.push({
          family: entry.family,
          styles: entry.styles.slice(),
          ...(axes === undefined ? {} : { axes }),
        });
      }
      return found.sort((left, right) => (left.family < right.family ? -1 : 1));
    },
    resolve,
    async load(fonts) {
      await Promise.all(fonts.map(loadOne));
    },
  };
}

/** Only the members Figma's validator knows, whatever object they came in. */
function plain(font: FontName): FontName {
  return font.variationSettings === undefined
    ? { family: font.family, style: font.style }
    : { family: font.family, style: font.style, variationSettings: font.variationSettings };
}
