/** Screens of a prototype written in code: what routes, labels and artboards name, and components called screens. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import type { MarkedScreen } from '../code/marks.ts';
import { pageName } from '../code/view-names.ts';
import { screenOf, type View, viewsOf } from '../code/views.ts';
import type { Page } from '../page/page.ts';
import type { PartsInput } from './named-parts.ts';
import { APP_VIEWS, closureOf, MANY_PAGES, nameOf, realPages, stemOf } from './page-screens.ts';
import type { CodeFacts } from './read-code.ts';

export interface DrawnScreens {
  screens: BundleScreen[];
  /** Names of views that are their page, by its path. */
  absorbed: Map<string, string[]>;
}

const APP_SCREENS = 3;

export function screensOfCode(
  input: PartsInput,
  components: ReadonlyMap<string, BundleComponent>,
): DrawnScreens {
  const { code } = input;
  const drawnBy = renderers(components);
  const used = usedIn(input);
  const chosenViews = viewsOf({
    choices: code.choices,
    components: [...components.values()].filter(({ from, reach }) => from === 'jsx' && reach === 'primary'),
    routed: new Set(code.routes.flatMap(({ ref }) => ref ?? [])),
    isMounted: (name) => used.has(name) || isMounted(name),
  });
  const views = chosenViews.views.map((view) => (view.isOwn ? named(view, input) : view));
  const routes = code.routes.filter(({ ref }) => !chosenViews.frames.has(ref ?? ''));
  const boards = code.marks.some(({ from }) => from === 'artboard');
  // Beside artboards, a label in a component nobody shows is a leftover.
  const marks = code.marks.filter(
    ({ owner, from }) =>
      !(boards && from === 'label' && owner !== undefined && !used.has(owner) && !isMounted(owner)),
  );
  const chosen = new Set(
    code.choices.flatMap(({ owner, views: picked }) =>
      picked.flatMap(({ ref }) => (ref === owner ? [] : ref)),
    ),
  );
  const flow = ownersInFlow(code, drawnBy, chosen);
  const screens = merged(marks, [...routes, ...views], flow);
  const shown = new Set(
    [...routes, ...views, ...screens, ...code.marks.filter(({ from }) => from !== 'section')].flatMap(
      ({ ref, draws = [] }: Partial<MarkedScreen>) => (ref === undefined ? draws : [ref, ...draws]),
    ),
  );
  const tabs = new Set(
    views.flatMap(({ ref, trust }) => (trust === 'route' || pageName.test(ref) ? [] : ref)),
  );
  return split(
    [
      ...screens,
      ...screensOfComponents(components, screens, shown, new Set([...chosen, ...flow]), drawnBy, used),
    ],
    tabs,
    input,
  );
}

/** What an app shows by itself goes by its page's name. */
function named(view: View, input: PartsInput): View {
  if (!isMounted(view.ref)) return view;
  const page = realPages(input).find((one) => closureOf(one, input.code).has(view.file));
  if (!page) return view;
  return {
    ...view,
    name: nameOf(page),
    aliases: [...new Set([page.title ?? '', stemOf(page)])].filter(
      (one) => one !== '' && one !== nameOf(page),
    ),
  };
}

const isMounted = (name: string): boolean => /^(App|Main|Root)$|App$/.test(name);

/** A label in the only component a route shows is another name of that route's screen; sections are parts. */
function merged(
  marks: readonly MarkedScreen[],
  routed: readonly (View | (BundleScreen & { owner?: string }))[],
  flow: ReadonlySet<string>,
): BundleScreen[] {
  const labels = new Map<string, number>();
  for (const { owner, from } of marks)
    if (owner !== undefined && from !== 'artboard') labels.set(owner, (labels.get(owner) ?? 0) + 1);
  const boards = marks.filter(({ from }) => from === 'artboard');
  const boarded = new Set(boards.length >= 3 ? boards.flatMap(({ draws }) => draws) : []);
  const shown = new Map<string, BundleScreen>();
  const result: BundleScreen[] = [];
  const list = (screen: BundleScreen, draws: readonly string[]) => {
    result.push(screen);
    for (const name of draws) if (!shown.has(name)) shown.set(name, screen);
  };
  for (const { owner, draws, ...board } of boards)
    list(board, board.ref === undefined ? draws : [board.ref, ...draws]);
  for (const one of routed) {
    const { owner } = one;
    const screen = 'trust' in one ? screenOf(one) : one;
    // Artboards that show the app in its states name its views already.
    if (owner === undefined || !boarded.has(owner))
      list({ ...screen }, screen.ref === undefined ? [] : [screen.ref]);
  }
  for (const { owner, draws: _, ...mark } of marks) {
    if (mark.from === 'artboard') continue;
    const only = owner !== undefined && labels.get(owner) === 1;
    const view = only ? shown.get(owner) : undefined;
    if (view) view.aliases = [...(view.aliases ?? []), mark.name];
    else if (owner !== undefined && flow.has(owner)) continue;
    else if (mark.from === 'label')
      result.push(only && pageName.test(owner) ? { ...mark, ref: owner } : mark);
    else if (only && pageName.test(owner)) result.push({ ...mark, from: 'label', ref: owner });
  }
  return result;
}

