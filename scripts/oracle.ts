/**
 * Measures the layout engine against Figma: reads Figma REST files, lays every tree in them out on the headless
 * document model, and compares with the `absoluteBoundingBox` Figma computed.
 *
 *   npm run oracle -- FILE.json... [--misses N [--limit PX]] [--measure-text] [--json]
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLayout } from '../server/headless/layout/index.ts';
import { createTextEngine } from '../server/headless/text/index.ts';
import { type FileReport, measureFile } from './oracle/measure-file.ts';

const LEGEND = `
Counted: children in auto-layout flow (position and size) and frames that hug. Everything layout decides starts out wrong
(sizes and positions are scrambled); leaves, FIXED sizes and roots are given. Not counted: the root itself unless it hugs,
hidden nodes, nodes without a box ("no box"), ABSOLUTE and constrained children.
"<=1px": absolute boxes; one wrong box moves all that follow it. "rel": positions relative to the parent.
"fresh": "<=1px" without what is in "stale" nodes: their own boxes in the file contradict each other (a hugging frame that
is not as long as its children, a child that does not start where the one before it ends), because Figma had not laid
them out again when the file was asked for.`;

const percent = (part: number, whole: number): string =>
  (whole === 0 ? '-' : ((100 * part) / whole).toFixed(2)).padStart(6);

function row(report: FileReport, name: string): string {
  const { nodes, within1, within001, relative1, fresh, unboxed, text } = report;
  const cells = [
    String(nodes).padStart(6),
    percent(within1, nodes),
    percent(within001, nodes),
    percent(relative1, nodes),
    percent(fresh.within1, fresh.nodes),
    String(fresh.staleNodes).padStart(5),
    String(unboxed).padStart(6),
  ];
  if (text) {
    cells.push(
      `${text.measured}/${text.texts}`.padStart(9),
      percent(text.exact, text.measured),
      percent(text.within1, text.measured),
    );
  }
  return [...cells, name].join('  ');
}

function add(total: FileReport, report: FileReport): void {
  for (const key of ['nodes', 'within1', 'within001', 'relative1', 'unboxed'] as const)
    total[key] += report[key];
  for (const key of ['nodes', 'within1', 'staleNodes'] as const) total.fresh[key] += report.fresh[key];
  if (!report.text) return;
  total.text ??= { texts: 0, measured: 0, exact: 0, within1: 0 };
  for (const key of ['texts', 'measured', 'exact', 'within1'] as const) total.text[key] += report.text[key];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      misses: { type: 'string', default: '0' },
      limit: { type: 'string', default: '1' },
      'measure-text': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const print = (line: string): void => {
    if (!values.json) console.log(line);
  };
  if (positionals.length === 0)
    throw new Error('Name at least one Figma REST file: npm run oracle -- FILE.json...');
  await loadLayout();
  const engine = values['measure-text'] ? await createTextEngine({ cacheSize: 20_000 }) : undefined;
  const empty = () => ({
    ...{ nodes: 0, within1: 0, within001: 0, relative1: 0, unboxed: 0 },
    fresh: { nodes: 0, within1: 0, staleNodes: 0 },
  });
  const total: FileReport = { file: 'total', ...empty() };
  const reports: FileReport[] = [];
  print(
    ` nodes   <=1px <=.01px     rel   fresh  stale  no box${engine ? '  measured   exact   <=1px' : ''}  file`,
  );
  for (const file of positionals) {
    try {
      const { report, misses } = measureFile(file, {
        misses: Number(values.misses),
        limit: Number(values.limit),
        ...(engine ? { engine } : {}),
      });
      reports.push(report);
      add(total, report);
      print(row(report, basename(file)));
      for (const miss of misses) print(`    ${miss}`);
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause);
      reports.push({ file, ...empty(), error });
      process.exitCode = 1;
      print(`     -  ${file}: cannot be measured: ${error}`);
    }
  }
  print(row(total, `total of ${reports.length} files`));
  print(LEGEND);
  if (values.json) console.log(JSON.stringify({ files: reports, total }, null, 2));
  engine?.dispose();
}

await main();
