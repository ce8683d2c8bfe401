/** Design bundles as one service: parse, reconcile, search, link, and read parts on demand. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleFacts } from '../../schemas/bundle.ts';
import { isInside, readRegularFile, resolveInRoots } from '../assets/index.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { BundleError } from './bundle-error.ts';
import { type Measured, type MeasureRequest, measureInBrowser } from './canvas/browser.ts';
import { type Brought, bringToCanvas } from './canvas/to-canvas.ts';
import { checkUrl, download } from './download.ts';
import { type BundleLimits, bundleLimits } from './limits.ts';
import { type PartPage, partNames, readPart } from './parts.ts';
import { type BundlePayload, type ProjectSide, payloadOf } from './payload.ts';
import { type ProjectTokens, readProjectTokens } from './project/project-tokens.ts';
import { reconcileTokens, type TokenDiff } from './project/reconcile.ts';
import { targetPaths } from './project/target-paths.ts';
import {
  type ChangesSince,
  changesSince,
  earlierImport,
  type Link,
  readProvenance,
  writeLink,
} from './provenance.ts';
import { readBundle } from './read-bundle.ts';
import { Answers, keepFor } from './search/answers.ts';
import { parseRegistry, type RegistryItem } from './search/catalogues.ts';
import { ComponentIndex } from './search/component-index.ts';
import { type Decision, decide, type Proposal } from './search/decide.ts';
import { type AskOptions, type Sources, sourcesAsked, sourcesOnDisk } from './search/sources.ts';
import { type BundleSource, BundleStore, type OpenBundle } from './store.ts';
import { unresolvedTokens } from './unresolved.ts';

export interface BundleServiceOptions {
  /** Where unpacked bundles are kept. */
  folder: string;
  /** Folders archives and projects may lie in. */
  roots: readonly string[];
  /** Takes http://localhost URLs too. */
  allowLoopback: boolean;
  /** Limits other than the usual ones, for tests. */
  limits?: Partial<BundleLimits>;
  /** Another clock, for tests: milliseconds. */
  now?: () => number;
}

export interface ParsedBundle {
  bundle: OpenBundle;
  facts: BundleFacts;
}

/** A page of a thousand and a half layers is a long landing page. */
const MOST_LAYERS = 1500;
const REGISTRY_BYTES = 8 * 1024 * 1024;
const KEPT_FACTS = 4;
const KEPT_INDEXES = 3;

export class BundleService {
  readonly limits: BundleLimits;
  private readonly store: BundleStore;
  private readonly parsed = new Map<string, ParsedBundle>();
  private readonly indexes = new Map<string, ComponentIndex>();
  private readonly answers: Answers;

  constructor(private readonly options: BundleServiceOptions) {
    this.limits = { ...bundleLimits, ...options.limits };
    this.store = new BundleStore(options.folder, this.limits);
    this.answers = new Answers(options.now);
  }

  /** Fetches or opens, unpacks and reads a bundle. Throws `BundleError`. */
  async parse(source: string, openFile?: string, signal?: AbortSignal): Promise<ParsedBundle> {
    const { from, urlOpenFile } = await this.source(source);
    const bundle = await this.store.take(from, {
      allowLoopback: this.options.allowLoopback,
      ...(signal !== undefined && { signal }),
    });
    const facts = await readBundle(bundle, {
      limits: this.limits,
      ...(openFile !== undefined && { openFile }),
      ...(urlOpenFile !== undefined && { urlOpenFile }),
    });
    return this.keep({ bundle, facts });
  }

  /** A bundle parsed before, in this session or an earlier one. */
  async get(id: string): Promise<ParsedBundle> {
    const bundle = await this.store.get(id);
    const known = this.parsed.get(bundle.id);
    if (known && known.bundle.contentId === bundle.contentId) return known;
    return this.keep({ bundle, facts: await readBundle(bundle, { limits: this.limits }) });
  }

