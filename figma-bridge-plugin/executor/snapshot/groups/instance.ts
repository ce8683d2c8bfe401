/** Component properties: what refers to them, and what an instance sets them to. The main component itself is read apart: that is asynchronous. */
import { isRecord, type Props, peekMember, setMember } from '../../node-access.ts';
import { isInsideInstance } from '../../tree.ts';
import { sameValue } from '../../value.ts';
import { differs, type PropertyGroup } from '../group.ts';

/** Which fields of a component's layer follow a component property. Left out where there is none. */
export const references: PropertyGroup = {
  name: 'references',
  phase: 'content',
  members: ['componentPropertyReferences'],
  read(node): Props {
    if (isInsideInstance(node)) return {};
    const value = peekMember(node, 'componentPropertyReferences');
    if (!isRecord(value) || Object.keys(value).length === 0) return {};
    return { componentPropertyReferences: Object.assign({}, value) };
  },
  async write(node, target, current, writer) {
    const wanted = target['componentPropertyReferences'] ?? {};
    if (sameValue(wanted, current['componentPropertyReferences'] ?? {})) return;
    await writer.attempt(node, 'componentPropertyReferences', () =>
      setMember(node, 'componentPropertyReferences', wanted),
    );
  },
};

export const instance: PropertyGroup = {
  name: 'instance',
  phase: 'content',
  members: ['scaleFactor', 'componentProperties'],
  read(node): Props {
    if (node.type !== 'INSTANCE') return {};
    // A scale that is none is left out, so that a snapshot from before has the same content.
    const scale = peekMember(node, 'scaleFactor');
    const props: Props = typeof scale === 'number' && scale !== 1 ? { scaleFactor: scale } : {};
    const properties = peekMember(node, 'componentProperties');
    if (!isRecord(properties)) return props;
    const values: Record<string, unknown> = {};
    for (const name of Object.keys(properties)) {
      const property = properties[name];
      if (isRecord(property)) values[name] = property['value'];
    }
    return Object.keys(values).length > 0 ? { ...props, componentProperties: values } : props;
  },
  async write(node, target, current, writer) {
    if (node.type !== 'INSTANCE') return;
    const scale = target['scaleFactor'] ?? 1;
    if (typeof scale === 'number' && scale !== (current['scaleFactor'] ?? 1) && !isInsideInstance(node)) {
      await writer.attempt(node, 'scaleFactor', () => {
        node.scaleFactor = scale;
      });
    }
    if (!differs(target, current, 'componentProperties')) return;
    const values = target['componentProperties'];
    if (!isRecord(values)) return;
    const wanted: Record<string, string | boolean> = {};
    const known = peekMember(node, 'componentProperties');
    for (const name of Object.keys(values)) {
      const value = values[name];
      // A property that the component has lost is nothing an instance can have.
      if (!isRecord(known) || !(name in known)) continue;
      if (typeof value === 'string' || typeof value === 'boolean') wanted[name] = value;
    }
    await writer.attempt(node, 'componentProperties', () => node.setProperties(wanted));
  },
};
