/** The screens of a Make export: what its entry chooses between, then what is called a screen, then the app itself. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';

/** A module the app reaches, as far as screens are concerned. In the order of the walk from the entry. */
export interface ScreenModule {
  file: string;
  /** Screens its routes and switches name. */
  screens: BundleScreen[];
  /** The views of its widest choice, screens or not. */
  choice: BundleScreen[];
  /** Files it imports. */
  imports: string[];
  /** Imported names and the files they come from. */
  names: ReadonlyMap<string, string>;
}

/** From so many screens on, the entry is taken to name the screens of the app. */
const NAMED_BY_ENTRY = 3;

export function screensOf(
  modules: readonly ScreenModule[],
  components: readonly BundleComponent[],
  projectName: string | undefined,
): BundleScreen[] {
  const screens: BundleScreen[] = [];
  const add = (screen: BundleScreen) => {
    if (!screens.some(({ name, ref }) => name === screen.name || ref === screen.name)) screens.push(screen);
  };
  const outer = outerFiles(modules);
  // A part of the component library that wraps the page is no page.
  const named = modules.flatMap((module) =>
    module.screens.filter(({ ref }) => !/\/components\/ui\//.test(module.names.get(ref ?? '') ?? '')),
  );
  const first = named.filter(({ file }) => outer.has(file));
  // Views inside screens count where the entry has few of its own: a sign-in and a shell around the rest.
  const inner = named.filter(({ file }) => !outer.has(file));
  const parts = first.length >= NAMED_BY_ENTRY && inner.length <= first.length;
  for (const screen of parts ? first : named) add(screen);
  if (screens.length === 0)
    for (const view of modules.find(({ choice }) => choice.length > 0)?.choice ?? []) add(view);

  const own = components.filter(({ reach }) => reach === 'primary');
  const byEntry = screens.length >= NAMED_BY_ENTRY;
  for (const { name, file, line } of own) {
    const mounted = own.some((one) => outer.has(one.file) && (one.elements?.[name] ?? 0) > 0);
    if (isCalledScreen(name, file) && (!byEntry || mounted))
      add({ name, file, from: 'component', ref: name, ...(line !== undefined && { line }) });
  }
  const app = own.find(({ name }) => name === 'App');
  if (screens.length === 0 && app)
    screens.push({ name: projectName ?? 'App', file: app.file, from: 'page', ref: 'App' });
  return screens;
}

const isCalledScreen = (name: string, file: string): boolean =>
  /(Page|Screen|View)$/.test(name) || new RegExp(`/(pages|screens|views)/${name}\\.[jt]sx$`).test(file);

/** Files reached from the entry without passing through a screen: where the app decides what to show. */
function outerFiles(modules: readonly ScreenModule[]): Set<string> {
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const drawing = new Set<string>();
  const outer = new Set<string>();
  const queue = modules.slice(0, 1).map(({ file }) => file);
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const module = byFile.get(file);
    if (!module || outer.has(file) || drawing.has(file)) continue;
    outer.add(file);
    for (const { ref } of module.screens) {
      const target = ref !== undefined && module.names.get(ref);
      if (target) drawing.add(target);
    }
    queue.push(...module.imports);
  }
  return outer;
}
