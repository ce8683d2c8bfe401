/** Members of components and instances. How instances follow their component: `components/links.ts`. */
import { createHash } from 'node:crypto';
import { z } from 'zod/v3';
import { overridesOf } from './components/overrides.ts';
import { ownValuesSchema, scaleOf } from './components/own-values.ts';
import { scaleInstance } from './components/scale.ts';
import { FigmaError, unsupported } from './errors.ts';
import type { HeadlessNodeType } from './model.ts';
import { FRAMES, SCENE } from './node-types.ts';
import { fixed, internal, never, type Property, stored, view } from './property.ts';
import { finite } from './validation.ts';

const propertyValuesSchema = z.record(z.union([z.string(), z.boolean()]));

const PUBLISHABLE: readonly HeadlessNodeType[] = ['COMPONENT', 'COMPONENT_SET'];

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
  fixed('componentPropertyDefinitions', PUBLISHABLE, {}),
  fixed('variantProperties', ['COMPONENT', 'INSTANCE'], null),
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
  view('mainComponent', {
    types: ['INSTANCE'],
    schema: z.unknown(),
    read() {
      throw new FigmaError(
        'Cannot call with documentAccess: dynamic-page. Use node.getMainComponentAsync instead.',
      );
    },
    write() {
      throw unsupported('mainComponent', 'instances cannot be swapped');
    },
  }),
  fixed('componentProperties', ['INSTANCE'], {}),
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
  fixed('exposedInstances', ['INSTANCE'], []),
  never('isExposedInstance', ['INSTANCE'], false, 'component properties are not emulated'),
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
