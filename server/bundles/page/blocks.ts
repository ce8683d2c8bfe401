/** Blocks of a page: which elements are some, what stands in them and what stands above them. */
import type { AnyNode, Element } from 'domhandler';
import { elements, isElement, walk } from './page.ts';

/** Leaves and controls: parts of a part. */
export const controls = new Set([
  'button',
  'a',
  'input',
  'select',
  'option',
  'textarea',
  'label',
  'span',
  'canvas',
  'svg',
  'img',
  'video',
  'p',
  'b',
  'i',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'td',
  'tr',
  'th',
  'path',
  'g',
  'script',
  'style',
  'link',
  'meta',
  'title',
  'head',
  'helmet',
  'template',
  'br',
  'hr',
  'defs',
  'symbol',
  'tbody',
  'thead',
  'source',
  'picture',
  'iframe',
  'small',
  'em',
  'strong',
  'body',
  'html',
  'x-dc',
  'sc-for',
]);
/** A plain page's comment above a tiny element explains it; above a block it names it. */
export const MIN_BLOCK = 2;

export const childElements = (element: Element): Element[] => element.children.filter(isElement);

export const firstClass = (element: Element): string | undefined =>
  (element.attribs['class'] ?? '')
    .split(/\s+/)
    .find(
      (name) =>
        name !== '' &&
        !name.includes('{') &&
        !name.startsWith('dv-') &&
        !/[:[\]/]|^(flex|grid|[mpwh][xytblr]?-|text-|bg-|rounded|border|absolute|relative|fixed|inline|block|hidden|max-|min-|gap-|items-|justify-)/.test(
          name,
        ),
    );

export function headingOf(element: Element): string {
  for (const child of elements(element.children)) {
    if (!/^h[1-6]$/.test(child.name)) continue;
    const words = [...walk(child.children)].map((node) => (node.type === 'text' ? node.data : ''));
    return words.join(' ').replace(/\s+/g, ' ').trim().slice(0, 60);
  }
  return '';
}

export function countElements(element: Element): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const child of elements(element.children)) counts[child.name] = (counts[child.name] ?? 0) + 1;
  return counts;
}

/** The first text inside, where nothing better names a block. */
export function firstWords(element: Element): string {
  for (const node of walk(element.children)) {
    const text = node.type === 'text' ? node.data.replace(/\s+/g, ' ').trim() : '';
    if (/\p{L}{2}/u.test(text) && !text.includes('{{')) return text;
  }
  return '';
}

/** Shapes of a picture have ids and comments of their own. */
export function insideDrawing(node: AnyNode): boolean {
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === 'tag' && (above.name === 'svg' || above.name === 'head')) return true;
  }
  return false;
}

export function isInside(element: Element, names: RegExp): boolean {
  for (let above = element.parent; above; above = above.parent) {
    if (isElement(above) && names.test(above.name)) return true;
  }
  return false;
}

/** The block a comment stands above: its next element sibling, with `sc-if` and `sc-for` looked through. */
export function blockAfter(comment: AnyNode): Element | undefined {
  let node = comment.next;
  while (node && node.type === 'text' && node.data.trim() === '') node = node.next;
  if (!node || !isElement(node)) return undefined;
  let block = node;
  while (block.name === 'sc-if' || block.name === 'sc-for') {
    const inner = childElements(block);
    if (inner.length !== 1 || !inner[0]) break;
    block = inner[0];
  }
  const conditional = node.name === 'sc-if' || node.name === 'sc-for';
  if (controls.has(block.name) && !conditional) return undefined;
  return conditional || childElements(block).length >= 1 ? block : undefined;
}
