/** Notices changes in the brand folders. Costs nothing until somebody watches, and nothing after the last has left. */
import { existsSync, type FSWatcher, watch } from 'node:fs';
import { basename, sep } from 'node:path';

/** Editors save in several steps, and a copied folder is many files: one report for all of it. */
const SETTLE_MS = 200;
/** A folder of brands that is not there yet, or was removed, is looked for this often while somebody watches. */
const LOOK_AGAIN_MS = 3_000;

/** Paths relative to a root, with `/`; empty: something changed, but it is not known what. */
type Listener = (changed: ReadonlySet<string>) => void;

export interface BrandWatch {
  /** Calls `listener` after changes, until the answer is called. */
  add(listener: Listener): () => void;
}

export function createBrandWatch(roots: readonly string[]): BrandWatch {
  const listeners = new Set<Listener>();
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let settling: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;

  const report = (path: string) => {
    changed.add(path);
    settling ??= setTimeout(() => {
      settling = undefined;
      const paths = new Set(changed);
      changed.clear();
      for (const listener of listeners) listener(paths);
    }, SETTLE_MS);
    settling.unref();
  };
  const open = (root: string): boolean => {
    if (watchers.has(root) || !existsSync(root)) return false;
    try {
      const watcher = watch(root, { recursive: true, persistent: false });
      watcher.on('change', (_event, file) => {
        const path = String(file ?? '')
          .split(sep)
          .join('/');
        if (!isHidden(path)) report(path);
      });
      // Out of watches, or the folder went away: it is looked for again.
      watcher.on('error', () => shut(root));
      watchers.set(root, watcher);
      return true;
    } catch {
      return false;
    }
  };
  const shut = (root: string) => {
    watchers.get(root)?.close();
    watchers.delete(root);
  };
  const look = () => {
    for (const root of roots) {
      if (watchers.has(root) && !existsSync(root)) {
        shut(root);
        report('');
      }
      if (open(root)) report('');
    }
  };

  return {
    add(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        for (const root of roots) open(root);
        looking = setInterval(look, LOOK_AGAIN_MS);
        looking.unref();
      }
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        clearInterval(looking);
        clearTimeout(settling);
        settling = undefined;
        changed.clear();
        for (const root of [...watchers.keys()]) shut(root);
      };
    },
  };
}

/** Locks, drafts and other hidden files say nothing about a brand. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.')) || basename(path).endsWith('~');
}
