/**
 * Properties that are not legal yet but may become so later in the same program: FILL, HUG and ABSOLUTE depend on the
 * parent's auto layout, and the parent may come, or get its layoutMode, by a later op.
 */
import { messageOf, withContext } from '../errors.ts';
import { type Props, setMember } from '../node-access.ts';

export interface Postponed {
  /** The op that asked for it. */
  op: number;
  opKind: string;
  node: SceneNode;
  property: string;
  value: unknown;
  /** Written again afterwards: `x` and `y` mean something only once the node is out of the flow. */
  afterwards?: Props;
}

export class Deferred {
  private waiting: Postponed[] = [];

  /** Writes now if Figma allows it, else later. A newer wish for the same property replaces the older. */
  write(wish: Postponed): void {
    this.forget(wish.node.id, wish.property);
    if (!attempt(wish)) this.waiting.push(wish);
  }

  forget(nodeId: string, property?: string): void {
    this.waiting = this.waiting.filter(
      (wish) => wish.node.id !== nodeId || (property !== undefined && wish.property !== property),
    );
  }

  /** After every op: what has become legal is written. */
  retry(): void {
    if (this.waiting.length > 0)
      this.waiting = this.waiting.filter((wish) => !wish.node.removed && !attempt(wish));
  }

  /** At the end of the program: what is still illegal is an error of the op that asked for it. */
  finish(): void {
    this.retry();
    const [wish] = this.waiting;
    if (wish === undefined) return;
    try {
      setMember(wish.node, wish.property, wish.value);
    } catch (error) {
      throw withContext(error, { op: wish.op, opKind: wish.opKind, path: `props.${wish.property}` });
    }
  }
}

/** Messages of a value that can never be right, however the tree changes. */
const hopeless = /failed validation|Invalid|Expected/;

function attempt(wish: Postponed): boolean {
  try {
    setMember(wish.node, wish.property, wish.value);
  } catch (error) {
    if (hopeless.test(messageOf(error))) {
      throw withContext(error, { op: wish.op, opKind: wish.opKind, path: `props.${wish.property}` });
    }
    return false;
  }
  if (wish.afterwards !== undefined)
    for (const name of Object.keys(wish.afterwards)) setMember(wish.node, name, wish.afterwards[name]);
  return true;
}
