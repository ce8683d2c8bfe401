/** Where a handoff's parts lie in the archive, and what kind of file each one is. */
import { posix } from 'node:path';
import type { BundleAsset } from '../../../schemas/bundle.ts';

export interface Layout {
  /** Folder of README, chats and project, "" or with a trailing "/". */
  root: string;
  /** Folder of the design files with a trailing "/", "" when they lie at the root. */
  project: string;
  readme?: string;
  chats: string[];
  /** Files below `project`. */
  designFiles: string[];
}

const page = /\.html?$/i;

/**
 * The handoff's root is the shallowest folder with a `project/` beside a README or `chats/`; a folder of design files
 * without any of these (pulled through the design tool's own MCP, or a zip without README) is its own project.
 */
export function findLayout(paths: readonly string[]): Layout {
  const roots = new Set<string>();
  for (const path of paths) {
    const at = /^(.*?)(?:project\/|chats\/chat\d+\.md$|README\.md$)/.exec(path)?.[1];
    if (at !== undefined && (at === '' || at.endsWith('/'))) roots.add(at);
  }
  const scored = [...roots]
    .map((root) => ({ root, score: scoreRoot(root, paths) }))
    .filter(({ score }) => score >= 2);
  scored.sort((a, b) => depth(a.root) - depth(b.root) || b.score - a.score);
  const root = scored[0]?.root ?? commonFolder(paths);
  const withProject = paths.some((path) => path.startsWith(`${root}project/`));
  // Without a project folder the root's own files are the design, unless this is a handoff that has none yet.
  const chats = paths.filter((path) => path.startsWith(`${root}chats/`) && path.endsWith('.md'));
  const project = withProject ? `${root}project/` : root;
  const readme = paths.find((path) => path.toLowerCase() === `${root}readme.md`.toLowerCase());
  return {
    root,
    project,
    ...(readme !== undefined && { readme }),
    chats,
    designFiles: paths.filter((path) => path.startsWith(project) && path !== readme && !chats.includes(path)),
  };
}

function scoreRoot(root: string, paths: readonly string[]): number {
  const has = (test: (rest: string) => boolean) =>
    paths.some((path) => path.startsWith(root) && test(path.slice(root.length))) ? 1 : 0;
  return (
    2 * has((rest) => rest.startsWith('project/')) +
    has((rest) => /^chats\/chat\d+\.md$/.test(rest)) * 2 +
    has((rest) => /^readme\.md$/i.test(rest))
  );
}

const depth = (folder: string) => folder.split('/').length;

function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  const top = first.includes('/') ? first.slice(0, first.indexOf('/') + 1) : '';
  return top !== '' && paths.every((path) => path.startsWith(top)) ? top : '';
}

/** Pages that show parts of a design system, or are the user's own input; never what is to be built. */
export const isSupportingPage = (rest: string): boolean =>
  /^(uploads|preview|previews|foundations|guidelines|reference|references|screenshots|snapshots|archive|scraps?|_ds|components|tokens)\//i.test(
    rest,
  ) ||
  /(^|\/)(thumbnail|[^/]*\.card)\.html$/i.test(rest) ||
  /[-_. (](print|standalone|offline)( source)?\)?(-[a-z0-9]{5,10})?(\.dc)?\.html$/i.test(rest) ||
  /(^|\/)design_handoff[^/]*\//i.test(rest);

/** The user's own input to the design tool. */
export const isUpload = (rest: string): boolean => /^uploads\//i.test(rest);

/** Made by the design tool: runtimes, starters, generated indexes. */
export const isGenerated = (rest: string): boolean =>
  /(^|\/)(support\.js|image-slot\.js|deck-stage\.js|_ds_bundle\.js|_ds_manifest\.json|_adherence\.oxlintrc\.json|\.design-canvas\.state\.json|\.thumbnail|animations\.jsx)$/.test(
    rest,
  ) || isStarter(rest);

