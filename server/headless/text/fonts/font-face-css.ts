/** The bundled families as `@font-face` rules, so that a browser can set text in the canvas's own fonts. */
import { join } from 'node:path';
import table from '../data/bundled-fonts.json' with { type: 'json' };
import { type BundledFamily, packageFolder } from './bundled.ts';

export interface FontFaceRule {
  family: string;
  css: string;
}

/** @param urlOf Address under which the browser gets a font file. */
export function fontFaceRules(urlOf: (path: string) => string): FontFaceRule[] {
  const families = table.families as BundledFamily[];
  return families.flatMap(({ family, package: name, axes, subsets, styles }) => {
    const folder = packageFolder(name);
    const rules = new Map<string, string>();
    for (const { weight, italic, file } of styles) {
      for (const { name: subset, ranges } of subsets) {
        const path = join(folder, file.replace('{subset}', subset));
        // The styles of a variable family share a file, whose axis says which weights it has.
        const weights = axes?.['wght'] ? `${axes['wght'].min} ${axes['wght'].max}` : String(weight);
        rules.set(
          `${path} ${italic}`,
          `@font-face{font-family:"${family}";font-style:${italic ? 'italic' : 'normal'};font-weight:${weights};` +
            `src:url("${urlOf(path)}") format("woff2");${ranges === '' ? '' : `unicode-range:${ranges};`}}`,
        );
      }
    }
    return [...rules.values()].map((css) => ({ family, css }));
  });
}
