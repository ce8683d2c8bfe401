/** One HTML page of a bundle, read tolerantly: what it loads, its styles and scripts, and how its parts are marked. */
import type { AnyNode, Element } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { resolveReference } from './reference.ts';

export interface InlineText {
  text: string;
  /** 1-based line of its first character in the page. */
  line: number;
}

export interface PageScript extends InlineText {
  /** Path in the bundle, a remote URL, or undefined for an inline script. */
  src?: string;
  type: string;
  attributes: Record<string, string>;
}

export interface Page {
  path: string;
  html: string;
  root: AnyNode[];
  title?: string;
  /** Stylesheets in order: an inline `<style>`, a file of the bundle, or a remote URL. */
  styles: ({ inline: InlineText } | { href: string; remote: boolean })[];
  scripts: PageScript[];
  /** Attributes of `<html>` and `<body>`: the page's own theme is named there. */
  rootAttributes: Record<string, string>;
  /** Local and remote files of img, video, source, link rel=icon, use, ... as bundle paths or URLs. */
  references: { url: string; tag: string; remote: boolean }[];
  /** Bytes of `data:` URLs in attributes and styles. */
  inlineData: { mime: string; bytes: number }[];
  meta: Record<string, string>;
  lineAt(offset: number): number;
}

export function readPage(path: string, html: string): Page {
  const component = path.endsWith('.dc.html');
  const document = parseDocument(html, { withStartIndices: true, recognizeSelfClosing: component });
  const lineAt = lineCounter(html);
  const page: Page = {
    path,
    html,
    root: document.children,
    styles: [],
    scripts: [],
    rootAttributes: {},
    references: [],
    inlineData: [],
    meta: {},
    lineAt,
  };
  for (const element of elements(document.children)) readElement(page, element);
  for (const match of html.matchAll(/data:([\w.+-]+\/[\w.+-]+)?[;,][^"')\s>]*/g)) {
    if (match[0].length > 64)
      page.inlineData.push({ mime: match[1] ?? 'text/plain', bytes: match[0].length });
  }
  return page;
}

function readElement(page: Page, element: Element): void {
  const { name, attribs } = element;
  if (name === 'html' || name === 'body') Object.assign(page.rootAttributes, attribs);
  else if (name === 'title') page.title ??= textOf(element).trim() || undefined;
  else if (name === 'meta') {
    const key = attribs['name'] ?? attribs['property'];
    if (key !== undefined) page.meta[key] = attribs['content'] ?? '';
  } else if (name === 'style') page.styles.push({ inline: inlineText(page, element) });
  else if (name === 'link') readLink(page, attribs);
  else if (name === 'script') {
    const src = attribs['src'];
    page.scripts.push({
      ...inlineText(page, element),
      ...(src !== undefined && { src: resolveReference(page.path, src).url }),
      type: attribs['type'] ?? '',
      attributes: attribs,
    });
  }
  for (const key of ['src', 'poster', 'xlink:href', 'data-src'] as const) {
    const value = attribs[key];
    if (value !== undefined && name !== 'script') addReference(page, value, name);
  }
  for (const candidate of (attribs['srcset'] ?? '').split(',')) {
    const [url] = candidate.trim().split(/\s+/);
    if (url) addReference(page, url, name);
  }
  const from = attribs['from'];
  if (from !== undefined && name === 'x-import') addReference(page, from, name);
  for (const match of (attribs['style'] ?? '').matchAll(/url\(\s*(["']?)([^"')]+)\1\s*\)/g)) {
    addReference(page, match[2] ?? '', 'style');
  }
}

function readLink(page: Page, attribs: Record<string, string>): void {
  const href = attribs['href'];
  if (href === undefined) return;
  const rel = (attribs['rel'] ?? '').toLowerCase();
  const { url, remote } = resolveReference(page.path, href);
  if (/\bstylesheet\b/.test(rel)) page.styles.push({ href: url, remote });
  else if (!/preconnect|dns-prefetch|canonical/.test(rel)) addReference(page, href, 'link');
}

function addReference(page: Page, value: string, tag: string): void {
  if (value.startsWith('data:') || value.startsWith('#') || value.includes('{{') || value.trim() === '')
    return;
  const { url, remote } = resolveReference(page.path, value);
  if (!page.references.some((known) => known.url === url)) page.references.push({ url, tag, remote });
}

function inlineText(page: Page, element: Element): InlineText {
  const text = textOf(element);
  const [first] = element.children;
  return { text, line: page.lineAt(first?.startIndex ?? element.startIndex ?? 0) };
}

/** Every element below, in document order; iterative, so that deep nesting cannot exhaust the stack. */
export function* elements(nodes: readonly AnyNode[]): Generator<Element> {
  for (const node of walk(nodes)) if (isElement(node)) yield node;
}

/** Every node below, in document order. */
export function* walk(nodes: readonly AnyNode[]): Generator<AnyNode> {
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if ('children' in node)
      for (let i = node.children.length - 1; i >= 0; i -= 1) stack.push(node.children[i] as AnyNode);
  }
}

export const isElement = (node: AnyNode): node is Element =>
  node.type === 'tag' || node.type === 'script' || node.type === 'style';

/** Text below a node as written, whitespace kept. */
export function textOf(node: AnyNode): string {
  if (node.type === 'text') return node.data;
  if (!('children' in node)) return '';
  let text = '';
  for (const child of walk(node.children)) if (child.type === 'text') text += child.data;
  return text;
}

/** 1-based line numbers by offset. */
export function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
