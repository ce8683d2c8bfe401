/** Affine maths on Figma's `Transform` rows `[[a, c, tx], [b, d, ty]]`; points map as (a·x + c·y + tx, b·x + d·y + ty). */

export const IDENTITY: Transform = Object.freeze([
  Object.freeze([1, 0, 0]),
  Object.freeze([0, 1, 0]),
]) as unknown as Transform;

export function translation(x: number, y: number): Transform {
  return [
    [1, 0, x],
    [0, 1, y],
  ];
}

export function scaling(x: number, y: number): Transform {
  return [
    [x, 0, 0],
    [0, y, 0],
  ];
}

/** The transform that applies `inner` first and `outer` second. */
export function multiply(outer: Transform, inner: Transform): Transform {
  const [[a, c, tx], [b, d, ty]] = outer;
  const [[e, g, ux], [f, h, uy]] = inner;
  return [
    [a * e + c * f, a * g + c * h, a * ux + c * uy + tx],
    [b * e + d * f, b * g + d * h, b * ux + d * uy + ty],
  ];
}
