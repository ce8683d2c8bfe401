/**
 * Taking back without waiting for anything: when the plugin is being closed, Figma runs one synchronous stretch and
 * then the sandbox is gone. Structure, created nodes and plain values come back; what Figma only takes asynchronously
 * (styles, variables, prototype links, swapped fonts that are not loaded) stays as it is.
 */
import {
  callMember,
  hasMember,
  isContainer,
  isDerivedContainer,
  isRecord,
  isScene,
  type Props,
  setMember,
} from '../node-access.ts';
import type { Session } from '../session.ts';
import type { PropertyGroup } from '../snapshot/group.ts';
import { namespace } from '../snapshot/groups/identity.ts';
import { contentGroups, geometryGroups } from '../snapshot/groups/index.ts';
import { readRuns, runMembers } from '../snapshot/groups/text.ts';
import { decode, sameValue } from '../value.ts';
import { type Arrangement, arrange } from './arrange.ts';
import type { Layer } from './layer.ts';

/** Members with a setter of their own kind, or none that is synchronous. */
const special = new Set(['characters', 'runs', 'pluginData', 'privateData', 'relaunchData', 'reactions']);
/** One correction can move what an earlier one set. */
const rounds = 3;

/** Newest layer first. Never throws: whatever cannot be put back must not keep the rest from it. */
export function takeBackNow(layers: readonly Layer[], session: Session): void {
  for (const layer of layers.slice().reverse()) {
    for (const undo of layer.undos.slice().reverse()) quietly(() => void undo());
    quietly(() => arrange(arrangementsOf(layer), session.parking));
    for (const id of session.parking.heldGroups()) quietly(() => session.parking.release(id));
    for (const id of layer.created) {
      const node = layer.refs.get(id);
      quietly(() => node !== undefined && !node.removed && node.remove());
    }
    const captured = Array.from(layer.nodes).sort(([, left], [, right]) => left.depth - right.depth);
    for (const [id, { content }] of captured) {
      const node = layer.refs.get(id);
      if (content !== undefined && node !== undefined && !node.removed) writeContent(node, content, session);
    }
    for (let round = 0; round < rounds; round++) {
      quietly(() => layer.recall?.());
      for (const [id, { geometry }] of captured) {
        const node = layer.refs.get(id);
        if (node !== undefined && !node.removed) writeGeometry(node, geometry, session);
      }
    }
    quietly(() => layer.recall?.());
    quietly(() => restoreSelection(layer, session));
  }
  quietly(() => session.parking.clear());
}

/** Parents first, as `arrange` needs it. */
function arrangementsOf(layer: Layer): Arrangement[] {
  const depth = (id: string): number => layer.nodes.get(id)?.depth ?? 0;
  const arrangements: Arrangement[] = [];
  for (const id of Array.from(layer.children.keys()).sort((left, right) => depth(left) - depth(right))) {
    const container = layer.refs.get(id);
    if (container === undefined || container.removed || !isContainer(container)) continue;
    if (container.type === 'INSTANCE' || id.charAt(0) === 'I') continue;
    const children: SceneNode[] = [];
    for (const childId of layer.children.get(id) ?? []) {
      const child = layer.refs.get(childId);
      if (child !== undefined && !child.removed && isScene(child)) children.push(child);
    }
    arrangements.push({ container, children });
  }
  return arrangements;
}

function writeContent(node: BaseNode, target: Props, session: Session): void {
  if (node.type === 'TEXT') writeText(node, target);
  writePlain(node, target, contentGroups, session);
  writeData(node, target, contentGroups, session);
}

function writeGeometry(node: BaseNode, target: Props, session: Session): void {
  const { width, height, gridRowAnchorIndex: row, gridColumnAnchorIndex: column } = target;
  if ('setGridChildPosition' in node && typeof row === 'number' && typeof column === 'number')
    quietly(() => node.setGridChildPosition(row, column));
  const resizable = !isDerivedContainer(node) && 'resizeWithoutConstraints' in node;
  if (resizable && typeof width === 'number' && typeof height === 'number') {
    if (node.width !== width || node.height !== height)
      quietly(() => node.resizeWithoutConstraints(width, height));
  }
  writePlain(node, target, geometryGroups, session);
  if ('lockAspectRatio' in node && 'targetAspectRatio' in target) {
    const wanted = target['targetAspectRatio'];
    if (sameValue(wanted, node.targetAspectRatio)) return;
    quietly(() => (isRecord(wanted) ? node.lockAspectRatio() : node.unlockAspectRatio()));
  }
}

function writePlain(node: BaseNode, target: Props, groups: readonly PropertyGroup[], session: Session): void {
  const current = readGroups(node, groups, session);
  for (const name of Object.keys(target)) {
    if (special.has(name) || sameValue(target[name], current[name]) || !hasMember(node, name)) continue;
    quietly(() => setMember(node, name, decode(target[name])));
  }
}

function writeText(node: TextNode, target: Props): void {
  const { characters, runs } = target;
  if (typeof characters === 'string' && characters !== node.characters)
    quietly(() => setMember(node, 'characters', characters));
  if (!Array.isArray(runs) || sameValue(runs, readRuns(node))) return;
  for (const run of runs) {
    if (!isRecord(run)) continue;
    for (const [name, setter] of runMembers) {
      const value = run[name];
      // Figma takes no null for the members of a decoration that is not there.
      if (value === undefined || (value === null && /^textDecoration./.test(name))) continue;
      const { start, end } = run;
      const empty = start === end;
      quietly(() =>
        empty ? setMember(node, name, decode(value)) : callMember(node, setter, [start, end, decode(value)]),
      );
    }
  }
}

function writeData(node: BaseNode, target: Props, groups: readonly PropertyGroup[], session: Session): void {
  const current = readGroups(node, groups, session);
  const sync = (name: string, set: (key: string, value: string) => void): void => {
    const wanted = isRecord(target[name]) ? target[name] : {};
    const has = isRecord(current[name]) ? current[name] : {};
    for (const key of Object.keys({ ...has, ...wanted }))
      if (wanted[key] !== has[key]) quietly(() => set(key, String(wanted[key] ?? '')));
  };
  sync('pluginData', (key, value) => node.setSharedPluginData(namespace, key, value));
  sync('privateData', (key, value) => node.setPluginData(key, value));
  const relaunch = isRecord(target['relaunchData']) ? target['relaunchData'] : {};
  if (sameValue(relaunch, current['relaunchData'] ?? {})) return;
  const data: Record<string, string> = {};
  for (const command of Object.keys(relaunch)) data[command] = String(relaunch[command]);
  quietly(() => node.setRelaunchData(data));
}

function readGroups(node: BaseNode, groups: readonly PropertyGroup[], session: Session): Props {
  const props: Props = {};
  for (const group of groups) quietly(() => Object.assign(props, group.read(node, session)));
  return props;
}

function restoreSelection(layer: Layer, { figma }: Session): void {
  const page = figma.currentPage;
  if (page.id !== layer.pageId) return;
  const wanted = layer.selection.map((id) => layer.refs.get(id)).filter(isPresent);
  if (wanted.length === layer.selection.length) page.selection = wanted;
}

const isPresent = (node: BaseNode | undefined): node is SceneNode =>
  node !== undefined && !node.removed && isScene(node);

function quietly(act: () => unknown): void {
  try {
    act();
  } catch {
    // The next value may still be put back.
  }
}
