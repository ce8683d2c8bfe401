/** Tasks on disk. Every step a task takes is one committed write, made only by the process that holds its lease. */
import { type Database, durably, openDatabase } from '../../sqlite/index.ts';
import { callOf, type TaskRow, taskOf } from './rows.ts';
import { migrations } from './tables.ts';
import type { Call, Checks, Failure, NewTask, Step, Task } from './task.ts';

/** Another process has taken the task over: this one stops, whatever it was about to do. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

export interface Lease {
  task: string;
  token: string;
}

export type TaskStore = ReturnType<typeof openTaskStore>;

/** Throws `DatabaseError`. */
export function openTaskStore(file: string) {
  const database: Database = openDatabase(file, { title: 'The list of generated images', migrations });
  const now = () => Date.now();

  const get = (id: string): Task | undefined => {
    const row = database.prepare('SELECT * FROM task WHERE id = ?').get(id) as TaskRow | undefined;
    return row && taskOf(row);
  };
  const rows = (where: string, ...values: unknown[]): Task[] =>
    (
      database
        .prepare(`SELECT * FROM task WHERE ${where} ORDER BY created_at, id`)
        .all(...values) as TaskRow[]
    ).map(taskOf);
  /** A write by the holder of the lease; a write by anybody else fails. */
  const set = ({ task, token }: Lease, change: string, ...values: unknown[]): void => {
    const { changes } = database
      .prepare(`UPDATE task SET ${change} WHERE id = ? AND lease_token = ? AND state = 'pending'`)
      .run(...values, task, token);
    if (changes === 0) throw new LeaseLostError(task);
  };
  const setCall = ({ task, token }: Lease, step: Step, change: string, ...values: unknown[]): number =>
    database
      .prepare(
        `UPDATE call SET ${change} WHERE task = ? AND step = ?
         AND EXISTS (SELECT 1 FROM task WHERE id = ? AND lease_token = ? AND state = 'pending')`,
      )
      .run(...values, task, step, task, token).changes;
  const mustSetCall = (lease: Lease, step: Step, change: string, ...values: unknown[]): void => {
    if (setCall(lease, step, change, ...values) === 0) throw new LeaseLostError(lease.task);
  };

  return {
    database,
    get,
    close: () => database.close(),

    /** A task nobody works on yet, with the calls it will make. */
    draft(
      id: string,
      request: NewTask,
      calls: readonly Pick<Call, 'step' | 'endpoint'>[],
      process: string,
    ): void {
      database.transaction(() => {
        database
          .prepare(
            `INSERT INTO task (id, request, session, workspace, created_at, state, progress, lease_process)
             VALUES (?, ?, ?, ?, ?, 'draft', 'waiting', ?)`,
          )
          .run(id, JSON.stringify(request), request.session, request.workspace, now(), process);
        for (const { step, endpoint } of calls)
          database
            .prepare(`INSERT INTO call (task, step, endpoint, state) VALUES (?, ?, ?, 'planned')`)
            .run(id, step, endpoint);
      })();
    },
    /** From here on it is going to be made, whatever happens to this process. */
    activate(id: string, placeholder: Task['placeholder']): void {
      database
        .prepare(
          `UPDATE task SET state = 'pending', placeholder = ?, lease_process = NULL WHERE id = ? AND state = 'draft'`,
        )
        .run(placeholder ? JSON.stringify(placeholder) : null, id);
    },
    discard(id: string): void {
      database.prepare(`DELETE FROM task WHERE id = ? AND state = 'draft'`).run(id);
    },

    open: () =>
      database
        .prepare(
          `SELECT id, state, lease_process AS process FROM task WHERE state IN ('draft', 'pending') ORDER BY created_at`,
        )
        .all() as { id: string; state: 'draft' | 'pending'; process: string | null }[],
    /** Takes the task if `from` still holds it (null: nobody). */
    lease(id: string, from: string | null, process: string, token: string): Lease | undefined {
      const { changes } = database
        .prepare(
          `UPDATE task SET lease_process = ?, lease_token = ? WHERE id = ? AND state = 'pending' AND lease_process IS ?`,
        )
        .run(process, token, id, from);
      return changes === 1 ? { task: id, token } : undefined;
    },
    release({ task, token }: Lease): void {
      database
        .prepare('UPDATE task SET lease_process = NULL, lease_token = NULL WHERE id = ? AND lease_token = ?')
        .run(task, token);
    },
    holds({ task, token }: Lease): void {
      const held = database
        .prepare(`SELECT 1 FROM task WHERE id = ? AND lease_token = ? AND state = 'pending'`)
        .get(task, token);
      if (!held) throw new LeaseLostError(task);
    },
    progress: (lease: Lease, progress: string) => set(lease, 'progress = ?', progress),
    waited: (lease: Lease, ms: number) => set(lease, 'waited = ?', Math.round(ms)),
    uploads: (lease: Lease, uploads: Record<string, string>) =>
      set(lease, 'uploads = ?', JSON.stringify(uploads)),
    raw: (lease: Lease, path: string) => set(lease, 'raw = ?', path),
    ready: (lease: Lease, file: string, checks: Checks) =>
      set(lease, `state = 'ready', progress = 'ready', file = ?, checks = ?`, file, JSON.stringify(checks)),
    failed: (lease: Lease, failure: Failure, file?: string) =>
      set(
        lease,
        `state = 'failed', progress = 'failed', failure = ?, file = ?`,
        JSON.stringify(failure),
        file ?? null,
      ),

    call(task: string, step: Step): Call | undefined {
      return callOf(database.prepare('SELECT * FROM call WHERE task = ? AND step = ?').get(task, step));
    },
    /** The intent to send, with what will be sent, before it is. One process in the world gets past this. */
    intend(lease: Lease, step: Step, input: Record<string, unknown>): void {
      const { changes } = durably(database, () =>
        database
          .prepare(
            `UPDATE call SET input = ?, state = 'submitting' WHERE task = ? AND step = ? AND state = 'planned'
             AND EXISTS (SELECT 1 FROM task WHERE id = ? AND lease_token = ? AND state = 'pending')`,
          )
          .run(JSON.stringify(input), lease.task, step, lease.task, lease.token),
      );
      if (changes === 0) throw new LeaseLostError(lease.task);
    },
    /** It certainly was not taken: it may be sent again. */
    unsent: (lease: Lease, step: Step) => mustSetCall(lease, step, `state = 'planned', tries = tries + 1`),
    /** A fact, noted whoever holds the lease by now: somebody may be looking for exactly this. */
    submitted(task: string, step: Step, requestId: string): void {
      durably(database, () =>
        database
          .prepare(
            `UPDATE call SET request_id = ?, state = 'submitted' WHERE task = ? AND step = ? AND request_id IS NULL`,
          )
          .run(requestId, task, step),
      );
    },
    searched: (lease: Lease, step: Step, ms: number) =>
      mustSetCall(lease, step, 'searched = ?', Math.round(ms)),
    answered: (lease: Lease, step: Step, result: unknown) =>
      mustSetCall(lease, step, `state = 'answered', result = ?`, JSON.stringify(result)),
    callFailed: (lease: Lease, step: Step) => mustSetCall(lease, step, `state = 'failed'`),
    knownRequest: (requestId: string) =>
      database.prepare('SELECT 1 FROM call WHERE request_id = ?').get(requestId) !== undefined,

    /** Which process serves a session. */
    session(id: string, process: string, workspace: string): void {
      database
        .prepare(
          `INSERT INTO session (id, process, workspace) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET process = ?`,
        )
        .run(id, process, workspace, process);
    },
    processOf: (session: string) =>
      (
        database.prepare('SELECT process FROM session WHERE id = ?').get(session) as
          | { process: string }
          | undefined
      )?.process,
    /** Tasks of a session or a workspace, oldest first. */
    ofSession: (session: string) => rows(`session = ? AND state <> 'draft'`, session),
    ofWorkspace: (workspace: string) => rows(`workspace = ? AND state <> 'draft'`, workspace),
    /** Finished tasks nobody was told about. */
    undelivered: (workspace: string) =>
      rows(`state IN ('ready', 'failed') AND delivered_to IS NULL AND workspace = ?`, workspace),
    /** True for one session only, in all processes. */
    deliver(id: string, session: string): boolean {
      const { changes } = database
        .prepare(
          `UPDATE task SET delivered_to = ? WHERE id = ? AND delivered_to IS NULL AND state IN ('ready', 'failed')`,
        )
        .run(session, id);
      return changes === 1;
    },
  };
}
