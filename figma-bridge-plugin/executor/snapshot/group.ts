/**
 * A property group: some members of a node that are read, compared and written together. The groups are the one
 * description of what a node is: snapshots, checkpoints, the undo journal and `read fields:'*'` all go through them.
 */
import { hasMember, type Props, peekMember, setMember } from '../node-access.ts';
import type { Session } from '../session.ts';
import { decode, encode, sameValue } from '../value.ts';

export interface PropertyGroup {
  readonly name: string;
  /** `content` is written once; `geometry` is repeated until auto layout has settled on the wanted boxes. */
  readonly phase: 'content' | 'geometry';
  /** Every member the group may read. */
  readonly members: readonly string[];
  /** JSON values of the members this node has. */
  read(node: BaseNode, session: Session): Props;
  /** Writes what differs between `current` (a fresh `read`) and `target`. Members absent from `target` stay. */
  write(node: BaseNode, target: Props, current: Props, writer: Writer): Promise<void> | void;
}

export interface Writer {
  readonly session: Session;
  /** Runs one write; a refusal is noted under the member's name instead of ending the whole restore. */
  attempt(node: BaseNode, member: string, write: () => Promise<void> | void): Promise<boolean>;
}

/** Does `target` ask for something else than `current` has? */
export function differs(target: Props, current: Props, name: string): boolean {
  return name in target && !sameValue(target[name], current[name]);
}

/** A group of plain members: read, compared and assigned one by one, in the given order. */
export function plainGroup(
  name: string,
  phase: PropertyGroup['phase'],
  members: string,
  only?: (node: BaseNode) => boolean,
): PropertyGroup {
  const names = members.split(' ');
  return {
    name,
    phase,
    members: names,
    read: (node) => (only === undefined || only(node) ? readMembers(node, names) : {}),
    async write(node, target, current, writer) {
      for (const member of names) {
        if (!differs(target, current, member) || !hasMember(node, member)) continue;
        await writer.attempt(node, member, () => setMember(node, member, decode(target[member])));
      }
    },
  };
}

export function readMembers(node: BaseNode, names: readonly string[]): Props {
  const props: Props = {};
  for (const name of names) {
    const value = encode(peekMember(node, name));
    if (value !== undefined) props[name] = value;
  }
  return props;
}
