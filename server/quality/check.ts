/** What a check is: data plus one function. */
import type { Placement } from '../../schemas/placement.ts';
import type { Rect } from '../composition/compose.ts';
import type { Rgb } from '../design/contrast.ts';
import type { Finding } from './finding.ts';
import type { CheckNode, TextCheckNode } from './frame/node.ts';
import type { CheckId } from './limits.ts';
import type { Pixels } from './pixels/pixels.ts';

export interface BrandLook {
  /** As people write it. */
  name: string;
  palette: readonly Rgb[];
  families: readonly string[];
}

export interface CheckInput {
  frame: CheckNode;
  /** Everything below the frame, back to front, hidden nodes included. */
  nodes: readonly CheckNode[];
  /** Texts that can be seen. */
  texts: readonly TextCheckNode[];
  /** Those of them that must be read: not the text of a logo, a product or an ornament. */
  copy: readonly TextCheckNode[];
  /** Buttons, outermost logos and copy outside of buttons: what must not be covered, cut or too near an edge. */
  essentials: readonly CheckNode[];
  placement: Placement;
  screen: { width: number; height: number; kind: 'social' | 'display' };
  /** What px given for a 1080 px wide canvas are here. */
  scale: number;
  /** What spacings given for 1080 x 1350 are here. */
  spacing: number;
  /** The frame less what the app's interface covers. */
  zone: Rect;
  /** Pixels the ad will have per canvas px. */
  exportScale: number;
  brand: BrandLook | undefined;
  /** Id of the format category the ad was made for, if it is known. */
  category: string | undefined;
  pixels: Pixels;
  /** Bytes of an image of the document. */
  image(hash: string): Promise<Uint8Array>;
  /** px of an image of the document; undefined when it is gone. */
  imageSize(hash: string): Promise<{ width: number; height: number } | undefined>;
  /** Whether the canvas has a family: what it has not cannot be set. */
  hasFamily(family: string): Promise<boolean>;
  /** Sizes the texts would have if nothing held them, by node id, for texts in boxes of fixed height. */
  naturalSizes(): Promise<ReadonlyMap<string, { width: number; height: number }>>;
  /** px the longest word of a text takes, by node id, for texts whose words may not fit into a line. */
  widestWords(): Promise<ReadonlyMap<string, number>>;
}

export interface Check {
  id: CheckId;
  run(input: CheckInput): Finding[] | Promise<Finding[]>;
}

/** px of the frame a node shows: the ink of a text; without shadows. */
export function extentOf(node: CheckNode): Rect {
  return node.drawn && !node.hasEffects ? node.drawn : node.box;
}
