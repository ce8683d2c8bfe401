/** Opening the index: one writer, read-only readers, tables brought up to date. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { migrate } from '../sqlite/index.ts';
import { asLibraryError, LibraryError } from './library-error.ts';
import { migrations } from './migrations.ts';
import { lettersApart } from './word-letters.ts';

export type Database = Sqlite.Database;

/** How long a write of another process is waited for: on the command line, and by a server that has others to serve. */
const BUSY_MS = 5_000;
export const servingBusyMs = 800;
/** Pages of the file read without copying; the index of a million pictures is larger than that. */
const MAP_BYTES = 2 ** 30;

const load = createRequire(import.meta.url);
let driver: typeof Sqlite | undefined;

/** The native driver costs start-up time, so it is loaded by the first use of the library. */
function open(file: string, options: Sqlite.Options): Database {
  driver ??= load('better-sqlite3') as typeof Sqlite;
  return new driver(file, { timeout: BUSY_MS, ...options });
}

/** Opens the index for writing; makes or updates its tables. Waiting blocks the process. Throws `LibraryError`. */
export function openWriter(file: string, busyMs: number = BUSY_MS): Database {
  return guarded(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    const database = open(file, { timeout: busyMs });
    try {
      database.pragma('journal_mode = WAL');
      // With WAL this survives a killed process; only a power cut can lose the last moments.
      database.pragma('synchronous = NORMAL');
      database.pragma('foreign_keys = ON');
      database.function('letters_apart', { deterministic: true }, (text) => lettersApart(String(text)));
      migrate(database, migrations, (version) => tooNew(version, file));
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Opens an index that exists for reading. Throws `LibraryError`. */
export function openReader(file: string): Database {
  return guarded(file, () => {
    const database = open(file, { readonly: true, fileMustExist: true });
    database.pragma(`mmap_size = ${MAP_BYTES}`);
    return database;
  });
}

/** Runs `work` on the index; what SQLite reports becomes a `LibraryError`. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asLibraryError(error, file);
  }
}

function tooNew(version: number, file: string): LibraryError {
  return new LibraryError(
    'newer',
    `The ad library's index was made by a newer Adsmith (version ${version}, known here: ${migrations.length}).`,
    'Update Adsmith, or set ADSMITH_HOME to another folder.',
    file,
  );
}
