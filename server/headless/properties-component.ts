/** Members of components and instances. How instances follow their component: `components/links.ts`. */
import { createHash } from 'node:crypto';
import { z } from 'zod/v3';
import { definitionsSchema } from './components/definitions.ts';
import { overridesOf } from './components/overrides.ts';
import { ownValuesSchema, scaleOf } from './components/own-values.ts';
import { allDefinitions } from './components/properties.ts';
import { readReferences, referencesSchema, writeReferences } from './components/references.ts';
import { isSublayer } from './components/refuse.ts';
import { scaleInstance } from './components/scale.ts';
import { mainOf } from './components/source.ts';
import { readProperties, swapMain } from './components/swap.ts';
import { defaultVariant, variantDefinitions, variantValues } from './components/variants.ts';
import type { HeadlessContext } from './context.ts';
import { ancestorOfType, walk } from './document.ts';
import { FigmaError } from './errors.ts';
import { frozenCopy } from './freeze.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { FRAMES, SCENE } from './node-types.ts';
import { fixed, internal, never, type Property, stored, view } from './property.ts';
import { finite } from './validation.ts';

const propertyValuesSchema = z.record(z.union([z.string(), z.boolean()]));

const PUBLISHABLE: readonly HeadlessNodeType[] = ['COMPONENT', 'COMPONENT_SET'];

/** The argument of a swap. */
export function componentOf(raw: unknown, context: HeadlessContext): NodeRecord {
  const component = context.recordOf(raw, 'componentNode');
  if (component.type === 'COMPONENT') return component;
  throw new FigmaError(`Expected "componentNode" to be a COMPONENT node, got ${component.type}`);
}

export const componentProperties: readonly Property[] = [
  stored('description', { types: PUBLISHABLE, schema: z.string(), initial: '' }),
  view('descriptionMarkdown', {
    types: PUBLISHABLE,
    schema: z.string(),
    read: (record) => record.props['description'],
    write(record, text, context) {
      record.props['description'] = text;
      context.touch(record, 'description', false);
    },
  }),
  stored('documentationLinks', {
    types: PUBLISHABLE,
    schema: z.array(z.object({ uri: z.string() }).strict()),
    initial: [],
  }),
  fixed('remote', PUBLISHABLE, false),
  view('key', {
    types: PUBLISHABLE,
    read: (record) => createHash('sha1').update(record.id).digest('hex'),
  }),
  internal('propertyDefinitions', PUBLISHABLE, Object.freeze({}), definitionsSchema),
  view('componentPropertyDefinitions', { types: PUBLISHABLE, read: (record) => allDefinitions(record) }),
  view('variantProperties', {
    types: ['COMPONENT', 'INSTANCE'],
    read(record, context) {
      const component = record.type === 'COMPONENT' ? record : mainOf(record, context.document);
      return component === undefined ? null : frozenCopy(variantValues(component));
    },
  }),
  view('defaultVariant', {
    types: ['COMPONENT_SET'],
    geometry: true,
    read: (record, context) => context.node(defaultVariant(record)),
  }),
  view('variantGroupProperties', {
    types: ['COMPONENT_SET'],
    read: (record) =>
      frozenCopy(
        Object.fromEntries(
          Object.entries(variantDefinitions(record)).map(([name, { variantOptions }]) => [
            name,
            { values: variantOptions },
          ]),
        ),
      ),
  }),
  view('componentPropertyReferences', {
    types: SCENE,
    schema: referencesSchema.nullable(),
    read: (record) => readReferences(record),
    write(record, references, context) {
      writeReferences(record, references, context);
    },
  }),
  view('instances', {
    types: ['COMPONENT'],
    read() {
      throw new FigmaError(
        'Cannot call with documentAccess: dynamic-page. Use node.getInstancesAsync instead.',
      );
    },
  }),
  internal('mainComponentId', ['INSTANCE'], null, z.string().nullable()),
  internal('ownValues', ['INSTANCE'], null, ownValuesSchema),
  internal('propertyValues', ['INSTANCE'], Object.freeze({}), propertyValuesSchema),
  internal('propertyReferences', SCENE, null, z.record(z.string()).nullable()),
  {
    name: 'mainComponent',
    types: ['INSTANCE'],
    geometry: false,
    serialised: false,
    read() {
      throw new FigmaError(
        'Cannot call with documentAccess: dynamic-page. Use node.getMainComponentAsync instead.',
      );
    },
    write(record, raw, context) {
      swapMain(record, componentOf(raw, context), false, context);
    },
  },
  view('componentProperties', {
    types: ['INSTANCE'],
    read: (record, context) => readProperties(record, context),
  }),
  {
    ...view('scaleFactor', {
      types: ['INSTANCE'],
      schema: finite.positive(),
      read: (record) => scaleOf(record),
      write(record, factor, context) {
        scaleInstance(record, factor / scaleOf(record), context);
      },
    }),
    initial: () => 1,
  },
  view('exposedInstances', {
    types: ['INSTANCE'],
    read: (record, context) =>
      Object.freeze(
        [...walk(record)]
          .filter((each) => each !== record && each.props['isExposedInstance'] === true)
          .map((each) => context.node(each)),
      ),
  }),
  stored('isExposedInstance', {
    types: ['INSTANCE'],
    schema: z.boolean(),
    initial: false,
    check(record, value) {
      if (value === (record.props['isExposedInstance'] === true)) return;
      if (!isSublayer(record) && ancestorOfType(record, 'COMPONENT') !== undefined) return;
      throw new FigmaError('Only an instance that stands in a component itself can be exposed');
    },
  }),
  view('overrides', { types: ['INSTANCE'], read: (record) => overridesOf(record) }),
  never(
    'annotations',
    [...FRAMES, 'RECTANGLE', 'ELLIPSE', 'LINE', 'POLYGON', 'STAR', 'VECTOR', 'TEXT'],
    [],
    'Dev Mode is not emulated',
  ),
  never('devStatus', [...FRAMES, 'SECTION'], null, 'Dev Mode is not emulated'),
  stored('sectionContentsHidden', { types: ['SECTION'], schema: z.boolean(), initial: false }),
];
