/** What a check found. Boxes px of the frame at 1x. */
import type { Rect } from '../composition/compose.ts';
import type { CheckNode } from './frame/node.ts';
import type { CheckId, Level } from './limits.ts';

/** One entry of `batch_update`. */
export interface Update {
  nodeId: string;
  props: Record<string, unknown>;
}

export interface Finding {
  check: CheckId;
  level: Level;
  node?: string;
  name?: string;
  role?: string;
  box?: Rect;
  measured: number | string;
  limit: number | string;
  /** One sentence or two: what is wrong, and what to do where no ready fix can do it. */
  message: string;
  /** Arguments of `batch_update` that solve it and nothing else. */
  fix?: Update[];
}

/** A finding about a node. */
export function about(
  node: CheckNode,
  rest: Omit<Finding, 'node' | 'name' | 'role' | 'box'> & { box?: Rect },
): Finding {
  const { fix, box, ...facts } = rest;
  return {
    ...facts,
    node: node.id,
    name: node.name,
    ...(node.role && { role: node.role }),
    box: box ?? node.box,
    ...(fix && fix.length > 0 && { fix }),
  };
}

/** The words of a text, short enough to recognise it by. */
export function quoted(node: CheckNode): string {
  const words = node.text?.characters.replace(/\s+/g, ' ').trim() ?? node.name;
  return `"${words.length > 40 ? `${words.slice(0, 37)}...` : words}"`;
}

/** "Headline", "Logo" ... as a sentence begins. */
export function called(node: CheckNode): string {
  const role = (node.role ?? (node.text ? 'text' : 'node')).replace('_', ' ');
  // "Logo logo" says its role itself.
  if (!node.text && node.name.toLowerCase().startsWith(role)) return quoted(node);
  return `${role.charAt(0).toUpperCase()}${role.slice(1)} ${quoted(node)}`;
}

export const round1 = (value: number): number => Math.round(value * 10) / 10;
