/** What calls were like: recorded on this machine only, and read back as reports. */
export { findSessions, linkClientCall, noteReport, readCalls, readSessions } from './calls.ts';
export { createTelemetry, noTelemetry, type Telemetry } from './recorder.ts';
export { sessionReport, statsReport, suggestionsReport } from './report.ts';
export { type Stats, statsOf } from './stats.ts';
export { readSuggestions, type Suggestion } from './suggestions.ts';
export { openTables, telemetryFile } from './tables.ts';
