/** Screens and components of a handoff, from whichever of its sources name them. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import { markedScreens } from '../page/marked-screens.ts';
import { elements, type Page } from '../page/page.ts';
import { readParts } from '../page/parts.ts';
import { screensOfCode } from './code-screens.ts';
import { componentOf, isOfScreen, readDesignComponent } from './design-component.ts';
import { readDataProps } from './design-state.ts';
import { type DesignSystem, systemComponents } from './design-system.ts';
import { isCopy, type Layout } from './layout.ts';
import { addPages, stemOf } from './page-screens.ts';
import type { CodeFacts } from './read-code.ts';

export interface PartsInput {
  files: BundleFiles;
  layout: Layout;
  pages: readonly Page[];
  primary: Page | undefined;
  /** Which pages' parts count as the design's own. */
  reachOf: (page: Page) => 'primary' | 'other';
  code: CodeFacts;
  systems: readonly DesignSystem[];
  maxBytes: number;
  warnings: string[];
}

export async function namedParts(
  input: PartsInput,
): Promise<{ screens: BundleScreen[]; components: BundleComponent[] }> {
  const { pages, code, systems, layout, primary } = input;
  const system = systems.some(({ bound }) => !bound);
  const components = new Map<string, BundleComponent>();
  const add = (component: BundleComponent) => {
    const known = components.get(component.name);
    if (!known) components.set(component.name, component);
    else if (known.elements === undefined && component.elements) known.elements = component.elements;
  };
  for (const system of systems) {
    for (const component of await systemComponents(system, input.files, input.maxBytes, input.warnings))
      add(component);
  }
  for (const component of code.components) add(component);

  const screens: BundleScreen[] = [];
  const addScreen = (screen: BundleScreen) => {
    if (!screens.some(({ name }) => name.toLowerCase() === screen.name.toLowerCase())) screens.push(screen);
  };
  for (const system of systems) {
    for (const { name, path, kind } of system.manifest.startingPoints) {
      if (kind === 'screen' && !system.bound)
        addScreen({ name, file: system.folder + path, from: 'manifest' });
    }
  }
  const drawn = screensOfCode(input, components);
  for (const screen of drawn.screens) addScreen(screen);
  const overlays: BundleScreen[] = [];
  const imported = importedNames(pages);
  const manyPages =
    pages.filter((page) => page.path.endsWith('.dc.html') && input.reachOf(page) === 'primary').length > 3;
  const written = new Map<string, { parts: BundleComponent[]; primary: boolean }>();
  for (const page of pages) {
    const rest = page.path.slice(layout.project.length);
    if (isCopy(rest) || input.reachOf(page) === 'other') continue;
    // A design system's loose pages show its parts; its components are in the manifest.
    if (system && page !== primary) continue;
    // A Design Component that others import is one of their parts, not a page with parts of its own.
    if (page !== primary && imported.has(stemOf(page))) continue;
    const parts: BundleComponent[] = [];
    written.set(page.path, { parts, primary: page === primary });
    const tweaks = new Set(readDataProps(page).flatMap(({ keys }) => keys));
    const marked = markedScreens(page, tweaks);
    for (const screen of marked.screens) {
      // Among many Design Components each page is a screen, and its states are its own.
      const state =
        manyPages && page !== primary && page.path.endsWith('.dc.html') && screen.from === 'section';
      if (state) continue;
      if (screen.from === 'overlay') overlays.push(screen);
      else addScreen(screen);
    }
    if (page.path.endsWith('.dc.html'))
      readDesignComponent(
        page,
        (part) => parts.push(part),
        manyPages && page !== primary ? () => {} : addScreen,
        marked,
      );
    else if (!drawnByCode(page)) {
      for (const part of readParts(page, (element) => marked.elements.has(element))) {
        if (isOfScreen(part, marked)) continue;
        parts.push(componentOf(part, page));
        // What covers the page is a screen of its own to the person who uses it.
        if (/(overlay|modal|dialog)$/i.test(part.name))
          overlays.push({
            name: part.name,
            file: page.path,
            line: part.line,
            from: 'overlay',
            ref: part.name,
          });
      }
    }
  }
  for (const part of sharedFirst([...written.values()])) add(part);
  addPages(
    input,
    screens,
    drawn.absorbed,
    addScreen,
    (page) => page !== primary && imported.has(stemOf(page)),
  );
  for (const screen of overlays) addScreen(screen);
  return { screens, components: [...components.values()] };
}

/** From this many written pages on, what stands on one page only is that page's own. */
const MANY_WRITTEN = 5;

function sharedFirst(pages: readonly { parts: BundleComponent[]; primary: boolean }[]): BundleComponent[] {
  const all = pages.flatMap(({ parts, primary }) => parts.map((part) => ({ part, primary })));
  if (pages.filter(({ parts }) => parts.length > 0).length < MANY_WRITTEN) return all.map(({ part }) => part);
  // Where components are imported, those are the shared ones.
  const imports = new Set(all.flatMap(({ part }) => (part.from === 'design-component' ? [part.name] : [])));
  const places = new Map<string, Set<string>>();
  const originals = originalsOf(all.map(({ part }) => part));
  for (const { name, file } of all.map(({ part }) => part))
    places.set(name, (places.get(name) ?? new Set()).add(originals.get(file) ?? file));
  return all.map(({ part, primary }) =>
    primary ||
    part.from === 'design-component' ||
    (imports.size < 3 && (places.get(part.name)?.size ?? 0) >= 2)
      ? part
      : { ...part, reach: 'other' },
  );
}

/** From so many common parts on, and so large a share of them, two files are one page and its copy. */
const COPY_PARTS = 5;
const COPY_SHARE = 0.7;

/** Files that copy another, with the one they copy: what stands in both is not shared. */
function originalsOf(parts: readonly BundleComponent[]): Map<string, string> {
  const names = new Map<string, Set<string>>();
  for (const { name, file } of parts) names.set(file, (names.get(file) ?? new Set()).add(name));
  const originals = new Map<string, string>();
  const files = [...names];
  for (const [at, [file, own]] of files.entries()) {
    for (const [other, theirs] of files.slice(0, at)) {
      const common = [...own].filter((name) => theirs.has(name)).length;
      const isCopied = common >= COPY_PARTS && common >= COPY_SHARE * Math.max(own.size, theirs.size);
      if (isCopied && !originals.has(file)) originals.set(file, originals.get(other) ?? other);
    }
  }
  return originals;
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
function importedNames(pages: readonly Page[]): Set<string> {
  const names = new Set<string>();
  for (const page of pages) {
    for (const { name, attribs } of elements(page.root)) {
      if (name === 'dc-import' && attribs['name']) names.add(attribs['name']);
    }
  }
  return names;
}
