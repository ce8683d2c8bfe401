/** The props of SET_IMAGE_FILL: `{imagePath, scaleMode?, trim?, imageTransform? (CROP), scalingFactor? (TILE)}`. */
import type { OpOf } from '../../schemas/canvas-program.ts';
import { badValue, finite, onlyKeys, show } from '../canvas/values.ts';

const keys = ['imagePath', 'scaleMode', 'trim', 'imageTransform', 'scalingFactor'];
const scaleModes = ['FILL', 'FIT', 'CROP', 'TILE'] as const;

export interface ImageFill {
  path: string;
  trim: boolean;
  op: Omit<OpOf<'set_image'>, 'image' | 'node'>;
}

/** Throws `CanvasError` (`bad_value`) with the property's path. */
export function parseImageFill(given: Record<string, unknown>): ImageFill {
  onlyKeys(given, keys, 'props');
  const path = given['imagePath'];
  if (typeof path !== 'string' || path.trim() === '') {
    throw badValue(
      'props.imagePath',
      `props.imagePath must be the path of an image file, not ${show(path)}.`,
    );
  }
  const trim = given['trim'] ?? false;
  if (typeof trim !== 'boolean') {
    throw badValue('props.trim', `props.trim must be true or false, not ${show(trim)}.`);
  }
  const mode = given['scaleMode'] ?? 'FILL';
  const scaleMode = scaleModes.find((name) => typeof mode === 'string' && name === mode.toUpperCase());
  if (scaleMode === undefined) {
    throw badValue(
      'props.scaleMode',
      `props.scaleMode must be one of ${scaleModes.join(', ')}, not ${show(mode)}.`,
    );
  }
  return {
    path,
    trim,
    op: {
      op: 'set_image',
      scaleMode,
      ...crop(given['imageTransform'], scaleMode),
      ...tile(given['scalingFactor'], scaleMode),
    },
  };
}

function crop(given: unknown, scaleMode: string): { imageTransform?: number[][] } {
  if (given === undefined) return {};
  const path = 'props.imageTransform';
  if (scaleMode !== 'CROP') throw badValue(path, `${path} is for scaleMode CROP; this is ${scaleMode}.`);
  if (
    !Array.isArray(given) ||
    given.length !== 2 ||
    !given.every((row) => Array.isArray(row) && row.length === 3)
  ) {
    throw badValue(path, `${path} must be [[a, c, e], [b, d, f]], not ${show(given)}.`);
  }
  return { imageTransform: given.map((row: unknown[]) => row.map((entry) => finite(entry, path))) };
}

function tile(given: unknown, scaleMode: string): { scalingFactor?: number } {
  if (given === undefined) return {};
  const path = 'props.scalingFactor';
  if (scaleMode !== 'TILE') throw badValue(path, `${path} is for scaleMode TILE; this is ${scaleMode}.`);
  const factor = finite(given, path);
  if (factor > 0) return { scalingFactor: factor };
  throw badValue(path, `${path} must be above 0, not ${factor}.`);
}
