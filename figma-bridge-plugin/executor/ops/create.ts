/** `create`: a new node in its parent, with its properties. Taken back by removing it. */
import type { OpOf } from '../../../schemas/canvas-program.ts';
import { createEmpty } from '../create-empty.ts';
import { fail } from '../errors.ts';
import { type Container, isContainer } from '../node-access.ts';
import { writeProps } from '../properties/write-props.ts';
import { containerById, sceneById } from '../references.ts';
import { place, walk } from '../tree.ts';
import { type Op, type Program, writeContext } from './op.ts';

export const create: Op<'create'> = {
  async check(op, plan) {
    if (op.type === 'PAGE') {
      pageName(op);
      plan.bind(op.as, 'PAGE');
      return;
    }
    await plan.parent(op.parent);
    if (op.type === 'GROUP') {
      if (op.children === undefined || op.children.length === 0) {
        fail('bad_value', 'A GROUP is made from nodes.', {
          path: 'children',
          hint: 'Create the nodes first and name them in "children", or use a FRAME.',
        });
      }
      for (let i = 0; i < op.children.length; i++) await plan.node(op.children[i] ?? '', `children[${i}]`);
    } else if (op.children !== undefined) {
      fail('bad_value', `Only a GROUP takes "children"; this is a ${op.type}.`, {
        path: 'children',
        hint: 'Create the children with this node as their "parent".',
      });
    }
    if (op.type === 'SVG' && op.svg === undefined) {
      fail('bad_value', 'An SVG needs its markup.', { path: 'svg', hint: 'Put the <svg> text in "svg".' });
    }
    if (op.type === 'TEXT') plan.newText();
    const type = op.type === 'SVG' ? 'FRAME' : op.type;
    plan.props(op.props, type === 'TEXT' ? { type, font: { family: 'Inter', style: 'Regular' } } : { type });
    plan.bind(op.as, type);
  },

  async run(op, program) {
    const { session, journal, bindings } = program;
    if (op.type === 'PAGE') return createPage(op, program);
    const container = await containerById(
      op.parent === null ? null : bindings.idOf(op.parent, 'parent'),
      session,
      'parent',
    );
    journal.touchChildren(container);
    const node = op.type === 'GROUP' ? await createGroup(op, container, program) : make(op, session.figma);
    if (op.type !== 'GROUP') {
      for (const each of walk(node)) journal.created(each);
      await journal.loadFonts(node);
      place(container, node, op.index, session.parking);
    }
    if (op.as !== undefined) bindings.set(op.as, node.id);
    await writeProps(node, op.props, writeContext(program));
    return { id: node.id };
  },
};

function make(op: OpOf<'create'>, figma: PluginAPI): SceneNode {
  if (op.type === 'SVG') return figma.createNodeFromSvg(op.svg ?? '');
  return createEmpty(op.type, figma) ?? fail('internal', `A ${op.type} is made in another way.`);
}

/** A page has a name and nothing else that an op could set. */
function pageName(op: OpOf<'create'>): string {
  const { name, ...others } = op.props;
  const [stray] = Object.keys(others);
  if (typeof name === 'string' && name !== '' && stray === undefined && op.parent === null) return name;
  return fail('bad_value', 'A PAGE takes a name, no other property and no parent.', {
    path: stray === undefined ? (op.parent === null ? 'props.name' : 'parent') : `props.${stray}`,
    hint: 'Create it with props {"name": "..."} and parent null, then move layers to it.',
  });
}

/** The current page stays the current one. Taken back after what was moved to it went home. */
function createPage(op: OpOf<'create'>, { session, journal, bindings }: Program): { id: string } {
  const page = session.figma.createPage();
  page.name = pageName(op);
  journal.created(page);
  if (op.as !== undefined) bindings.set(op.as, page.id);
  return { id: page.id };
}

/** The members stay where they are on the page. A group that loses all its children to the new one goes. */
async function createGroup(op: OpOf<'create'>, container: Container, program: Program): Promise<SceneNode> {
  const { session, journal, bindings } = program;
  const members: SceneNode[] = [];
  for (const ref of op.children ?? [])
    members.push(await sceneById(bindings.idOf(ref, 'children'), session, 'children'));
  const parent = members[0]?.parent;
  if (parent == null || members.some((member) => member.parent?.id !== parent.id)) {
    return fail('not_allowed', 'The nodes of a group must have the same parent.', {
      path: 'children',
      hint: 'Move them into one parent first.',
    });
  }
  for (const member of members) await journal.loadFonts(member);
  for (const member of members) journal.touch(member);
  if (isContainer(parent)) journal.touchChildren(parent);
  const finish = journal.holdGroups([parent], new Set(members.map((member) => member.id)));
  const group = session.figma.group(members, container);
  journal.created(group);
  place(container, group, op.index, session.parking);
  await finish();
  return group;
}
