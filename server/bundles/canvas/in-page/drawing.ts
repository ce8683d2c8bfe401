/** Drawings (SVG) as text of their own, with what the page's sheets and sprites give them. */
import type { DomElement, DomRect, DomStyle } from '../dom.ts';
import type { PageKit } from './kit.ts';

export type DrawingReader = ReturnType<typeof drawingReader>;

export function drawingReader({ page, raw, list, lose }: PageKit) {
  /** Attribute, and its value where nothing is set. */
  const svgStyles: [string, string][] = [
    ['fill', ''],
    ['stroke', 'none'],
    ['stroke-width', '1px'],
    ['stroke-linecap', 'butt'],
    ['stroke-linejoin', 'miter'],
    ['stroke-dasharray', 'none'],
    ['stroke-dashoffset', '0px'],
    ['stroke-opacity', '1'],
    ['fill-opacity', '1'],
    ['fill-rule', 'nonzero'],
    ['opacity', '1'],
  ];
  /** The same of the stops of a gradient. */
  const stopStyles: [string, string][] = [
    ['stop-color', 'rgb(0, 0, 0)'],
    ['stop-opacity', '1'],
  ];

  /** A canvas begins dashes where the line begins. Progress rings, the usual reason to shift them, can be said so. */
  const shiftDashes = (twin: DomElement, style: DomStyle): void => {
    const offset = raw(style['strokeDashoffset']);
    const dashes = (style['strokeDasharray'] ?? 'none').split(/[\s,]+/).map(raw);
    const [dash = 0, gap = dash] = dashes;
    if (offset === 0 || style['strokeDasharray'] === 'none') return;
    const radius = raw(twin.getAttribute('r') ?? '');
    const round = 2 * Math.PI * radius;
    if (radius > 0 && dashes.length <= 2 && offset > 0 && dash + gap - offset > round - 0.5) {
      twin.setAttribute('stroke-dasharray', `${Math.max(0.01, dash - offset)} ${round}`);
    } else if (
      radius > 0 &&
      dashes.length <= 2 &&
      offset < 0 &&
      gap >= -offset &&
      dash - offset < round + 0.5
    ) {
      const middle = `${raw(twin.getAttribute('cx') ?? '')} ${raw(twin.getAttribute('cy') ?? '')}`;
      const turned = `rotate(${(-offset / radius) * (180 / Math.PI)} ${middle})`;
      twin.setAttribute('transform', `${twin.getAttribute('transform') ?? ''} ${turned}`.trim());
    } else {
      lose('offset of dashes');
      return;
    }
    twin.setAttribute('stroke-dashoffset', '0');
  };

  /** Styles sheets give the parts of a drawing, as attributes: the copy leaves the page's sheets behind. */
  const styleInto = (copy: DomElement, element: DomElement): void => {
    const parts = list(element.querySelectorAll('*'));
    for (const [index, twin] of list(copy.querySelectorAll('*')).entries()) {
      const part = parts[index];
      if (
        !part ||
        !/^(path|circle|rect|line|polyline|polygon|ellipse|g|text|tspan|stop)$/i.test(part.tagName)
      )
        continue;
      const style = page.getComputedStyle(part);
      const known = part.tagName === 'stop' ? stopStyles : svgStyles;
      // What is said below anew is not said twice: variables mean nothing outside of the page.
      const rest = (twin.getAttribute('style') ?? '')
        .split(';')
        .filter((one) => !known.some(([name]) => one.trim().startsWith(`${name}:`)));
      if (twin.getAttribute('style') !== null) twin.setAttribute('style', rest.join(';'));
      for (const [name, usual] of known) {
        const value = style[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] ?? '';
        // A paint server stays what the drawing calls it.
        if (value === '' || /^url\(/.test(value) || (value === usual && twin.getAttribute(name) === null))
          continue;
        twin.setAttribute(name, value.replace(/px/g, ''));
      }
      const turned = style['transform'] ?? 'none';
      if (turned !== 'none' && part.getAttribute('transform') === null) {
        const [x = 0, y = 0] = (style['transformOrigin'] ?? '').split(' ').map(raw);
        twin.setAttribute('transform', `translate(${x} ${y}) ${turned} translate(${-x} ${-y})`);
      }
      if (style['display'] === 'none') twin.setAttribute('display', 'none');
      shiftDashes(twin, style);
    }
    // A drawing turned as a whole about its middle, as ring charts are.
    const [a = 1, b = 0] =
      /^matrix\((.*)\)$/
        .exec(page.getComputedStyle(element)['transform'] ?? '')?.[1]
        ?.split(',')
        .map(raw) ?? [];
    const [left = 0, top = 0, width = 0, height = 0] = (element.getAttribute('viewBox') ?? '')
      .split(/[\s,]+/)
      .map(raw);
    if (Math.abs(a * a + b * b - 1) < 0.001 && Math.abs(b) > 0.001 && width > 0 && width === height) {
      const degrees = (Math.atan2(b, a) * 180) / Math.PI;
      copy.innerHTML = `<g transform="rotate(${degrees} ${left + width / 2} ${top + height / 2})">${copy.innerHTML}</g>`;
    }
  };

  /** A symbol of a sprite elsewhere in the page comes along. */
  const bringSymbols = (copy: DomElement): void => {
    for (const use of list(copy.querySelectorAll('use'))) {
      const name = use.getAttribute('href') ?? use.getAttribute('xlink:href') ?? '';
      const target =
        /^#[\w-]+$/.test(name) && copy.querySelectorAll(name).length === 0
          ? page.document.querySelector(name)
          : null;
      if (target) copy.innerHTML = `<defs>${target.outerHTML}</defs>${copy.innerHTML}`;
    }
  };

  const drawingSource = (element: DomElement, style: DomStyle, rect: DomRect): string => {
    const copy = element.cloneNode(true);
    styleInto(copy, element);
    bringSymbols(copy);
    copy.setAttribute('width', String(rect.width));
    copy.setAttribute('height', String(rect.height));
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    return copy.outerHTML.replace(/currentColor/gi, style['color'] ?? '#000');
  };

  return { drawingSource };
}
