/** `update`: properties of a node that exists. Taken back by writing the previous values, and layout with them. */
import { writeProps } from '../properties/write-props.ts';
import { nodeById } from '../references.ts';
import { type Op, writeContext } from './op.ts';

export const update: Op<'update'> = {
  async check(op, plan) {
    plan.props(op.props, await plan.node(op.node, 'node'));
  },

  async run(op, program) {
    const { session, journal, bindings } = program;
    const node = await nodeById(bindings.idOf(op.node, 'node'), session, 'node');
    journal.touch(node);
    await writeProps(node, op.props, writeContext(program));
    return { id: node.id };
  },
};
