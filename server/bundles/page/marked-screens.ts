/**
 * Screens a page's markup names: labels, slides of a deck, options of a canvas, blocks under "SCREEN 3 · CART". A label
 * on a section of one long page names a part of it, not a screen.
 */
import type { Comment, Element } from 'domhandler';
import type { BundleScreen } from '../../../schemas/bundle.ts';
import { blockAfter, childElements, headingOf } from './blocks.ts';
import { elements, isElement, type Page, textOf, walk } from './page.ts';
import { pascal } from './part-names.ts';

export interface MarkedScreens {
  screens: BundleScreen[];
  /** The screens' own elements, by the name of the screen: none of them is a component. */
  elements: Map<Element, string>;
  /** Slides of a deck: what stands in them is laid out once, and only what repeats is a component. */
  slides: Set<Element>;
}

/** @param tweaks Conditions that are design-time controls: what they hide is part of the page all the same. */
export function markedScreens(page: Page, tweaks: ReadonlySet<string>): MarkedScreens {
  const found: MarkedScreens = { screens: [], elements: new Map(), slides: new Set() };
  const add = (element: Element, name: string, from: BundleScreen['from'], aliases: string[] = []) => {
    if (found.elements.has(element) || name === '') return;
    found.elements.set(element, name);
    const others = aliases.filter((alias) => alias !== '' && alias !== name);
    found.screens.push({
      name: name.slice(0, 80),
      file: page.path,
      line: page.lineAt(element.startIndex ?? 0),
      from,
      ...(others.length > 0 && { aliases: others }),
    });
  };
  for (const element of elements(page.root)) {
    if (isSlide(element)) {
      found.slides.add(element);
      const { 'data-label': title = '', 'data-screen-label': label = '' } = element.attribs;
      add(element, title || label || headingOf(element), 'label', [label]);
    } else if (hasClass(element, 'dv-opt')) readOption(element, add);
  }
  for (const { element, label } of labelledScreens(page, tweaks)) {
    const from = isOverlay(element) ? 'overlay' : isDrawnOnCondition(element, tweaks) ? 'section' : 'label';
    add(element, label, from);
  }
  for (const { element, name } of switched(page)) add(element, name, 'section');
  for (const { element, name, text } of commented(page)) add(element, name, 'section', [text]);
  return found;
}

type Add = (element: Element, name: string, from: BundleScreen['from'], aliases?: string[]) => void;

const hasClass = ({ attribs }: Element, name: string): boolean =>
  (attribs['class'] ?? '').split(/\s+/).includes(name);

const isDeck = ({ name, attribs }: Element): boolean =>
  name === 'deck-stage' || attribs['component-from-global-scope'] === 'deck-stage';

function isSlide(element: Element): boolean {
  const { parent } = element;
  return (
    parent !== null && isElement(parent) && isDeck(parent) && /^(section|div|article)$/.test(element.name)
  );
}

/** An option of a canvas: `1a "Ledger" · dense, dark` is called Ledger. */
function readOption(element: Element, add: Add): void {
  const title = [...elements(element.children)].find((one) => hasClass(one, 'dv-olabel'));
  const id = element.attribs['id'] ?? '';
  const text = title ? textOf(title).replace(/\s+/g, ' ').trim() : '';
  const spoken = text.startsWith(`${id} `) ? text.slice(id.length + 1) : text;
  const [short = ''] = spoken.split(/\s+[·—–|]\s+/);
  const name = short.replace(/^["“«](.*)["”»]$/, '$1').trim();
  add(element, name || id, 'artboard', [id, text]);
}

/** Elements with a label of their own that are not parts of another labelled one, or of one long page. */
function labelledScreens(page: Page, tweaks: ReadonlySet<string>): { element: Element; label: string }[] {
  const labelled: { element: Element; label: string }[] = [];
  const seen = new Set<Element>();
  for (const element of elements(page.root)) {
    const label = element.attribs['data-screen-label'] ?? '';
    if (label === '' || label.includes('{{') || isSlide(element)) continue;
    if (above(element).some((one) => seen.has(one))) continue;
    seen.add(element);
    labelled.push({ element, label });
  }
  if (page.meta['design_doc_mode'] === 'canvas') return labelled;
  const inFlow = labelled.filter(({ element }) => standsInFlow(element, tweaks));
  const worded = inFlow.filter(({ label }) => sectionWord.test(label)).length;
  const flowing = new Set(inFlow.map(({ element }) => element));
  // One section alone is the page; several below each other are its parts.
  const long =
    worded >= 2 ||
    inFlow.filter(({ element }) => landmark.test(element.name)).length >= 2 ||
    inFlow.some(({ element }) => landmark.test(element.name) && sectionsBeside(element) >= 2);
  return labelled.filter(({ element }) => !long || !flowing.has(element) || !isPart(element, worded));
}

const landmark = /^(section|article|header|footer|nav|aside)$/;
const sectionWord =
  /^(\d+\W+)?(hero|header|top ?bar|footer|nav(bar|igation)?|cta|faq|pricing|testimonials?|features?|stats|about|contact)( (section|strip|band|bar))?$/i;

