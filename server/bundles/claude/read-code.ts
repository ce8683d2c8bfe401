/** The code of a handoff: which files pages load, what they define, and which of it is the design's own. */
import type { BundleComponent, BundleScreen, CodePalette } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import { type Choice, readChoices } from '../code/choices.ts';
import { readComponents } from '../code/components.ts';
import { drawnAlways } from '../code/drawn-always.ts';
import { type MarkedScreen, readMarks } from '../code/marks.ts';
import { readPalettes } from '../code/palettes.ts';
import { readRoutes } from '../code/routes.ts';
import { parseCode, visit } from '../code/syntax.ts';
import { usedNames } from '../code/used-names.ts';
import type { Page } from '../page/page.ts';
import { resolveReference } from '../page/reference.ts';
import { compiledSources } from './design-system.ts';
import { isCopy, isGenerated, isSupportingPage, isUpload } from './layout.ts';

export interface CodeFacts {
  components: BundleComponent[];
  /** Of the design's own code: what it marks as screens, what its routers name, and what it chooses between. */
  marks: MarkedScreen[];
  routes: BundleScreen[];
  choices: Choice[];
  palettes: CodePalette[];
  /** Components it draws outside every condition. */
  always: Set<string>;
  /** Files reached from a page by script tags and imports, with the nearest page's reach. */
  loaded: Map<string, 'primary' | 'other'>;
  /** Files each file imports. */
  imports: Map<string, string[]>;
  /** Names the files use, not counting where they are defined and handed out; by file. */
  used: Map<string, Set<string>>;
  /** Paths of the bundle that string literals in loaded code name. */
  named: Set<string>;
  warnings: string[];
}

const script = /\.(m?jsx?|tsx?)$/;
/** Parts of the design tool, not of the design. */
const starterName =
  /^(Tweaks?([A-Z]|$)|\w+Tweaks(Panel|App)?$|__?[A-Z]|DC[A-Z]|DesignCanvas$|IOS[A-Z]|Android[A-Z]|MacOS|BrowserWindow$|ImageSlot$|DeckStage$|Component$|Mount$|Root$|ErrorBoundary$)/;

export async function readCode(
  files: BundleFiles,
  project: string,
  pages: readonly Page[],
  /** Whose code counts as the design's own. */
  reachOf: (page: Page) => 'primary' | 'other',
  maxBytes: number,
): Promise<CodeFacts> {
  const facts: CodeFacts = {
    components: [],
    marks: [],
    routes: [],
    choices: [],
    palettes: [],
    always: new Set(),
    loaded: new Map(),
    imports: new Map(),
    used: new Map(),
    named: new Set(),
    warnings: [],
  };
  for (const page of pages) {
    const pageRest = page.path.slice(project.length);
    const reach = reachOf(page);
    const load = (path: string) => {
      if (files.has(path) && facts.loaded.get(path) !== 'primary') facts.loaded.set(path, reach);
    };
    for (const { src } of page.scripts) if (src !== undefined) load(src);
    for (const { url, tag } of page.references) if (tag === 'x-import') load(url);
    for (const { text, type, line, src } of page.scripts) {
      if (src !== undefined || text.trim() === '' || !isCode(type)) continue;
      readSource(
        facts,
        page.path,
        text,
        line - 1,
        files,
        isCopy(pageRest) || (reach === 'other' && isSupportingPage(pageRest)),
        reach,
      );
    }
  }
  for (const [path, reach] of [...facts.loaded]) {
    if (!path.endsWith('_ds_bundle.js')) continue;
    for (const source of await compiledSources(files, path)) {
      if (script.test(source) && facts.loaded.get(source) !== 'primary') facts.loaded.set(source, reach);
    }
  }
  const sources = files.paths.filter(
    (path) => path.startsWith(project) && script.test(path) && !path.endsWith('.d.ts'),
  );
  // What pages load comes first, and may load more; the rest are orphans.
  const queue = [...facts.loaded]
    .sort(([, a], [, b]) => (a === b ? 0 : a === 'primary' ? -1 : 1))
    .map(([path]) => path);
  const read = new Set<string>();
  for (let path = queue.shift() ?? nextOrphan(); path !== undefined; path = queue.shift() ?? nextOrphan()) {
    if (read.has(path)) continue;
    read.add(path);
    const rest = path.slice(project.length);
    if (isUpload(rest) || isGenerated(rest) || /\.min\.js$/.test(rest)) continue;
    const text = await files.text(path, maxBytes);
    if (text === undefined) continue;
    const imports = readSource(facts, path, text, 0, files, isCopy(rest), facts.loaded.get(path) ?? 'orphan');
    const reach = facts.loaded.get(path);
    if (reach === undefined) continue;
    for (const one of imports) {
      if (facts.loaded.has(one)) continue;
      facts.loaded.set(one, reach);
      queue.push(one);
    }
  }
  return facts;

  function nextOrphan(): string | undefined {
    return sources.find((path) => !read.has(path));
  }
}

