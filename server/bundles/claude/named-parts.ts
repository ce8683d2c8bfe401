/** Screens and components of a handoff, from whichever of its sources name them. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import type { Page } from '../page/page.ts';
import { type DesignSystem, systemComponents } from './design-system.ts';
import type { Layout } from './layout.ts';
import type { CodeFacts } from './read-code.ts';
import { screensOf } from './screens.ts';
import { type WrittenPage, writtenPages } from './written-pages.ts';

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
  const components = new Map<string, BundleComponent>();
  const add = (component: BundleComponent) => {
    const known = components.get(component.name);
    if (!known) components.set(component.name, component);
    else if (known.elements === undefined && component.elements) known.elements = component.elements;
  };
  for (const system of input.systems) {
    for (const component of await systemComponents(system, input.files, input.maxBytes, input.warnings))
      add(component);
  }
  for (const component of input.code.components) add(component);
  const drawn = new Map(components);
  const written = writtenPages(input);
  for (const part of sharedFirst(written)) add(part);
  return { screens: screensOf(input, drawn, written), components: [...components.values()] };
}

/** From this many written pages on, what stands on one page only is that page's own. */
const MANY_WRITTEN = 5;

function sharedFirst(pages: readonly WrittenPage[]): BundleComponent[] {
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
