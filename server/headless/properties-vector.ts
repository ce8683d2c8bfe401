/**
 * Vector nodes. A path's coordinates start at the node's top-left corner and its box is the node's box: writing a path
 * moves and resizes the node, resizing the node scales the path.
 */

import { z } from 'zod/v3';
import { refuseInInstance } from './components/refuse.ts';
import type { HeadlessContext } from './context.ts';
import { walk } from './document.ts';
import { frozenCopy } from './freeze.ts';
import { placeRecord } from './geometry.ts';
import { multiply } from './matrix.ts';
import type { HeadlessNodeType, NodeRecord } from './model.ts';
import { isInFlow } from './node-types.ts';
import { asyncOnly, internal, never, type Property, view } from './property.ts';
import { networkOf, pathsOf } from './vector-network.ts';
import { mapPath, parsePath, pathBounds, printPath } from './vector-path.ts';

const VECTOR: readonly HeadlessNodeType[] = ['VECTOR'];

const pathsSchema = z.array(
  z.object({ windingRule: z.enum(['NONZERO', 'EVENODD', 'NONE']), data: z.string() }).strict(),
);

export const vectorProperties: readonly Property[] = [
  {
    ...view<VectorPaths>('vectorPaths', {
      types: VECTOR,
      serialised: true,
      geometry: true,
      schema: pathsSchema,
      read: (record) => record.props.vectorPaths,
      write(record, paths, context) {
        setPaths(record, paths, undefined, context);
        context.touch(record, 'vectorPaths', true);
      },
    }),
    initial: () => Object.freeze([]),
  },
  /** The size that `vectorPaths` was last scaled to. */
  internal('pathSize', VECTOR, null),
  internal('network', VECTOR, null),
  asyncOnly(
    'vectorNetwork',
    VECTOR,
    (record) => record.props['network'] ?? frozenCopy(networkOf(record.props.vectorPaths)),
    'node.setVectorNetworkAsync',
  ),
  never('handleMirroring', VECTOR, 'NONE', 'vectors are not edited by hand'),
];

export function setNetwork(record: NodeRecord, network: VectorNetwork, context: HeadlessContext): void {
  setPaths(record, pathsOf(network), network, context);
  context.touch(record, 'vectorNetwork', true);
}

function setPaths(
  record: NodeRecord,
  paths: VectorPaths,
  network: VectorNetwork | undefined,
  context: HeadlessContext,
): void {
  refuseInInstance(record, 'vector-data');
  context.settle(record);
  const commands = paths.map((path) => parsePath(path.data));
  const box = pathBounds(commands.flat()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const moved = (data: string): string => printPath(mapPath(parsePath(data), box.x, box.y, 1, 1));
  record.props.vectorPaths = frozenCopy(paths.map((path) => ({ ...path, data: moved(path.data) })));
  record.props['network'] =
    network === undefined ? null : frozenCopy(mapNetwork(network, box.x, box.y, 1, 1));
  record.props['pathSize'] = frozenCopy({ width: box.width, height: box.height });
  record.props.width = box.width;
  record.props.height = box.height;
  const shift: Transform = [
    [1, 0, box.x],
    [0, 1, box.y],
  ];
  if (!isInFlow(record)) placeRecord(record, frozenCopy(multiply(record.props.relativeTransform, shift)));
}

function mapNetwork(
  network: VectorNetwork,
  left: number,
  top: number,
  sx: number,
  sy: number,
): VectorNetwork {
  const scaled = (vector: Vector | undefined) =>
    vector ? { x: vector.x * sx, y: vector.y * sy } : undefined;
  return {
    ...network,
    vertices: network.vertices.map((each) => ({ ...each, x: (each.x - left) * sx, y: (each.y - top) * sy })),
    segments: network.segments.map((each) => ({
      ...each,
      tangentStart: scaled(each.tangentStart),
      tangentEnd: scaled(each.tangentEnd),
    })),
  };
}

function isSize(value: unknown): value is { width: number; height: number } {
  return typeof value === 'object' && value !== null && 'width' in value && 'height' in value;
}

function isNetwork(value: unknown): value is VectorNetwork {
  return typeof value === 'object' && value !== null && 'vertices' in value;
}

/** Scales the paths of all vectors in a tree to their nodes' sizes, after layout or a resize changed those. */
export function fitVectors(top: NodeRecord): void {
  for (const record of walk(top)) {
    const { pathSize } = record.props;
    if (record.type !== 'VECTOR' || !isSize(pathSize)) continue;
    const { width, height } = record.props;
    const sx = pathSize.width > 0 ? width / pathSize.width : 1;
    const sy = pathSize.height > 0 ? height / pathSize.height : 1;
    if (sx === 1 && sy === 1) continue;
    const scaled = (data: string): string => printPath(mapPath(parsePath(data), 0, 0, sx, sy));
    record.props.vectorPaths = frozenCopy(
      record.props.vectorPaths.map((path) => ({ ...path, data: scaled(path.data) })),
    );
    const { network } = record.props;
    if (isNetwork(network)) record.props['network'] = frozenCopy(mapNetwork(network, 0, 0, sx, sy));
    record.props['pathSize'] = frozenCopy({ width, height });
  }
}
