/** All ops by name. */
import type { CanvasOp } from '../../../schemas/canvas-program.ts';
import { call } from './call.ts';
import { clone } from './clone.ts';
import { create } from './create.ts';
import { deleteOp } from './delete.ts';
import { fitText } from './fit-text.ts';
import { move } from './move.ts';
import type { Op, OpOutcome, Program } from './op.ts';
import type { Plan } from './plan.ts';
import { read } from './read.ts';
import { setImage } from './set-image.ts';
import { update } from './update.ts';

type Ops = { [K in CanvasOp['op']]: Op<K> };

const ops: Ops = {
  create,
  update,
  delete: deleteOp,
  move,
  clone,
  set_image: setImage,
  read,
  call,
  fit_text: fitText,
};

/** The union of ops and the table of their handlers meet here, and nowhere else. */
function handlerOf<K extends CanvasOp['op']>(kind: K): Op<K> {
  return ops[kind];
}

export function checkOp<K extends CanvasOp['op']>(
  op: Extract<CanvasOp, { op: K }>,
  plan: Plan,
): Promise<void> {
  return handlerOf<K>(op.op as K).check(op, plan);
}

export function runOp<K extends CanvasOp['op']>(
  op: Extract<CanvasOp, { op: K }>,
  program: Program,
): Promise<OpOutcome> {
  return handlerOf<K>(op.op as K).run(op, program);
}
