/** One REST file, measured. */
import { readFileSync } from 'node:fs';
import type { TextEngine } from '../../server/headless/text/index.ts';
import { buildTree } from './build.ts';
import { type Comparison, compareTree } from './compare.ts';
import { describeMiss, rootCauses } from './misses.ts';
import { findTrees, type Json, type RestNode } from './rest.ts';
import { staleNodes } from './stale.ts';
import { textFromFile } from './text-from-file.ts';
import { measuredText, type TextAgreement } from './text-measured.ts';

export interface FileReport {
  file: string;
  /** Nodes whose box layout decides: in-flow children, and hugging frames that are in no flow. */
  nodes: number;
  /** Absolute boxes within 1 px and 0.01 px of Figma's. A wrong box usually moves many others. */
  within1: number;
  within001: number;
  /** Within 1 px when positions are taken relative to the parent. */
  relative1: number;
  /** Left out: nodes Figma gave no box (hidden ones), or no size that can be derived (slanted ones). */
  unboxed: number;
  /** The same without what is in nodes whose boxes contradict the file itself (see stale.ts). */
  fresh: { nodes: number; within1: number; staleNodes: number };
  text?: TextAgreement;
  error?: string;
}

export interface MeasureOptions {
  /** How many misses to describe, and from which error in px a box is one. */
  misses: number;
  limit: number;
  /** Text mode B: measure texts with this engine instead of taking the boxes from the file. */
  engine?: TextEngine;
}

/** Throws if the file cannot be read, is not JSON, or holds no Figma node. */
export function measureFile(file: string, options: MeasureOptions): { report: FileReport; misses: string[] } {
  const parsed: Json = parseAnswer(readText(file));
  const { report, misses } = measureJson(parsed, options);
  return { report: { ...report, file }, misses };
}

export function measureJson(parsed: Json, options: MeasureOptions): { report: FileReport; misses: string[] } {
  const trees = findTrees(parsed);
  if (trees.length === 0)
    throw new Error('no Figma node in it (an object with a `type` and an `absoluteBoundingBox`)');
  const all: Comparison[] = [];
  const fresh: Comparison[] = [];
  let staleCount = 0;
  const agreement: TextAgreement = { texts: 0, measured: 0, exact: 0, within1: 0 };
  let unboxed = 0;
  for (const rest of trees) {
    const tree = buildTree(rest);
    unboxed += tree.unboxed;
    let text = textFromFile(tree.sources);
    if (options.engine) {
      const measured = measuredText(options.engine, text, tree.sources.keys());
      text = measured.text;
      for (const key of ['texts', 'measured', 'exact', 'within1'] as const)
        agreement[key] += measured.agreement[key];
    }
    const compared = compareTree(tree, text);
    all.push(...compared);
    const stale = staleNodes(rest);
    staleCount += stale.size;
    fresh.push(...(stale.size > 0 ? compareWithout(rest, stale) : compared));
  }
  const count = (test: (item: Comparison) => boolean): number => all.filter(test).length;
  return {
    report: {
      file: '',
      nodes: all.length,
      within1: count((item) => item.error <= 1),
      within001: count((item) => item.error <= 0.01),
      relative1: count((item) => item.relativeError <= 1),
      fresh: {
        nodes: fresh.length,
        within1: fresh.filter((item) => item.error <= 1).length,
        staleNodes: staleCount,
      },
      unboxed,
      ...(options.engine ? { text: agreement } : {}),
    },
    misses:
      options.misses > 0 ? rootCauses(all, options.limit).slice(0, options.misses).map(describeMiss) : [],
  };
}

/** Stale nodes stand for themselves: their place still counts, what is in them does not. */
function compareWithout(rest: RestNode, stale: ReadonlySet<RestNode>): Comparison[] {
  const tree = buildTree(rest, stale);
  return compareTree(tree, textFromFile(tree.sources));
}

/**
 * Answers saved from a terminal may have lines after them (a status), or lack the braces around a member. Anything else
 * that is not JSON is refused.
 */
function parseAnswer(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    try {
      return JSON.parse(withoutTerminalTraces(text, String(cause)));
    } catch {
      throw new Error(`not JSON, or cut off: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}

/** `error` is what the parser said of the text; it names where the first whole value ends. */
function withoutTerminalTraces(text: string, error: string): string {
  const end = /after JSON at position (\d+)/.exec(error)?.[1];
  if (end === undefined) return text;
  const rest = text.slice(Number(end)).trim();
  if (rest.startsWith(':')) return `{${text}}`;
  return /^[[{"]/.test(rest) ? text : text.slice(0, Number(end));
}

/** Files saved by Windows shells start with a byte order mark, and may be UTF-16. */
function readText(file: string): string {
  const bytes = readFileSync(file);
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}
