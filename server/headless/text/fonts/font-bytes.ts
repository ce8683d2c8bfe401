/** The bytes of a font file as CanvasKit and the outline reader take them. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FontFile } from './face.ts';
import { extractFace, faceCount, memoryBytes } from './sfnt.ts';

const preloaded = new WeakMap<FontFile, Uint8Array>();

/** Reads the file without blocking, so that the next `loadFontBytes` finds the bytes in memory. */
export async function preloadFontBytes(file: FontFile): Promise<void> {
  if (!preloaded.has(file)) preloaded.set(file, await readFile(file.path));
}

/** The font's bytes; a font of a collection comes as a file of its own. Throws if the file cannot be read. */
export function loadFontBytes(file: FontFile): Uint8Array {
  const bytes = preloaded.get(file) ?? readFileSync(file.path);
  preloaded.delete(file);
  const source = memoryBytes(bytes);
  return faceCount(source) > 1 ? extractFace(source, file.faceIndex) : bytes;
}