  /** The payload of a bundle, held against a project when one is given (its real path). */
  async payload(parsed: ParsedBundle, project?: string): Promise<BundlePayload> {
    const { bundle, facts } = parsed;
    const unresolved = await unresolvedTokens(bundle.files, facts, this.limits.parsedTextBytes);
    if (project === undefined || facts.completeness !== 'complete') return payloadOf(parsed, unresolved);
    const wanted = facts.components
      .filter(({ reach }) => reach === 'primary')
      .map((one) => ({ ...one, kind: this.kindOf(facts, one.name) }));
    const since = await this.since(parsed, project);
    const side: ProjectSide = {
      project,
      decisions: this.find(project, wanted, await this.sources(project)).decisions,
      diff: await this.reconcile(parsed, project),
      ...(since && { since }),
    };
    return payloadOf(parsed, unresolved, side);
  }

  /** What `part` knows by name; everything else is a path. */
  readonly parts: readonly string[] = partNames;

  part(parsed: ParsedBundle, name: string, offset?: number): Promise<PartPage> {
    return readPart(parsed, name, offset);
  }

  /** A component a route draws is a page, and never the same as a part of that name. */
  kindOf({ screens }: BundleFacts, name: string): 'page' | 'part' {
    return /(Page|Screen)$/.test(name) || screens.some(({ ref, from }) => ref === name && from === 'route')
      ? 'page'
      : 'part';
  }

  /** A registry the caller names, by URL or path: `registry.json` in shadcn's form. */
  async registry(source: string): Promise<RegistryItem[]> {
    const text = /^https?:\/\//i.test(source)
      ? await this.answers.get(
          ['registry', source],
          () => this.fetchRegistry(source),
          () => keepFor.registry,
        )
      : (
          await readRegularFile(await resolveInRoots(source, this.options.roots), REGISTRY_BYTES, source)
        ).toString('utf8');
    const label = source.replace(/\?.*$/, '');
    const beside = /^(.*\/)?[^/]*\.json$/.exec(label)?.[1];
    const items = parseRegistry(text, label, (item) =>
      beside === undefined ? undefined : `npx shadcn@latest add ${beside}${item}.json`,
    );
    if (items) return items;
    throw new BundleError(
      'bad_value',
      `${source.replace(/\?.*$/, '')} is not a component registry.`,
      'A registry is a JSON file with "items", each with a name and a type such as "registry:ui".',
      'registry',
    );
  }

  private async fetchRegistry(url: string): Promise<string> {
    const file = join(this.options.folder, `registry-${randomUUID()}`);
    await mkdir(this.options.folder, { recursive: true });
    try {
      await download(parseUrl(url), file, {
        limits: { ...this.limits, archiveBytes: REGISTRY_BYTES },
        allowLoopback: this.options.allowLoopback,
      });
      return await readFile(file, 'utf8');
    } finally {
      await rm(file, { force: true });
    }
  }

  /** A page of the bundle by path or file name; without a name, the one to build. */
  pageOf({ bundle, facts }: ParsedBundle, name?: string): string {
    if (facts.kind === 'figma-make') {
      throw new BundleError(
        'bad_value',
        'A Figma Make export is source code: there is nothing to see before it is built.',
        'Build it (npm install, npm run build) and call again with the page that makes, e.g. page: "build/index.html".',
        'bundleId',
      );
    }
    const pages = bundle.files.paths.filter((path) => /\.html?$/i.test(path));
    const found =
      name === undefined
        ? facts.primary.path
        : (pages.find((path) => path === name) ?? pages.find((path) => path.endsWith(`/${name}`)));
    if (found !== undefined && pages.includes(found)) return found;
    throw new BundleError(
      'unknown_file',
      name === undefined
        ? 'No page of this bundle is clearly the one to build.'
        : `The bundle has no page ${JSON.stringify(name)}.`,
      `Pages: ${pages.slice(0, 20).join(', ') || 'none'}.`,
      'page',
    );
  }

  /** Measures a page in Chromium. Throws `BundleError` (`no_browser`) where there is none. */
  measure(
    { bundle }: ParsedBundle,
    request: Pick<MeasureRequest, 'page' | 'selector' | 'width' | 'height' | 'cdn'>,
    signal?: AbortSignal,
  ): Promise<Measured> {
    return measureInBrowser({ ...request, files: bundle.files, mostLayers: MOST_LAYERS }, signal);
  }

