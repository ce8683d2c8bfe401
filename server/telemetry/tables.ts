/** The file's tables. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '../sqlite/index.ts';

/** A step that has shipped is never edited. */
const migrations = [
  `CREATE TABLE sessions (
     id TEXT PRIMARY KEY, client TEXT NOT NULL, pid INTEGER NOT NULL,
     started INTEGER NOT NULL, last INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE calls (
     id INTEGER PRIMARY KEY,
     session TEXT NOT NULL,
     -- The call it was a step of.
     parent INTEGER,
     tool TEXT NOT NULL,
     -- Which arguments it had.
     shape TEXT NOT NULL,
     canvas TEXT,
     started INTEGER NOT NULL, ms REAL NOT NULL,
     bytes INTEGER NOT NULL, tokens INTEGER NOT NULL, images INTEGER NOT NULL,
     -- 1: the tool looks only.
     reads INTEGER NOT NULL,
     ok INTEGER NOT NULL, error TEXT, error_at TEXT,
     -- The client's own id of the call.
     client_call TEXT
   );
   CREATE INDEX calls_of_session ON calls(session);
   CREATE INDEX calls_of_client ON calls(client_call) WHERE client_call IS NOT NULL;
   -- Told by a client's hook: which of its sessions a call belongs to.
   CREATE TABLE client_calls (
     client_call TEXT PRIMARY KEY, client_session TEXT NOT NULL, at INTEGER NOT NULL
   ) WITHOUT ROWID;
   -- What a client was told last, so that it is told once.
   CREATE TABLE client_reports (client_session TEXT PRIMARY KEY, calls INTEGER NOT NULL) WITHOUT ROWID;
   CREATE INDEX calls_of_client_session ON client_calls(client_session);
   CREATE TABLE patterns (
     id TEXT PRIMARY KEY, kind TEXT NOT NULL, pattern TEXT NOT NULL,
     uses INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
     -- The draft made of it.
     draft TEXT UNIQUE, file TEXT
   );
   CREATE TABLE pattern_sessions (
     pattern TEXT NOT NULL REFERENCES patterns(id) ON DELETE CASCADE,
     session TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY (pattern, session)
   ) WITHOUT ROWID;
   CREATE TABLE pattern_examples (
     pattern TEXT NOT NULL REFERENCES patterns(id) ON DELETE CASCADE,
     example TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY (pattern, example)
   ) WITHOUT ROWID;`,
];

/** A lock of another process is waited for no longer, ms: the thread that waits also serves calls. */
const LOCK_MS = 50;

export const telemetryFile = (home: string): string => join(home, 'telemetry.db');

/** @throws DatabaseError */
export function openTables(home: string): Database {
  const file = telemetryFile(home);
  const database = openDatabase(file, { title: 'The telemetry file', migrations });
  chmodSync(file, 0o600);
  database.pragma(`busy_timeout = ${LOCK_MS}`);
  // A power cut may cost the last records, which nobody paid for; nothing waits for the disk.
  database.pragma('synchronous = NORMAL');
  return database;
}

/** What is kept at most, in rows. */
export const limits = {
  calls: 50_000,
  clientCalls: 20_000,
  sessions: 2_000,
  patterns: 500,
  sessionsOfPattern: 50,
  examplesOfPattern: 8,
  /** Characters of a pattern; a longer one is an ad, not a pattern. */
  pattern: 20_000,
} as const;

/** Brings the file back to its limits; what is oldest goes. Space is used again, so the file stops growing. */
export function prune(database: Database): void {
  const newest = `SELECT max(id) FROM calls`;
  database.exec(`
    DELETE FROM calls WHERE id <= (${newest}) - ${limits.calls};
    DELETE FROM client_calls WHERE client_call NOT IN
      (SELECT client_call FROM client_calls ORDER BY at DESC LIMIT ${limits.clientCalls});
    DELETE FROM client_reports WHERE client_session NOT IN (SELECT client_session FROM client_calls);
    DELETE FROM sessions WHERE id NOT IN (SELECT id FROM sessions ORDER BY last DESC LIMIT ${limits.sessions});
    DELETE FROM patterns WHERE draft IS NULL AND id NOT IN
      (SELECT id FROM patterns ORDER BY last DESC LIMIT ${limits.patterns});`);
}
