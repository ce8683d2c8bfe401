/** Components and instances: an instance is a copy that remembers its component. */
import { ancestorOfType, walk } from './document.ts';
import { type Method, method } from './method.ts';
import { convertRecord, instantiate, putOnCurrentPage } from './tree.ts';
import { initialProps } from './properties.ts';
import type { HeadlessContext } from './context.ts';
import type { NodeProps, NodeRecord } from './model.ts';

/** The frame that is left of an instance: its values without the link, its sublayers with ids of their own. */
function detach(instance: NodeRecord, context: HeadlessContext): NodeRecord {
  const outer = ancestorOfType(instance, 'INSTANCE');
  if (outer !== undefined) detach(outer, context);
  const { document } = context;
  const { mainComponentId: _link, ...values } = instance.props;
  const props: NodeProps = { ...initialProps('FRAME'), ...values };
  const frame = convertRecord(instance, 'FRAME', props, document);
  freeSublayers(frame, context);
  return frame;
}

/** Sublayers become ordinary nodes; instances among them stay instances. */
function freeSublayers(frame: NodeRecord, context: HeadlessContext): void {
  for (const child of [...frame.children]) {
    const free = convertRecord(child, child.type, child.props, context.document);
    if (free.type !== 'INSTANCE') freeSublayers(free, context);
  }
}

export const componentMethods: readonly Method[] = [
  method('createInstance', ['COMPONENT'], (record, _args, context) => {
    context.settle(record);
    const instance = instantiate(record, context.document);
    putOnCurrentPage(instance, context);
    return context.node(instance);
  }),
  method('getInstancesAsync', ['COMPONENT'], async (record, _args, context) =>
    [...walk(context.document.root)]
      .filter((other) => other.type === 'INSTANCE' && other.props.mainComponentId === record.id)
      .map((other) => context.node(other)),
  ),
  method('getMainComponentAsync', ['INSTANCE'], async (record, _args, context) => {
    const main = context.document.get(record.props.mainComponentId ?? '');
    return main === undefined ? null : context.node(main);
  }),
  method('detachInstance', ['INSTANCE'], (record, _args, context) => {
    context.settle(record);
    return context.node(detach(record, context));
  }),
];
