/** What every node has: identity, name, place in the tree, visibility, and the "none" of features not emulated. */
import { z } from 'zod/v3';
import type { HeadlessContext } from './context.ts';
import { FigmaError } from './errors.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { ALL, BLENDABLE, CONTAINERS, EXPORTABLE, FRAMES, REACTIVE, SCENE } from './node-types.ts';
import { asyncOnly, fixed, internal, never, type Property, stored, view } from './property.ts';
import { effectsSchema } from './schema-effect.ts';
import { exportSettingsSchema, guidesSchema } from './schema-frame.ts';
import { blendModeSchema, PAGE_FILL, paintsSchema } from './schema-paint.ts';
import { zeroToOne } from './validation.ts';

const NAMES: Partial<Record<HeadlessNodeType, string>> = {
  DOCUMENT: 'Untitled',
  PAGE: 'Page',
  COMPONENT_SET: 'Component Set',
  BOOLEAN_OPERATION: 'Union',
};

/** "FRAME" -> "Frame". */
function defaultName(type: HeadlessNodeType): string {
  return NAMES[type] ?? type.charAt(0) + type.slice(1).toLowerCase();
}

/** The children as `documentAccess: dynamic-page` shows them: not before their page is loaded. */
export function childrenOf(record: NodeRecord, context: HeadlessContext): readonly NodeRecord[] {
  if (record.type === 'PAGE' && !context.loadedPages.has(record)) {
    throw new FigmaError(
      'Cannot access property `children` on a page that has not been explicitly loaded. Remember to call `await page.loadAsync()` (or `figma.loadAllPagesAsync()`) first.',
    );
  }
  return record.children;
}

const NO_VARIABLES = 'the headless document has no variables';
const NO_PROTOTYPE = 'prototyping is not emulated';

export const nodeProperties: readonly Property[] = [
  view('id', { types: ALL, read: (record) => record.id }),
  view('type', { types: ALL, read: (record) => record.type }),
  view('removed', { types: ALL, read: (record) => record.removed }),
  view('parent', {
    types: ALL,
    read: (record, context) => (record.parent === null ? null : context.node(record.parent)),
  }),
  view('children', {
    types: CONTAINERS,
    read: (record, context) => Object.freeze(childrenOf(record, context).map((child) => context.node(child))),
  }),
  stored('name', {
    types: ALL,
    schema: z.string(),
    initial: defaultName,
    after(record) {
      if (record.type === 'TEXT') record.props.autoRename = false;
    },
  }),
  fixed('isAsset', ALL, false),
  internal('pluginData', ALL, Object.freeze({}), z.record(z.string())),
  internal('sharedPluginData', ALL, Object.freeze({}), z.record(z.record(z.string()))),
  internal('relaunchData', ALL, Object.freeze({}), z.record(z.string())),

  stored('visible', { types: SCENE, schema: z.boolean(), initial: true, layout: true }),
  stored('locked', { types: SCENE, schema: z.boolean(), initial: false }),
  stored('opacity', { types: BLENDABLE, schema: zeroToOne, initial: 1 }),
  stored('blendMode', { types: BLENDABLE, schema: blendModeSchema, initial: 'PASS_THROUGH' }),
  stored('isMask', { types: BLENDABLE, schema: z.boolean(), initial: false, layout: true }),
  stored('maskType', {
    types: BLENDABLE,
    schema: z.enum(['ALPHA', 'VECTOR', 'LUMINANCE']),
    initial: 'ALPHA',
  }),
  stored('effects', { types: BLENDABLE, schema: effectsSchema, initial: [] }),
  stored('exportSettings', { types: EXPORTABLE, schema: exportSettingsSchema, initial: [] }),
  stored('expanded', {
    types: [...FRAMES, 'GROUP', 'BOOLEAN_OPERATION'],
    schema: z.boolean(),
    initial: true,
  }),

  fixed('stuckNodes', SCENE, []),
  fixed('attachedConnectors', SCENE, []),
  fixed('boundVariables', SCENE, {}),
  fixed('inferredVariables', SCENE, {}),
  fixed('resolvedVariableModes', SCENE, {}),
  never('explicitVariableModes', [...SCENE, 'PAGE'], {}, NO_VARIABLES),
  fixed('animationStyles', SCENE, []),
  fixed('animations', SCENE, {}),
  fixed('manualKeyframeTracks', SCENE, {}),
  fixed('timelines', SCENE, []),
  asyncOnly('effectStyleId', BLENDABLE, () => '', 'node.setEffectStyleIdAsync'),
  asyncOnly('reactions', REACTIVE, () => NONE, 'node.setReactionsAsync'),

  stored('guides', { types: ['PAGE', ...FRAMES], schema: guidesSchema, initial: [] }),
  stored('backgrounds', {
    types: ['PAGE'],
    schema: paintsSchema,
    initial: PAGE_FILL,
    check(_record, value) {
      if (value.length !== 1) throw new FigmaError('A page has exactly one background paint');
    },
  }),
  never('prototypeBackgrounds', ['PAGE'], [], NO_PROTOTYPE),
  never('flowStartingPoints', ['PAGE'], [], NO_PROTOTYPE),
  fixed('prototypeStartNode', ['PAGE'], null),
  fixed('isPageDivider', ['PAGE'], false),
  never('focusedNode', ['PAGE'], null, 'there is no editor window'),
  never('focusedSlide', ['PAGE'], null, 'only Figma Slides has slides'),
  never('selectedTextRange', ['PAGE'], null, 'there is no editor window'),
  internal('selectedIds', ['PAGE'], Object.freeze([]), z.array(z.string())),
  fixed('documentColorProfile', ['DOCUMENT'], 'SRGB'),
];

const NONE = Object.freeze([]);
