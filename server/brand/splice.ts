/** Edits of a file as places in its bytes: whatever no edit names stays byte for byte. */

export interface Splice {
  /** Byte offset. */
  at: number;
  /** Bytes taken out from there. */
  remove: number;
  insert: string;
}

/** Applies edits that do not overlap. Of two insertions at one place, the one given first comes first. */
export function applySplices(bytes: Uint8Array, splices: readonly Splice[]): Buffer {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const splice of [...splices].sort((a, b) => a.at - b.at)) {
    if (splice.at < at || splice.at + splice.remove > bytes.length) {
      throw new RangeError(
        `An edit at ${splice.at} overlaps another or lies outside of ${bytes.length} bytes.`,
      );
    }
    parts.push(bytes.subarray(at, splice.at), Buffer.from(splice.insert));
    at = splice.at + splice.remove;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}
