/** `transform` attributes and viewports as matrices. */
import { IDENTITY, multiply, scaling, translation } from '../matrix.ts';
import { numbersIn, type Viewport } from './length.ts';

/** The matrix of `matrix() translate() scale() rotate() skewX() skewY()`, in any number; px and deg may be written. */
export function parseTransform(text: string | undefined): Transform {
  let matrix = IDENTITY;
  for (const [, name = '', body = ''] of (text ?? '').matchAll(/([A-Za-z]+)\s*\(([^()]*)\)/g)) {
    matrix = multiply(matrix, single(name, numbersIn(body)));
  }
  return matrix.flat().every(Number.isFinite) ? matrix : IDENTITY;
}

function single(name: string, values: number[]): Transform {
  const [a = 0, b, c, d, e, f] = values;
  switch (name) {
    case 'matrix':
      return [
        [a, c ?? 0, e ?? 0],
        [b ?? 0, d ?? 1, f ?? 0],
      ];
    case 'translate':
      return translation(a, b ?? 0);
    case 'translateX':
      return translation(a, 0);
    case 'translateY':
      return translation(0, a);
    case 'scale':
      return scaling(values.length === 0 ? 1 : a, b ?? (values.length === 0 ? 1 : a));
    case 'rotate': {
      const turned = rotation(a);
      if (b === undefined || c === undefined) return turned;
      return multiply(multiply(translation(b, c), turned), translation(-b, -c));
    }
    case 'skewX':
      return [
        [1, Math.tan(radians(a)), 0],
        [0, 1, 0],
      ];
    case 'skewY':
      return [
        [1, 0, 0],
        [Math.tan(radians(a)), 1, 0],
      ];
    default:
      return IDENTITY;
  }
}

function rotation(degrees: number): Transform {
  const cos = snap(Math.cos(radians(degrees)));
  const sin = snap(Math.sin(radians(degrees)));
  return [
    [cos, -sin, 0],
    [sin, cos, 0],
  ];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Quarter turns are exact. */
function snap(value: number): number {
  const nearest = Math.round(value);
  return Math.abs(value - nearest) < 1e-15 ? nearest + 0 : value;
}

/**
 * How a `viewBox` is fitted into a viewport (`preserveAspectRatio`, SVG 2 section 8.7), and the viewport that
 * percentages inside refer to.
 */
export function viewBoxTransform(
  viewBox: string | undefined,
  preserve: string | undefined,
  outer: Viewport,
): { matrix: Transform; inner: Viewport } {
  const [x = 0, y = 0, width = 0, height = 0] = numbersIn(viewBox ?? '');
  if (!(width > 0) || !(height > 0)) return { matrix: IDENTITY, inner: outer };
  const inner = { width, height };
  const sx = outer.width / width;
  const sy = outer.height / height;
  const [align = 'xMidYMid', mode = 'meet'] = (preserve ?? '')
    .replace(/^\s*defer\s+/, '')
    .trim()
    .split(/\s+/);
  if (align === 'none') return { matrix: multiply(scaling(sx, sy), translation(-x, -y)), inner };
  const scale = mode === 'slice' ? Math.max(sx, sy) : Math.min(sx, sy);
  const share = (axis: 'x' | 'Y') =>
    align.includes(`${axis}Min`) ? 0 : align.includes(`${axis}Max`) ? 1 : 0.5;
  const dx = (outer.width - width * scale) * share('x');
  const dy = (outer.height - height * scale) * share('Y');
  return {
    matrix: multiply(multiply(translation(dx, dy), scaling(scale, scale)), translation(-x, -y)),
    inner,
  };
}

export function apply(m: Transform, x: number, y: number): [number, number] {
  return [m[0][0] * x + m[0][1] * y + m[0][2], m[1][0] * x + m[1][1] * y + m[1][2]];
}

export function determinant(m: Transform): number {
  return m[0][0] * m[1][1] - m[0][1] * m[1][0];
}

/** The mean factor lengths grow by: stroke widths and font sizes. */
export function meanScale(m: Transform): number {
  return Math.sqrt(Math.abs(determinant(m)));
}

/** A matrix that is rotation, positive scales and translation only; null when it mirrors, skews or flattens. */
export function decompose(m: Transform): { rotation: Transform; sx: number; sy: number } | null {
  const sx = Math.hypot(m[0][0], m[1][0]);
  const sy = Math.hypot(m[0][1], m[1][1]);
  const skew = m[0][0] * m[0][1] + m[1][0] * m[1][1];
  if (!(determinant(m) > 1e-12) || Math.abs(skew) > 1e-6 * sx * sy) return null;
  const turned: Transform = [
    [m[0][0] / sx, m[0][1] / sy, m[0][2]],
    [m[1][0] / sx, m[1][1] / sy, m[1][2]],
  ];
  return { rotation: turned, sx, sy };
}
