/** One method of node objects: its name, the types that have it, and what it does. */
import { z } from 'zod/v3';
import type { HeadlessContext } from './context.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { parseArgument } from './validation.ts';

export interface Method {
  readonly name: string;
  readonly types: readonly HeadlessNodeType[];
  /** Called after the node itself was found to exist. Arguments are as they came: check them. */
  readonly call: (record: NodeRecord, args: readonly unknown[], context: HeadlessContext) => unknown;
}

export function method(name: string, types: readonly HeadlessNodeType[], call: Method['call']): Method {
  return { name, types, call };
}

type NodeCallback = (node: object) => unknown;

const callbackSchema = z.function().transform(
  (callback): NodeCallback =>
    (node) =>
      callback(node),
);

/** A callback over nodes; `undefined` where leaving it out is allowed. */
export function parseCallback(value: unknown): NodeCallback {
  return parseArgument('callback', callbackSchema, value);
}
