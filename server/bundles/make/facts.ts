/** Facts of a Make export that follow from its files: framework, guidelines, what each file is for. */
import { posix } from 'node:path';
import type { BundleAsset, MakeFacts } from '../../../schemas/bundle.ts';
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

const sheetNames = ['styles/index.css', 'styles/globals.css', 'styles/theme.css', 'index.css'];

/**
 * Sheets in the order the app loads them, then those of the template that nothing loads. A compiled sheet is no source
 * of tokens: its own source stands in for it.
 */
export async function tokenSheets(
  files: BundleFiles,
  src: string,
  loaded: readonly string[],
): Promise<{ path: string; reach: 'primary' | 'unused' }[]> {
  const written: string[] = [];
  for (const path of loaded) {
    // Imports may stand before the banner of a compiled sheet: of fonts, and of sheets that somebody wrote.
    const head = (await files.read(path, 0, 4096)).toString('utf8');
    const source = `${src}styles/globals.css`;
    const banner = head.search(/^\/\*! tailwindcss v/m);
    if (banner >= 0 && files.has(source))
      written.push(...importsIn(head.slice(0, banner), path).filter((one) => files.has(one)), source);
    else written.push(path);
  }
  const others = sheetNames
    .map((name) => src + name)
    .filter((path) => files.has(path) && !loaded.includes(path));
  const primary = [...new Set(written.length > 0 ? written : others)];
  return [
    ...primary.map((path) => ({ path, reach: 'primary' as const })),
    ...others.filter((path) => !primary.includes(path)).map((path) => ({ path, reach: 'unused' as const })),
  ];
}

/** Paths a sheet imports, as paths of the bundle. */
function importsIn(css: string, sheet: string): string[] {
  return [...css.matchAll(/@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/g)].map(([, path = '']) =>
    posix.join(posix.dirname(sheet), path),
  );
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
