/** Screens and components of a handoff, from whichever of its sources name them. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import { elements, type Page, textOf } from '../page/page.ts';
import { readParts } from '../page/parts.ts';
import { componentOf, readDesignComponent } from './design-component.ts';
import { type DesignSystem, systemComponents } from './design-system.ts';
import { isCopy, type Layout } from './layout.ts';
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
  const overlaysFound: BundleScreen[] = [];
  const addScreen = (screen: BundleScreen) => {
    if (!screens.some(({ name }) => name.toLowerCase() === screen.name.toLowerCase())) screens.push(screen);
  };
  for (const system of systems) {
    for (const { name, path, kind } of system.manifest.startingPoints) {
      if (kind === 'screen' && !system.bound)
        addScreen({ name, file: system.folder + path, from: 'manifest' });
    }
  }
  for (const { reach, ...screen } of code.screens) {
    if (reach === 'primary') addScreen(screen);
  }
  const manyPages =
    pages.filter((page) => page.path.endsWith('.dc.html') && input.reachOf(page) === 'primary').length > 3;
  for (const page of pages) {
    const rest = page.path.slice(layout.project.length);
    if (isCopy(rest) || input.reachOf(page) === 'other') continue;
    // A design system's loose pages show its parts; its components are in the manifest.
    if (system && page !== primary) continue;
    for (const screen of labelled(page)) addScreen(screen);
    if (page.path.endsWith('.dc.html'))
      readDesignComponent(page, add, manyPages && page !== primary ? () => {} : addScreen);
    else if (!drawnByCode(page)) {
      for (const part of readParts(page)) {
        add(componentOf(part, page));
        // What covers the page is a screen of its own to the person who uses it.
        if (/(overlay|modal|dialog)$/i.test(part.name))
          overlaysFound.push({
            name: part.name,
            file: page.path,
            line: part.line,
            from: 'overlay',
            ref: part.name,
          });
      }
    }
  }
  addScreensOfComponents(components, screens, addScreen);
  addPages(input, screens, addScreen);
  for (const screen of overlaysFound) addScreen(screen);
  return { screens, components: [...components.values()] };
}

/** A page whose body is filled by code has its parts there. */
const drawnByCode = (page: Page): boolean =>
  page.scripts.some(
    ({ type, text, src }) =>
      type === 'text/babel' || /createRoot\(|ReactDOM\.render\(/.test(text) || /\.(jsx|tsx)$/.test(src ?? ''),
  );

function* labelled(page: Page): Generator<BundleScreen> {
  for (const element of elements(page.root)) {
    const label = element.attribs['data-screen-label'];
    if (label !== undefined && label !== '' && !label.includes('{{')) {
      yield { name: label, file: page.path, line: page.lineAt(element.startIndex ?? 0), from: 'label' };
    }
    const isOption = /(^|\s)dv-opt(\s|$)/.test(element.attribs['class'] ?? '');
    if (isOption) {
      const title = [...elements(element.children)].find(({ attribs }) =>
        /(^|\s)dv-olabel(\s|$)/.test(attribs['class'] ?? ''),
      );
      const name = (title && textOf(title).replace(/\s+/g, ' ').trim()) || element.attribs['id'];
      if (name)
        yield {
          name: name.slice(0, 80),
          file: page.path,
          line: page.lineAt(element.startIndex ?? 0),
          from: 'artboard',
        };
    }
  }
}

/** Components called HomeScreen or LoginPage are screens, unless a route, label or artboard already shows them. */
function addScreensOfComponents(
  components: ReadonlyMap<string, BundleComponent>,
  screens: readonly BundleScreen[],
  addScreen: (screen: BundleScreen) => void,
): void {
  const shown = new Set(screens.map(({ ref }) => ref));
  for (const { name, file, line, from, reach } of components.values()) {
    const base = /^(.{2,}?)(Screen|Page|View)$/.exec(name)?.[1];
    if (base === undefined || from !== 'jsx' || reach !== 'primary' || shown.has(name)) continue;
    if (screens.some((screen) => screen.name.replace(/\W/g, '').toLowerCase() === base.toLowerCase()))
      continue;
    addScreen({ name, file, from: 'component', ref: name, ...(line !== undefined && { line }) });
  }
}

/** Every page that is not a part's demo is a screen; one page with screens of its own is their frame. */
function addPages(
  { pages, primary, layout, reachOf, systems }: PartsInput,
  screens: readonly BundleScreen[],
  addScreen: (screen: BundleScreen) => void,
): void {
  const system = systems.some(({ bound }) => !bound);
  const real = pages.filter(
    (page) =>
      reachOf(page) === 'primary' &&
      !isCopy(page.path.slice(layout.project.length)) &&
      (!system || page === primary || page.path.includes('ui_kits/')),
  );
  for (const page of real) {
    const scripts = new Set(page.scripts.map(({ src }) => src));
    // A page whose views are named is their frame.
    const own = screens.filter(
      ({ file, from }) =>
        from !== 'page' &&
        (file === page.path || scripts.has(file) || (page === primary && !/\.html?$/i.test(file))),
    );
    const listed = own.some(({ file, from }) => from === 'manifest' && file === page.path);
    const twin = own.some((one) => isNamedAs(one, page)) || screens.some((one) => isTitledAs(one, page));
    if (own.length >= 2 || listed || twin) continue;
    const name = page.path.slice(page.path.lastIndexOf('/') + 1).replace(/(\.dc)?\.html?$/i, '');
    const isIndex = /^index$/i.test(name);
    const aliases = [isIndex ? undefined : page.title, mounted(page)].filter((one) => one !== undefined);
    addScreen({
      name: isIndex ? (page.title ?? name) : name,
      file: page.path,
      from: 'page',
      ...(aliases.length > 0 && { aliases }),
    });
  }
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** `ExpensesScreen` in "expenses.html": the page and what it shows are one screen. */
function isNamedAs({ name }: BundleScreen, page: Page): boolean {
  const file = plain(page.path.slice(page.path.lastIndexOf('/') + 1).replace(/(\.dc)?\.html?$/i, ''));
  return plain(name.replace(/(Screen|Page|View)$/, '')) === file;
}

/** The label "shop start" in a page titled "Shop: Start". */
const isTitledAs = ({ name }: BundleScreen, { title }: Page): boolean =>
  title !== undefined && plain(name) === plain(title);

/** The component a page's own script hands to React, unless it is only the frame every page has. */
function mounted(page: Page): string | undefined {
  for (const { text } of page.scripts) {
    const name = /\.render\(\s*(?:<(?:React\.)?StrictMode>\s*)?<([A-Z]\w*)/.exec(text)?.[1];
    if (name !== undefined && !/^(App|Root|Main|React)$/.test(name)) return name;
  }
  return undefined;
}
