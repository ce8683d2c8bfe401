/** `move`: another parent, or another place in the same. Taken back by its old parent and index. */
import { containerById, sceneById } from '../references.ts';
import { place } from '../tree.ts';
import type { Op } from './op.ts';

export const move: Op<'move'> = {
  async check(op, plan) {
    await plan.node(op.node, 'node');
    await plan.parent(op.parent);
  },

  async run(op, program) {
    const { session, journal, bindings } = program;
    const node = await sceneById(bindings.idOf(op.node, 'node'), session, 'node');
    const container = await containerById(
      op.parent === null ? null : bindings.idOf(op.parent, 'parent'),
      session,
      'parent',
    );
    await journal.move(node, container, () => place(container, node, op.index, session.parking));
    return { id: node.id };
  },
};