const isCode = (type: string) =>
  type === '' || /babel|jsx|typescript|module|text\/javascript|application\/javascript|x-dc/.test(type);

/** Reads one module into `facts`; answers the files it imports. */
function readSource(
  facts: CodeFacts,
  file: string,
  text: string,
  lineOffset: number,
  files: BundleFiles,
  copy: boolean,
  reach: BundleComponent['reach'],
): string[] {
  const code = parseCode(/\.html?$/.test(file) ? `${file}.jsx` : file, text);
  if (!code) {
    if (!copy) facts.warnings.push(`${file}: its script cannot be parsed; its components are not listed.`);
    return [];
  }
  code.file = file;
  const imports: string[] = [];
  visit(code.program, (node) => {
    if (
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportAllDeclaration' ||
      (node.type === 'ExportNamedDeclaration' && node.source)
    ) {
      const target = resolveModule(file, node.source?.value ?? '', files);
      if (target !== undefined) imports.push(target);
    } else if (node.type === 'StringLiteral' && /^[^\s<>{}]{1,200}\.[a-z0-9]{2,5}$/i.test(node.value)) {
      const { url, remote } = resolveReference(file, node.value);
      if (!remote && files.has(url)) facts.named.add(url);
    }
    return undefined;
  });
  facts.imports.set(file, [...(facts.imports.get(file) ?? []), ...imports]);
  if (copy) return imports;
  if (reach !== 'orphan')
    facts.used.set(file, new Set([...(facts.used.get(file) ?? []), ...usedNames(code)]));
  const place = <T extends { line?: number }>(one: T): T =>
    one.line === undefined ? one : { ...one, line: one.line + lineOffset };
  for (const { name, line, props, elements, doc } of readComponents(code)) {
    if (starterName.test(name)) continue;
    const component: BundleComponent = {
      name,
      file,
      line: line + lineOffset,
      from: 'jsx',
      ...(props.length > 0 && { props }),
      elements,
      ...(doc !== undefined && { purpose: doc }),
      reach,
    };
    const known = facts.components.findIndex((one) => one.name === name);
    if (known === -1) facts.components.push(component);
    // Two pages may each have an App: the design's own counts.
    else if (reach === 'primary' && facts.components[known]?.reach !== 'primary')
      facts.components[known] = component;
  }
  if (reach === 'primary') {
    for (const name of drawnAlways(code)) facts.always.add(name);
    facts.marks.push(...readMarks(code).map(place));
    facts.routes.push(...readRoutes(code).map(place));
    facts.choices.push(...readChoices(code).map((choice) => ({ ...choice, views: choice.views.map(place) })));
  }
  for (const palette of readPalettes(code).map(place)) {
    const same = JSON.stringify(palette.values);
    if (!facts.palettes.some(({ name, values }) => name === palette.name && JSON.stringify(values) === same))
      facts.palettes.push(palette);
  }
  return imports;
}

function resolveModule(from: string, specifier: string, files: BundleFiles): string | undefined {
  if (!/^[./]/.test(specifier)) return undefined;
  const { url, remote } = resolveReference(from, specifier);
  if (remote) return undefined;
  const tried = [
    url,
    ...['.jsx', '.tsx', '.js', '.ts', '/index.jsx', '/index.tsx', '/index.js'].map((end) => url + end),
  ];
  return tried.find((path) => files.has(path));
}
