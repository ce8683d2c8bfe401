/** What an instance overrides by component properties. The main component itself is read apart: that is asynchronous. */
import { isRecord, type Props, peekMember } from '../../node-access.ts';
import { differs, type PropertyGroup } from '../group.ts';

export const instance: PropertyGroup = {
  name: 'instance',
  phase: 'content',
  members: ['componentProperties'],
  read(node): Props {
    if (node.type !== 'INSTANCE') return {};
    const properties = peekMember(node, 'componentProperties');
    if (!isRecord(properties)) return {};
    const values: Record<string, unknown> = {};
    for (const name of Object.keys(properties)) {
      const property = properties[name];
      if (isRecord(property)) values[name] = property['value'];
    }
    return Object.keys(values).length > 0 ? { componentProperties: values } : {};
  },
  async write(node, target, current, writer) {
    if (node.type !== 'INSTANCE' || !differs(target, current, 'componentProperties')) return;
    const values = target['componentProperties'];
    if (!isRecord(values)) return;
    const wanted: Record<string, string | boolean> = {};
    for (const name of Object.keys(values)) {
      const value = values[name];
      if (typeof value === 'string' || typeof value === 'boolean') wanted[name] = value;
    }
    await writer.attempt(node, 'componentProperties', () => node.setProperties(wanted));
  },
};
