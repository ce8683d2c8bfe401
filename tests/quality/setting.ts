/** Small ads on a canvas in memory, and what the checks say about them. */
import type { CanvasOpInput } from '../../schemas/canvas-program.ts';
import { createHeadlessCanvas, type HeadlessCanvas } from '../../server/canvas/headless-canvas.ts';
import { type CheckId, type CheckOptions, checkFrame, type Finding } from '../../server/quality/index.ts';

export const ink = { type: 'SOLID', color: { r: 0.07, g: 0.07, b: 0.08 } };
export const white = { type: 'SOLID', color: { r: 1, g: 1, b: 1 } };

export interface Setting {
  canvas: HeadlessCanvas;
  /** A frame with these children; answers the ids of what was bound by `as`. */
  frame(
    size: { width: number; height: number; fills?: unknown[]; pluginData?: Record<string, string> },
    children?: readonly CanvasOpInput[],
  ): Promise<Record<string, string>>;
  /** Findings of one check (or of those given). */
  check(frameId: string, checks: CheckId | CheckId[], options?: CheckOptions): Promise<Finding[]>;
  close(): Promise<void>;
}

export function createSetting(): Setting {
  const canvas = createHeadlessCanvas();
  return {
    canvas,
    async frame({ width, height, fills = [white], pluginData = {} }, children = []) {
      const { bindings } = await canvas.run({
        ops: [
          {
            op: 'create',
            type: 'FRAME',
            as: 'frame',
            parent: null,
            props: { name: 'Ad', width, height, fills, clipsContent: true, pluginData },
          },
          ...children,
        ],
      });
      return bindings;
    },
    async check(frameId, checks, options = {}) {
      const ids = Array.isArray(checks) ? checks : [checks];
      return (await checkFrame(canvas, frameId, { ...options, checks: ids })).findings;
    },
    close: () => canvas.close(),
  };
}

/** A text in the frame bound to `$frame`. */
export function text(
  as: string,
  characters: string,
  props: Record<string, unknown> = {},
  parent = '$frame',
): CanvasOpInput {
  return {
    op: 'create',
    type: 'TEXT',
    as,
    parent,
    props: {
      characters,
      fontFamily: 'Inter',
      fontWeight: 600,
      fontSize: 64,
      fills: [ink],
      x: 100,
      y: 100,
      ...props,
    },
  };
}

export function rect(as: string, props: Record<string, unknown>, parent = '$frame'): CanvasOpInput {
  return { op: 'create', type: 'RECTANGLE', as, parent, props };
}

/** A picture that is the ad's product, 400 px a side unless told otherwise. */
export const product = (as: string, image: string, props: Record<string, unknown> = {}): CanvasOpInput =>
  rect(as, {
    name: 'Product shot',
    x: 300,
    y: 600,
    width: 400,
    height: 400,
    fills: [{ type: 'IMAGE', image, scaleMode: 'FILL' }],
    pluginData: { role: 'product' },
    ...props,
  });

export const square = { width: 1080, height: 1080 };

/** Plugin data of an ad that Adsmith made for this placement. */
export const adRecord = (placement: string) => ({
  ad: JSON.stringify({
    version: 1,
    placement,
    layout: 'stacked',
    padding: { top: 64, right: 64, bottom: 64, left: 64 },
    logo: false,
  }),
});

export const headline = (props: Record<string, unknown> = {}) =>
  text('headline', 'Say one thing well', {
    fontSize: 96,
    y: 300,
    pluginData: { role: 'headline' },
    ...props,
  });

export const body = (props: Record<string, unknown> = {}) =>
  text('body', 'And then say why in one more line', {
    fontSize: 44,
    y: 440,
    pluginData: { role: 'body' },
    ...props,
  });

/** A frame that hugs its label, both bound to `$button` and `$label`. */
export const button = (
  props: Record<string, unknown>,
  label: Record<string, unknown> = {},
): CanvasOpInput[] => [
  {
    op: 'create',
    type: 'FRAME',
    as: 'button',
    parent: '$frame',
    props: {
      name: 'Button',
      layoutMode: 'HORIZONTAL',
      layoutSizingHorizontal: 'HUG',
      layoutSizingVertical: 'HUG',
      paddingLeft: 40,
      paddingRight: 40,
      paddingTop: 20,
      paddingBottom: 20,
      ...props,
    },
  },
  text('label', 'Taste it', { fontSize: 42, fills: [white], x: 0, y: 0, ...label }, '$button'),
];

/** Fills of a picture that is shown whole but slanted. */
export const slanted = (image: string, slant: number) => [
  {
    type: 'IMAGE',
    image,
    scaleMode: 'CROP',
    imageTransform: [
      [1, slant, 0],
      [0, 1, 0],
    ],
  },
];
