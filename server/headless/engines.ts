/** The four parts that the headless `figma` is built on. Real ones: the folders layout, text, render and svg. */
import type { ImageStore, NodeProps, NodeRecord, TextMeasurer } from './model.ts';

export interface FontStyleName {
  family: string;
  style: string;
}

/** The fonts this machine can draw with. */
export interface FontRegistry {
  families(): { family: string; styles: string[]; axes?: string[] }[];
  has(font: FontStyleName): boolean;
  /** null: a static family. */
  variationAxes(family: string): string[] | null;
  weightOf(font: FontStyleName): number;
  /** The named style closest to the given axis values. */
  nearestInstance(family: string, axes: Record<string, number>): FontStyleName;
  load(font: FontStyleName): Promise<void>;
}

export interface TextEngine extends TextMeasurer {
  readonly fonts: FontRegistry;
}

export interface LayoutEngine {
  relayout(top: NodeRecord, text: TextMeasurer): void;
  resizeRecord(record: NodeRecord, width: number, height: number, options: { constraints: boolean }): void;
}

export interface Renderer {
  exportRecord(record: NodeRecord, settings: ExportSettings, images: ImageStore): Promise<Uint8Array>;
  /** Page coordinates; null when nothing is drawn. */
  renderBounds(record: NodeRecord): Rect | null;
}

export interface SvgNode {
  type: string;
  props: Partial<NodeProps>;
  children?: SvgNode[];
}

export interface SvgImport {
  width: number;
  height: number;
  nodes: SvgNode[];
}

export interface Engines {
  readonly text: TextEngine;
  readonly layout: LayoutEngine;
  readonly renderer: Renderer;
  parseSvg(svg: string): SvgImport;
}
