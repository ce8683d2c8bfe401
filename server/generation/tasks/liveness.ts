/**
 * Which processes are alive, without trusting a clock: each one counts beats on disk, and whoever sees the same count
 * for long enough by its own monotonic clock knows that nobody is there. A process of this machine that has ended is
 * known at once.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isAlive } from '../../brand/index.ts';
import type { Database } from '../../sqlite/index.ts';

export interface Liveness {
  /** This process. */
  readonly id: string;
  beat(): void;
  isGone(process: string): boolean;
  /** Says goodbye: others need not wait. */
  leave(): void;
}

export function createLiveness(database: Database, silenceMs: number): Liveness {
  const id = randomUUID();
  const here = hostname();
  const seen = new Map<string, { beat: number; since: number }>();
  database
    .prepare('INSERT INTO process (id, pid, host, beat) VALUES (?, ?, ?, 0)')
    .run(id, process.pid, here);
  return {
    id,
    beat() {
      database
        .prepare(
          `INSERT INTO process (id, pid, host, beat) VALUES (?, ?, ?, 0) ON CONFLICT (id) DO UPDATE SET beat = beat + 1`,
        )
        .run(id, process.pid, here);
    },
    isGone(other) {
      if (other === id) return false;
      const row = database.prepare('SELECT pid, host, beat FROM process WHERE id = ?').get(other) as
        | { pid: number; host: string; beat: number }
        | undefined;
      if (!row) return true;
      if (row.host === here && !isAlive(row.pid)) {
        database.prepare('DELETE FROM process WHERE id = ?').run(other);
        return true;
      }
      const now = performance.now();
      const before = seen.get(other);
      if (!before || before.beat !== row.beat) {
        seen.set(other, { beat: row.beat, since: now });
        return false;
      }
      return now - before.since > silenceMs;
    },
    leave() {
      database.prepare('DELETE FROM process WHERE id = ?').run(id);
    },
  };
}
