/**
 * `call`: any Plugin API method. The trees it can reach (its target's and its arguments') are captured before, and
 * what appeared in them is known after, so it is taken back like everything else.
 */
import { fail, messageOf, withContext } from '../errors.ts';
import { isNode, jsonSafe } from '../json-safe.ts';
import {
  type Container,
  callMember,
  hasMember,
  isContainer,
  isDerivedContainer,
  isRecord,
  isScene,
  peekMember,
} from '../node-access.ts';
import { nodeById } from '../references.ts';
import type { Session } from '../session.ts';
import { nearest } from '../suggest.ts';
import { topLevelOf, visibleChildren, walk } from '../tree.ts';
import { consuming, creatingResources, moving, notApi, refused, swapping } from './call-policy.ts';
import type { Op, OpOutcome, Program } from './op.ts';

export const call: Op<'call'> = {
  async check(op, plan) {
    if (op.target !== undefined) await plan.node(op.target, 'target');
    for (const ref of nodeRefs(op.args)) await plan.node(ref, 'args');
    const name = op.method.split('.').pop() ?? '';
    const given: unknown = refused[name];
    // `constructor` and the like are found on every object, and are no reason.
    const reason = typeof given === 'string' ? given : undefined;
    if (reason !== undefined || notApi.test(name)) {
      fail('not_allowed', `"${op.method}" cannot be called: ${reason ?? 'it is no Plugin API method'}.`, {
        path: 'method',
      });
    }
    plan.bind(op.as, undefined);
  },

  async run(op, program) {
    const { session, journal, bindings } = program;
    const { figma } = session;
    const target =
      op.target === undefined
        ? undefined
        : await nodeById(bindings.idOf(op.target, 'target'), session, 'target');
    const nodes = new Map<string, BaseNode>();
    for (const ref of nodeRefs(op.args)) {
      const id = bindings.idOf(ref, 'args');
      nodes.set(ref, await nodeById(id, session, 'args'));
    }
    if (op.method === 'remove' && target !== undefined) return removeNode(target, program);
    if (op.method === 'ungroup' && target === undefined)
      return ungroupNode(nodes.values().next().value, program);

    const reached = (target === undefined ? [] : [target]).concat(Array.from(nodes.values()));
    for (const node of reached) {
      journal.touchDeep(node);
      await journal.loadFonts(node);
    }
    await session.fonts.load(fontNames(op.args));
    journal.touchChildren(figma.currentPage);
    const before = idsIn(reached, session);

    const { receiver, method } = receiverOf(target ?? figma, op.method);
    const swap = new Map<string, SceneNode>();
    if (consuming.has(method))
      for (const node of reached) if (isScene(node)) swap.set(node.id, await standIn(node, program));
    const args = op.args.map((arg) => withNodes(arg, (ref) => swapped(nodes.get(ref), swap)));
    if (method === 'setSharedPluginData' && target !== undefined) rememberData(target, args, program);

    const instance = swapping.has(method) && target?.type === 'INSTANCE' ? target : undefined;
    const main = await instance?.getMainComponentAsync();
    const redefine = target === undefined ? undefined : rememberDefinitions(target, method, args);
    const finish = moving.has(method)
      ? journal.holdGroups(reached, new Set(reached.map((node) => node.id)))
      : undefined;
    let value: unknown;
    try {
      value = await callMember(swapped(target, swap) ?? receiver, method, args);
    } catch (error) {
      throw withContext(error, { path: 'method' });
    }
    if (instance !== undefined && main != null && (await instance.getMainComponentAsync())?.id !== main.id) {
      journal.onRollback(() => instance.swapComponent(main));
    }
    if (redefine !== undefined) journal.onRollback(() => redefine(value));
    if (finish !== undefined) await finish();
    if (creatingResources.has(method)) rememberResource(value, program);
    for (const [id, node] of idsIn(reached, session)) if (!before.has(id)) journal.created(node);
    if (isNode(value) && isScene(value) && !before.has(value.id))
      for (const node of walk(value)) if (!before.has(node.id)) journal.created(node);
    return answer(value, op.as, program);
  },
};

