/**
 * What `gridRowSizes` and `gridColumnSizes` read as. Unlike Figma's other arrays these hold live objects:
 * `frame.gridRowSizes[0].type = 'FIXED'` changes the frame.
 */
import type { HeadlessContext } from './context.ts';
import { frozenCopy } from './freeze.ts';
import type { GridTrack, NodeRecord } from './model.ts';
import { gridTrackSchema } from './schema-frame.ts';
import { parseProperty } from './validation.ts';

type Tracks = 'gridRowSizes' | 'gridColumnSizes';

export function gridTracks(record: NodeRecord, name: Tracks, context: HeadlessContext): readonly GridTrack[] {
  return Object.freeze(record.props[name].map((_, at) => liveTrack(record, name, at, context)));
}

function liveTrack(record: NodeRecord, name: Tracks, at: number, context: HeadlessContext): GridTrack {
  const current = (): GridTrack => record.props[name][at] ?? { type: 'FLEX', value: 1 };
  const change = (members: Partial<GridTrack>): void => {
    const track = parseProperty(name, gridTrackSchema, { ...current(), ...members });
    record.props[name] = frozenCopy(record.props[name].map((old, each) => (each === at ? track : old)));
    context.touch(record, name, true);
  };
  return Object.freeze({
    get type() {
      return current().type;
    },
    set type(type) {
      change({ type });
    },
    get value() {
      return current().value;
    },
    set value(value) {
      change({ value });
    },
  });
}