/** Components that one component draws below each other, each with a labelled section: parts of one long page. */
function ownersInFlow(
  { marks, always }: CodeFacts,
  drawnBy: ReadonlyMap<string, string[]>,
  chosen: ReadonlySet<string>,
): ReadonlySet<string> {
  const sections = new Map<string, Set<string>>();
  for (const { owner, from } of marks) {
    if (owner === undefined || from !== 'section') continue;
    for (const drawer of drawnBy.get(owner) ?? [])
      sections.set(drawer, (sections.get(drawer) ?? new Set()).add(owner));
  }
  const long = new Set([...sections].filter(([, owners]) => owners.size >= 2).map(([drawer]) => drawer));
  const inFlow = (owner: string) =>
    !chosen.has(owner) && always.has(owner) && (drawnBy.get(owner) ?? []).some((drawer) => long.has(drawer));
  // Beside such sections a label on a component of the same page says the same.
  return new Set(
    marks.flatMap(({ owner, from }) =>
      owner !== undefined && from !== 'artboard' && inFlow(owner) ? owner : [],
    ),
  );
}

/** Which components draw a component. */
function renderers(components: ReadonlyMap<string, BundleComponent>): Map<string, string[]> {
  const drawn = new Map<string, string[]>();
  for (const { name, elements = {} } of components.values()) {
    for (const element of Object.keys(elements)) {
      const child = element.replace(/^window\./, '');
      if (child !== name && /^[A-Z]/.test(child)) drawn.set(child, [...(drawn.get(child) ?? []), name]);
    }
  }
  return drawn;
}

function usedIn({ code }: PartsInput): Set<string> {
  const used = new Set<string>();
  for (const names of code.used.values()) for (const name of names) used.add(name);
  return used;
}

const partOf = /(Screen|Page|View|Modal|Dialog|Sheet|Drawer|Panel|Card|Section)$/;

/** Components called HomeScreen or LoginPage that something shows, and not as a part of another screen. */
function screensOfComponents(
  components: ReadonlyMap<string, BundleComponent>,
  screens: readonly BundleScreen[],
  shown: ReadonlySet<string>,
  chosen: ReadonlySet<string>,
  drawnBy: ReadonlyMap<string, string[]>,
  used: ReadonlySet<string>,
): BundleScreen[] {
  const found: BundleScreen[] = [];
  for (const { name, file, line, from, reach } of components.values()) {
    const base = /^(.{2,}?)(Screen|Page|View)$/.exec(name)?.[1];
    if (/^(Mini|Thumb|Preview|Empty|Loading|Error|Sample|Stub|Placeholder)/.test(name)) continue;
    if (base === undefined || from !== 'jsx' || reach !== 'primary' || !used.has(name)) continue;
    if (shown.has(name) || chosen.has(name)) continue;
    if (screens.some((screen) => screen.name.replace(/\W/g, '').toLowerCase() === base.toLowerCase()))
      continue;
    if (drawnBy.get(name)?.some((other) => shown.has(other) || partOf.test(other))) continue;
    found.push({ name, file, from: 'component', ref: name, ...(line !== undefined && { line }) });
  }
  return found;
}

/** With many pages, a page's inner views are its own affair. */
function split(screens: readonly BundleScreen[], tabs: ReadonlySet<string>, input: PartsInput): DrawnScreens {
  const result: DrawnScreens = { screens: [], absorbed: new Map() };
  const pages = realPages(input).map((page) => ({ page, closure: closureOf(page, input.code) }));
  if (pages.length < MANY_PAGES) return { ...result, screens: [...screens] };
  const inner = ({ from }: BundleScreen) => from === 'route' || from === 'component';
  const pagesOf = ({ file, ref }: BundleScreen): Page[] => {
    const loading = pages.filter(({ closure }) => closure.has(file)).map(({ page }) => page);
    if (loading.length <= 1 || ref === undefined) return loading;
    // Loaded by several: the page whose own script draws it.
    const drawing = loading.filter((page) => input.code.used.get(page.path)?.has(ref));
    return drawing.length === 1 ? drawing : loading;
  };
  const views = new Map<string, string[]>();
  for (const screen of screens) {
    if (!inner(screen) || tabs.has(screen.name)) continue;
    const [page, more] = pagesOf(screen);
    if (page && !more) views.set(page.path, [...(views.get(page.path) ?? []), screen.name]);
  }
  const isApp = ({ path }: Page) => {
    const names = views.get(path) ?? [];
    return (
      names.length >= APP_VIEWS || names.filter((name) => /.(Screen|Page)$/.test(name)).length >= APP_SCREENS
    );
  };
  for (const screen of screens) {
    const [page, more] = inner(screen) ? pagesOf(screen) : [];
    if (!page || more || isApp(page)) {
      result.screens.push(screen);
      continue;
    }
    result.absorbed.set(page.path, [...(result.absorbed.get(page.path) ?? []), screen.name]);
  }
  return result;
}
