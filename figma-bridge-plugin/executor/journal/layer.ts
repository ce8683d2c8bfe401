/** How things were when a stretch of work began: enough to put them back exactly, and nothing more. */
import type { Props } from '../node-access.ts';
import type { Session } from '../session.ts';

export interface CapturedNode {
  /** Levels below the document, so that parents are put back before their children. */
  depth: number;
  geometry: Props;
  /** Set for nodes that were written themselves; others can only have been moved by layout. */
  content?: Props;
}

export interface Layer {
  nodes: Map<string, CapturedNode>;
  /** Ids of the visible children, back to front, per container whose children could change. */
  children: Map<string, string[]>;
  /** Layout regions captured already (see `layoutRegion`), by the id of their root. */
  regions: Set<string>;
  /** Trees whose followers are captured (see `ExecutorHost.followers`), by the id of their top node. */
  followed: Set<string>;
  created: Set<string>;
  /** The nodes named above: ids can only be looked up asynchronously, and a plugin that is closed has no such time. */
  refs: Map<string, BaseNode>;
  /** What no capture covers, taken back by hand, last first. */
  undos: (() => Promise<void> | void)[];
  /** See `ExecutorHost.remember`. */
  recall: (() => void) | undefined;
  pageId: string;
  selection: string[];
}

export function newLayer({ figma, host }: Session): Layer {
  const page = figma.currentPage;
  const refs = new Map(page.selection.map((node) => [node.id, node] as const));
  return emptyLayer(page.id, Array.from(refs.keys()), refs, host.remember?.());
}

/** Another layer that begins at the same moment as this one, in which nothing has been captured yet. */
export function layerBeside({ pageId, selection, refs, recall }: Layer): Layer {
  return emptyLayer(pageId, selection.slice(), new Map(refs), recall);
}

function emptyLayer(
  pageId: string,
  selection: string[],
  refs: Map<string, BaseNode>,
  recall: Layer['recall'],
): Layer {
  return {
    nodes: new Map(),
    children: new Map(),
    regions: new Set(),
    followed: new Set(),
    created: new Set(),
    refs,
    undos: [],
    recall,
    pageId,
    selection,
  };
}

/**
 * Makes a finished inner layer part of the outer one. What the outer has captured is older and wins; what the outer
 * created needs no capture: taking it back is removing it.
 */
export function mergeInto(outer: Layer, inner: Layer): void {
  for (const [id, node] of inner.nodes) {
    if (outer.created.has(id)) continue;
    const known = outer.nodes.get(id);
    if (known === undefined) outer.nodes.set(id, node);
    else if (known.content === undefined && node.content !== undefined) known.content = node.content;
  }
  for (const [id, children] of inner.children) {
    if (!outer.created.has(id) && !outer.children.has(id)) outer.children.set(id, children);
  }
  for (const id of inner.regions) outer.regions.add(id);
  for (const id of inner.followed) outer.followed.add(id);
  for (const id of inner.created) outer.created.add(id);
  for (const [id, node] of inner.refs) outer.refs.set(id, node);
  outer.undos.push(...inner.undos);
}
