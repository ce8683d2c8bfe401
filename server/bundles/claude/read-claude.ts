/** Reads a Claude Design handoff: README and transcripts first, then pages, styles, code and what they mean together. */
import type { BundleFacts } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import type { BundleLimits } from '../limits.ts';
import { nestsTooDeep } from '../page/nesting.ts';
import { type Page, readPage } from '../page/page.ts';
import { unbundle } from '../page/standalone.ts';
import { readStyles } from '../styles/read-styles.ts';
import { judgeCompleteness } from './completeness.ts';
import { readDataProps, readEditMode } from './design-state.ts';
import { findDesignSystems } from './design-system.ts';
import { listFiles } from './file-list.ts';
import { readFonts } from './fonts.ts';
import {
  findLayout,
  isCopy,
  isExploration,
  isGenerated,
  isSupportingPage,
  isUpload,
  newestVersions,
} from './layout.ts';
import { namedParts } from './named-parts.ts';
import { choosePrimary } from './primary.ts';
import { readCode } from './read-code.ts';
import { readConversation } from './read-conversation.ts';
import { readHandoffReadme } from './readme.ts';
import { lastAsk, waiting } from './transcript.ts';

export interface ReadOptions {
  limits: BundleLimits;
  /** The page the caller names as the one to build. */
  openFile?: string;
  /** From the URL's query. */
  urlOpenFile?: string;
  /** For a project without README: the archive's or folder's own name. */
  fallbackName?: string;
}