/** Starter components the design tool copies in: frames, canvases, tweak panels. */
export const isStarter = (rest: string): boolean =>
  /(^|\/)(tweaks-panel|design-canvas|ios-frame|android-frame|macos-window|browser-window|deck-stage|doc-page|device-frame)\.(jsx|tsx|js)$/.test(
    rest,
  );

/** Copies a design carries of itself; counting them again would double every name. */
export const isCopy = (rest: string): boolean =>
  /(^|\/)(design_handoff[^/]*|snapshots?|archive|backup|old|dist|build|exports?|node_modules|__?old|versions?)\//i.test(
    rest,
  );

/**
 * "index.html" beside "index-v2.html", "Shop (v2).html" beside "Shop (v3).html", and "Shop v2.html" beside the page to
 * build "Shop.html". A version that stands alone is the page.
 */
function isOtherVersion(rest: string, primaryRest: string, newest: ReadonlyMap<string, number>): boolean {
  const [stem, version] = markedVersion(rest);
  return stem === markedVersion(primaryRest)[0] || version < (newest.get(stem) ?? 0);
}

/** The newest version of each page, by its name without version. */
export function newestVersions(rests: readonly string[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const [stem, version] of rests.map(markedVersion))
    newest.set(stem, Math.max(version, newest.get(stem) ?? 0));
  return newest;
}

/** The name before its version mark, wherever that stands: "index-v1-warm.html" is the first of "index". */
function markedVersion(rest: string): [stem: string, version: number] {
  const name = rest.replace(/(\.dc)?\.html?$/i, '').toLowerCase();
  const mark = /[-_/ .(]+v(\d{1,3})(?=[-_/ .)]|$)/.exec(name);
  return mark ? [name.slice(0, mark.index), Number(mark[1])] : [name, 1];
}

export function versionOf(rest: string): [stem: string, version: number] {
  const name = rest.replace(/(\.dc)?\.html?$/i, '');
  const version = /[-_ .(]+v(\d{1,3})\)?$/i.exec(name);
  return version ? [name.slice(0, version.index).toLowerCase(), Number(version[1])] : [name.toLowerCase(), 1];
}

/** Steps on the way to the design: numbered siblings of the page to build, wireframes, logo rounds. */
export function isExploration(
  rest: string,
  primaryRest: string | undefined,
  title: string,
  newest: ReadonlyMap<string, number>,
): boolean {
  if (rest === primaryRest) return false;
  if (
    /(스킨|디자인|비주얼) ?탐색|시안|デザイン案|\b(explora(ções|ciones)|propuestas|varianten|entwürfe)\b/i.test(
      title,
    )
  )
    return true;
  if (/(^|[-_/ ])(tests?|playground|scratch)\.html?$/i.test(rest)) return true;
  if (
    /\b(explorations?|wireframes?|mood ?board|design directions|(brand|style) ?(guidelines|guide|book)|design ?systems?|component library|prompts|(product|design|technical) spec(ification)?s?)\b/i.test(
      title,
    )
  )
    return true;
  if (primaryRest === undefined) return false;
  const name = rest.slice(rest.lastIndexOf('/') + 1);
  if (isOtherVersion(rest, primaryRest, newest)) return true;
  const numbered = /^\d{1,3}[-_. ]/;
  if (numbered.test(name) && numbered.test(primaryRest.slice(primaryRest.lastIndexOf('/') + 1))) return true;
  return /(^|[-_/ (])(wireframes?|explorations?|sketch(es)?|moodboard|logo|variants?|variations?|options?|directions?|ideas?|drafts?|old|backup|copy)([-_/ .)]|$)/i.test(
    rest,
  );
}

export function useOf(rest: string): BundleAsset['use'] {
  if (isUpload(rest)) return 'upload';
  if (isGenerated(rest)) return 'generated';
  if (page.test(rest)) return 'page';
  const extension = posix.extname(rest).toLowerCase();
  if (/^\.(css|scss|less)$/.test(extension)) return 'style';
  if (/^\.(m?jsx?|c?js|tsx?|vue|svelte)$/.test(extension)) return 'script';
  if (/^\.(md|txt|pdf)$/.test(extension)) return 'document';
  return 'unreferenced';
}
