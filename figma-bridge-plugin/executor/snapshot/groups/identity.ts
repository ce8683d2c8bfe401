/** Name, visibility, lock, export settings, and the data plugins keep on a node. */
import { hasMember, isRecord, type Props, setMember } from '../../node-access.ts';
import { decode, sameValue } from '../../value.ts';
import { differs, type PropertyGroup, readMembers } from '../group.ts';

/** The namespace for everything Adsmith remembers on nodes, readable by any Adsmith plugin version. */
export const namespace = 'adsmith';

const members =
  'name visible locked expanded exportSettings annotations devStatus description documentationLinks sectionContentsHidden'.split(
    ' ',
  );

const ofPages = members.concat('backgrounds');
const ofLayers = members.concat('autoRename');

/** After the text: a text's name follows its characters until somebody names it. */
export const identity: PropertyGroup = {
  name: 'identity',
  phase: 'content',
  members: members.concat('backgrounds', 'autoRename'),
  read: (node) => readMembers(node, node.type === 'PAGE' ? ofPages : ofLayers),
  async write(node, target, current, writer) {
    for (const name of ofPages) {
      if (!differs(target, current, name) || !hasMember(node, name)) continue;
      await writer.attempt(node, name, () => setMember(node, name, decode(target[name])));
    }
    // Naming a text turns its automatic name off.
    if (node.type === 'TEXT' && 'autoRename' in target && target['autoRename'] !== node.autoRename) {
      await writer.attempt(node, 'autoRename', () => setMember(node, 'autoRename', target['autoRename']));
    }
  },
};

export const pluginData: PropertyGroup = {
  name: 'pluginData',
  phase: 'content',
  members: ['pluginData', 'privateData', 'relaunchData'],
  read(node) {
    const shared: Record<string, string> = {};
    for (const key of node.getSharedPluginDataKeys(namespace))
      shared[key] = node.getSharedPluginData(namespace, key);
    const own: Record<string, string> = {};
    for (const key of node.getPluginDataKeys()) own[key] = node.getPluginData(key);
    const props: Props = {};
    if (Object.keys(shared).length > 0) props['pluginData'] = shared;
    if (Object.keys(own).length > 0) props['privateData'] = own;
    const relaunch = node.getRelaunchData();
    if (Object.keys(relaunch).length > 0) props['relaunchData'] = { ...relaunch };
    return props;
  },
  async write(node, target, current, writer) {
    // Absent means empty here: these keys are left out when there is nothing to keep.
    const sync = (name: string, set: (key: string, value: string) => void): Promise<boolean> | undefined => {
      const wanted = isRecord(target[name]) ? target[name] : {};
      const has = isRecord(current[name]) ? current[name] : {};
      if (sameValue(wanted, has)) return undefined;
      return writer.attempt(node, name, () => {
        for (const key of Object.keys(has)) if (!(key in wanted)) set(key, '');
        for (const key of Object.keys(wanted)) set(key, String(wanted[key]));
      });
    };
    await sync('pluginData', (key, value) => node.setSharedPluginData(namespace, key, value));
    await sync('privateData', (key, value) => node.setPluginData(key, value));
    const relaunch = isRecord(target['relaunchData']) ? target['relaunchData'] : {};
    const hasRelaunch = isRecord(current['relaunchData']) ? current['relaunchData'] : {};
    if (!sameValue(relaunch, hasRelaunch)) {
      await writer.attempt(node, 'relaunchData', () => {
        const data: Record<string, string> = {};
        for (const command of Object.keys(relaunch)) data[command] = String(relaunch[command]);
        node.setRelaunchData(data);
      });
    }
  },
};

/** Prototype reactions; node ids in them are remapped by the restore that rebuilt their targets. */
export const reactions: PropertyGroup = {
  name: 'reactions',
  phase: 'content',
  members: ['reactions'],
  read(node) {
    const { reactions: list } = readMembers(node, ['reactions']);
    return Array.isArray(list) && list.length > 0 ? { reactions: list } : {};
  },
  async write(node, target, current, writer) {
    const wanted = target['reactions'] ?? [];
    if (!differs({ reactions: wanted }, { reactions: current['reactions'] ?? [] }, 'reactions')) return;
    if (!('setReactionsAsync' in node)) return;
    await writer.attempt(node, 'reactions', () => node.setReactionsAsync(wanted as Reaction[]));
  },
};
