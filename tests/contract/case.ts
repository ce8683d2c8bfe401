/**
 * The contract between the executor and its host, as plain cases: no test framework inside, so the same list runs on
 * the headless canvas in CI and, bundled into the plugin, inside Figma itself.
 */

import type { Executor } from '../../figma-bridge-plugin/executor/index.ts';
import type { CanvasOp, CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { ProgramResult } from '../../schemas/canvas-result.ts';

export interface ContractContext {
  executor: Executor;
  figma: PluginAPI;
  /** Validates and fills in defaults, as the border does: `canvasOpSchema.parse` or an equal. */
  parseOps(ops: CanvasOpInput[]): CanvasOp[];
  /** A small PNG (at least 2 x 2 px) that the executor's host knows by this SHA-256. */
  image: { hash: string; bytes: Uint8Array };
}

export interface ContractCase {
  name: string;
  run(context: ContractContext): Promise<void>;
}

export interface ContractReport {
  name: string;
  passed: boolean;
  /** Why it failed. */
  message?: string;
}

export async function runContract(
  cases: readonly ContractCase[],
  context: ContractContext,
): Promise<ContractReport[]> {
  const reports: ContractReport[] = [];
  for (const { name, run } of cases) {
    const before = new Set(context.figma.currentPage.children.map((node) => node.id));
    try {
      await run(context);
      reports.push({ name, passed: true });
    } catch (error) {
      reports.push({ name, passed: false, message: messageOf(error) });
    }
    // A case may run in somebody's file: it leaves nothing behind.
    for (const node of context.figma.currentPage.children) if (!before.has(node.id)) node.remove();
  }
  return reports;
}

export function run(
  context: ContractContext,
  ops: CanvasOpInput[],
  transaction?: string,
): Promise<ProgramResult> {
  return context.executor.handle<'run'>({
    kind: 'run',
    program: { ops: context.parseOps(ops) },
    ...(transaction === undefined ? {} : { transaction }),
  });
}

/** A bound node of a result, as the host has it. */
export async function bound(
  context: ContractContext,
  result: ProgramResult,
  name: string,
): Promise<SceneNode> {
  const node = await context.figma.getNodeByIdAsync(result.bindings[name] ?? '');
  if (node === null || node.type === 'PAGE' || node.type === 'DOCUMENT')
    throw new Error(`$${name} is not on the canvas`);
  return node;
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}

export function near(actual: number, expected: number, what: string, tolerance = 0.5): void {
  if (Math.abs(actual - expected) > tolerance)
    throw new Error(`${what}: expected about ${expected}, got ${actual}`);
}

export function isTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`${what}: expected to hold`);
}

/** Answers the error's message. */
export async function throws(work: () => unknown, pattern: RegExp, what: string): Promise<string> {
  try {
    await work();
  } catch (error) {
    const message = messageOf(error);
    if (!pattern.test(message))
      throw new Error(`${what}: expected an error like ${pattern}, got "${message}"`);
    return message;
  }
  throw new Error(`${what}: expected an error, got none`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
