/** Smooth value noise without a random generator: the same everywhere, every time. Range -1..1. */
export function grain(x: number, y: number): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const u = fade(x - x0);
  const v = fade(y - y0);
  const top = lattice(x0, y0) * (1 - u) + lattice(x0 + 1, y0) * u;
  const bottom = lattice(x0, y0 + 1) * (1 - u) + lattice(x0 + 1, y0 + 1) * u;
  return top * (1 - v) + bottom * v;
}

/** Several octaves of `grain`. */
export function cloud(x: number, y: number, octaves: number): number {
  let sum = 0;
  let size = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += grain(x / size + octave * 17.3, y / size + octave * 9.1) * size;
    size /= 2;
  }
  return sum / 2;
}

const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

function lattice(x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 0x7fffffff - 1;
}
