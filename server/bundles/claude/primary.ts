/** The document the user most likely wants built, and how sure that is. */
import { posix } from 'node:path';
import { isSupportingPage, versionOf } from './layout.ts';
import { slugOf } from './readme.ts';
import { inOrder, type Transcript } from './transcript.ts';

export interface PrimaryChoice {
  path?: string;
  chosenBy?:
    | 'openFile argument'
    | 'README'
    | 'URL'
    | 'transcript'
    | 'manifest'
    | 'index.html'
    | 'only page'
    | 'project name'
    | 'canvas';
  /** Named by the README or the URL, but not in the bundle. */
  missing?: string;
  /** Set when no rule decides. */
  candidates?: string[];
}

export interface PrimaryFacts {
  /** "b/project/", the folder paths are relative to. */
  project: string;
  pages: readonly { path: string; title?: string; bundled: boolean }[];
  openFileArgument?: string;
  readmeOpenFile?: string;
  urlOpenFile?: string;
  transcripts: readonly Transcript[];
  /** Paths of `startingPoints` of kind "screen", in the bundle. */
  manifestScreens: readonly string[];
  projectName?: string;
}

export function choosePrimary(facts: PrimaryFacts): PrimaryChoice {
  const { project, pages } = facts;
  const named = (name: string | undefined) => findPage(name, facts);
  const hints = [
    ['openFile argument', facts.openFileArgument],
    ['README', facts.readmeOpenFile],
    ['URL', facts.urlOpenFile],
  ] as const;
  let missing: string | undefined;
  for (const [chosenBy, name] of hints) {
    const path = named(name);
    if (path !== undefined) return { path, chosenBy, ...(missing !== undefined && { missing }) };
    if (name !== undefined) missing ??= name;
  }
  const lost = missing !== undefined ? { missing } : {};
  const said = fromTranscript(facts.transcripts);
  const spoken = named(said);
  const rest = (path: string) => path.slice(project.length);
  if (spoken !== undefined) return { path: newestOf(spoken, pages, rest), chosenBy: 'transcript', ...lost };

  const fit = pages.filter(({ path, bundled }) => !bundled && !isSupportingPage(rest(path)));
  // A page the design tool packed into one file stands in only when its source is not there.
  const usable = fit.length > 0 ? fit : pages.filter(({ path }) => !isSupportingPage(rest(path)));
  const screens = facts.manifestScreens.filter((path) => pages.some((page) => page.path === path));
  if (screens.length === 1) return { path: screens[0] as string, chosenBy: 'manifest', ...lost };
  const atRoot = usable.filter(({ path }) => !rest(path).includes('/'));
  const index = atRoot.find(({ path }) => /^index\.html?$/i.test(rest(path)));
  if (index) return { path: index.path, chosenBy: 'index.html', ...lost };
  if (atRoot.length === 1 && atRoot[0]) return { path: atRoot[0].path, chosenBy: 'only page', ...lost };
  if (usable.length === 1 && usable[0]) return { path: usable[0].path, chosenBy: 'only page', ...lost };
  const wanted = slugOf(facts.projectName ?? '');
  const alike = usable.filter(
    ({ path, title }) =>
      wanted !== '' && [baseName(path), title ?? ''].some((name) => slugOf(name) === wanted),
  );
  // "acme homepage" is the project of the page "acme".
  if (alike.length === 0)
    alike.push(
      ...usable.filter(({ path }) => {
        const stem = slugOf(baseName(path));
        return stem.length >= 5 && (wanted.startsWith(`${stem}-`) || stem.startsWith(`${wanted}-`));
      }),
    );
  if (alike.length === 1 && alike[0]) return { path: alike[0].path, chosenBy: 'project name', ...lost };
  return {
    ...lost,
    ...(usable.length > 0 && {
      candidates: (screens.length > 0 ? screens : usable.map(({ path }) => path)).slice(0, 20),
    }),
  };
}

/** The edits a transcript names go on in the page's later versions, "Talk v3.html" beside "Talk.html". */
function newestOf(spoken: string, pages: PrimaryFacts['pages'], rest: (path: string) => string): string {
  const [stem] = versionOf(rest(spoken));
  const versions = pages
    .map(({ path }) => ({ path, of: versionOf(rest(path)) }))
    .filter(({ of: [other] }) => other === stem)
    .sort((a, b) => b.of[1] - a.of[1]);
  return versions[0]?.path ?? spoken;
}

const baseName = (path: string) => posix.basename(path).replace(/(\.dc)?\.html?$/i, '');

/** By path, by path below the project, by file name alone, whatever the case; encoded names are decoded. */
function findPage(name: string | undefined, { pages, project }: PrimaryFacts): string | undefined {
  if (name === undefined || name.trim() === '') return undefined;
  let wanted = name.trim().replace(/^\.?\//, '');
  try {
    wanted = decodeURIComponent(wanted.replaceAll('+', ' '));
  } catch {
    // Taken as written.
  }
  const below = wanted.replace(/^(?:.*\/)?project\//, '');
  const exact = pages.find(({ path }) => path === wanted || path === project + below);
  if (exact) return exact.path;
  const plain = below.toLowerCase();
  const byName = pages.filter(
    ({ path }) => path.toLowerCase().endsWith(`/${plain}`) || path.toLowerCase() === plain,
  );
  return byName.length === 1 ? byName[0]?.path : undefined;
}

const namesFile = [
  /^Add tweakable controls to ([^\n:]+?\.html)\b/im,
  /^Save as standalone HTML:\s*`?([^\n`]+?\.html)\b/im,
  /^Save this design as a \w+:\s*`?([^\n`]+?\.html)\b/im,
  /^Apply \d+ direct edits?:\s*File:\s*`?([^\n`]+?\.html)\b/im,
  /^Implement:\s*`?([^\n`]+?\.html)\b/im,
];

/** The last page a machine-made user turn names. */
function fromTranscript(transcripts: readonly Transcript[]): string | undefined {
  for (const { turns } of inOrder(transcripts).reverse()) {
    for (const { role, text } of [...turns].reverse()) {
      if (role !== 'user') continue;
      for (const form of namesFile) {
        const name = form.exec(text)?.[1];
        if (name !== undefined) return name.trim();
      }
    }
  }
  return undefined;
}
