/** Facts of a Make export that follow from its files: screens, framework, guidelines, what each file is for. */
import type { BundleAsset, BundleComponent, BundleScreen, MakeFacts } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import type { BundleLimits } from '../limits.ts';

export function noteAsset(
  assets: Map<string, MakeFacts['assets'][number]>,
  reference: string,
  target: string,
  by: string,
  files: BundleFiles,
): void {
  const known = assets.get(reference);
  if (known) known.usedBy.push(by);
  else assets.set(reference, { reference, ...(files.has(target) && { file: target }), usedBy: [by] });
}

/** Sheets in the order the app loads them; the sources of compiled ones even when only the compiled one is loaded. */
export function tokenSheets(files: BundleFiles, src: string, reached: readonly string[]): string[] {
  const known = ['styles/index.css', 'styles/globals.css', 'styles/theme.css', 'index.css'].map(
    (name) => src + name,
  );
  return [...new Set([...reached, ...known.filter((path) => files.has(path))])];
}

const pageName = /(Page|Screen|View)$/;

export function addScreens(
  components: readonly BundleComponent[],
  screens: BundleScreen[],
  projectName: string | undefined,
): void {
  const own = components.filter(({ reach }) => reach === 'primary');
  for (const { name, file, line } of own) {
    const inFolder = /\/(pages|screens|views|routes)\//.test(file) && file.endsWith(`/${name}.tsx`);
    if (
      (pageName.test(name) || inFolder) &&
      !screens.some((screen) => screen.name === name || screen.ref === name)
    ) {
      screens.push({ name, file, from: 'component', ref: name, ...(line !== undefined && { line }) });
    }
  }
  const app = own.find(({ name }) => name === 'App');
  if (screens.length === 0 && app)
    screens.push({ name: projectName ?? 'App', file: app.file, from: 'page', ref: 'App' });
}

export function frameworkOf(...groups: Record<string, string>[]): string {
  const version = (name: string) => groups.map((group) => group[name]).find((one) => one !== undefined);
  const parts = [
    ['react', 'React'],
    ['vite', 'Vite'],
    ['tailwindcss', 'Tailwind'],
    ['react-router', 'React Router'],
    ['react-router-dom', 'React Router'],
  ].flatMap(([name = '', label]) => {
    const found = version(name);
    return found === undefined ? [] : [`${label} ${found.replace(/^[\^~]/, '')}`.replace(' *', '')];
  });
  return parts.length > 0 ? parts.join(' + ') : 'React + Vite';
}

const templateFirstLine = '**Add your own guidelines here**';

export async function guidelinesOf(
  files: BundleFiles,
  root: string,
  limits: BundleLimits,
): Promise<MakeFacts['guidelines']> {
  const found: MakeFacts['guidelines'] = [];
  for (const path of files.paths) {
    const rest = path.slice(root.length);
    if (!/^(src\/)?guidelines\/.*\.md$|^(AGENTS|CLAUDE)\.md$/.test(rest)) continue;
    const text = await files.text(path, limits.parsedTextBytes);
    found.push({ path, isTemplate: text?.trimStart().startsWith(templateFirstLine) ?? false });
  }
  return found;
}

export function useOf(
  path: string,
  root: string,
  reached: ReadonlySet<string>,
  assets: ReadonlyMap<string, { file?: string }>,
): BundleAsset['use'] {
  const rest = path.slice(root.length);
  if (/\.(md|txt)$/.test(rest)) return 'document';
  if (/\.css$/.test(rest)) return 'style';
  if (/\.[jt]sx?$/.test(rest)) return 'script';
  if (/\.html$/.test(rest)) return 'page';
  const used = reached.has(path) || [...assets.values()].some(({ file }) => file === path);
  return used ? 'asset' : 'unreferenced';
}
