/** Small DOM helpers: what a framework would do, for one screen. */

type Child = Node | string | undefined;
type Attributes = Record<string, string | boolean | undefined | ((event: never) => void)>;

/** An element with attributes (`on…` members are listeners) and children. Text is always text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), (event) => value(event as never));
    else if (value === true) node.setAttribute(name, '');
    else if (typeof value === 'string') node.setAttribute(name, value);
  }
  for (const child of children) if (child !== undefined) node.append(child);
  return node;
}

/** Sets text only when it differs, so that a screen reader is not told the same thing again. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function setHidden(node: HTMLElement, hidden: boolean): void {
  if (node.hidden !== hidden) node.hidden = hidden;
}

const icons = {
  // 16 px, one pixel lines, as in Figma's own panels.
  settings:
    'M2 5h7m3 0h2M2 11h2m3 0h7M10.5 3.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Zm-5 6a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z',
  background: 'M3.5 3.5h9a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM8 10.5h3.5',
  send: 'M8 13V3.5M3.8 7.7 8 3.5l4.2 4.2',
  check: 'm3.5 8.5 3 3 6-7',
  failed: 'M8 4v5m0 2.5v.01',
  note: 'M8 7.5v4m0-7v.01',
  interrupted: 'M5 8h6',
  plus: 'M8 3.5v9M3.5 8h9',
  close: 'm4 4 8 8m0-8-8 8',
  layer: 'M4.5 2v12m7-12v12M2 4.5h12m-12 7h12',
  chevron: 'm5.5 4 4 4-4 4',
} as const;
export type IconName = keyof typeof icons;

export function icon(name: IconName): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon icon-${name}`);
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}
