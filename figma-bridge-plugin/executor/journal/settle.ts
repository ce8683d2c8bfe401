/** Makes nodes what captured values say: content once, then geometry until auto layout agrees. */
import { decidedByLayout } from '../../../schemas/decided-by-layout.ts';
import { messageOf } from '../errors.ts';
import type { Props } from '../node-access.ts';
import type { Session } from '../session.ts';
import type { PropertyGroup, Writer } from '../snapshot/group.ts';
import { contentGroups, geometryGroups } from '../snapshot/groups/index.ts';
import { sameValue } from '../value.ts';

export interface Target {
  node: BaseNode;
  content?: Props;
  geometry: Props;
}

export interface Refusal {
  nodeId: string;
  member: string;
  message: string;
}

/** Layout can answer one correction with another; trees seen so far agree after two rounds. */
const maxRounds = 8;

/**
 * Writes what differs, parents before children as given, but instances after all else: what they take from their
 * components comes by itself. Answers the members that could not be brought to their values: what the host refused,
 * and what still differed in the end. `recall`: see `ExecutorHost.remember`; writing may undo it.
 */
export async function settle(
  given: readonly Target[],
  session: Session,
  recall: () => void = () => {},
): Promise<Refusal[]> {
  const instances = given.filter(({ node }) => isOfInstance(node));
  const targets = given.filter(({ node }) => !isOfInstance(node)).concat(instances);
  const refusals = new Map<string, Refusal>();
  const writer: Writer = {
    session,
    async attempt(node, member, write) {
      try {
        await write();
        return true;
      } catch (error) {
        refusals.set(`${node.id} ${member}`, { nodeId: node.id, member, message: messageOf(error) });
        return false;
      }
    },
  };
  recall();
  for (const { node, content } of targets) {
    if (node === instances[0]?.node) recall();
    if (content !== undefined) await writeGroups(contentGroups, node, content, writer);
  }
  for (let round = 0; round < maxRounds; round++) {
    recall();
    // A refusal of an earlier round may have been for want of what a later one has set.
    refusals.forEach((refusal, key) => {
      if (round > 0 && isGeometry(refusal.member)) refusals.delete(key);
    });
    let changed = false;
    for (const { node, geometry } of targets) {
      if (await writeGroups(geometryGroups, node, geometry, writer)) changed = true;
    }
    if (!changed) break;
  }
  for (const { node, geometry } of targets) {
    for (const member of differences(geometryGroups, node, geometry, session)) {
      const key = `${node.id} ${member}`;
      if (!refusals.has(key)) {
        refusals.set(key, { nodeId: node.id, member, message: decidedByLayout });
      }
    }
  }
  return Array.from(refusals.values());
}

/** Sublayers of instances have ids like `I1:2;3:4`. */
const isOfInstance = (node: BaseNode): boolean => node.type === 'INSTANCE' || node.id.charAt(0) === 'I';

const geometryMembers =
  /^(width|height|size|relativeTransform|layout|min|max|constraints|targetAspect|grid|primaryAxisSizing|counterAxisSizing|textAutoResize|vector)/;
const isGeometry = (member: string): boolean => geometryMembers.test(member);

/**
 * Content that a group leaves out of a reading (empty data, mixed values) can be absent on either side, so the group's
 * own members decide: any that differs, or that only one side has. Geometry is only ever asked for by name.
 */
function groupDiffers(target: Props, current: Props, group: PropertyGroup): boolean {
  return group.members.some(
    (name) => (group.phase === 'content' || name in target) && !sameValue(target[name], current[name]),
  );
}

async function writeGroups(
  groups: readonly PropertyGroup[],
  node: BaseNode,
  target: Props,
  writer: Writer,
): Promise<boolean> {
  let changed = false;
  for (const group of groups) {
    const current = group.read(node, writer.session);
    if (!groupDiffers(target, current, group)) continue;
    changed = true;
    await group.write(node, target, current, writer);
  }
  return changed;
}

function differences(
  groups: readonly PropertyGroup[],
  node: BaseNode,
  target: Props,
  session: Session,
): string[] {
  const found: string[] = [];
  for (const group of groups) {
    const current = group.read(node, session);
    for (const name of Object.keys(current)) {
      if (name in target && !sameValue(current[name], target[name])) found.push(name);
    }
  }
  return found;
}
