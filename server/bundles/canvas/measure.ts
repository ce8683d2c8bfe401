/**
 * Runs inside the page, handed over as text: it may use nothing from outside itself. Walks what is visible and answers
 * boxes with the styles a canvas has a counterpart for, counting the ones it has none for.
 */
import type { DomElement, DomNode, DomRect, DomStyle, DomWindow } from './dom.ts';

export interface MeasureOptions {
  /** CSS selector of the element that becomes the frame; the body if absent. */
  selector?: string;
  mostLayers: number;
}

export function measurePage({ selector, mostLayers }: MeasureOptions): unknown {
  const page = globalThis as unknown as DomWindow;
  const lost: Record<string, number> = {};
  let layers = 0;
  let truncated = false;
  let pictures = 0;
  const lose = (what: string) => {
    lost[what] = (lost[what] ?? 0) + 1;
  };
  const px = (text: string | undefined) => Number.parseFloat(text ?? '') || 0;
  const list = <T>(items: ArrayLike<T>): T[] => Array.prototype.slice.call(items) as T[];
  const clear = (colour: string) =>
    colour === 'transparent' || /^(rgba|hsla)\(.*,\s*0\)$|\/\s*0%?\)$/.test(colour);

  const nameOf = (element: DomElement): string => {
    const label =
      element.getAttribute('data-screen-label') ?? element.getAttribute('aria-label') ?? element.id;
    if (label) return label.slice(0, 80);
    const [first = ''] = String(typeof element.className === 'string' ? element.className : '').split(/\s+/);
    return (first || element.tagName.toLowerCase()).slice(0, 80);
  };

  const radiusOf = (style: DomStyle): [number, number, number, number] =>
    ['borderTopLeftRadius', 'borderTopRightRadius', 'borderBottomRightRadius', 'borderBottomLeftRadius'].map(
      (key) => px(style[key]),
    ) as [number, number, number, number];

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

  const runStyle = (style: DomStyle) => ({
    color: style['webkitTextFillColor'] || style['color'] || 'rgb(0,0,0)',
    fontFamily: style['fontFamily'] ?? '',
    fontWeight: px(style['fontWeight']) || 400,
    fontSize: px(style['fontSize']) || 16,
    italic: /italic|oblique/.test(style['fontStyle'] ?? ''),
    letterSpacing: px(style['letterSpacing']),
    decoration: /underline/.test(style['textDecorationLine'] ?? '')
      ? 'UNDERLINE'
      : /line-through/.test(style['textDecorationLine'] ?? '')
        ? 'STRIKETHROUGH'
        : 'NONE',
  });

  const cased = (text: string, style: DomStyle) =>
    style['textTransform'] === 'uppercase'
      ? text.toUpperCase()
      : style['textTransform'] === 'lowercase'
        ? text.toLowerCase()
        : style['textTransform'] === 'capitalize'
          ? text.replace(/(^|\s)\S/g, (letter) => letter.toUpperCase())
          : text;

  const visible = (element: DomElement, style: DomStyle, box: DomRect) =>
    style['display'] !== 'none' &&
    style['visibility'] !== 'hidden' &&
    px(style['opacity'] ?? '1') > 0.001 &&
    (box.width > 0.5 || box.height > 0.5 || element.children.length > 0);

  /** Only text and plain inline elements inside: one text layer. */
  const isText = (element: DomElement): boolean => {
    let words = false;
    for (const child of list(element.childNodes)) {
      if (child.nodeType === 3) words = words || /\S/.test(child.textContent ?? '');
      else if (child.nodeType === 1) {
        const inner = child as DomElement;
        const style = page.getComputedStyle(inner);
        if (inner.tagName === 'BR') continue;
        const plain =
          /^inline$/.test(style['display'] ?? '') &&
          clear(style['backgroundColor'] ?? 'transparent') &&
          style['backgroundImage'] === 'none' &&
          px(style['borderTopWidth']) === 0 &&
          px(style['paddingLeft']) === 0;
        if (
          !plain ||
          /^(IMG|SVG|VIDEO|CANVAS|BUTTON|INPUT|SELECT|TEXTAREA|IFRAME)$/i.test(inner.tagName) ||
          (inner.childNodes.length > 0 && !isText(inner))
        )
          return false;
        words = words || /\S/.test(inner.textContent ?? '');
      }
    }
    return words;
  };

  const runsOf = (node: DomNode, style: DomStyle, keepSpace: boolean): Record<string, unknown>[] =>
    list(node.childNodes).flatMap((child) => {
      if (child.nodeType === 3) {
        const text = keepSpace ? (child.textContent ?? '') : (child.textContent ?? '').replace(/\s+/g, ' ');
        return text === '' ? [] : [{ text: cased(text, style), ...runStyle(style) }];
      }
      if (child.nodeType !== 1) return [];
      const inner = child as DomElement;
      if (inner.tagName === 'BR') return [{ text: '\n', ...runStyle(style) }];
      const own = page.getComputedStyle(inner);
      return own['display'] === 'none' ? [] : runsOf(inner, own, keepSpace);
    });

  const followsInline = (node: DomNode): boolean => {
    const siblings = node.nodeType === 3 && node.parentElement ? list(node.parentElement.childNodes) : [];
    const before = siblings[siblings.indexOf(node) - 1];
    return (
      before?.nodeType === 1 &&
      /^inline/.test(page.getComputedStyle(before as DomElement)['display'] ?? '') &&
      !/flex|grid/.test(page.getComputedStyle(before.parentElement as DomElement)['display'] ?? '')
    );
  };

  const textLayer = (
    node: DomNode,
    style: DomStyle,
    origin: DomRect,
    runs: Record<string, unknown>[],
    name: string,
  ) => {
    const range = page.document.createRange();
    range.selectNodeContents(node);
    const rects = list(range.getClientRects()).filter(({ width }) => width > 0);
    const [first] = rects;
    if (!first) return undefined;
    const left = Math.min(...rects.map(({ x }) => x));
    const top = Math.min(...rects.map(({ y }) => y));
    const right = Math.max(...rects.map(({ x, width }) => x + width));
    const bottom = Math.max(...rects.map(({ y, height }) => y + height));
    const tops = rects.map(({ y, height }) => Math.round((y + height / 2) / Math.max(4, height / 2)));
    const lines = new Set(tops).size;
    const size = px(style['fontSize']) || 16;
    const lineHeight = px(style['lineHeight']) || size * 1.2;
    const middle = (top + bottom) / 2;
    const height = Math.max(bottom - top, lines * lineHeight);
    const trimmed = runs.map((run) => ({ ...run })) as { text: string }[];
    // Behind an inline element the space is part of what was measured.
    if (trimmed[0] && !followsInline(node)) trimmed[0].text = trimmed[0].text.replace(/^ +/, '');
    const last = trimmed[trimmed.length - 1];
    if (last) last.text = last.text.replace(/\s+$/, '');
    layers += 1;
    // Letters are a trifle wider there than here: room for that, and never for another word.
    const slack = lines > 1 ? size * 0.3 : 0;
    const align = /right|end/.test(style['textAlign'] ?? '')
      ? 'RIGHT'
      : /center/.test(style['textAlign'] ?? '')
        ? 'CENTER'
        : /justify/.test(style['textAlign'] ?? '')
          ? 'JUSTIFIED'
          : 'LEFT';
    return {
      kind: 'text',
      name,
      x: left - origin.x - (align === 'RIGHT' ? slack : align === 'CENTER' ? slack / 2 : 0),
      y: middle - height / 2 - origin.y,
      width: right - left + slack,
      height,
      opacity: 1,
      runs: trimmed.filter(({ text }) => text !== ''),
      align,
      lineHeight,
      lines,
      fill: undefined as string | undefined,
      most: undefined as number | undefined,
    };
  };

  const flexOf = (style: DomStyle) => {
    if (!/^(inline-)?flex$/.test(style['display'] ?? '')) return undefined;
    if (/wrap/.test(style['flexWrap'] ?? '') && style['flexWrap'] !== 'nowrap')
      return void lose('wrapping flex layout (placed by position)');
    if (/reverse/.test(style['flexDirection'] ?? ''))
      return void lose('reversed flex layout (placed by position)');
    const row = style['flexDirection'] === 'row';
    const justify = style['justifyContent'] ?? '';
    const align = style['alignItems'] ?? '';
    return {
      direction: row ? 'HORIZONTAL' : 'VERTICAL',
      gap: px(row ? style['columnGap'] : style['rowGap']),
      padding: ['Top', 'Right', 'Bottom', 'Left'].map(
        (side) => px(style[`padding${side}`]) + px(style[`border${side}Width`]),
      ),
      justify: /between/.test(justify)
        ? 'SPACE_BETWEEN'
        : /center/.test(justify)
          ? 'CENTER'
          : /end/.test(justify)
            ? 'MAX'
            : 'MIN',
      align: /center/.test(align) ? 'CENTER' : /end/.test(align) ? 'MAX' : 'MIN',
    };
  };

  const note = (style: DomStyle) => {
    if (
      style['transform'] !== 'none' &&
      style['transform'] !== undefined &&
      !/^matrix\(1, 0, 0, 1,/.test(style['transform'])
    )
      lose('rotation, scale or skew');
    if (style['filter'] !== 'none' && style['filter'] !== undefined) lose('filter');
    if (style['maskImage'] !== 'none' && style['maskImage'] !== undefined) lose('mask');
    if (style['clipPath'] !== 'none' && style['clipPath'] !== undefined) lose('clip-path');
    if (/^vertical|^sideways/.test(style['writingMode'] ?? '')) lose('vertical text');
    if (style['textShadow'] !== 'none' && style['textShadow'] !== undefined) lose('text-shadow');
    if (style['mixBlendMode'] !== 'normal' && style['mixBlendMode'] !== undefined) lose('blend mode');
    if (style['animationName'] !== 'none' && style['animationName'] !== undefined) lose('animation');
  };

  /** A canvas begins dashes where the line begins. Progress rings, the usual reason to shift them, can be said so. */
  const shiftDashes = (twin: DomElement, style: DomStyle): void => {
    const offset = px(style['strokeDashoffset']);
    const dashes = (style['strokeDasharray'] ?? 'none').split(/[\s,]+/).map(px);
    const [dash = 0, gap = dash] = dashes;
    if (offset === 0 || style['strokeDasharray'] === 'none') return;
    const radius = px(twin.getAttribute('r') ?? '');
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
      const middle = `${px(twin.getAttribute('cx') ?? '')} ${px(twin.getAttribute('cy') ?? '')}`;
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
      if (!part || !/^(path|circle|rect|line|polyline|polygon|ellipse|g|text|tspan)$/i.test(part.tagName))
        continue;
      const style = page.getComputedStyle(part);
      for (const [name, usual] of svgStyles) {
        const value = style[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] ?? '';
        // A paint server stays what the drawing calls it.
        if (value === '' || /^url\(/.test(value) || (value === usual && twin.getAttribute(name) === null))
          continue;
        twin.setAttribute(name, value.replace(/px/g, ''));
      }
      const turned = style['transform'] ?? 'none';
      if (turned !== 'none' && part.getAttribute('transform') === null) {
        const [x = 0, y = 0] = (style['transformOrigin'] ?? '').split(' ').map(px);
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
        .map(px) ?? [];
    const [left = 0, top = 0, width = 0, height = 0] = (element.getAttribute('viewBox') ?? '')
      .split(/[\s,]+/)
      .map(px);
    if (Math.abs(a * a + b * b - 1) < 0.001 && Math.abs(b) > 0.001 && width > 0 && width === height) {
      const degrees = (Math.atan2(b, a) * 180) / Math.PI;
      copy.innerHTML = `<g transform="rotate(${degrees} ${left + width / 2} ${top + height / 2})">${copy.innerHTML}</g>`;
    }
  };

  /** What `background-clip: text` fills letters with. */
  const inkOf = (style: DomStyle) =>
    style['backgroundImage'] && style['backgroundImage'] !== 'none'
      ? style['backgroundImage']
      : (style['backgroundColor'] ?? '');

  /** Background, border, corners and shadow of a box. Answers whether its background only fills letters. */
  const paintInto = (
    layer: Record<string, unknown>,
    style: DomStyle,
    rect: { width: number; height: number },
  ): boolean => {
    const radius = radiusOf(style).map((one) => Math.min(one, Math.max(rect.width, rect.height) / 2));
    if (radius.some((one) => one > 0)) layer['radius'] = radius;
    if (!clear(style['backgroundColor'] ?? 'transparent')) layer['background'] = style['backgroundColor'];
    const inText = /text/.test(style['webkitBackgroundClip'] || style['backgroundClip'] || '');
    if (inText) delete layer['background'];
    else if (style['backgroundImage'] && style['backgroundImage'] !== 'none') {
      layer['backgroundImage'] = style['backgroundImage'];
      layer['backgroundSize'] = style['backgroundSize'];
    }
    const widths = ['Top', 'Right', 'Bottom', 'Left'].map((side) =>
      style[`border${side}Style`] === 'none' || clear(style[`border${side}Color`] ?? '')
        ? 0
        : px(style[`border${side}Width`]),
    );
    const side = ['Top', 'Right', 'Bottom', 'Left'][
      widths.findIndex((one) => one > 0 && one === Math.max(...widths))
    ];
    if (side !== undefined)
      layer['border'] = {
        widths,
        color: style[`border${side}Color`],
        dashed: /dashed|dotted/.test(style[`border${side}Style`] ?? ''),
      };
    const outlined =
      style['outlineStyle'] !== 'none' &&
      px(style['outlineWidth']) > 0 &&
      !clear(style['outlineColor'] ?? '');
    const outline = outlined
      ? `${style['outlineColor']} 0px 0px 0px ${px(style['outlineWidth']) + Math.max(0, px(style['outlineOffset']))}px`
      : '';
    const shadow = style['boxShadow'] && style['boxShadow'] !== 'none' ? style['boxShadow'] : '';
    if (outline || shadow) layer['shadow'] = [outline, shadow].filter((one) => one !== '').join(', ');
    const colours = ['Top', 'Right', 'Bottom', 'Left']
      .filter((_, at) => (widths[at] ?? 0) > 0)
      .map((one) => style[`border${one}Color`]);
    if (colours.some((one) => one !== colours[0])) lose('borders with a colour for each side');
    const blur = /blur\(([\d.]+)px\)/.exec(style['backdropFilter'] ?? '')?.[1];
    if (blur !== undefined) layer['blur'] = Number(blur);
    return inText;
  };

  /** The bullet or number of a list item, outside its box as it usually is. */
  const markerOf = (element: DomElement, style: DomStyle): Record<string, unknown> | undefined => {
    const type = style['listStyleType'] ?? 'none';
    if (style['display'] !== 'list-item' || type === 'none') return undefined;
    const items = element.parentElement
      ? list(element.parentElement.children).filter(({ tagName }) => tagName === element.tagName)
      : [];
    const text = (
      { disc: '•', circle: '◦', square: '▪', decimal: `${items.indexOf(element) + 1}.` } as Record<
        string,
        string
      >
    )[type];
    if (text === undefined || style['listStylePosition'] !== 'outside') {
      lose('list markers');
      return undefined;
    }
    layers += 1;
    const size = px(style['fontSize']) || 16;
    const line = px(style['lineHeight']) || size * 1.2;
    const color = page.getComputedStyle(element, '::marker')['color'] ?? style['color'];
    return {
      kind: 'text',
      name: 'marker',
      x: px(style['paddingLeft']) - size * 2.4,
      y: px(style['paddingTop']),
      width: size * 2,
      height: line,
      opacity: 1,
      runs: [{ text, ...runStyle(style), color }],
      align: 'RIGHT',
      lineHeight: line,
      lines: 2,
    };
  };

  /** Placed by its own style inside a positioned element: a box whose place is known, though no node stands for it. */
  const pseudoOf = (
    element: DomElement,
    which: '::before' | '::after',
    style: DomStyle,
  ): Record<string, unknown> | undefined => {
    const drawn = page.getComputedStyle(element, which);
    const content = drawn['content'] ?? 'none';
    if (content === 'none' || content === 'normal' || drawn['display'] === 'none') return undefined;
    const words = content.replace(/^"|"$/g, '');
    const seen =
      words !== '' ||
      !clear(drawn['backgroundColor'] ?? 'transparent') ||
      drawn['backgroundImage'] !== 'none' ||
      drawn['boxShadow'] !== 'none' ||
      (px(drawn['borderTopWidth']) > 0 && !clear(drawn['borderTopColor'] ?? ''));
    if (!seen || px(drawn['opacity'] ?? '1') < 0.001 || drawn['visibility'] === 'hidden') return undefined;
    const width = px(drawn['width']);
    const height = px(drawn['height']);
    const turned = drawn['transform'] ?? 'none';
    const shift = /^matrix\(1, 0, 0, 1, (-?[\d.]+), (-?[\d.]+)\)$/.exec(turned);
    if (
      drawn['position'] !== 'absolute' ||
      style['position'] === 'static' ||
      words !== '' ||
      width <= 0 ||
      height <= 0 ||
      (turned !== 'none' && !shift)
    ) {
      lose('::before and ::after');
      return undefined;
    }
    layers += 1;
    const borders = (...sides: string[]) =>
      sides.reduce((sum, one) => sum + px(drawn[`border${one}Width`]), 0);
    const padding = (...sides: string[]) => sides.reduce((sum, one) => sum + px(drawn[`padding${one}`]), 0);
    const inner = drawn['boxSizing'] !== 'border-box';
    const box = {
      width: width + (inner ? borders('Left', 'Right') + padding('Left', 'Right') : 0),
      height: height + (inner ? borders('Top', 'Bottom') + padding('Top', 'Bottom') : 0),
    };
    const layer: Record<string, unknown> = {
      kind: 'box',
      name: which.slice(2),
      x: px(style['borderLeftWidth']) + px(drawn['left']) + Number(shift?.[1] ?? 0),
      y: px(style['borderTopWidth']) + px(drawn['top']) + Number(shift?.[2] ?? 0),
      ...box,
      opacity: px(drawn['opacity'] ?? '1'),
      absolute: true,
    };
    if (/blur\(/.test(drawn['filter'] ?? '')) lose('filter');
    paintInto(layer, drawn, box);
    return layer;
  };

  const boxOf = (element: DomElement, origin: DomRect): Record<string, unknown> | undefined => {
    if (layers >= mostLayers) {
      truncated = true;
      return undefined;
    }
    const tag = element.tagName.toUpperCase();
    if (/^(SCRIPT|STYLE|LINK|META|TITLE|TEMPLATE|NOSCRIPT|HEAD|HELMET|BR|WBR)$/.test(tag)) return undefined;
    const style = page.getComputedStyle(element);
    const rect = element.getBoundingClientRect();
    if (!visible(element, style, rect)) return undefined;
    if (style['display'] === 'contents') {
      const inner = list(element.children)
        .map((child) => boxOf(child, origin))
        .filter((one) => one !== undefined);
      return inner.length === 1
        ? inner[0]
        : inner.length === 0
          ? undefined
          : {
              kind: 'box',
              name: nameOf(element),
              x: 0,
              y: 0,
              width: origin.width,
              height: origin.height,
              opacity: 1,
              children: inner,
            };
    }
    note(style);
    layers += 1;
    const layer: Record<string, unknown> = {
      kind: 'box',
      name: nameOf(element),
      x: rect.x - origin.x,
      y: rect.y - origin.y,
      width: rect.width,
      height: rect.height,
      opacity: px(style['opacity'] ?? '1'),
    };
    if (style['position'] === 'absolute' || style['position'] === 'fixed') layer['absolute'] = true;
    const inText = paintInto(layer, style, rect);
    if (/hidden|clip|scroll|auto/.test(style['overflowX'] ?? '')) layer['clips'] = true;

    if (tag === 'IMG') {
      if (
        /none|scale-down/.test(style['objectFit'] ?? '') ||
        (style['objectPosition'] ?? '50% 50%') !== '50% 50%'
      )
        lose('object-position and pictures in their own size');
      return {
        ...layer,
        kind: 'image',
        source: element.currentSrc || element.getAttribute('src') || '',
        fit: style['objectFit'] === 'contain' ? 'FIT' : 'FILL',
      };
    }
    if (tag === 'SVG') {
      // A sprite that only holds symbols for others.
      if (rect.width < 0.5 || rect.height < 0.5) return undefined;
      const copy = element.cloneNode(true);
      styleInto(copy, element);
      for (const use of list(copy.querySelectorAll('use'))) {
        const name = use.getAttribute('href') ?? use.getAttribute('xlink:href') ?? '';
        const target =
          /^#[\w-]+$/.test(name) && copy.querySelectorAll(name).length === 0
            ? page.document.querySelector(name)
            : null;
        if (target) copy.innerHTML = `<defs>${target.outerHTML}</defs>${copy.innerHTML}`;
      }
      copy.setAttribute('width', String(rect.width));
      copy.setAttribute('height', String(rect.height));
      copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
      return {
        ...layer,
        kind: 'svg',
        source: copy.outerHTML.replace(/currentColor/gi, style['color'] ?? '#000'),
      };
    }
    const drawnByBrowser =
      (/^(PROGRESS|METER)$/.test(tag) ||
        (tag === 'INPUT' && /^(checkbox|radio|range|color)$/.test(element.type ?? ''))) &&
      style['appearance'] !== 'none';
    if (/^(CANVAS|VIDEO|IFRAME|OBJECT|EMBED)$/.test(tag) || drawnByBrowser) {
      pictures += 1;
      element.setAttribute('data-adsmith-picture', String(pictures));
      lose(`${drawnByBrowser ? 'form control' : tag.toLowerCase()} (taken as a picture)`);
      return drawnByBrowser
        ? {
            kind: 'picture',
            name: layer['name'],
            x: layer['x'],
            y: layer['y'],
            width: rect.width,
            height: rect.height,
            opacity: 1,
            source: String(pictures),
          }
        : { ...layer, kind: 'picture', source: String(pictures) };
    }
    const children: Record<string, unknown>[] = [];
    const keepSpace = /pre/.test(style['whiteSpace'] ?? '');
    if (
      /^(INPUT|TEXTAREA|SELECT)$/.test(tag) &&
      !/^(checkbox|radio|range|color|file|hidden)$/.test(element.type ?? '')
    ) {
      const text = element.value || element.placeholder || '';
      if (text) {
        const line = px(style['lineHeight']) || px(style['fontSize']) * 1.2;
        layers += 1;
        children.push({
          kind: 'text',
          name: 'value',
          x: px(style['paddingLeft']) + px(style['borderLeftWidth']),
          y:
            tag === 'TEXTAREA'
              ? px(style['paddingTop']) + px(style['borderTopWidth'])
              : (rect.height - line) / 2,
          width: Math.max(4, rect.width - px(style['paddingLeft']) - px(style['paddingRight'])),
          height: line,
          opacity: element.value ? 1 : 0.6,
          runs: [{ text, ...runStyle(style) }],
          align: 'LEFT',
          lineHeight: line,
          lines: tag === 'TEXTAREA' ? 2 : 1,
        });
      }
    } else if (isText(element)) {
      const text = textLayer(element, style, rect, runsOf(element, style, keepSpace), 'text');
      const inside = (side: string) => px(style[`padding${side}`]) + px(style[`border${side}Width`]);
      const flex = flexOf(style);
      if (text && flex) layer['flex'] = flex;
      else if (
        text &&
        (text.lines > 1 || text.align !== 'LEFT') &&
        /^(block|inline-block|list-item|table-cell)$/.test(style['display'] ?? '')
      ) {
        // The text wraps and aligns in the whole content box, not in what its letters cover.
        text.x = inside('Left');
        text.width = Math.max(1, rect.width - inside('Left') - inside('Right'));
      }
      const clamp = Number(style['webkitLineClamp']) || 0;
      const cut =
        clamp > 0 ||
        (/ellipsis/.test(style['textOverflow'] ?? '') && /nowrap/.test(style['whiteSpace'] ?? ''));
      if (text && cut && text.runs.length > 0) {
        text.x = inside('Left');
        text.width = Math.max(1, rect.width - inside('Left') - inside('Right'));
        text.most = Math.max(1, clamp);
        text.lines = Math.max(1, clamp);
      }
      if (text && inText) text.fill = inkOf(style);
      if (text) children.push(text);
    } else {
      const flex = flexOf(style);
      if (flex) layer['flex'] = flex;
      for (const child of list(element.childNodes)) {
        if (child.nodeType === 1) {
          const inner = boxOf(child as DomElement, rect);
          if (inner) children.push(inner);
        } else if (child.nodeType === 3 && /\S/.test(child.textContent ?? '')) {
          const words = keepSpace
            ? (child.textContent ?? '')
            : (child.textContent ?? '').replace(/\s+/g, ' ');
          const text = textLayer(
            child,
            style,
            rect,
            [{ text: cased(words, style), ...runStyle(style) }],
            'text',
          );
          if (text && inText) text.fill = inkOf(style);
          if (text) children.push(text);
        }
      }
    }
    const marker = markerOf(element, style);
    if (marker) children.unshift(marker);
    const before = pseudoOf(element, '::before', style);
    const after = pseudoOf(element, '::after', style);
    if (before) children.unshift(before);
    if (after) {
      // Behind the content, not before it.
      const behind = px(page.getComputedStyle(element, '::after')['zIndex']) < 0;
      children.splice(behind ? 0 : children.length, 0, after);
    }
    layer['children'] = children;
    return layer;
  };

  const chosen = selector === undefined ? page.document.body : page.document.querySelector(selector);
  if (!chosen) return { missing: true };
  const rect = chosen.getBoundingClientRect();
  const root = boxOf(chosen, rect);
  if (!root) return { missing: true };
  if (root['background'] === undefined && root['backgroundImage'] === undefined) {
    const behind = page.getComputedStyle(page.document.documentElement)['backgroundColor'] ?? 'transparent';
    const body = page.getComputedStyle(page.document.body)['backgroundColor'] ?? 'transparent';
    root['background'] = !clear(body) ? body : clear(behind) ? 'rgb(255, 255, 255)' : behind;
  }
  return { root, layers, truncated, lost };
}
