/** The little of the DOM the measuring code touches; the server's own compile has no browser library. */
export interface DomRect {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface DomNode {
  nodeType: number;
  textContent: string | null;
  childNodes: ArrayLike<DomNode>;
  parentElement: DomElement | null;
}
export interface DomElement extends DomNode {
  tagName: string;
  id: string;
  outerHTML: string;
  children: ArrayLike<DomElement>;
  currentSrc?: string;
  value?: string;
  placeholder?: string;
  type?: string;
  className: unknown;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  insertBefore(node: DomElement, before: DomNode | null | undefined): void;
  remove(): void;
  style: { setProperty(name: string, value: string, priority: 'important'): void };
  /** Set on the parts of a drawing. */
  ownerSVGElement?: DomElement | null;
  shadowRoot?: { childNodes: ArrayLike<DomNode> } | null;
  /** Of a slot. */
  assignedNodes?(options: { flatten: true }): DomNode[];
  scrollHeight: number;
  scrollWidth: number;
  /** Without transforms, px; of HTML elements only. */
  offsetWidth?: number;
  getBoundingClientRect(): DomRect;
  getRootNode(): unknown;
  cloneNode(deep: boolean): DomElement;
  querySelectorAll(selector: string): ArrayLike<DomElement>;
  innerHTML: string;
}
export type DomStyle = Record<string, string> & { getPropertyValue?(name: string): string };
export interface DomWindow {
  document: {
    body: DomElement;
    documentElement: DomElement;
    createElement(tag: string): DomElement;
    querySelector(selector: string): DomElement | null;
    querySelectorAll(selector: string): ArrayLike<DomElement>;
    createRange(): { selectNodeContents(node: DomNode): void; getClientRects(): ArrayLike<DomRect> };
  };
  getComputedStyle(element: DomElement, pseudo?: string): DomStyle;
}
