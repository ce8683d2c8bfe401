/**
 * Members of a node by name. Figma's types list members per node type; programs and snapshots name them as data,
 * so the one cast from "a node" to "something with members" lives here.
 */

export type Container = BaseNode & ChildrenMixin;
export type Props = Record<string, unknown>;

const asRecord = (node: object): Record<string, unknown> => node as Record<string, unknown>;

export function hasMember(node: object, name: string): boolean {
  return name in node;
}

/** The member's value; throws what Figma throws. */
export function getMember(node: object, name: string): unknown {
  return asRecord(node)[name];
}

/**
 * The member's value, or undefined when this node has no such member or the host cannot answer (an unsupported
 * member of the headless canvas, a deprecated getter under dynamic page access).
 */
export function peekMember(node: object, name: string): unknown {
  if (!(name in node)) return undefined;
  try {
    return asRecord(node)[name];
  } catch {
    return undefined;
  }
}

export function setMember(node: object, name: string, value: unknown): void {
  asRecord(node)[name] = value;
}

/** Calls a method by name; the caller has checked that it exists. */
export function callMember(target: object, name: string, args: readonly unknown[]): unknown {
  const member = asRecord(target)[name];
  if (typeof member !== 'function') throw new Error(`${name} is not a method`);
  return member.apply(target, args);
}

export function isContainer(node: BaseNode): node is Container {
  return 'children' in node;
}

export function isScene(node: BaseNode): node is SceneNode {
  return node.type !== 'DOCUMENT' && node.type !== 'PAGE';
}

/** Containers that exist only through their children: they disappear when empty and their box is their children's. */
export function isDerivedContainer(node: BaseNode): boolean {
  return node.type === 'GROUP' || node.type === 'BOOLEAN_OPERATION' || node.type === 'TRANSFORM_GROUP';
}

export function isAutoLayout(node: BaseNode | null): boolean {
  if (node === null || !('layoutMode' in node)) return false;
  const mode: unknown = node.layoutMode;
  return mode !== 'NONE';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
