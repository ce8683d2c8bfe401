/** All styles of a handoff: token sets by reach, fonts, remote files, and where two files disagree. */
import type { BundleFacts, TokenSet } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import { type DesignSystem, systemTokens } from '../claude/design-system.ts';
import { isCopy, isGenerated, isUpload, type Layout } from '../claude/layout.ts';
import type { Page } from '../page/page.ts';
import { StyleReader } from './closure.ts';
import type { FontFace } from './custom-properties.ts';
import { gatherSets, type PlacedDeclaration } from './token-sets.ts';

export interface Styles {
  sets: TokenSet[];
  conflicts: BundleFacts['tokenConflicts'];
  fontFaces: (FontFace & { file: string })[];
  families: Set<string>;
  remote: Set<string>;
  reached: Set<string>;
  missing: Set<string>;
  warnings: string[];
}

/** Names a design-system compiler looks for as the entry sheet, in its order. */
const entryNames = [
  'styles.css',
  'index.css',
  'globals.css',
  'global.css',
  'main.css',
  'theme.css',
  'tokens.css',
  'colors_and_type.css',
];

export async function readStyles(
  files: BundleFiles,
  pages: readonly Page[],
  primary: Page | undefined,
  {
    layout,
    system,
    maxBytes,
    isSupporting,
  }: {
    layout: Layout;
    system: DesignSystem | undefined;
    maxBytes: number;
    isSupporting: (path: string) => boolean;
  },
): Promise<Styles> {
  const reader = new StyleReader(files, maxBytes);
  // A design system's own sheets are its content, whatever page is open; a kit's extra tokens are that page's own.
  for (const path of system?.manifest.globalCssPaths ?? []) {
    const full = `${system?.folder ?? ''}${path}`;
    if (files.has(full)) await reader.readFile(full, 'primary', full);
  }
  const entry = system && entryNames.map((name) => system.folder + name).find((path) => files.has(path));
  if (entry !== undefined) await reader.readFile(entry, 'primary', entry);
  const withTokens = reader.declarations.length > 0;
  if (primary) await reader.readPage(primary, withTokens ? 'other' : 'primary');
  const reach = primary || withTokens ? 'other' : 'primary';
  for (const page of pages)
    if (page !== primary && !isSupporting(page.path)) await reader.readPage(page, reach);
  for (const page of pages)
    if (page !== primary && isSupporting(page.path)) await reader.readPage(page, reach);
  for (const path of layout.designFiles) {
    const rest = path.slice(layout.project.length);
    if (
      !/\.css$/i.test(path) ||
      isUpload(rest) ||
      isGenerated(rest) ||
      isCopy(rest) ||
      rest.startsWith('_ds/')
    )
      continue;
    await reader.readFile(path, 'unused', path);
  }
  const sets = gatherSets(reader.declarations, primary?.rootAttributes ?? pages[0]?.rootAttributes);
  return {
    sets: system ? withManifest(sets, system, reader.warnings) : sets,
    conflicts: conflictsOf(reader.declarations),
    fontFaces: reader.fontFaces,
    families: reader.families,
    remote: reader.remote,
    reached: new Set([...reader.reached].filter(([, how]) => how !== 'unused').map(([path]) => path)),
    missing: reader.missing,
    warnings: reader.warnings,
  };
}

/** The files are what is built from; a manifest that says otherwise is stale and only fills in what they lack. */
function withManifest(sets: TokenSet[], system: DesignSystem, warnings: string[]): TokenSet[] {
  const listed = systemTokens(system);
  if (listed.length === 0) return sets;
  const known = new Map(sets.flatMap(({ tokens }) => tokens.map((token) => [token.name, token] as const)));
  // The compiler decides which scopes are themes; the rest are parts with values of their own.
  const plain = (selector: string) => selector.replace(/["'\s]/g, '');
  const scopes = new Set(listed.map(({ selector }) => plain(selector)));
  for (const set of sets) {
    if (set.reach === 'primary' && set.role === 'theme' && !scopes.has(plain(set.selector)))
      set.role = 'scoped';
    if (
      set.reach === 'primary' &&
      set.role === 'scoped' &&
      scopes.has(plain(set.selector)) &&
      set.condition === undefined
    )
      set.role = 'theme';
  }
  const stale = listed.flatMap(({ tokens }) => tokens).filter(({ name }) => !known.has(name));
  if (known.size === 0) return listed;
  if (stale.length > 0) {
    warnings.push(
      `${system.path} lists ${stale.length} tokens that no stylesheet defines (${stale
        .slice(0, 4)
        .map(({ name }) => name)
        .join(', ')}): it is older than the files.`,
    );
  }
  return sets;
}

function conflictsOf(declarations: readonly PlacedDeclaration[]): BundleFacts['tokenConflicts'] {
  const seen = new Map<string, { name: string; selector: string; values: Map<string, string> }>();
  for (const { name, value, selectors, conditions, file, reach } of declarations) {
    if (reach !== 'primary' || conditions.length > 0 || !selectors.includes(':root')) continue;
    const entry = seen.get(name) ?? { name, selector: ':root', values: new Map() };
    entry.values.set(file, value);
    seen.set(name, entry);
  }
  return [...seen.values()]
    .filter(({ values }) => new Set(values.values()).size > 1)
    .map(({ name, selector, values }) => ({
      name,
      selector,
      values: [...values].map(([file, value]) => ({ file, value })),
    }));
}