export async function readClaudeDesign(files: BundleFiles, options: ReadOptions): Promise<BundleFacts> {
  const { limits } = options;
  const warnings: string[] = [];
  const layout = findLayout(files.paths);
  const readmeText =
    layout.readme === undefined ? undefined : await files.text(layout.readme, limits.parsedTextBytes);
  if (layout.readme !== undefined && readmeText === undefined)
    warnings.push(
      `${layout.readme} is too large or not text: what it names as project and page is not known.`,
    );
  const readme = readmeText === undefined ? undefined : readHandoffReadme(readmeText);
  const transcripts = await readConversation(files, layout.chats, limits.parsedTextBytes);
  const rest = (path: string) => path.slice(layout.project.length);

  const pages: Page[] = [];
  const hasPages = layout.designFiles.some((path) => /\.html?$/i.test(path) && !isUpload(rest(path)));
  const bundled = new Set<string>();
  for (const path of layout.designFiles) {
    if (!/\.html?$/i.test(path) || isUpload(rest(path))) continue;
    const html = await files.text(path, limits.fileBytes);
    if (html === undefined) continue;
    const packed = unbundle(html);
    if (packed.bundled) bundled.add(path);
    if (packed.html.length > limits.parsedTextBytes) {
      warnings.push(
        `${path} is too large to be read (${Math.round(packed.html.length / 1024 / 1024)} MB); it is only listed.`,
      );
      continue;
    }
    if (nestsTooDeep(packed.html)) {
      warnings.push(`${path} nests its elements too deep to be read; it is only listed.`);
      continue;
    }
    pages.push(readPage(path, packed.html));
  }
  const systems = await findDesignSystems(files, layout.project, limits.parsedTextBytes, warnings);
  const own = systems.find(({ bound }) => !bound);
  const projectName = readme?.projectName ?? options.fallbackName;
  const choice = choosePrimary({
    project: layout.project,
    pages: pages.map(({ path, title }) => ({
      path,
      bundled: bundled.has(path),
      ...(title !== undefined && { title }),
    })),
    transcripts,
    manifestScreens: (own?.manifest.startingPoints ?? [])
      .filter(({ kind }) => kind === 'screen')
      .map(({ path }) => own?.folder + path),
    ...(options.openFile !== undefined && { openFileArgument: options.openFile }),
    ...(readme?.openFile !== undefined && { readmeOpenFile: readme.openFile }),
    ...(options.urlOpenFile !== undefined && { urlOpenFile: options.urlOpenFile }),
    ...(projectName !== undefined && { projectName }),
  });
  const primary = pages.find(({ path }) => path === choice.path);
  // What the tool packed into one file repeats its sources.
  const sources = pages.filter(
    ({ path }) => path === choice.path || (!bundled.has(path) && !isCopy(rest(path))),
  );
  const ordered = primary ? [primary, ...sources.filter((page) => page !== primary)] : sources;

  const styles = await readStyles(files, ordered, primary, {
    layout,
    system: own,
    maxBytes: limits.parsedTextBytes,
    isSupporting: (path) => isSupportingPage(rest(path)),
  });
  const primaryRest = primary && rest(primary.path);
  const newest = newestVersions(pages.map(({ path }) => rest(path)));
  const reachOf = (page: Page) =>
    page === primary ||
    !(
      isSupportingPage(rest(page.path)) ||
      isExploration(rest(page.path), primaryRest, page.title ?? '', newest)
    )
      ? 'primary'
      : 'other';
  const code = await readCode(files, layout.project, ordered, reachOf, limits.parsedTextBytes);
  const parts = await namedParts({
    files,
    layout,
    pages: ordered,
    primary,
    reachOf,
    code,
    systems,
    maxBytes: limits.parsedTextBytes,
    warnings,
  });
  warnings.push(...styles.warnings, ...code.warnings);

  const designState = pages.flatMap(readDataProps).map(({ preview: _, ...state }) => state);
  for (const path of layout.designFiles) {
    if (!/\.(html?|m?jsx?|tsx?)$/i.test(path) || isUpload(rest(path)) || bundled.has(path)) continue;
    const text = await files.text(path, limits.parsedTextBytes);
    if (text?.includes('EDITMODE-BEGIN')) designState.push(...readEditMode(path, text));
  }
  const ask = lastAsk(transcripts);
  const wait = waiting(transcripts);
  const verdict = judgeCompleteness({
    hasDesign:
      pages.some(({ path }) => !isSupportingPage(rest(path)) || bundled.has(path)) ||
      systems.length > 0 ||
      hasPages,
    hasProject: layout.designFiles.some((path) => !isGenerated(rest(path))),
    recognised: readme !== undefined || systems.length > 0 || hasPages || transcripts.length > 0,
    announcedChats: readme?.chats ?? 0,
    chats: transcripts.length,
    ...(choice.missing !== undefined && { missingOpenFile: choice.missing }),
    ...(ask && { ask }),
    ...(wait && { wait }),
  });
  const lastTurn = transcripts
    .flatMap(({ turns }) => turns)
    .findLast(({ role, text }) => role === 'assistant' && text !== '');
  const list = listFiles({ files, layout, pages: ordered, styles, code });
  return {
    kind: verdict.completeness === 'not_a_bundle' ? 'unknown' : 'claude-design',
    variant: variantOf(pages, systems, layout.designFiles, readme === undefined),
    ...(projectName !== undefined && { projectName }),
    ...verdict,
    missing: [...verdict.missing, ...list.missing],
    primary: { ...choice, ...(primary?.title !== undefined && { title: primary.title }) },
    conversation: {
      chats: transcripts.map(({ path, title, startedAt, turns }) => ({
        path,
        title,
        ...(startedAt !== undefined && { startedAt }),
        turns: turns.length,
      })),
      ...(ask && { lastAsk: ask }),
      answers: list.answers(transcripts),
      openQuestions: list.questions(transcripts),
      ...(lastTurn && { lastAssistantText: lastTurn.text }),
    },
    ...parts,
    tokenSets: styles.sets,
    tokenConflicts: styles.conflicts,
    palettes: code.palettes,
    designState,
    fonts: readFonts(ordered, styles, systems),
    files: list.files,
    remote: list.remote,
    inlineData: ordered
      .filter(({ inlineData }) => inlineData.length > 0)
      .map(({ path, inlineData }) => ({
        file: path,
        count: inlineData.length,
        bytes: inlineData.reduce((sum, { bytes }) => sum + bytes, 0),
      })),
    warnings,
  };
}

function variantOf(
  pages: readonly Page[],
  systems: readonly { bound: boolean }[],
  paths: readonly string[],
  noReadme: boolean,
): string[] {
  const variant = new Set<string>();
  if (pages.some(({ path }) => path.endsWith('.dc.html'))) variant.add('Design Component');
  if (systems.some(({ bound }) => !bound)) variant.add('compiled design system');
  if (systems.some(({ bound }) => bound) || paths.some((path) => /(^|\/)_ds\//.test(path)))
    variant.add('bound design system');
  if (paths.some((path) => /(^|\/)(colors_and_type\.css|SKILL\.md)$/.test(path)) && systems.length === 0)
    variant.add('design system');
  if (pages.some(({ scripts }) => scripts.some(({ type }) => type === 'text/babel')))
    variant.add('React + Babel');
  if (
    paths.some((path) => /(^|\/)design-canvas\.jsx$/.test(path)) ||
    pages.some(({ meta }) => meta['design_doc_mode'] === 'canvas')
  )
    variant.add('design canvas');
  if (variant.size === 0 && pages.length > 0) variant.add('plain HTML');
  if (noReadme) variant.add('no README');
  return [...variant];
}
