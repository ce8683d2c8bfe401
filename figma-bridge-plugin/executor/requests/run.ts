/** `run`: a program, checked as a whole, then op by op. The caller wraps it in a journal step. */
import type { CanvasProgram } from '../../../schemas/canvas-program.ts';
import type { OpResult, ProgramResult } from '../../../schemas/canvas-result.ts';
import { withContext } from '../errors.ts';
import type { Journal } from '../journal/journal.ts';
import { checkOp, runOp } from '../ops/index.ts';
import type { Program } from '../ops/op.ts';
import { Plan } from '../ops/plan.ts';
import { Deferred } from '../properties/deferred.ts';
import { Bindings } from '../references.ts';
import type { Session } from '../session.ts';
import { boxOf } from '../snapshot/outline.ts';

/** Throws `CanvasError` before anything is written. */
export async function checkProgram({ ops }: CanvasProgram, session: Session): Promise<void> {
  const plan = new Plan(session);
  for (let index = 0; index < ops.length; index++) {
    const op = ops[index];
    if (op === undefined) continue;
    try {
      await checkOp(op, plan);
    } catch (error) {
      throw withContext(error, { op: index, opKind: op.op });
    }
  }
  await plan.ready();
}

/** Throws `CanvasError` with the op that failed; taking back what was done is the journal's part. */
export async function runProgram(
  { ops }: CanvasProgram,
  session: Session,
  journal: Journal,
): Promise<ProgramResult> {
  const bindings = new Bindings();
  const program: Program = { session, journal, bindings, deferred: new Deferred(), op: 0, opKind: '' };
  const result: ProgramResult = { bindings: {}, results: [], adjustments: [] };
  for (let index = 0; index < ops.length; index++) {
    const op = ops[index];
    if (op === undefined) continue;
    await session.pauses.take();
    program.op = index;
    program.opKind = op.op;
    try {
      result.results.push({ op: op.op, ...(await runOp(op, program)) });
      program.deferred.retry();
    } catch (error) {
      throw withContext(error, { op: index, opKind: op.op });
    }
    for (const adjustment of session.takeAdjustments()) result.adjustments.push({ op: index, ...adjustment });
  }
  program.deferred.finish();
  result.bindings = bindings.toObject();
  await addBoxes(result.results, session);
  return result;
}

/** Boxes at the end of the program: later ops move what earlier ones made. */
async function addBoxes(results: OpResult[], session: Session): Promise<void> {
  for (const result of results) {
    if (result.id === undefined) continue;
    const node = await session.figma.getNodeByIdAsync(result.id);
    if (node === null || session.parking.isParked(node)) continue;
    const box = boxOf(node);
    if (box !== undefined) result.box = box;
  }
}
