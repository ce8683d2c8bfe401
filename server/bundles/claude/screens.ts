/**
 * How a screen is recognised in a handoff, the surest way first. A screen is what a person can be looking at as a
 * whole; what stands on it is a component. What an earlier way has named a later one does not name again.
 */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import { plainName } from '../page/part-names.ts';
import { screensOfCode } from './code-screens.ts';
import type { PartsInput } from './named-parts.ts';
import { addPages, stemOf } from './page-screens.ts';
import { importedNames, type WrittenPage } from './written-pages.ts';

/** @param components Those of the design system and of code. */
export function screensOf(
  input: PartsInput,
  components: ReadonlyMap<string, BundleComponent>,
  written: readonly WrittenPage[],
): BundleScreen[] {
  const { systems, pages, primary } = input;
  const screens: BundleScreen[] = [];
  const taken = new Set<string>();
  const add = (screen: BundleScreen) => {
    const name = plainName(screen.name) || screen.name;
    if (!taken.has(name)) screens.push(screen);
    taken.add(name);
  };

  // 1. What the design system's manifest calls a screen.
  for (const { bound, folder, manifest } of systems) {
    for (const { name, path, kind } of bound ? [] : manifest.startingPoints)
      if (kind === 'screen') add({ name, file: folder + path, from: 'manifest' });
  }

  // 2. In code: artboards, what routers name, what the outermost choice shows, labels, components called screens.
  const drawn = screensOfCode(input, components);
  for (const screen of drawn.screens) add(screen);

  // 3. In markup: slides, options, labels, blocks a script switches between or comments count; in templates: the
  //    blocks that hang on one state.
  for (const page of written) for (const screen of page.screens) add(screen);

  // 4. Pages that none of these has divided.
  const imported = importedNames(pages);
  addPages(input, screens, drawn.absorbed, add, (page) => page !== primary && imported.has(stemOf(page)));

  // 5. What covers a page.
  for (const page of written) for (const screen of page.overlays) add(screen);
  return screens;
}
