/** Vertical metrics of a face, read once per file. */

import { type FontFace, type FontFile, mainFile } from './face.ts';
import { type FaceMetrics, readFace } from './face-info.ts';
import { fileBytes } from './sfnt.ts';

const cache = new WeakMap<FontFile, FaceMetrics>();

/** Metrics of a face's main file. Throws if the file is broken. */
export function faceMetrics(face: FontFace): FaceMetrics {
  const file = mainFile(face);
  let metrics = cache.get(file);
  if (!metrics) {
    metrics = readFace(fileBytes(file.path), file.faceIndex).metrics;
    cache.set(file, metrics);
  }
  return metrics;
}
