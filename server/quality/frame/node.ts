/** A frame as the checks see it: every node with its box in px of the frame (at 1x), its role and its text. */
import type { Rect } from '../../composition/compose.ts';
import type { PaintLike } from '../../design/read-node.ts';
import type { Role } from './role.ts';

export interface TextRun {
  start: number;
  end: number;
  family: string;
  style: string;
  /** px at 1x, with what enlarges or shrinks the node already counted. */
  size: number;
  weight: number;
  fills: PaintLike[];
}

export interface TextFacts {
  characters: string;
  runs: TextRun[];
  /** Largest run, px at 1x. */
  size: number;
  autoResize: string;
  truncates: boolean;
  /** Some of it is underlined or struck through. */
  decorated: boolean;
  /** Shown in capitals, whatever the characters are. */
  capitals: boolean;
  missingFont: boolean;
  /** Characters no font has; known on the headless canvas only. */
  unshown: string;
  /** Share of the font size, if it is not automatic. */
  lineHeight: number | undefined;
}

export interface CheckNode {
  id: string;
  type: string;
  name: string;
  /** undefined: the frame itself. */
  parent: CheckNode | undefined;
  children: CheckNode[];
  /** Place in painting order; higher is nearer to the eye. */
  z: number;
  /** The node's own switch. */
  visible: boolean;
  /** Can be seen: it and everything around it is switched on and not transparent. */
  shown: boolean;
  /** Its opacity times that of everything around it. */
  opacity: number;
  /** Box in px of the frame; of a turned node the upright box around it. */
  box: Rect;
  /** What is drawn, shadows included, cut where a frame around it cuts; null: nothing. */
  drawn: Rect | null;
  role: Role | undefined;
  /** set: by a tool or by the caller; guessed: from how it looks. */
  roleFrom: 'set' | 'guessed' | undefined;
  fills: PaintLike[];
  strokes: PaintLike[];
  hasEffects: boolean;
  radius: number;
  clips: boolean;
  isMask: boolean;
  layoutMode: string;
  /** Auto-layout decides its place. */
  inFlow: boolean;
  turned: boolean;
  /** Radians its own x axis is turned by, clockwise as seen. */
  angle: number;
  pluginData: Record<string, string>;
  /** Figma's own properties, for what only one check needs. */
  props: Record<string, unknown>;
  text: TextFacts | undefined;
}

export interface TextCheckNode extends CheckNode {
  text: TextFacts;
}

export const isText = (node: CheckNode): node is TextCheckNode => node.text !== undefined;

/** The node and everything below it, back to front. */
export function* walk(node: CheckNode): Generator<CheckNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

export function ancestorsOf(node: CheckNode): CheckNode[] {
  const found: CheckNode[] = [];
  for (let at = node.parent; at !== undefined; at = at.parent) found.push(at);
  return found;
}

export const isInside = (node: CheckNode, other: CheckNode): boolean => ancestorsOf(node).includes(other);

/** Visible paints that show something. */
export const seen = (paints: readonly PaintLike[]): PaintLike[] =>
  paints.filter(({ visible, opacity }) => visible !== false && (opacity ?? 1) > 0.01);

export const hasImage = (node: CheckNode): boolean => seen(node.fills).some(({ type }) => type === 'IMAGE');
