/** Opening a SQLite file of ours: WAL, tables brought up to date, the native driver loaded on first use. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';

export type Database = Sqlite.Database;
export type Statement<Args extends unknown[] = unknown[], Row = unknown> = Sqlite.Statement<Args, Row>;

/** How long a write of another process is waited for, ms. */
const BUSY_MS = 5_000;

const load = createRequire(import.meta.url);
let driver: typeof Sqlite | undefined;

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  constructor(
    message: string,
    readonly hint: string,
    readonly path: string,
  ) {
    super(message);
  }
}

export interface OpenOptions {
  /** What the file holds, for messages: "The cost ledger". */
  title: string;
  /** Steps from one `user_version` to the next. A step that has shipped is never edited. */
  migrations: readonly string[];
}

/**
 * Opens or makes the file. What is committed survives a killed process, and with `durably` a power cut. Throws
 * `DatabaseError`.
 */
export function openDatabase(file: string, { title, migrations }: OpenOptions): Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    driver ??= load('better-sqlite3') as typeof Sqlite;
    const database = new driver(file, { timeout: BUSY_MS });
    try {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      migrate(
        database,
        migrations,
        (version) =>
          new DatabaseError(
            `${title} was made by a newer Adsmith (version ${version}, known here: ${migrations.length}).`,
            'Update Adsmith, or set ADSMITH_HOME to another folder.',
            file,
          ),
      );
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseError(
      `${title} cannot be opened (${reason}).`,
      'Check that the file may be written and the disk is not full; a damaged file can be moved away.',
      file,
    );
  }
}

/** Commits what `work` writes, and everything before it, to the disk itself: it costs milliseconds. */
export function durably<T>(database: Database, work: () => T): T {
  database.pragma('synchronous = FULL');
  try {
    return work();
  } finally {
    database.pragma('synchronous = NORMAL');
  }
}

/** Runs the steps a file has not seen yet; `tooNew` is thrown for one that has seen more than there are. */
export function migrate(
  database: Database,
  migrations: readonly string[],
  tooNew: (version: number) => Error,
): void {
  const version = () => Number(database.pragma('user_version', { simple: true }));
  if (version() > migrations.length) throw tooNew(version());
  if (version() === migrations.length) return;
  database
    .transaction(() => {
      // Read again inside the transaction: another process may have been quicker.
      for (let step = version(); step < migrations.length; step += 1) {
        database.exec(migrations[step] ?? '');
        database.pragma(`user_version = ${step + 1}`);
      }
    })
    .immediate();
}
