/** Where which colours are: the mean OKLab colour of each field of a grid, as signed bytes. */

/** Fields a side of the full grid. */
export const layoutGrid = 8;
/** Numbers in a layout: 8 x 8 fields of L, a and b. */
export const layoutLength = layoutGrid * layoutGrid * 3;
/** The same in 2 x 2 fields, small enough to keep a million in memory. */
export const coarseLength = 2 * 2 * 3;
/** One unit of OKLab in the stored numbers; L is stored around its middle. */
const SCALE = 254;

/** Layout of a square OKLab picture of `side` px (a multiple of `grid`): L, a, b a field, row by row. */
export function layoutOf(pixels: Float32Array, side: number, grid: number): Int8Array {
  const sums = new Float64Array(grid * grid * 3);
  const field = side / grid;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const from = (y * side + x) * 3;
      const to = (Math.floor(y / field) * grid + Math.floor(x / field)) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        sums[to + channel] = (sums[to + channel] ?? 0) + (pixels[from + channel] ?? 0);
    }
  }
  return Int8Array.from(sums, (sum, index) => {
    const value = sum / (field * field) - (index % 3 === 0 ? 0.5 : 0);
    return Math.max(-127, Math.min(127, Math.round(value * SCALE)));
  });
}

/** Mean distance of two layouts a field, in OKLab units (0 the same, about 1 black and white). */
export function layoutDistance(one: Int8Array, two: Int8Array): number {
  if (one.length !== two.length || one.length === 0) return 1;
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) {
    const difference = (one[index] ?? 0) - (two[index] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum / (one.length / 3)) / SCALE;
}