/** Fonts named anywhere in the arguments, as `{family, style}`: what a method writes has to be loaded before. */
function fontNames(value: unknown): FontName[] {
  if (Array.isArray(value))
    return value.reduce<FontName[]>((fonts, entry) => fonts.concat(fontNames(entry)), []);
  if (!isRecord(value)) return [];
  const { family, style } = value;
  return typeof family === 'string' && typeof style === 'string' ? [{ family, style }] : [];
}

/** Nodes named anywhere in the arguments, as `{"$node": ref}`. */
function nodeRefs(value: unknown): string[] {
  if (Array.isArray(value)) return value.reduce<string[]>((refs, entry) => refs.concat(nodeRefs(entry)), []);
  if (!isRecord(value)) return [];
  if (typeof value['$node'] === 'string') return [value['$node']];
  return Object.keys(value).reduce<string[]>((refs, key) => refs.concat(nodeRefs(value[key])), []);
}

function withNodes(value: unknown, nodeOf: (ref: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => withNodes(entry, nodeOf));
  if (!isRecord(value)) return value;
  if (typeof value['$node'] === 'string') return nodeOf(value['$node']);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = withNodes(value[key], nodeOf);
  return copy;
}

const swapped = (node: BaseNode | undefined, swap: Map<string, SceneNode>): BaseNode | undefined =>
  node === undefined ? undefined : (swap.get(node.id) ?? node);

/** The object a dotted method is called on (`variables.getLocalVariablesAsync`). Throws when there is no such method. */
function receiverOf(root: object, path: string): { receiver: object; method: string } {
  const parts = path.split('.');
  const method = parts.pop() ?? '';
  let receiver = root;
  for (const part of parts) {
    const next: unknown =
      hasMember(receiver, part) && !notApi.test(part) ? Reflect.get(receiver, part) : undefined;
    if (typeof next !== 'object' || next === null) return noMethod(root, path);
    receiver = next;
  }
  if (!hasMember(receiver, method) || typeof Reflect.get(receiver, method) !== 'function')
    return noMethod(root, path);
  return { receiver, method };
}

function noMethod(root: object, path: string): never {
  refuseUnsupported(root, path);
  const known: string[] = [];
  for (const name in root) known.push(name);
  const near = nearest(path, known);
  const owner = isNode(root) ? `a ${root.type} node` : 'figma';
  return fail('unknown_property', `There is no method "${path}" on ${owner}.`, {
    path: 'method',
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'To set a property, use batch_update.',
  });
}

/** A host may know a method and not have it; it says so when asked for the member. */
function refuseUnsupported(root: object, path: string): void {
  try {
    Reflect.get(root, path);
  } catch (error) {
    const message = messageOf(error);
    if (/not supported/.test(message)) {
      // Figma refuses these as well.
      const hint = /asynchronous form/.test(message)
        ? `Call "${path}Async".`
        : 'It works in Figma, with the plugin connected.';
      fail('not_allowed', message, { path: 'method', hint });
    }
  }
}

async function removeNode(target: BaseNode, { journal }: Program): Promise<OpOutcome> {
  if (!isScene(target)) return fail('not_allowed', 'Pages are removed in Figma.', { path: 'method' });
  const { id } = target;
  await journal.park(target);
  return { id, value: null };
}

/**
 * Figma's ungroup ends the container. Here its children are taken out by a group of our own, which is ungrouped
 * instead: they end up in the same places, and the container can still come back.
 */
async function ungroupNode(node: BaseNode | undefined, { session, journal }: Program): Promise<OpOutcome> {
  const { figma, parking } = session;
  const parent = node?.parent;
  const fits = node !== undefined && isScene(node) && isContainer(node) && node.type !== 'INSTANCE';
  if (!fits || parent == null || !isContainer(parent) || parent.type === 'DOCUMENT') {
    return fail('not_allowed', 'Only a group or a frame can be ungrouped.', {
      path: 'args',
      hint: 'Pass it as {"$node": "<id>"}.',
    });
  }
  journal.touchDeep(node);
  journal.touchChildren(parent);
  await journal.loadFonts(node);
  const children = parking.childrenOf(node).slice();
  if (children.length > 0) {
    if (isDerivedContainer(node)) parking.keepAlive(node);
    const group = figma.group(children, parent, indexIn(parent, node));
    journal.created(group);
    figma.ungroup(group);
  }
  await journal.park(node);
  return { value: jsonSafe(children, figma.mixed) };
}

