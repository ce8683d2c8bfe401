/** The screens of a Make export: what routers and choices show, then what is called a screen, then the app itself. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import type { Choice } from '../code/choices.ts';
import { onlyLeadsOn, shellName } from '../code/view-names.ts';
import { screenOf, viewsOf } from '../code/views.ts';

/** A module the app reaches, as far as screens are concerned. In the order of the walk from the entry. */
export interface ScreenModule {
  file: string;
  /** Screens its routers name. */
  routes: BundleScreen[];
  choices: Choice[];
  /** Imported names and the files they come from. */
  names: ReadonlyMap<string, string>;
}

/** From so many screens on, the app is taken to name them itself. */
const NAMED_BY_APP = 3;

export function screensOf(
  modules: readonly ScreenModule[],
  components: readonly BundleComponent[],
  projectName: string | undefined,
): BundleScreen[] {
  const screens: BundleScreen[] = [];
  const add = (screen: BundleScreen) => {
    if (!screens.some(({ name, ref }) => name === screen.name || ref === screen.name)) screens.push(screen);
  };
  // A part of the component library that wraps the page is no page.
  const leadsOn = new Set(components.filter(({ elements }) => onlyLeadsOn(elements)).map(({ name }) => name));
  const isPage = (module: ScreenModule, ref = '') =>
    !/\/components\/ui\//.test(module.names.get(ref) ?? '') && !leadsOn.has(ref);
  const routes = modules.flatMap((module) => module.routes.filter(({ ref }) => isPage(module, ref)));
  const choices = modules.flatMap((module) =>
    module.choices.map((choice) => ({
      ...choice,
      views: choice.views.filter(({ ref }) => isPage(module, ref)),
    })),
  );
  const routed = new Set(routes.flatMap(({ ref }) => ref ?? []));
  const own = components.filter(({ reach }) => reach === 'primary');
  const app = own.find(({ name }) => name === 'App');
  const isMounted = (name: string) => app === undefined || name === app.name;
  const { views, frames } = viewsOf({ choices, components, routed, isMounted });
  for (const route of routes) if (!frames.has(route.ref ?? '')) add(route);
  for (const view of views) {
    const screen = screenOf(view);
    add(view.isOwn ? { ...screen, name: projectName ?? view.name, from: 'page' } : screen);
  }

  const byApp = screens.length >= NAMED_BY_APP;
  for (const { name, file, line } of own) {
    const isOnShell = own.some((one) => shellName.test(one.name) && (one.elements?.[name] ?? 0) > 0);
    if (isCalledScreen(name, file) && (!byApp || isOnShell))
      add({ name, file, from: 'component', ref: name, ...(line !== undefined && { line }) });
  }
  if (screens.length === 0 && app)
    screens.push({ name: projectName ?? 'App', file: app.file, from: 'page', ref: 'App' });
  return screens;
}

const isCalledScreen = (name: string, file: string): boolean =>
  /(Page|Screen|View)$/.test(name) || new RegExp(`/(pages|screens|views)/${name}\\.[jt]sx$`).test(file);
