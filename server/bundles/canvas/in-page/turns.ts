/**
 * Elements that are turned. A turned element has no box of its own, only one around it: so each is straightened first,
 * measured, and its angle remembered.
 */
import type { DomElement, DomRect, DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type TurnReader = ReturnType<typeof turnReader>;

export function turnReader({ page, raw, scale, everything }: PageKit) {
  const mark = 'data-adsmith-turn';

  /** Scale and clockwise degrees of a transform that only turns, scales evenly and shifts. */
  const evenly = (style: DomStyle) => {
    const matrix = /^matrix\((.*)\)$/.exec(style['transform'] ?? '')?.[1];
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix?.split(',').map(raw) ?? [];
    const scale = Math.hypot(a, b);
    const even = Math.abs(a - d) < 0.001 * scale && Math.abs(b + c) < 0.001 * scale && scale > 0.001;
    const plain = matrix !== undefined || (style['transform'] ?? 'none') === 'none';
    const more = /^(-?[\d.]+)deg$/.exec(style['rotate'] ?? '')?.[1];
    const grown = /^([\d.]+)$/.exec(style['scale'] ?? '')?.[1];
    const known =
      (more !== undefined || (style['rotate'] ?? 'none') === 'none') &&
      (grown !== undefined || (style['scale'] ?? 'none') === 'none');
    if (!even || !plain || !known) return undefined;
    return {
      scale,
      grown: Number(grown ?? 1),
      degrees: (Math.atan2(b, a) * 180) / Math.PI + Number(more ?? 0),
      e,
      f,
    };
  };

  /** Straightens everything under `root` that is turned. A drawing turns what it holds itself. */
  const straighten = (root: DomElement): void => {
    for (const element of everything(root)) {
      if (/^svg$/i.test(element.tagName) || element.ownerSVGElement) continue;
      const style = page.getComputedStyle(element);
      const turn = evenly(style);
      if (!turn || Math.abs(turn.degrees) < 0.1) continue;
      const { scale, degrees, e, f } = turn;
      element.setAttribute(mark, String(degrees));
      element.style.setProperty('transition', 'none', 'important');
      element.style.setProperty('transform', `matrix(${scale}, 0, 0, ${scale}, ${e}, ${f})`, 'important');
      element.style.setProperty('rotate', 'none', 'important');
    }
  };

  /**
   * How much larger an element is drawn than what it is in; 1 where that cannot be said in one number. What it is drawn
   * as large as in truth decides: a component around it may have a scale of its own.
   */
  const scaleOf = (element: DomElement, style: DomStyle): number => {
    const turn = evenly(style);
    const own = turn ? turn.scale * turn.grown : 1;
    const { offsetWidth = 0 } = element;
    // A width in whole px says too little about a small element.
    if (!turn || offsetWidth < 40) return own;
    const drawn = element.getBoundingClientRect().width / offsetWidth;
    return Math.abs(drawn / (scale() * own) - 1) > 0.03 ? drawn / scale() : own;
  };

  /**
   * Clockwise degrees an element was turned by, and where its top left corner lies then; `rect` and the answer in px of
   * the window. `scale`: how large the element is drawn.
   */
  const turnOf = (element: DomElement, style: DomStyle, rect: DomRect, scale: number) => {
    const degrees = Number(element.getAttribute(mark) ?? 0);
    if (degrees === 0) return undefined;
    const [across = 0, down = 0] = (style['transformOrigin'] ?? '').split(' ').map((one) => raw(one) * scale);
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return {
      degrees,
      x: rect.x + across - across * cos + down * sin,
      y: rect.y + down - across * sin - down * cos,
    };
  };

  return { evenly, straighten, scaleOf, turnOf };
}