/** A copy in the original's place; the original waits in the parking until the change is final. */
async function standIn(node: SceneNode, { journal }: Program): Promise<SceneNode> {
  const { parent } = node;
  const copy = node.clone();
  for (const each of walk(copy)) journal.created(each);
  if (parent !== null && isContainer(parent) && parent.type !== 'DOCUMENT') {
    parent.insertChild(indexIn(parent, node), copy);
  }
  await journal.park(node);
  return copy;
}

const indexIn = (parent: Container, node: SceneNode): number =>
  parent.children.findIndex((child) => child.id === node.id);

/** Everything a call can have made: the children of the page, and what is in the trees it was given. */
function idsIn(reached: readonly BaseNode[], { figma, parking }: Session): Map<string, BaseNode> {
  const ids = new Map<string, BaseNode>();
  for (const child of visibleChildren(figma.currentPage, parking)) ids.set(child.id, child);
  for (const node of reached) {
    if (node.removed || !isScene(node) || parking.isParked(node)) continue;
    for (const each of walk(topLevelOf(node))) ids.set(each.id, each);
  }
  return ids;
}

/** Other namespaces than Adsmith's are in no capture. */
function rememberData(node: BaseNode, args: readonly unknown[], { journal }: Program): void {
  const [space, key] = args;
  if (typeof space !== 'string' || typeof key !== 'string') return;
  const previous = node.getSharedPluginData(space, key);
  journal.onRollback(() => {
    if (!node.removed) node.setSharedPluginData(space, key, previous);
  });
}

/**
 * What a change of component properties is taken back by, given its answer. A deleted one cannot be taken back: made
 * anew it would have another id. (A host that remembers brings it back, see `ExecutorHost.remember`.)
 */
function rememberDefinitions(
  node: BaseNode,
  method: string,
  args: readonly unknown[],
): ((answer: unknown) => void) | undefined {
  if (node.type !== 'COMPONENT' && node.type !== 'COMPONENT_SET') return undefined;
  if (method === 'addComponentProperty') {
    return (name) => {
      const known = typeof name === 'string' ? definitionsOf(node)[name] : undefined;
      if (typeof name === 'string' && known !== undefined && known.type !== 'VARIANT')
        node.deleteComponentProperty(name);
    };
  }
  const [name] = args;
  const before = typeof name === 'string' ? definitionsOf(node)[name] : undefined;
  if (method !== 'editComponentProperty' || typeof name !== 'string' || before === undefined)
    return undefined;
  return (renamed) => {
    if (typeof renamed !== 'string' || definitionsOf(node)[renamed] === undefined) return;
    const plain = before.type === 'VARIANT' ? name : name.replace(/#[^#]*$/, '');
    const { defaultValue, preferredValues } = before;
    node.editComponentProperty(
      renamed,
      before.type === 'VARIANT'
        ? { name: plain }
        : { name: plain, defaultValue, ...(preferredValues === undefined ? {} : { preferredValues }) },
    );
  };
}

function definitionsOf(node: ComponentNode | ComponentSetNode): ComponentPropertyDefinitions {
  // A variant has none of its own, and a set that is unsound tells none.
  const definitions = node.removed ? undefined : peekMember(node, 'componentPropertyDefinitions');
  return isRecord(definitions) ? (definitions as ComponentPropertyDefinitions) : {};
}

function rememberResource(value: unknown, { journal }: Program): void {
  if (typeof value !== 'object' || value === null || !hasMember(value, 'remove')) return;
  journal.onRollback(() => {
    callMember(value, 'remove', []);
  });
}

function answer(value: unknown, as: string | undefined, { session, bindings }: Program): OpOutcome {
  const safe = jsonSafe(value, session.figma.mixed);
  if (as !== undefined) {
    if (!isNode(value)) {
      fail('bad_value', 'The method answered no node, so there is nothing to bind.', { path: 'as' });
    }
    bindings.set(as, value.id);
  }
  return isNode(value) ? { id: value.id, value: safe } : { value: safe };
}
