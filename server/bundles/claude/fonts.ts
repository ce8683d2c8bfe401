/** Font families a design uses, and where they come from. */
import type { BundleFacts } from '../../../schemas/bundle.ts';
import type { Page } from '../page/page.ts';
import { googleFamilies } from '../styles/closure.ts';
import type { Styles } from '../styles/read-styles.ts';
import type { DesignSystem } from './design-system.ts';

export function readFonts(
  pages: readonly Page[],
  styles: Styles,
  systems: readonly DesignSystem[],
): BundleFacts['fonts'] {
  const fonts = new Map<string, BundleFacts['fonts'][number]>();
  const add = (family: string, from: BundleFacts['fonts'][number]['from'], urls: string[] = []) => {
    const known = fonts.get(family.toLowerCase());
    if (!known) fonts.set(family.toLowerCase(), { family, from, ...(urls.length > 0 && { urls }) });
    else if (urls.length > 0) known.urls = [...new Set([...(known.urls ?? []), ...urls])];
  };
  for (const url of [
    ...pages.flatMap(({ styles: own }) => own.flatMap((one) => ('href' in one ? [one.href] : []))),
    ...styles.remote,
  ]) {
    for (const family of googleFamilies(url)) add(family, 'google');
  }
  for (const { family, urls } of styles.fontFaces) add(family, 'file', urls);
  for (const { manifest, bound } of systems) {
    if (!bound) for (const { family } of [...manifest.fonts, ...manifest.brandFonts]) add(family, 'manifest');
  }
  for (const family of styles.families) add(family, 'css');
  // Families only named in inline styles, as Design Components do.
  for (const { html } of pages) {
    for (const match of html.matchAll(
      /font-family\s*:\s*(?:&quot;|["'])?([\p{L}][\p{L}\p{N} -]{1,40})(?:&quot;|["'])?\s*[,;"]/gu,
    )) {
      const family = match[1]?.trim() ?? '';
      if (!/^(sans-serif|serif|monospace|system-ui|inherit|var|cursive|ui-)/i.test(family))
        add(family, 'css');
    }
  }
  return [...fonts.values()];
}
