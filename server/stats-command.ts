/** `adsmith stats` and `adsmith drafts`: what was recorded, for a person or as JSON. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readSettings, type Settings, SettingsError } from './config/settings.ts';
import type { Database } from './sqlite/index.ts';
import {
  findSessions,
  openTables,
  readCalls,
  readSessions,
  readSuggestions,
  type Suggestion,
  statsOf,
  statsReport,
  suggestionsReport,
  telemetryFile,
} from './telemetry/index.ts';

const usage = `adsmith stats [--json] [--session ID] [--days N]
    which tools are slow, fail, are repeated, and how much the model reads
    ID: of a session, its first characters, "last", or the id Claude Code gave it
adsmith drafts [--json]
    tools that are missing: what was done over and over with the general ones
adsmith drafts show NAME
    prints a draft
Also: --home DIR (where the records are).`;

const DAY_MS = 86_400_000;

/** @throws SettingsError with what was wrong and what to do. */
export async function runStatsCommand(
  command: 'stats' | 'drafts',
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd: string,
): Promise<string> {
  const { words, flags } = parse(args);
  if (flags.help) return usage;
  const settings = readSettings(flags.home === undefined ? [] : ['--home', flags.home], environment, cwd);
  if (command === 'stats' && words.length > 0) throw unknown(`stats ${words.join(' ')}`);
  if (!existsSync(telemetryFile(settings.home))) return nothing(settings, flags.json);
  return withTables(settings.home, (database) =>
    command === 'stats' ? stats(database, flags) : drafts(database, words, flags.json),
  );
}

interface Flags {
  json: boolean;
  session?: string | undefined;
  days?: string | undefined;
}

function stats(database: Database, { json, session, days }: Flags): string {
  const since = days === undefined ? undefined : Date.now() - daysOf(days) * DAY_MS;
  const sessions = session === undefined ? undefined : findSessions(database, session);
  if (sessions?.length === 0) {
    throw new SettingsError(
      `No session "${session}" was recorded. "adsmith stats" lists the last ones; "last" is the last one.`,
    );
  }
  const result = statsOf(readCalls(database, { sessions, since }), readSessions(database));
  const suggestions = readSuggestions(database);
  return json ? JSON.stringify({ ...result, ...suggestions }, null, 2) : statsReport(result, suggestions);
}

async function drafts(database: Database, words: readonly string[], json: boolean): Promise<string> {
  const suggestions = readSuggestions(database);
  const [verb, name, ...more] = words;
  if (verb === undefined) return json ? JSON.stringify(suggestions, null, 2) : suggestionsReport(suggestions);
  if (verb !== 'show' || name === undefined || more.length > 0) throw unknown(`drafts ${words.join(' ')}`);
  const wanted = name.replaceAll('-', '_');
  const found = suggestions.drafts.find((draft) => draft.name === wanted);
  if (!found) {
    const names = suggestions.drafts.map((draft) => draft.name);
    throw new SettingsError(
      `There is no draft "${name}". ${names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are none yet.'}`,
    );
  }
  const source = found.file === null ? undefined : await readFile(found.file, 'utf8').catch(() => undefined);
  if (json) return JSON.stringify({ ...found, source: source ?? null }, null, 2);
  return source === undefined ? withoutFile(found) : `${found.file}\n\n${source}`;
}

/** The file was moved or deleted since, or never written: what is known of it. */
function withoutFile({ name, uses, sessions, pattern, seen, file }: Suggestion): string {
  return [
    `${name}: ${uses} uses in ${sessions} sessions; ${file === null ? 'no draft was written (references stand inside of arguments)' : `${file} is not there any more`}.`,
    pattern,
    ...seen.map((form) => `Seen ${form.uses} x:\n${form.form}`),
  ].join('\n\n');
}

function nothing({ telemetry, home }: Settings, json: boolean): string {
  if (json) return JSON.stringify({ calls: 0, drafts: [], composites: [], waiting: 0 });
  return `Nothing was recorded in ${home} yet.${telemetry ? '' : ' Telemetry is off (ADSMITH_TELEMETRY).'}`;
}

async function withTables<T>(home: string, act: (database: Database) => T | Promise<T>): Promise<T> {
  const database = openTables(home);
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

function daysOf(written: string): number {
  const days = Number(written);
  if (Number.isFinite(days) && days > 0) return days;
  throw new SettingsError(`--days ${written}: give a number of days above 0.`);
}

const unknown = (command: string) => new SettingsError(`"${command}" is unknown. Use:\n${usage}`);

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        session: { type: 'string' },
        days: { type: 'string' },
        home: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    return { words: positionals, flags: values };
  } catch (error) {
    throw new SettingsError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
