/** A project's own tokens, read without running its code: CSS, Tailwind 4 `@theme`, Tailwind 3 config, token files. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DesignToken, TokenSet } from '../../../schemas/bundle.ts';
import { readStylesheet } from '../styles/custom-properties.ts';
import { gatherSets, type PlacedDeclaration, resolveKinds } from '../styles/token-sets.ts';
import { readTailwindConfig } from './tailwind-config.ts';
import { readTokenFile } from './token-file.ts';
import { walkProject } from './walk-project.ts';

export interface ProjectTokens {
  sets: TokenSet[];
  /** Where tokens were found, e.g. "src/index.css (css)". */
  sources: string[];
  /** Config that would have to be run to be known. */
  unresolved: { file: string; what: string }[];
}

const MOST_BYTES = 2 * 1024 * 1024;
const tailwindConfig = /(^|\/)tailwind\.(config|preset)\.(js|cjs|mjs|ts|mts|cts)$/;
const tokenFile = /(^|\/)(design-?tokens|tokens)(\.[\w-]+)?\.json$|\.tokens\.json$|(^|\/)tokens\/.*\.json$/;

/** @param root Real path of the project, inside the allowed folders. */
export async function readProjectTokens(root: string): Promise<ProjectTokens> {
  const { files } = walkProject(
    root,
    (path) => /\.(css|pcss|scss)$/.test(path) || tailwindConfig.test(path) || tokenFile.test(path),
  );
  const declarations: PlacedDeclaration[] = [];
  const listed: DesignToken[] = [];
  const themes = new Map<string, DesignToken[]>();
  const sources: string[] = [];
  const unresolved: ProjectTokens['unresolved'] = [];
  for (const { path, bytes } of files) {
    if (bytes > MOST_BYTES || /\.min\.css$/.test(path)) continue;
    const text = await readFile(join(root, path), 'utf8').catch(() => '');
    if (tailwindConfig.test(path)) {
      const config = readTailwindConfig(path, text);
      listed.push(...config.tokens);
      unresolved.push(...config.unresolved.map((what) => ({ file: path, what })));
      if (config.tokens.length > 0) sources.push(`${path} (Tailwind config)`);
    } else if (path.endsWith('.json')) {
      const found = readTokenFile(path, text);
      for (const { tokens, theme } of found) {
        if (theme === undefined) listed.push(...tokens);
        else themes.set(theme, [...(themes.get(theme) ?? []), ...tokens]);
      }
      if (found.length > 0) sources.push(`${path} (token file)`);
    } else {
      const found = readCss(path, text);
      declarations.push(...found);
      if (found.length > 0) sources.push(`${path} (${text.includes('@theme') ? 'Tailwind @theme' : 'css'})`);
    }
  }
  const sets = gatherSets(declarations);
  if (listed.length > 0)
    sets.push({ selector: 'config', role: 'base', reach: 'primary', tokens: unique(listed) });
  for (const [theme, tokens] of themes)
    sets.push({ selector: theme, role: 'theme', reach: 'primary', tokens: unique(tokens) });
  for (const set of sets) resolveKinds(set, sets);
  return { sets, sources, unresolved };
}

function readCss(file: string, text: string): PlacedDeclaration[] {
  // Compiled Tailwind repeats what its source says.
  if (basename(file) === 'index.css' && /^\/\*! tailwindcss v/.test(text)) return [];
  try {
    const css = file.endsWith('.css') ? text : text.replace(lineComment, '$1');
    return readStylesheet(css).declarations.map((declaration) => ({
      ...declaration,
      file,
      reach: 'primary' as const,
    }));
  } catch {
    return [];
  }
}

/** What Sass takes for a comment and CSS does not; "//" in an address follows a colon. */
const lineComment = /(^|[\s;{}])\/\/[^\n]*/g;

const unique = (tokens: readonly DesignToken[]) => [
  ...new Map(tokens.map((token) => [token.name, token])).values(),
];
