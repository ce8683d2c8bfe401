/** From what a program writes (`"1:23"`, `"$card"`, null) to nodes. */
import { fail } from './errors.ts';
import { type Container, isContainer, isScene } from './node-access.ts';
import type { Session } from './session.ts';
import { nearest } from './suggest.ts';

export class Bindings {
  private readonly ids = new Map<string, string>();

  set(name: string, id: string): void {
    this.ids.set(name, id);
  }

  /** The id a reference stands for. Throws `unknown_binding`, naming the ones there are. */
  idOf(ref: string, path: string): string {
    if (ref.charAt(0) !== '$') return ref;
    const id = this.ids.get(ref.slice(1));
    return id ?? unknownBinding(ref, Array.from(this.ids.keys()), path);
  }

  toObject(): Record<string, string> {
    const object: Record<string, string> = {};
    for (const [name, id] of this.ids) object[name] = id;
    return object;
  }
}

export function unknownBinding(ref: string, known: readonly string[], path: string): never {
  const near = nearest(ref.slice(1), known);
  const list = known.map((name) => `$${name}`).join(', ');
  return fail('unknown_binding', `"${ref}" is not bound to a node.`, {
    path,
    hint:
      known.length === 0
        ? 'No earlier op of this program binds a name: give the creating op "as", or use a node id.'
        : `${near.length > 0 ? `Did you mean $${near[0]}? ` : ''}Bound so far: ${list}.`,
  });
}

/** The node with that id. Throws `unknown_node` when it is gone, deleted included. */
export async function nodeById(id: string, session: Session, path: string): Promise<BaseNode> {
  const node = await session.figma.getNodeByIdAsync(id);
  if (node === null || node.removed || session.parking.isParked(node)) {
    return fail('unknown_node', `There is no node with id "${id}" (any more).`, {
      path,
      hint: /^\d+-\d+$/.test(id)
        ? `Ids are written with a colon: "${id.replace('-', ':')}".`
        : 'canvas_status has the ids of the frames, get_frame_state those in a frame.',
    });
  }
  return node;
}

export async function sceneById(id: string, session: Session, path: string): Promise<SceneNode> {
  const node = await nodeById(id, session, path);
  if (isScene(node)) return node;
  return fail('not_allowed', `${node.type} "${node.name}" is not a layer.`, {
    path,
    hint: 'Name a node on the page, such as a frame or a text.',
  });
}

/** A node that can have children; null is the current page. */
export async function containerById(id: string | null, session: Session, path: string): Promise<Container> {
  if (id === null) return session.figma.currentPage;
  const node = await nodeById(id, session, path);
  if (node.type === 'PAGE') await node.loadAsync();
  if (node.type !== 'DOCUMENT' && isContainer(node)) return node;
  return fail('not_allowed', `A ${node.type} node cannot have children.`, {
    path,
    hint: 'Use a FRAME, GROUP, SECTION or COMPONENT as the parent, or null for the page.',
  });
}
