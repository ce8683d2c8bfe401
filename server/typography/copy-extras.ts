/** What someone put into an ad's copy block beside its texts: rating stars, store badges. It keeps its place when the copy is set anew. */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { roleKey } from '../design/ad-frame.ts';
import { type NodeOutline, readNode } from '../design/read-node.ts';
import { textRoles } from './sizes.ts';

export interface Extra<T> {
  node: T;
  /** In the block itself, or among its texts. */
  inside: 'copy' | 'text';
  /** The part of the block it stands behind ("text", "cta", "headline", ...); undefined: it is the first. */
  after: string | undefined;
}

interface Reader<T> {
  children(node: T): readonly T[];
  role(node: T): string | undefined;
  visible(node: T): boolean;
}

/** The extras of a copy block, front to back as they are read. */
export function extrasIn<T>(copy: T, reader: Reader<T>): Extra<T>[] {
  const roles: readonly string[] = textRoles;
  const isText = (node: T) =>
    reader.role(node) === undefined &&
    reader.children(node).some((child) => roles.includes(reader.role(child) ?? ''));
  const extras: Extra<T>[] = [];
  const collect = (block: T, inside: Extra<T>['inside']) => {
    let after: string | undefined;
    for (const node of reader.children(block)) {
      if (isText(node)) {
        collect(node, 'text');
        after = inside === 'copy' ? 'text' : 'details';
        continue;
      }
      const role = reader.role(node);
      if (role !== undefined && roles.includes(role)) after = role;
      else if (reader.visible(node)) extras.push({ node, inside, after });
    }
  };
  collect(copy, 'copy');
  return extras;
}

export const outlineReader: Reader<NodeOutline> = {
  children: ({ children }) => children,
  role: ({ pluginData }) => pluginData[roleKey] || undefined,
  visible: ({ visible }) => visible,
};

/**
 * Puts extras into a block that was just built, each behind the part it stood behind; where that is gone, behind the
 * texts. `bindings`: the parts of the block by name. `put` makes the op that brings one to a place.
 */
export async function putExtras<T>(
  canvas: Canvas,
  extras: readonly Extra<T>[],
  bindings: Readonly<Record<string, string>>,
  put: (extra: Extra<T>, place: { parent: string; index: number }) => CanvasOpInput[],
): Promise<void> {
  for (const extra of extras) {
    const parent = parentOf(extra, bindings);
    const { children } = await readNode(canvas, parent, { depth: 1 });
    const known = Object.values(bindings);
    const before = children.findIndex(({ id }) => extra.after !== undefined && id === bindings[extra.after]);
    // Behind the extras that already stand there, so that their order stays.
    let index = extra.after === undefined ? 0 : before < 0 ? children.length : before + 1;
    while (index < children.length && !known.includes(children[index]?.id ?? '')) index += 1;
    await canvas.run({ ops: put(extra, { parent, index }) });
  }
}

/** Behind a subhead or a body text: in their own frame, where they have one. */
function parentOf({ inside, after }: Extra<unknown>, bindings: Readonly<Record<string, string>>): string {
  const { details } = bindings;
  if (details !== undefined && inside === 'text' && (after === 'subhead' || after === 'body')) return details;
  return bindings[inside] ?? bindings['copy'] ?? '';
}
