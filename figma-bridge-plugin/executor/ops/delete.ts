/** `delete`: the node is parked out of sight, and removed for good at commit. Taken back by moving it home. */
import { sceneById } from '../references.ts';
import type { Op } from './op.ts';

export const deleteOp: Op<'delete'> = {
  async check(op, plan) {
    await plan.node(op.node, 'node');
  },

  async run(op, program) {
    const { session, journal, bindings, deferred } = program;
    const node = await sceneById(bindings.idOf(op.node, 'node'), session, 'node');
    const { id } = node;
    deferred.forget(id);
    await journal.park(node);
    return { id };
  },
};
