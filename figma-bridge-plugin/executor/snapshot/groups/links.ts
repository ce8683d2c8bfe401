/** Links to things outside the tree: shared styles, variables, main components. Written last: they overwrite values. */
import { callMember, hasMember, isRecord, type Props, peekMember } from '../../node-access.ts';
import { differs, type PropertyGroup } from '../group.ts';

/** Under dynamic page access a style is set by its asynchronous method only. */
const styleSetters: readonly (readonly [string, string])[] = [
  ['textStyleId', 'setTextStyleIdAsync'],
  ['fillStyleId', 'setFillStyleIdAsync'],
  ['strokeStyleId', 'setStrokeStyleIdAsync'],
  ['effectStyleId', 'setEffectStyleIdAsync'],
  ['gridStyleId', 'setGridStyleIdAsync'],
];

export const styles: PropertyGroup = {
  name: 'styles',
  phase: 'content',
  members: styleSetters.map(([name]) => name),
  read(node) {
    const props: Props = {};
    for (const [name] of styleSetters) {
      const id = peekMember(node, name);
      if (typeof id === 'string' && id !== '') props[name] = id;
    }
    return props;
  },
  async write(node, target, current, writer) {
    for (const [name, setter] of styleSetters) {
      const wanted = { [name]: target[name] ?? '' };
      if (!differs(wanted, { [name]: current[name] ?? '' }, name) || !hasMember(node, setter)) continue;
      await writer.attempt(node, name, async () => {
        await callMember(node, setter, [wanted[name]]);
      });
    }
  },
};

/** Variables bound to a node's own members; those inside paints, effects and grids travel with their values. */
export const variables: PropertyGroup = {
  name: 'variables',
  phase: 'content',
  members: ['boundVariables'],
  read(node) {
    const bound = peekMember(node, 'boundVariables');
    if (!isRecord(bound)) return {};
    const kept: Record<string, string> = {};
    for (const field of Object.keys(bound)) {
      const alias = bound[field];
      if (isRecord(alias) && typeof alias['id'] === 'string') kept[field] = alias['id'];
    }
    return Object.keys(kept).length > 0 ? { boundVariables: kept } : {};
  },
  async write(node, target, current, writer) {
    const wanted = isRecord(target['boundVariables']) ? target['boundVariables'] : {};
    const has = isRecord(current['boundVariables']) ? current['boundVariables'] : {};
    for (const field of Object.keys({ ...has, ...wanted })) {
      if (!differs({ [field]: wanted[field] ?? null }, { [field]: has[field] ?? null }, field)) continue;
      await writer.attempt(node, `boundVariables.${field}`, async () => {
        const id = wanted[field];
        const { figma } = writer.session;
        const variable = typeof id === 'string' ? await figma.variables.getVariableByIdAsync(id) : null;
        callMember(node, 'setBoundVariable', [field, variable]);
      });
    }
  },
};
