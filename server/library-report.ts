/** What an import did and what is in the index, as text for a person. */
import type { ImportReport, LibraryStats } from './library/index.ts';

/** Files of a kind that are named; the rest is counted. */
const NAMED = 20;

interface Result {
  folders: ImportReport[];
  copies: { path: string; of: string }[];
  exact: number;
  ms: number;
}

export function importSummary({ folders, copies, exact, ms }: Result): string {
  const lines: string[] = [];
  for (const report of folders) {
    const { folder, imported, unchanged, brokenCount, passedCount, gone, stopped } = report;
    const parts = [
      `${imported} imported`,
      `${unchanged} unchanged`,
      ...(gone > 0 ? [`${gone} gone from disk`] : []),
      ...(brokenCount > 0 ? [`${brokenCount} broken`] : []),
      ...(passedCount > 0 ? [`${passedCount} passed over`] : []),
    ];
    lines.push(`${folder}: ${parts.join(', ')}${stopped ? ' (stopped; run it again to go on)' : ''}`);
    lines.push(...named('broken', report.broken, brokenCount));
    lines.push(...named('passed over', report.passed, passedCount));
    lines.push(...named('imported without its sidecar', report.sidecars, report.sidecars.length));
  }
  if (exact > 0) lines.push(`${exact} are the same file as another and show up once.`);
  if (copies.length > 0) {
    lines.push(`${copies.length} look like copies of another and show up once:`);
    for (const { path, of } of copies.slice(0, NAMED)) lines.push(`  ${path} = ${of}`);
    if (copies.length > NAMED) lines.push(`  and ${copies.length - NAMED} more`);
  }
  const read = folders.reduce((sum, { imported }) => sum + imported, 0);
  const seconds = ms / 1_000;
  lines.push(
    `${seconds.toFixed(1)} s${read > 0 ? `, ${(read / seconds).toFixed(1)} pictures a second` : ''}`,
  );
  return lines.join('\n');
}

export function statsSummary(stats: LibraryStats): string {
  const { pictures, copies, broken, gone, bytes } = stats;
  const lines = [
    `${pictures} pictures, ${copies} copies, ${broken} broken, ${gone} gone from disk; index ${(bytes / 1e6).toFixed(1)} MB`,
    '',
    'Folders',
    ...stats.folders.map(
      ({ path, pictures: count, licence }) => `  ${count}  ${path}${licence ? `  (${licence})` : ''}`,
    ),
    '',
    'Format categories',
    ...Object.entries(stats.formats).map(([name, count]) => `  ${count}  ${name}`),
    '',
    'Sub-folders',
    ...stats.categories.map(
      ({ name, format, pictures: count }) => `  ${count}  ${name}${format ? `  (${format})` : ''}`,
    ),
  ];
  if (stats.used.length > 0) {
    lines.push(
      '',
      'Used by brands',
      ...stats.used.map(({ brand, pictures: count }) => `  ${count}  ${brand}`),
    );
  }
  return lines.join('\n');
}

function named(what: string, files: readonly { path: string; reason: string }[], count: number): string[] {
  if (count === 0) return [];
  return [
    ...files.slice(0, NAMED).map(({ path, reason }) => `  ${what}: ${path} (${reason})`),
    ...(count > NAMED ? [`  ${what}: ${count - Math.min(NAMED, files.length)} more`] : []),
  ];
}
