/** Pages as screens: which of them are, what they are called, and which views belong to which page. */
import type { BundleScreen } from '../../../schemas/bundle.ts';
import { pageName } from '../code/view-names.ts';
import { elements, type Page } from '../page/page.ts';
import { plainName } from '../page/part-names.ts';
import type { DrawnScreens } from './code-screens.ts';
import { isCopy } from './layout.ts';
import type { PartsInput } from './named-parts.ts';
import type { CodeFacts } from './read-code.ts';

/** "b/project/Shop.dc.html" -> "Shop". */
export const stemOf = ({ path }: Page): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/(\.dc)?\.html?$/i, '');

/** What a page is called: by its file, or by its title when the file is "index". */
export const nameOf = (page: Page): string => {
  const stem = stemOf(page);
  return /^index$/i.test(stem) ? (page.title ?? stem) : stem;
};

/** Pages that are the design's own, not demos of parts. */
export function realPages({ pages, primary, layout, reachOf, systems }: PartsInput): Page[] {
  const system = systems.some(({ bound }) => !bound);
  return pages.filter(
    (page) =>
      reachOf(page) === 'primary' &&
      !isCopy(page.path.slice(layout.project.length)) &&
      (!system || page === primary || page.path.includes('ui_kits/')),
  );
}

/** A page with all the code it loads, directly and by imports. */
export function closureOf(page: Page, { imports }: CodeFacts): Set<string> {
  const reached = new Set<string>([page.path]);
  const queue = [
    ...page.scripts.flatMap(({ src }) => (src === undefined ? [] : [src])),
    ...(imports.get(page.path) ?? []),
  ];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    queue.push(...(imports.get(file) ?? []));
  }
  return reached;
}

/** From this many pages on a page is a screen, and what it switches inside is not; unless it is an app of its own. */
export const MANY_PAGES = 4;
export const APP_VIEWS = 4;

/** Every page that is not a part's demo is a screen; one page with screens of its own is their frame. */
export function addPages(
  input: PartsInput,
  screens: readonly BundleScreen[],
  absorbed: DrawnScreens['absorbed'],
  addScreen: (screen: BundleScreen) => void,
  isPart: (page: Page) => boolean,
): void {
  const { primary, code } = input;
  const real = realPages(input).map((page) => ({ page, closure: closureOf(page, code) }));
  // Code no page loads by a tag or an import is taken to be the open page's.
  const isLoose = (file: string) => !/\.html?$/i.test(file) && !real.some(({ closure }) => closure.has(file));
  for (const { page, closure } of real) {
    if (isPart(page) || isEmpty(page)) continue;
    // A page whose views are named is their frame.
    const own = screens.filter(
      ({ file, from }) => from !== 'page' && (closure.has(file) || (page === primary && isLoose(file))),
    );
    const listed = own.some(
      ({ file, from }) => from === 'artboard' || (from === 'manifest' && file === page.path),
    );
    const twin =
      own.find((one) => isNamedAs(one, page)) ??
      screens.find((one) => one.from !== 'page' && isTitledAs(one, page)) ??
      // One label on a page names the page, as does the one view it mounts.
      (own.length === 1
        ? own.find(
            ({ ref, from }) =>
              (from === 'label' && !pageName.test(ref ?? '')) || (ref !== undefined && ref === mounted(page)),
          )
        : undefined);
    if (twin && own.includes(twin)) {
      const names = [page.title, stemOf(page)].filter((one) => one !== undefined && !/^index$/i.test(one));
      const others = new Set([...(twin.aliases ?? []), ...(names as string[])]);
      others.delete(twin.name);
      if (others.size > 0) twin.aliases = [...others];
    }
    if (own.length >= 2 || listed || twin || isCopyOf(page, real)) continue;
    const name = nameOf(page);
    const aliases = [
      page.title === name ? undefined : page.title,
      mounted(page),
      ...(absorbed.get(page.path) ?? []),
    ].filter((one) => one !== undefined);
    addScreen({
      name,
      file: page.path,
      from: 'page',
      ...(aliases.length > 0 && { aliases: [...new Set(aliases)] }),
    });
  }
}

/** Nothing but a redirect or an empty sheet. */
function isEmpty(page: Page): boolean {
  if (page.scripts.length > 0) return false;
  for (const { name } of elements(page.root)) {
    if (!/^(html|head|body|meta|title|link|script|style|x-dc|helmet|p|a|base)$/.test(name)) return false;
  }
  return true;
}

/** A page deeper in the project with the title of one above is a copy of it. */
const isCopyOf = ({ path, title }: Page, real: readonly { page: Page }[]): boolean =>
  title !== undefined &&
  real.some(({ page }) => page.title === title && page.path.split('/').length < path.split('/').length);

/** `ExpensesScreen` in "expenses.html": the page and what it shows are one screen. */
const isNamedAs = ({ name }: BundleScreen, page: Page): boolean =>
  plainName(name.replace(/(Screen|Page|View)$/, '')) === plainName(stemOf(page));

/** The label "shop start" in a page titled "Shop: Start". */
const isTitledAs = ({ name }: BundleScreen, { title }: Page): boolean =>
  title !== undefined && plainName(name) === plainName(title);

/** The component a page's own script hands to React, unless it is only the frame every page has. */
function mounted(page: Page): string | undefined {
  for (const { text } of page.scripts) {
    const name = /\.render\(\s*(?:<(?:React\.)?StrictMode>\s*)?<([A-Z]\w*)/.exec(text)?.[1];
    if (name !== undefined && !/^(App|Root|Main|React)$/.test(name)) return name;
  }
  return undefined;
}
