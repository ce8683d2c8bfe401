/**
 * Named parts of a page whose structure is only in its HTML: blocks under a comment, landmarks, blocks with an id,
 * repeated classes. Used for plain pages and Design Components; React prototypes name their parts in code.
 */
import type { AnyNode, Element } from 'domhandler';
import {
  blockAfter,
  childElements,
  controls,
  countElements,
  firstClass,
  firstWords,
  headingOf,
  insideDrawing,
  isInside,
  MIN_BLOCK,
} from './blocks.ts';
import { elements, isElement, type Page, walk } from './page.ts';
import { bannerWords, isGenericId, pascal } from './part-names.ts';
import { repeatedClasses } from './repeated-classes.ts';

export interface PagePart {
  name: string;
  line: number;
  from: 'landmark' | 'comment' | 'id' | 'class';
  element: Element;
  /** Other names people may know it by: comment, heading, id. */
  aliases: string[];
  elements: Record<string, number>;
  /** Nothing but its heading names it. */
  byHeading?: true;
}

const landmarks = new Set([
  'header',
  'nav',
  'main',
  'aside',
  'footer',
  'section',
  'dialog',
  'form',
  'article',
]);
/** @param isScreen What stands in a screen is not thereby a part of a part. */
export function readParts(page: Page, isScreen: (element: Element) => boolean = () => false): PagePart[] {
  const parts: PagePart[] = [];
  const taken = new Set<Element>();
  const commented = new Set<Element>();
  const prefix = prefixOfIds(page);
  const add: Add = (element, from, name, aliases, byHeading = false) => {
    if (taken.has(element) || name === '') return;
    taken.add(element);
    if (from === 'comment') commented.add(element);
    const said = element.attribs['data-screen-label'];
    if (parts.some((known) => known.name === name)) return;
    if (said && parts.some((known) => known.element.attribs['data-screen-label'] === said)) return;
    parts.push({
      name,
      line: page.lineAt(element.startIndex ?? 0),
      from,
      element,
      aliases: [...new Set(aliases.filter((alias) => alias !== '' && alias !== name))],
      elements: countElements(element),
      ...(byHeading && { byHeading }),
    });
  };
  for (const node of walk(page.root)) {
    if (insideDrawing(node)) continue;
    if (node.type === 'comment')
      readComment(node, add, (element) => commented.has(element) && !isScreen(element));
    else if (isElement(node))
      readNamedElement(node, add, (element) => taken.has(element) && !isScreen(element), prefix);
  }
  for (const { element, name } of repeatedClasses(page)) add(element, 'class', name, []);
  const told = parts.length <= MOST_PARTS ? parts : parts.filter((part) => isTold(part, taken, isScreen));
  return told.sort((a, b) => a.line - b.line);
}

/** Of very many named blocks those count that somebody named in words, and the outermost. */
const MOST_PARTS = 25;

function isTold(
  { from, element }: PagePart,
  taken: ReadonlySet<Element>,
  isScreen: (element: Element) => boolean,
): boolean {
  if (from === 'comment' || from === 'landmark') return true;
  for (let above = element.parent; above; above = above.parent) {
    if (isElement(above) && (taken.has(above) || isScreen(above))) return false;
  }
  return true;
}

type Add = (
  element: Element,
  from: PagePart['from'],
  name: string,
  aliases: string[],
  byHeading?: boolean,
) => void;

function readComment(
  node: AnyNode & { data: string },
  add: Add,
  isPart: (element: Element) => boolean,
): void {
  const words = bannerWords(node.data);
  if (words === undefined) return;
  const target = blockAfter(node);
  if (!target) return;
  const id = target.attribs['id'] ?? '';
  const own = pascal(id);
  // Notes inside the parts of a part, and "left: text", say how a block is built.
  const outer = partsAbove(target, isPart);
  if (outer >= 2 || (outer === 1 && /^\s*(left|right|top|bottom|center|centre|middle)\s*:/i.test(node.data)))
    return;
  const generic = /^(overlay|modal|panel|drawer|sheet|dialog|popup|card|bar)$/i.exec(id)?.[0];
  const named =
    words.name === ''
      ? own || (words.ordinal ? shortName(headingOf(target)) || shortName(firstWords(target)) : '')
      : generic && !words.name.toLowerCase().includes(generic)
        ? words.name + pascal(generic)
        : words.name;
  add(target, 'comment', named, [own, words.text, headingOf(target)]);
}

