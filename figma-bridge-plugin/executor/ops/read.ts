/** `read`: what is on the canvas. Changes nothing, so there is nothing to take back. */
import { fail } from '../errors.ts';
import { hasMember, isContainer, type Props, peekMember } from '../node-access.ts';
import { typesWith, writableProperties } from '../properties/catalog.ts';
import { nodeById } from '../references.ts';
import type { Session } from '../session.ts';
import { outline, roleOf } from '../snapshot/outline.ts';
import { readNode } from '../snapshot/read-node.ts';
import { nearest } from '../suggest.ts';
import { visibleChildren } from '../tree.ts';
import { encode } from '../value.ts';
import type { Op } from './op.ts';

export const read: Op<'read'> = {
  async check(op, plan) {
    if (op.node !== null) await plan.node(op.node, 'node');
  },

  async run(op, program) {
    const { session, bindings } = program;
    const node =
      op.node === null
        ? session.figma.currentPage
        : await nodeById(bindings.idOf(op.node, 'node'), session, 'node');
    if (node.type === 'PAGE') await node.loadAsync();
    const depth = op.depth ?? Infinity;
    if (op.fields === undefined) return { id: node.id, value: outline(node, depth, session) };
    if (op.fields === '*') return { id: node.id, value: readNode(node, session, depth) };
    for (const field of op.fields) checkField(node, field);
    return { id: node.id, value: readFields(node, op.fields, depth, session) };
  },
};

/** No member of Figma's: characters of a text that are drawn as boxes, where the host can tell. */
const unshownField = 'unshownCharacters';

/** A field no type has is a typo; one that only other types have is left out of the answer. */
function checkField(node: BaseNode, field: string): void {
  if (field === unshownField) return;
  if (hasMember(node, field) || isContainer(node) || typesWith(field).length > 0) return;
  const near = nearest(field, writableProperties(node.type) ?? []);
  fail('unknown_property', `A ${node.type} node has no property "${field}".`, {
    path: 'fields',
    ...(near.length > 0 ? { hint: `Did you mean ${near.join(' or ')}?` } : {}),
  });
}

function readFields(node: BaseNode, fields: readonly string[], depth: number, session: Session): Props {
  const value: Props = { id: node.id, type: node.type, name: node.name };
  for (const field of fields) {
    if (field === 'children' || field === 'parent') continue;
    if (field === 'pluginData') {
      value[field] = roleOf(node) ?? {};
      continue;
    }
    if (field === unshownField) {
      const unshown = node.type === 'TEXT' ? session.host.unshown?.(node.id) : undefined;
      if (unshown !== undefined && unshown.length > 0) value[field] = unshown.join('');
      continue;
    }
    const raw = peekMember(node, field);
    if (raw === session.figma.mixed) value[field] = 'mixed';
    else if (raw !== undefined) value[field] = encode(raw);
  }
  if (depth > 0 && isContainer(node)) {
    value['children'] = visibleChildren(node, session.parking).map((child) =>
      readFields(child, fields, depth - 1, session),
    );
  }
  return value;
}
