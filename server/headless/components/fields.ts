/** Which stored values an instance takes from its main component, and which of these it can have of its own. */
import type { HeadlessNodeType } from '../model.ts';
import { ALL } from '../node-types.ts';
import { storedProperties } from '../properties.ts';

/** How an instance stands among its siblings, and what belongs to it alone. Never taken from the component. */
const ROOT_ONLY = new Set([
  'relativeTransform',
  'constraints',
  'layoutAlign',
  'layoutGrow',
  'layoutPositioning',
  'layoutSizingHorizontal',
  'layoutSizingVertical',
  'gridRowAnchorIndex',
  'gridColumnAnchorIndex',
  'gridRowSpan',
  'gridColumnSpan',
  'gridChildHorizontalAlign',
  'gridChildVerticalAlign',
  'locked',
  'expanded',
  'pluginData',
  'sharedPluginData',
  'relaunchData',
]);

/** The links themselves: kept by `derive.ts`, neither inherited nor overridden like other values. */
const LINKS = new Set(['mainComponentId', 'ownValues', 'propertyValues', 'scaleFactor', 'isExposedInstance']);

/** Follow from layout, or cannot be overridden inside an instance (see `refuse.ts`). */
const UNTRACKED = new Set([
  'relativeTransform',
  'width',
  'height',
  'constraints',
  'minWidth',
  'maxWidth',
  'minHeight',
  'maxHeight',
  'layoutSizingHorizontal',
  'layoutSizingVertical',
  'gridRowAnchorIndex',
  'gridColumnAnchorIndex',
  'gridRowSpan',
  'gridColumnSpan',
  'vectorPaths',
  'pathSize',
  'network',
  'expanded',
  'propertyReferences',
  // Texts are compared by characters and style, see `text-values.ts`.
  'characters',
  'textRuns',
]);

/** An instance itself, unlike its sublayers, has limits of its own. */
const ROOT_TRACKED = new Set(['minWidth', 'maxWidth', 'minHeight', 'maxHeight']);

const namesOf = (type: HeadlessNodeType): string[] =>
  storedProperties(type)
    .map(({ name }) => name)
    .filter((name) => !LINKS.has(name));

interface Fields {
  inherited: readonly string[];
  tracked: readonly string[];
}

const SUBLAYER = new Map<HeadlessNodeType, Fields>(
  ALL.map((type) => {
    const inherited = namesOf(type);
    return [type, { inherited, tracked: inherited.filter((name) => !UNTRACKED.has(name)) }];
  }),
);
const ROOT: Fields = (() => {
  const inherited = namesOf('INSTANCE').filter(
    (name) => !ROOT_ONLY.has(name) && name !== 'propertyReferences',
  );
  return {
    inherited,
    tracked: inherited.filter((name) => !UNTRACKED.has(name) || ROOT_TRACKED.has(name)),
  };
})();
const NONE: Fields = { inherited: [], tracked: [] };

/** `isRoot`: an instance that stands in no other one. */
export function fieldsOf(type: HeadlessNodeType, isRoot: boolean): Fields {
  return isRoot ? ROOT : (SUBLAYER.get(type) ?? NONE);
}

/** Values of a nested instance that say how it stands in the component, whatever it is swapped for. */
export function keepsPlace(name: string): boolean {
  return ROOT_ONLY.has(name) || name === 'visible' || name === 'propertyReferences';
}
