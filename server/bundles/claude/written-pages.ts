/** What the markup of a handoff's pages names: their parts, their views, and what covers them. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import { markedScreens } from '../page/marked-screens.ts';
import { elements, type Page } from '../page/page.ts';
import { readParts } from '../page/parts.ts';
import { componentOf, isOfScreen, readDesignComponent } from './design-component.ts';
import { readDataProps } from './design-state.ts';
import { isCopy } from './layout.ts';
import type { PartsInput } from './named-parts.ts';
import { APP_VIEWS, MANY_PAGES, realPages, stemOf } from './page-screens.ts';
import { readTemplateFlags } from './template-flags.ts';

export interface WrittenPage {
  path: string;
  /** Is it the page to build? */
  primary: boolean;
  parts: BundleComponent[];
  screens: BundleScreen[];
  /** What covers the page while it is shown. */
  overlays: BundleScreen[];
}

/** From so many Design Components on each page is a screen, and its states are its own. */
const MANY_COMPONENTS = 4;

export function writtenPages(input: PartsInput): WrittenPage[] {
  const { pages, systems, layout, primary, reachOf } = input;
  const system = systems.some(({ bound }) => !bound);
  const imported = importedNames(pages);
  const many =
    pages.filter((page) => page.path.endsWith('.dc.html') && reachOf(page) === 'primary').length >=
    MANY_COMPONENTS;
  const ofMany = realPages(input).length >= MANY_PAGES;
  return pages
    .filter(
      (page) =>
        !isCopy(page.path.slice(layout.project.length)) &&
        reachOf(page) !== 'other' &&
        // A design system's loose pages show its parts; its components are in the manifest.
        (!system || page === primary) &&
        // A Design Component that others import is one of their parts, not a page with parts of its own.
        (page === primary || !imported.has(stemOf(page))),
    )
    .map((page) => readWritten(page, page === primary, many))
    .map((page) => (ofMany ? asOneScreen(page) : page));
}

/** One page of many is a screen: what it switches between, unless it is an app, and what covers it are its own. */
function asOneScreen(page: WrittenPage): WrittenPage {
  const sections = page.screens.filter(({ from }) => from === 'section');
  const screens =
    sections.length < APP_VIEWS ? page.screens.filter(({ from }) => from !== 'section') : page.screens;
  return { ...page, screens, overlays: [] };
}

function readWritten(page: Page, primary: boolean, many: boolean): WrittenPage {
  const written: WrittenPage = { path: page.path, primary, parts: [], screens: [], overlays: [] };
  const isComponent = page.path.endsWith('.dc.html');
  const ownStates = many && isComponent && !(primary && isApp(page));
  const tweaks = new Set(readDataProps(page).flatMap(({ keys }) => keys));
  const marked = markedScreens(page, tweaks);
  for (const screen of marked.screens) {
    if (ownStates && screen.from === 'section') continue;
    (screen.from === 'overlay' ? written.overlays : written.screens).push(screen);
  }
  if (isComponent) {
    readDesignComponent(
      page,
      (part) => written.parts.push(part),
      (screen) => ownStates || written.screens.push(screen),
      marked,
    );
  } else if (!drawnByCode(page)) {
    for (const part of readParts(page, (element) => marked.elements.has(element))) {
      if (isOfScreen(part, marked)) continue;
      const { name, line } = part;
      written.parts.push(componentOf(part, page));
      // What covers the page is a screen of its own to the person who uses it.
      if (/(overlay|modal|dialog)$/i.test(name))
        written.overlays.push({ name, file: page.path, line, from: 'overlay', ref: name });
    }
  }
  return written;
}

/** Does it switch so many views by a state that says plainly what it does? */
function isApp(page: Page): boolean {
  const routed = [...readTemplateFlags(page).views.values()].filter(({ trust }) => trust === 'route');
  return new Set(routed.map(({ value }) => value)).size >= APP_VIEWS;
}

/** A page whose body is filled by code has its parts there; a script that adds a panel to a written page fills nothing. */
function drawnByCode(page: Page): boolean {
  const code = page.scripts.some(
    ({ type, text, src }) =>
      type === 'text/babel' || /createRoot\(|ReactDOM\.render\(/.test(text) || /\.(jsx|tsx)$/.test(src ?? ''),
  );
  if (!code) return false;
  let written = 0;
  for (const { name } of elements(page.root)) {
    if (/^(section|header|footer|nav|main|aside|article|h[1-6]|form)$/.test(name)) written += 1;
  }
  return written < 5;
}

/** Design Components that other pages import. */
export function importedNames(pages: readonly Page[]): Set<string> {
  const names = new Set<string>();
  for (const page of pages) {
    for (const { name, attribs } of elements(page.root)) {
      if (name === 'dc-import' && attribs['name']) names.add(attribs['name']);
    }
  }
  return names;
}