  /** Draws a measured page on a canvas as one frame. */
  draw(
    canvas: Canvas,
    { bundle, facts }: ParsedBundle,
    measured: Measured,
    page: string,
    signal?: AbortSignal,
  ): Promise<Brought> {
    const name =
      facts.primary.path === page && facts.projectName !== undefined
        ? facts.projectName
        : page.replace(/^.*\//, '');
    return bringToCanvas(canvas, measured, bundle.files, name, signal);
  }

  ids(): Promise<string[]> {
    return this.store.ids();
  }

  /** A project folder inside the allowed ones, as its real path. */
  async project(path: string): Promise<string> {
    const real = await resolveInRoots(path, this.options.roots);
    if (!(await stat(real)).isDirectory()) {
      throw new BundleError(
        'bad_value',
        `${path} is a file, not a project folder.`,
        'Name the folder of the project.',
        'project',
      );
    }
    return real;
  }

  async reconcile(
    { facts }: ParsedBundle,
    project: string,
  ): Promise<TokenDiff & Pick<ProjectTokens, 'sources' | 'unresolved'>> {
    const own = await readProjectTokens(project);
    const diff = reconcileTokens(facts.tokenSets, own.sets, facts.tokenConflicts);
    return { ...diff, sources: own.sources, unresolved: own.unresolved };
  }

  /** What exists for each proposed component, and what to do about it. */
  find(
    project: string,
    proposals: readonly Proposal[],
    sources: Sources = { components: [], items: [], notes: [] },
  ): { decisions: Decision[]; searched: number; notes: string[] } {
    const index = this.indexes.get(project) ?? new ComponentIndex(project);
    this.indexes.delete(project);
    this.indexes.set(project, index);
    for (const old of [...this.indexes.keys()].slice(0, -KEPT_INDEXES)) this.indexes.delete(old);
    const fromFiles = index.refresh();
    const known = new Set(fromFiles.map(({ name }) => name));
    const listed = sources.components.filter(({ name }) => !known.has(name));
    const existing = [...fromFiles, ...listed];
    const target = targetPaths(project, fromFiles);
    const notes = [
      ...(index.truncated ? ['The project is very large: only part of it was searched.'] : []),
      ...(index.unreadable.size > 0 ? [`Not parsed: ${[...index.unreadable].slice(0, 5).join(', ')}.`] : []),
    ];
    return {
      decisions: proposals.map((one) => decide(one, existing, sources.items, target)),
      searched: existing.length,
      notes: [...notes, ...sources.notes],
    };
  }

  /** Catalogues besides the project's files: with `asked`, running Storybooks and configured registries as well. */
  sources(project: string, asked?: AskOptions): Promise<Sources> {
    return asked ? sourcesAsked(project, asked, this.answers) : sourcesOnDisk(project);
  }

  /** What changed since an earlier import of the same design into this project. */
  async since({ bundle, facts }: ParsedBundle, project: string): Promise<ChangesSince | undefined> {
    const earlier = earlierImport(await readProvenance(project), bundle, facts);
    return earlier && changesSince(earlier, bundle, facts, project);
  }

  link({ bundle, facts }: ParsedBundle, project: string, link: Link) {
    return writeLink(project, bundle, facts, link);
  }

  private keep(parsed: ParsedBundle): ParsedBundle {
    this.parsed.delete(parsed.bundle.id);
    this.parsed.set(parsed.bundle.id, parsed);
    for (const old of [...this.parsed.keys()].slice(0, -KEPT_FACTS)) this.parsed.delete(old);
    return parsed;
  }

  private async source(text: string): Promise<{ from: BundleSource; urlOpenFile?: string }> {
    if (/^https?:\/\//i.test(text.trim())) {
      const url = parseUrl(text.trim());
      checkUrl(url, this.options.allowLoopback);
      const openFile = url.searchParams.get('open_file') ?? url.searchParams.get('file') ?? undefined;
      return { from: { url }, ...(openFile !== undefined && { urlOpenFile: openFile }) };
    }
    const real = await resolveInRoots(text, this.options.roots);
    // A folder around the whole state of this program is not somebody's design.
    const state = await realpath(this.options.folder).catch(() => join(this.options.folder));
    if (isInside(state, real)) {
      throw new BundleError(
        'bad_value',
        `${text} is not a bundle: it holds this program's own state.`,
        'Name the archive or the unpacked folder.',
        'source',
      );
    }
    return { from: { path: real } };
  }
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new BundleError(
      'bad_value',
      'That is not a URL that can be read.',
      'Give an https URL or a path.',
      'source',
    );
  }
}
