/** A 64-bit DCT hash: pictures that look alike differ in few bits. */

/** Pixels a side the hash looks at. */
export const hashSide = 32;
const LOW = 8;

/** cos((2x + 1) u π / 2N) for the frequencies the hash uses. */
const cosines = Array.from({ length: LOW + 1 }, (_, u) =>
  Float64Array.from({ length: hashSide }, (_unused, x) =>
    Math.cos(((2 * x + 1) * u * Math.PI) / (2 * hashSide)),
  ),
);

/**
 * The hash of a 32 x 32 grey picture (row by row), as 8 bytes. Bits say which of the 64 lowest frequencies, without the
 * mean brightness, are above their median.
 */
export function perceptualHash(grey: Float32Array): Buffer {
  // Along rows first: 9 frequencies of 32 rows.
  const rows = cosines.map((cosine) =>
    Float64Array.from({ length: hashSide }, (_, y) => {
      let sum = 0;
      for (let x = 0; x < hashSide; x += 1) sum += (grey[y * hashSide + x] ?? 0) * (cosine[x] ?? 0);
      return sum;
    }),
  );
  const frequency = (u: number, v: number): number => {
    let sum = 0;
    for (let y = 0; y < hashSide; y += 1) sum += (rows[u]?.[y] ?? 0) * (cosines[v]?.[y] ?? 0);
    return sum;
  };
  const values: number[] = [frequency(LOW, 0)];
  for (let v = 0; v < LOW; v += 1) {
    for (let u = 0; u < LOW; u += 1) if (u + v > 0) values.push(frequency(u, v));
  }
  const sorted = values.toSorted((one, two) => one - two);
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  const hash = Buffer.alloc(8);
  values.forEach((value, bit) => {
    if (value > median) hash[bit >> 3] = (hash[bit >> 3] ?? 0) | (1 << (bit & 7));
  });
  return hash;
}

/** How many of the 32 bits of two words differ. */
export function bitsBetween(one: number, two: number): number {
  let bits = one ^ two;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Bits (0-64) in which two hashes differ. */
export function hashDistance(one: Buffer, two: Buffer): number {
  return (
    bitsBetween(one.readUInt32LE(0), two.readUInt32LE(0)) +
    bitsBetween(one.readUInt32LE(4), two.readUInt32LE(4))
  );
}
