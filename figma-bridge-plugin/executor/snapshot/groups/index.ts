/** All property groups, in the order they are written. */
import type { PropertyGroup } from '../group.ts';
import { geometry } from './geometry.ts';
import { identity, pluginData, reactions } from './identity.ts';
import { instance, references } from './instance.ts';
import { layout } from './layout.ts';
import { styles, variables } from './links.ts';
import { blend, corner, effects, frame, paint, stroke } from './paint.ts';
import { shape, vector } from './shape.ts';
import { text } from './text.ts';

export const groups: readonly PropertyGroup[] = [
  references,
  instance,
  layout,
  frame,
  text,
  shape,
  blend,
  paint,
  stroke,
  corner,
  effects,
  identity,
  pluginData,
  reactions,
  styles,
  variables,
  vector,
  geometry,
];

export const contentGroups: readonly PropertyGroup[] = groups.filter((group) => group.phase === 'content');
export const geometryGroups: readonly PropertyGroup[] = groups.filter((group) => group.phase === 'geometry');
