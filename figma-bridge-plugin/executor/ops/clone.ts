/** `clone`: a copy with new ids, beside the original unless told otherwise. Taken back by removing it. */
import { fail } from '../errors.ts';
import { isContainer } from '../node-access.ts';
import { writeProps } from '../properties/write-props.ts';
import { containerById, sceneById } from '../references.ts';
import { place, walk } from '../tree.ts';
import { hasProps, type Op, writeContext } from './op.ts';

export const clone: Op<'clone'> = {
  async check(op, plan) {
    const known = await plan.node(op.node, 'node');
    await plan.parent(op.parent);
    plan.props(op.props, known);
    plan.bind(op.as, known.type);
  },

  async run(op, program) {
    const { session, journal, bindings } = program;
    const original = await sceneById(bindings.idOf(op.node, 'node'), session, 'node');
    const given =
      op.parent === undefined || op.parent === null ? op.parent : bindings.idOf(op.parent, 'parent');
    const container = given === undefined ? original.parent : await containerById(given, session, 'parent');
    if (container === null || container.type === 'DOCUMENT' || !isContainer(container)) {
      return fail('not_allowed', `The copy of "${original.name}" has nowhere to go.`, { path: 'parent' });
    }
    journal.touchChildren(container);
    await journal.loadFonts(original);
    const copy = original.clone();
    for (const node of walk(copy)) journal.created(node);
    place(container, copy, op.index, session.parking);
    if (op.as !== undefined) bindings.set(op.as, copy.id);
    if (hasProps(op.props)) await writeProps(copy, op.props, writeContext(program));
    return { id: copy.id };
  },
};
