/** Export, styles by id, pages. */
import { z } from 'zod/v3';
import type { HeadlessContext } from './context.ts';
import { FigmaError, unsupported } from './errors.ts';
import { frozenCopy } from './freeze.ts';
import { type Method, method } from './method.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { BLENDABLE, EXPORTABLE, FRAMES, PAINTED, REACTIVE } from './node-types.ts';
import { setNetwork } from './properties-vector.ts';
import { exportArgumentSchema } from './schema-frame.ts';
import { paintsSchema } from './schema-paint.ts';
import { textField, writeTextField } from './text-fields.ts';
import { parseArgument, textSchema } from './validation.ts';
import { networkSchema } from './vector-network.ts';

/** Styles cannot exist here, so only "none" can be set. */
function styleSetter(name: string, types: readonly HeadlessNodeType[]): Method {
  return method(name, types, async (_record, [rawId]) => {
    const id = parseArgument('styleId', textSchema, rawId);
    if (id !== '')
      throw new FigmaError(`Could not find a style with id "${id}": the headless document has no styles`);
  });
}

async function setPaints(
  record: NodeRecord,
  name: 'fills' | 'strokes',
  raw: unknown,
  context: HeadlessContext,
): Promise<void> {
  const paints = frozenCopy(parseArgument(name, paintsSchema, raw));
  for (const paint of paints) {
    if (paint.type === 'PATTERN' && context.document.get(paint.sourceNodeId) === undefined) {
      throw new FigmaError(`Could not find the pattern's source node "${paint.sourceNodeId}"`);
    }
  }
  const field = record.type === 'TEXT' && name === 'fills' ? textField('fills') : undefined;
  if (field) writeTextField(record, field, paints, 0, record.props.characters.length, context);
  else record.props[name] = paints;
  context.touch(record, name, name === 'strokes');
}

async function exportNode(record: NodeRecord, raw: unknown, context: HeadlessContext): Promise<unknown> {
  const settings = parseArgument('settings', exportArgumentSchema, raw);
  if (settings.format === 'JSON_REST_V1')
    throw unsupported('exportAsync JSON_REST_V1', 'read the nodes instead');
  for (const child of record.type === 'PAGE' ? record.children : [record]) context.settle(child);
  const { images } = context.document;
  if (settings.format !== 'SVG_STRING')
    return context.engines.renderer.exportRecord(record, settings, images);
  const bytes = await context.engines.renderer.exportRecord(record, { ...settings, format: 'SVG' }, images);
  return new TextDecoder().decode(bytes);
}

type NodeChangeCallback = (event: NodeChangeEvent) => void;
const eventSchema = z.enum(['nodechange']);
const anyArraySchema = z.array(z.unknown());
const callbackSchema = z.function().transform(
  (callback): NodeChangeCallback =>
    (event) =>
      callback(event),
);

/** Wrapped callbacks by the function they came from, so that `off` finds them. */
const wrapped = new WeakMap<object, NodeChangeCallback>();

function parseListener(type: unknown, callback: unknown): NodeChangeCallback {
  parseArgument('type', eventSchema, type);
  const listener = parseArgument('callback', callbackSchema, callback);
  if (typeof callback !== 'function') return listener;
  const known = wrapped.get(callback) ?? listener;
  wrapped.set(callback, known);
  return known;
}

export const nodeMethods: readonly Method[] = [
  method('exportAsync', EXPORTABLE, (record, [settings], context) => exportNode(record, settings, context)),
  method('setFillsAsync', PAINTED, (record, [paints], context) =>
    setPaints(record, 'fills', paints, context),
  ),
  method('setStrokesAsync', PAINTED, (record, [paints], context) =>
    setPaints(record, 'strokes', paints, context),
  ),
  styleSetter('setFillStyleIdAsync', PAINTED),
  styleSetter('setStrokeStyleIdAsync', PAINTED),
  styleSetter('setEffectStyleIdAsync', BLENDABLE),
  styleSetter('setGridStyleIdAsync', FRAMES),
  styleSetter('setTextStyleIdAsync', ['TEXT']),
  method('setReactionsAsync', REACTIVE, async (_record, [reactions]) => {
    if (parseArgument('reactions', anyArraySchema, reactions).length > 0) {
      throw unsupported('setReactionsAsync', 'prototyping is not emulated');
    }
  }),
  method('setVectorNetworkAsync', ['VECTOR'], async (record, [network], context) => {
    setNetwork(record, parseArgument('vectorNetwork', networkSchema, network), context);
  }),

  method('loadAsync', ['PAGE'], async (record, _args, context) => {
    context.loadedPages.add(record);
  }),
  method('on', ['PAGE'], (record, [type, callback], context) => {
    context.onNodeChange(record, parseListener(type, callback), false);
  }),
  method('once', ['PAGE'], (record, [type, callback], context) => {
    context.onNodeChange(record, parseListener(type, callback), true);
  }),
  method('off', ['PAGE'], (record, [type, callback], context) => {
    context.offNodeChange(record, parseListener(type, callback));
  }),
];
