/**
 * Measures the layout engine against Figma: reads Figma REST files, lays every auto-layout tree in them out on the
 * headless document model, and compares with the `absoluteBoundingBox` Figma computed.
 *
 *   npm run oracle -- FILE.json... [--misses N [--limit PX]] [--json]
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLayout } from '../server/headless/layout/index.ts';
import { buildTree } from './oracle/build.ts';
import { type Comparison, compareTree } from './oracle/compare.ts';
import { describeMiss, rootCauses } from './oracle/misses.ts';
import { findTrees, type Json } from './oracle/rest.ts';
import { textFromFile } from './oracle/text-from-file.ts';

interface FileReport {
  file: string;
  nodes: number;
  within1: number;
  within001: number;
  relative1: number;
  unboxed: number;
  error?: string;
}

/** Files saved by Windows shells start with a byte order mark, and may be UTF-16. */
function readText(file: string): string {
  const bytes = readFileSync(file);
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

function measure(file: string, misses: number, limit: number): { report: FileReport; lines: string[] } {
  const parsed: Json = JSON.parse(readText(file));
  const trees = findTrees(parsed);
  if (trees.length === 0) throw new Error('no Figma node with a `type` and an `absoluteBoundingBox` or `children` in it');
  const all: Comparison[] = [];
  let unboxed = 0;
  for (const rest of trees) {
    const tree = buildTree(rest);
    unboxed += tree.unboxed;
    all.push(...compareTree(tree, textFromFile(tree.sources)));
  }
  const count = (test: (item: Comparison) => boolean): number => all.filter(test).length;
  const report = {
    file,
    nodes: all.length,
    within1: count((item) => item.error <= 1),
    within001: count((item) => item.error <= 0.01),
    relative1: count((item) => item.relativeError <= 1),
    unboxed,
  };
  return { report, lines: misses > 0 ? rootCauses(all, limit).slice(0, misses).map(describeMiss) : [] };
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '     -' : `${((100 * part) / whole).toFixed(2).padStart(6)}`;

function row(report: FileReport, name: string): string {
  const { nodes, within1, within001, relative1, unboxed } = report;
  return [
    String(nodes).padStart(6),
    percent(within1, nodes),
    percent(within001, nodes),
    percent(relative1, nodes),
    String(unboxed).padStart(6),
    name,
  ].join('  ');
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { misses: { type: 'string', default: '0' }, limit: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0) throw new Error('Name at least one Figma REST file: npm run oracle -- FILE.json...');
  await loadLayout();
  const total: FileReport = { file: 'total', nodes: 0, within1: 0, within001: 0, relative1: 0, unboxed: 0 };
  const reports: FileReport[] = [];
  if (!values.json) console.log(' nodes    <=1px  <=.01px  rel<=1px  no box  file');
  for (const file of positionals) {
    try {
      const { report, lines } = measure(file, Number(values.misses), Number(values.limit));
      reports.push(report);
      for (const key of ['nodes', 'within1', 'within001', 'relative1', 'unboxed'] as const) total[key] += report[key];
      if (!values.json) console.log(row(report, basename(file)), ...lines.map((line) => `\n    ${line}`));
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause);
      reports.push({ file, nodes: 0, within1: 0, within001: 0, relative1: 0, unboxed: 0, error });
      process.exitCode = 1;
      if (!values.json) console.log(`     -  ${file}: cannot be measured: ${error}`);
    }
  }
  if (values.json) console.log(JSON.stringify({ files: reports, total }, null, 2));
  else console.log(row(total, `total of ${reports.length} files`));
}

await main();
