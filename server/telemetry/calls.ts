/** Reads recorded calls back. */
import { z } from 'zod';
import type { Database } from '../sqlite/index.ts';

const callSchema = z.object({
  id: z.int(),
  session: z.string(),
  parent: z.int().nullable(),
  tool: z.string(),
  shape: z.string(),
  canvas: z.string().nullable(),
  started: z.int(),
  ms: z.number(),
  bytes: z.int(),
  tokens: z.int(),
  images: z.int(),
  reads: z.int().transform(Boolean),
  ok: z.int().transform(Boolean),
  error: z.string().nullable(),
  error_at: z.string().nullable(),
});
export type StoredCall = z.infer<typeof callSchema>;

const sessionSchema = z.object({
  id: z.string(),
  client: z.string(),
  pid: z.int(),
  started: z.int(),
  last: z.int(),
});
export type StoredSession = z.infer<typeof sessionSchema>;

export interface CallFilter {
  /** Ids of sessions; default: all. */
  sessions?: readonly string[] | undefined;
  /** ms since 1970. */
  since?: number | undefined;
}

/** In the order in which they were written. */
export function readCalls(database: Database, { sessions, since = 0 }: CallFilter): StoredCall[] {
  const rows = database
    .prepare(
      `SELECT * FROM calls WHERE started >= @since
         AND (@sessions IS NULL OR session IN (SELECT value FROM json_each(@sessions))) ORDER BY id`,
    )
    .all({ since, sessions: sessions === undefined ? null : JSON.stringify(sessions) });
  return rows.map((row) => callSchema.parse(row));
}

/** The one active last comes first. */
export function readSessions(database: Database): StoredSession[] {
  return database
    .prepare('SELECT * FROM sessions ORDER BY last DESC, started DESC')
    .all()
    .map((row) => sessionSchema.parse(row));
}

/**
 * Sessions a person or a client may mean: "last", an id or its beginning, or a client's own session id as its hooks
 * told it. None: nothing of it was recorded.
 */
export function findSessions(database: Database, name: string): string[] {
  const sessions = readSessions(database);
  if (name === 'last') return sessions.slice(0, 1).map(({ id }) => id);
  const ofClient = database
    .prepare(
      `SELECT DISTINCT calls.session FROM client_calls JOIN calls USING (client_call)
       WHERE client_calls.client_session = ?`,
    )
    .pluck()
    .all(name)
    .map(String);
  if (ofClient.length > 0) return ofClient;
  return name.length < 4 ? [] : sessions.flatMap(({ id }) => (id.startsWith(name) ? [id] : []));
}

/** A client's hook says which of its sessions a call was made in. */
export function linkClientCall(
  database: Database,
  clientCall: string,
  clientSession: string,
  now = Date.now(),
): void {
  database
    .prepare('INSERT OR IGNORE INTO client_calls VALUES (?, ?, ?)')
    .run(clientCall.slice(0, 100), clientSession.slice(0, 100), now);
}

/** Notes that a client was told about so many calls of a session; false: it knew. */
export function noteReport(database: Database, clientSession: string, calls: number): boolean {
  return (
    database
      .prepare(
        `INSERT INTO client_reports VALUES (@session, @calls)
         ON CONFLICT (client_session) DO UPDATE SET calls = @calls WHERE calls <> @calls`,
      )
      .run({ session: clientSession.slice(0, 100), calls }).changes > 0
  );
}