function readNamedElement(
  element: Element,
  add: Add,
  isPart: (element: Element) => boolean,
  prefix: string,
): void {
  const { name: tag, attribs } = element;
  const label = attribs['data-screen-label'] ?? attribs['aria-label'] ?? '';
  const whole = attribs['id'] ?? '';
  // The block for another width is the same block.
  const id = (whole.startsWith(prefix) ? whole.slice(prefix.length) : whole).replace(
    /[-_](sp|pc|mob|mobile|desktop|tablet)$/i,
    '',
  );
  if (landmarks.has(tag)) {
    if (childElements(element).length === 0) return;
    if (tag === 'main' && id === '' && label === '') return;
    // The links of a header or footer belong to it.
    if (tag === 'nav' && isInside(element, /^(header|footer|nav)$/)) return;
    const named = id !== '' && !isGenericId(id) ? pascal(id) : '';
    const word = pascal(
      tag === 'section' || tag === 'article' || tag === 'form' || tag === 'dialog'
        ? (firstClass(element) ?? '')
        : tag,
    );
    const own = named || pascal(label) || word;
    add(
      element,
      'landmark',
      own || shortName(headingOf(element)),
      [label, headingOf(element), firstClass(element) ?? ''],
      own === '',
    );
    return;
  }
  if (/^[uo]l$/.test(tag) && isInside(element, /^(header|footer|nav)$/)) return;
  // Halves of a block.
  if (/[-_](left|right)$/i.test(id)) return;
  if (id === '' || controls.has(tag) || isGenericId(id) || id.includes('{{')) return;
  const children = childElements(element);
  const blocky =
    children.length >= MIN_BLOCK ||
    (children.length === 1 &&
      /btn|button|badge|chip|card|panel|toast/i.test(`${id} ${attribs['class'] ?? ''}`));
  // A wrapper around one named block is that block.
  const inner = children.length === 1 ? children[0] : undefined;
  // The only block of a part that has its name already is that part; a row of controls is no part.
  if (
    element.parent &&
    isPart(element.parent as Element) &&
    childElements(element.parent as Element).length === 1
  )
    return;
  if (
    /[-_](row|group|wrap|actions|controls)$/i.test(id) &&
    children.every((child) => controls.has(child.name))
  )
    return;
  if (!blocky && !(inner?.attribs['id'] && !controls.has(inner.name))) return;
  add(element, 'id', pascal(id), [headingOf(element), label]);
}

function partsAbove(element: Element, isPart: (element: Element) => boolean): number {
  let count = 0;
  for (let above = element.parent; above; above = above.parent) {
    if (isElement(above) && isPart(above)) count += 1;
  }
  return count;
}

/** A heading names a part when it is a few words, not a sentence; scripts without spaces say more with less. */
const shortName = (heading: string): string =>
  !heading.includes('{{') &&
  heading.split(' ').length <= 4 &&
  heading.length <= (/[\u3040-\u9fff\uac00-\ud7af]/.test(heading) ? 10 : 32)
    ? pascal(heading)
    : '';

/** "kc-" when the page puts it before most of its ids. */
function prefixOfIds(page: Page): string {
  const counts = new Map<string, number>();
  let ids = 0;
  for (const { attribs } of elements(page.root)) {
    const prefix = /^([a-z]{1,4})-./i.exec(attribs['id'] ?? '')?.[1];
    if (attribs['id']) ids += 1;
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most &&
    most[1] >= 4 &&
    most[1] * 2 > ids &&
    !/^(btn|nav|top|tab|side|foot|main|form|card|hero)$/i.test(most[0])
    ? `${most[0]}-`
    : '';
}
