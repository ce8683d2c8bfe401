/**
 * Keeps the index in step with the folders that are set, without anyone importing: on the first look, and when a folder
 * has changed since. A small folder is done before the answer; a large one goes on behind it.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LibraryError } from './library-error.ts';

/** An answer waits this long for folders; what is not in by then shows up later. */
const PATIENCE_MS = 4_000;
/** Folders whose times are looked at, so that looking stays cheap. */
const MOST_FOLDERS = 200;

export interface Refresher {
  /** Resolves when the index is up to date, or patience is over. Answers what is worth telling. */
  ensure(): Promise<string[]>;
  /** Stops imports that go on in the background. */
  stop(): Promise<void>;
}

export interface Refresh {
  folders: readonly { path: string; shipped: boolean }[];
  run(
    folder: { path: string; shipped: boolean },
    signal: AbortSignal,
    onProgress: (seen: number) => void,
  ): Promise<void>;
}

export function createRefresher({ folders, run }: Refresh): Refresher {
  const stamps = new Map<string, string>();
  const running = new Map<string, { done: Promise<void>; seen: number }>();
  const stopped = new AbortController();

  const start = (folder: { path: string; shipped: boolean }, stamp: string) => {
    const state = { done: Promise.resolve(), seen: 0 };
    state.done = run(folder, stopped.signal, (seen) => {
      state.seen = seen;
    })
      .then(() => {
        stamps.set(folder.path, stamp);
      })
      .finally(() => running.delete(folder.path));
    // Whoever waits hears of a failure; if nobody does, the next look tries again.
    state.done.catch(() => undefined);
    running.set(folder.path, state);
  };

  return {
    async ensure() {
      const notes: string[] = [];
      for (const folder of folders) {
        if (running.has(folder.path)) continue;
        const stamp = await stampOf(folder.path);
        if (stamp === undefined) {
          if (!folder.shipped) notes.push(`There is no folder ${folder.path} (ADSMITH_LIBRARY).`);
        } else if (stamps.get(folder.path) !== stamp) start(folder, stamp);
      }
      const waits = [...running].map(async ([path, { done }]) => {
        try {
          await done;
        } catch (error) {
          // A locked or read-only index still answers with what it has; a damaged one must be heard of.
          if (error instanceof LibraryError && error.code !== 'locked' && error.code !== 'not_writable')
            throw error;
          notes.push(`${path} was not read: ${error instanceof Error ? error.message : error}`);
        }
      });
      await withPatience(Promise.all(waits));
      for (const [path, { seen }] of running)
        notes.push(`Still importing ${path} (${seen} files so far): more will show up.`);
      return notes;
    },
    async stop() {
      stopped.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
}

async function withPatience(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  try {
    await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** Changes when a file or folder is added, taken away or renamed in the folder or one below it. */
async function stampOf(folder: string): Promise<string | undefined> {
  try {
    const below = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const paths = [folder, ...below.slice(0, MOST_FOLDERS).map(({ name }) => join(folder, name))];
    const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
    return times.join(' ');
  } catch {
    return undefined;
  }
}
