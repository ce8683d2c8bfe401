/** The clients that ask for pictures: which of them are still there to be told. */
import type { Liveness } from './tasks/liveness.ts';
import type { TaskStore } from './tasks/task-store.ts';

/** A session of this process that says nothing for this long may have ended, ms. */
const QUIET = 30 * 60_000;

export interface Askers {
  /** This session is there, served by this process. */
  hear(session: string): void;
  /** Is whoever asked for it gone, so that the next client of the workspace should be told? */
  isGone(session: string): boolean;
}

export function createAskers(store: TaskStore, liveness: Liveness, workspace: string): Askers {
  /** When each session was heard last, by the monotonic clock. */
  const heard = new Map<string, number>();
  return {
    hear(session) {
      if (!heard.has(session)) store.session(session, liveness.id, workspace);
      heard.set(session, performance.now());
    },
    isGone(session) {
      const last = heard.get(session);
      if (last !== undefined) return performance.now() - last > QUIET;
      const process = store.processOf(session);
      return process === undefined || process === liveness.id || liveness.isGone(process);
    },
  };
}