/** Sections, header and footer that stand above and below it. */
const sectionsBeside = ({ parent }: Element): number =>
  (parent && isElement(parent) ? childElements(parent) : []).filter(({ name }) => landmark.test(name))
    .length - 1;

const isPart = (element: Element, worded: number): boolean => landmark.test(element.name) || worded >= 2;

/** Always there, one below the other: not a view, a frame, a slide or something shown on demand. */
function standsInFlow(element: Element, tweaks: ReadonlySet<string>): boolean {
  const { attribs } = element;
  const style = attribs['style'] ?? '';
  if (/display:\s*(none|\{\{)|visibility:\s*hidden/.test(style) || 'hidden' in attribs) return false;
  if (/(^|;)\s*width:\s*\d+px/.test(style) && /(^|;)\s*height:\s*\d+px/.test(style)) return false;
  if (
    /(^|[\s_-])(screen|view|page|slide|artboard|frame|tab-?pane|tab-?panel|route)([\s_-]|$)/.test(
      attribs['class'] ?? '',
    )
  )
    return false;
  return !isOverlay(element) && !isDrawnOnCondition(element, tweaks);
}

const isDrawnOnCondition = (element: Element, tweaks: ReadonlySet<string>): boolean =>
  above(element).some((one) => {
    const { name, attribs } = one;
    const hides =
      (name === 'sc-if' && !tweaks.has((attribs['value'] ?? '').replace(/[{}\s]/g, ''))) ||
      /display:\s*(none|\{\{)/.test(attribs['style'] ?? '');
    return hides && !holdsSections(one);
  });

/** What shows or hides a whole page of labelled sections is no condition of one of them. Asked once an element. */
function holdsSections(element: Element): boolean {
  const known = held.get(element);
  if (known !== undefined) return known;
  let labelled = 0;
  for (const { name, attribs } of elements(element.children)) {
    if (landmark.test(name) && attribs['data-screen-label']) labelled += 1;
    if (labelled >= 3) break;
  }
  held.set(element, labelled >= 3);
  return labelled >= 3;
}

const held = new WeakMap<Element, boolean>();

/** Covers the page while it is shown. */
const isOverlay = (element: Element): boolean =>
  /position:\s*fixed/.test(element.attribs['style'] ?? '') &&
  above(element).some(({ name }) => name === 'sc-if');

const isConditional = ({ name }: Element): boolean => name === 'sc-if';

function above(element: Element): Element[] {
  const chain: Element[] = [];
  for (let node = element.parent; node; node = node.parent) if (isElement(node)) chain.push(node);
  return chain;
}

/** Siblings a script switches between: `<section class="screen" id="screen-home">`. */
function switched(page: Page): { element: Element; name: string }[] {
  const found: { element: Element; name: string }[] = [];
  for (const parent of elements(page.root)) {
    const views = childElements(parent).flatMap((element) => {
      const { id = '', class: classes = '' } = element.attribs;
      if (!viewClass.test(classes) && !viewId.test(id)) return [];
      const said =
        element.attribs['data-screen'] ?? element.attribs['data-view'] ?? element.attribs['data-page'] ?? id;
      const name = pascal(said.replace(viewId, '').replace(/[-_](screen|view|page)$/i, ''));
      return name === '' || said.includes('{{') ? [] : [{ element, name }];
    });
    if (views.length >= 2) found.push(...views);
  }
  return found;
}

const viewClass = /(^|\s)(app-)?(screen|view|page)(\s|$)/i;
const viewId = /^(screen|view|page)[-_]/i;

const numbered =
  /^(?:(?:direction|option|variant|concept)\s*(?:[a-z]|\d+)|(?:screen|page|view|artboard|frame|ekran|tela|pantalla|écran|schermata|bildschirm)\s*#?\d+[a-z]?)\s*[:.·—–|-]\s*(\S.{1,60})$/i;

/** Blocks under comments that count screens, when there are several. */
function commented(page: Page): { element: Element; name: string; text: string }[] {
  const found: { element: Element; name: string; text: string }[] = [];
  for (const node of walk(page.root)) {
    if (node.type !== 'comment') continue;
    const text = (node as Comment).data
      .replace(/[═─━=*#~_\-•·]{2,}/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const title = numbered.exec(text)?.[1];
    const element = title === undefined ? undefined : blockAfter(node);
    // Variants a condition picks from are looks of one block.
    if (element && /^(direction|option|variant|concept)/i.test(text) && above(element).some(isConditional))
      continue;
    if (title === undefined || !element) continue;
    const name = title.replace(/\s*[(（].*$/, '').trim();
    found.push({ element, name: titled(name), text });
  }
  return found.length >= 2 ? found : [];
}

/** "SIGN UP / AUTH" is shouted, not a name. */
const titled = (text: string): string =>
  text === text.toUpperCase()
    ? text
        .toLowerCase()
        .replace(/(^|[\s/(-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    : text;
