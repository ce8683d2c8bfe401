/** `adsmith library ...`: importing folders of reference ads and looking after their index. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot, readSettings, type Settings, SettingsError } from './config/settings.ts';
import {
  createLibrary,
  type ImportJob,
  importFolders,
  LibraryError,
  rebuildIndex,
  removeFromIndex,
  statsOfIndex,
  tagInIndex,
} from './library/index.ts';
import { progressBar } from './library-progress.ts';
import { importSummary, statsSummary } from './library-report.ts';

const usage = `adsmith library import FOLDER... [--licence TEXT] [--workers N]
    reads folders of pictures; again: only what is new or has changed
adsmith library stats [--json]
adsmith library tag PICTURE WORD... KEY=VALUE...
    PICTURE is an id or a path; keys: text, licence, source, brand, angle, format, or your own
adsmith library remove FOLDER
    takes a folder out of the index; its files stay
adsmith library rebuild [FOLDER...] [--workers N]
    makes the index anew from its folders
Also: --home DIR (where the index is), --library DIR (folders read by themselves).`;

const starterLibrary = resolve(packageRoot, 'ad-library');

/** Threads the runtime gives to picture work unless it is told otherwise at start. */
const POOL = 4;

/** @throws SettingsError with what was wrong and what to do. */
export async function runLibraryCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd: string,
): Promise<void> {
  const { words, flags } = parse(args);
  const [verb, ...rest] = words;
  if (flags.help || verb === undefined || verb === 'help') return say(usage);
  const settings = readSettings(settingsFlags(flags), environment, cwd);
  const workers = workersOf(flags.workers);
  const paths = rest.map((path) => resolve(cwd, path));
  try {
    if (verb === 'import') {
      if (paths.length === 0) throw new SettingsError(`Which folder? Use:\n${usage}`);
      if (needsThreads(workers, environment)) return await withThreads(workers);
      const result = await interruptible((job) =>
        importFolders(settings.home, paths, { ...job, licence: flags.licence, workers }),
      );
      return say(importSummary(result));
    }
    if (verb === 'rebuild') {
      if (needsThreads(workers, environment)) return await withThreads(workers);
      const result = await interruptible((job) =>
        rebuildIndex(settings.home, [...ownFolders(settings), ...paths], { ...job, workers }),
      );
      const missing = result.missing.map((path) => `Not there any more: ${path}`);
      return say([importSummary(result), ...missing].join('\n'));
    }
    if (verb === 'stats') {
      const notes = await refreshed(settings);
      const stats = await statsOfIndex(settings.home);
      for (const note of notes) process.stderr.write(`${note}\n`);
      return say(flags.json ? JSON.stringify(stats, null, 2) : statsSummary(stats));
    }
    if (verb === 'remove') {
      const [folder] = rest;
      if (folder === undefined || rest.length > 1) throw new SettingsError(`Name one folder. Use:\n${usage}`);
      const path = resolve(cwd, folder);
      if (ownFolders(settings).some((own) => resolve(own) === path)) {
        throw new SettingsError(
          path === starterLibrary
            ? `${folder}: the starter library is read by itself and cannot be taken out. notUsedBy, category and text of browse_ad_library narrow what is shown.`
            : `${folder} is read by itself, so it would come back. Take it out of ADSMITH_LIBRARY (or --library) first.`,
        );
      }
      const pictures = await removeFromIndex(settings.home, path);
      return say(`${pictures} pictures taken out of the index; the files are where they were.`);
    }
    if (verb === 'tag') {
      const [picture, ...tags] = rest;
      if (picture === undefined || tags.length === 0) throw new SettingsError(`What to tag? Use:\n${usage}`);
      const name = /^\d+$/.test(picture) ? picture : resolve(cwd, picture);
      const tagged = await tagInIndex(settings.home, name, tags);
      return say(`${tagged.id}: ${tagged.tags.map(({ key, value }) => `${key}=${value}`).join(', ')}`);
    }
  } catch (error) {
    if (error instanceof LibraryError) throw new SettingsError(`${error.message}\n${error.hint}`);
    throw error;
  }
  throw new SettingsError(`"library ${verb}" is unknown. Use:\n${usage}`);
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        licence: { type: 'string' },
        workers: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        home: { type: 'string' },
        library: { type: 'string' },
      },
      allowPositionals: true,
    });
    return { words: positionals, flags: values };
  } catch (error) {
    throw new SettingsError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

const settingsFlags = ({ home, library }: { home?: string | undefined; library?: string | undefined }) => [
  ...(home === undefined ? [] : ['--home', home]),
  ...(library === undefined ? [] : ['--library', library]),
];

function workersOf(written: string | undefined): number {
  if (written === undefined) return availableParallelism();
  const workers = Number(written);
  if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
  throw new SettingsError(`--workers ${written}: give a whole number from 1 to 256.`);
}

/** Figures of a library nobody has looked at yet are those of what it would show. */
async function refreshed(settings: Settings): Promise<string[]> {
  const library = createLibrary({
    home: settings.home,
    shipped: starterLibrary,
    folders: settings.libraryFolders,
  });
  try {
    return await library.refresh();
  } finally {
    await library.close();
  }
}

/** A rebuild of an index that cannot be read at all still finds the folders that are set. */
const ownFolders = (settings: Settings): string[] => [starterLibrary, ...settings.libraryFolders];

const needsThreads = (workers: number, environment: NodeJS.ProcessEnv): boolean =>
  workers > POOL && environment['UV_THREADPOOL_SIZE'] === undefined;

/** The thread pool's size is fixed when a process starts: this command once more, with as many as workers. */
function withThreads(workers: number): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, UV_THREADPOOL_SIZE: String(workers) },
    // The channel closes when this process dies, however it does: the child then stops too.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((done, failed) => {
    // The terminal sends Ctrl-C to both; the child says what comes of it.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', failed);
    child.once('exit', (code) => {
      process.exitCode = code ?? 1;
      done();
    });
  });
}

/** Runs a job with a progress bar; the first Ctrl-C ends it in good order. */
async function interruptible<T>(work: (job: ImportJob) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, abort);
  process.once('disconnect', () => process.exit(1));
  const bar = progressBar(process.stderr);
  try {
    return await work({ signal: stop.signal, onProgress: bar.show });
  } finally {
    bar.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, abort);
    if (process.connected) process.disconnect();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
