/** Which part of the page an export shows, and how many pixels it gets. */
import type { NodeRecord } from '../model.ts';
import { pageRenderBounds, sizeOf } from './bounds.ts';
import type { Measure } from './context.ts';
import { type Box, mapBox } from './geometry/rect.ts';
import { absoluteTransform } from './geometry/transform.ts';

/** Px per side; larger surfaces need gigabytes. */
export const MAX_EXPORT_SIDE = 8192;

export interface ExportFrame {
  /** Page coordinates of the top left pixel, and of one pixel's size. */
  x: number;
  y: number;
  scale: number;
  /** Pixels. */
  width: number;
  height: number;
}

/** The node's box on the page; its own box with `useAbsoluteBounds`, otherwise what it draws. Throws if that is nothing. */
export function exportBox(
  measure: Measure,
  record: NodeRecord,
  settings: { useAbsoluteBounds?: boolean },
): Box {
  const whole = { x: 0, y: 0, ...sizeOf(record) };
  const isRegion = record.type === 'SLICE' || (settings.useAbsoluteBounds === true && record.type !== 'PAGE');
  const seen = pageRenderBounds(measure, record);
  const box = isRegion ? mapBox(absoluteTransform(record), whole) : seen;
  const isNothing = record.type === 'SLICE' ? false : seen === null;
  if (box === null || isNothing || box.width <= 0 || box.height <= 0) {
    throw new Error('in exportAsync: Failed to export node. This node may not have any visible layers.');
  }
  return box;
}

/**
 * Pixel size of an export. With SCALE the box grows to whole pixels, as in Figma: a node at x = 0.5 is a pixel wider.
 * WIDTH and HEIGHT give exactly the asked number of pixels on that side.
 */
export function exportFrame(box: Box, constraint: ExportSettingsConstraints | undefined): ExportFrame {
  const { type, value } = constraint ?? { type: 'SCALE', value: 1 };
  if (!(value > 0))
    throw new Error(`in exportAsync: constraint value must be greater than 0, received ${value}`);
  const frame = type === 'SCALE' ? scaled(box, value) : fitted(box, type, Math.round(value));
  if (frame.width > MAX_EXPORT_SIDE || frame.height > MAX_EXPORT_SIDE) {
    throw new Error(
      `in exportAsync: Target is too large to export as an image (${frame.width} x ${frame.height} px, ` +
        `at most ${MAX_EXPORT_SIDE} px per side). Lower the scale or export a smaller node.`,
    );
  }
  return frame;
}

function scaled(box: Box, scale: number): ExportFrame {
  // Sums of decimal positions miss whole numbers by a hair; that must not cost a pixel.
  const left = Math.floor(box.x * scale + 1e-3);
  const top = Math.floor(box.y * scale + 1e-3);
  const right = Math.ceil((box.x + box.width) * scale - 1e-3);
  const bottom = Math.ceil((box.y + box.height) * scale - 1e-3);
  return {
    x: left / scale,
    y: top / scale,
    scale,
    width: Math.max(1, right - left),
    height: Math.max(1, bottom - top),
  };
}

function fitted(box: Box, side: 'WIDTH' | 'HEIGHT', pixels: number): ExportFrame {
  const count = Math.max(1, pixels);
  const scale = count / (side === 'WIDTH' ? box.width : box.height);
  return {
    x: box.x,
    y: box.y,
    scale,
    width: side === 'WIDTH' ? count : Math.max(1, Math.round(box.width * scale)),
    height: side === 'HEIGHT' ? count : Math.max(1, Math.round(box.height * scale)),
  };
}
