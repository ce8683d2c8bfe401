/** Parts and views of a Design Component (`*.dc.html`): its imports, its conditions, and its commented blocks. */
import type { BundleComponent, BundleScreen } from '../../../schemas/bundle.ts';
import { childElements } from '../page/blocks.ts';
import type { MarkedScreens } from '../page/marked-screens.ts';
import { elements, isElement, type Page } from '../page/page.ts';
import { pascal, plainName } from '../page/part-names.ts';
import { type PagePart, readParts } from '../page/parts.ts';
import { flagOf, readTemplateFlags, type TemplateFlags } from './template-flags.ts';

export function componentOf(part: PagePart, page: Page): BundleComponent {
  return {
    name: part.name,
    file: page.path,
    line: part.line,
    from: part.from,
    elements: part.elements,
    reach: 'primary',
    ...(part.aliases.length > 0 && { aliases: part.aliases.slice(0, 3) }),
  };
}

/** Views of a Design Component are the conditions its template switches on: `{{ isHome }}`, `{{ view.home }}`. */
const viewFlag = /^\{\{\s*(?:\w+\.)?(?:is|on|view|show)([A-Z]\w*|\.\w+)\s*\}\}$/;
const notViews =
  /^(Dark|Light|Active|Open|Empty|Loading|Done|Selected|Mobile|Desktop|Playing|Muted|Locked|Error|Head|Last|First|Owner|Admin|Free|New|Future|Past|Today|Live|Online|Fav|Saved|Editing|Expanded|Collapsed|Logged|Valid|Ready|Visible|Hovered|Image|Video|Text|User|Bot|Me|Mine|AI)\w*$/;
const overlays = /(modal|dialog|drawer|sheet|overlay|toast|popup|menu|panel|editor|picker)/i;

/**
 * Flags around two or more views: what the app shows once it shows anything, also when it is a view itself called main
 * or tabs. What covers the page is none: the steps in a dialog are its own.
 */
function sharedFrames(page: Page, states: TemplateFlags['views']): Set<string> {
  const held = new Map<string, number>();
  for (const element of elements(page.root)) {
    const state = element.name === 'sc-if' ? states.get(flagOf(element)) : undefined;
    if (state === undefined) continue;
    let above = element.parent;
    while (above && !(isElement(above) && above.name === 'sc-if')) above = above.parent;
    if (!above || !isElement(above) || covers(above)) continue;
    const flag = flagOf(above);
    const outer = states.get(flag)?.value;
    const isFrame =
      outer === undefined || (state.trust !== 'other' && /^(main|tabs?|app|shell|root)$/i.test(outer));
    if (flag !== '' && isFrame) held.set(flag, (held.get(flag) ?? 0) + 1);
  }
  return new Set([...held].filter(([, count]) => count >= 2).map(([flag]) => flag));
}

const covers = (element: PagePart['element']): boolean => {
  const [block] = childElements(element);
  return overlays.test(flagOf(element)) || /position:\s*fixed/.test(block?.attribs['style'] ?? '');
};

export function readDesignComponent(
  page: Page,
  add: (component: BundleComponent) => void,
  addScreen: (screen: BundleScreen) => void,
  marked: MarkedScreens,
): void {
  const views = new Set<PagePart['element']>();
  const viewsIn = new Map<unknown, number>();
  const addView = (element: PagePart['element']) => {
    views.add(element);
    viewsIn.set(element.parent, (viewsIn.get(element.parent) ?? 0) + 1);
  };
  const flags = readTemplateFlags(page);
  const states = flags.views;
  const frames = new Set([...flags.frames, ...sharedFrames(page, states)]);
  for (const element of elements(page.root)) {
    if (element.name === 'x-import' || element.name === 'dc-import') {
      const { attribs } = element;
      const name =
        (attribs['component-from-global-scope'] ?? attribs['component'] ?? attribs['name'] ?? '')
          .split('.')
          .at(-1) ?? '';
      if (/^[A-Z]/.test(name))
        add({
          name,
          file: page.path,
          line: page.lineAt(element.startIndex ?? 0),
          from: 'design-component',
          reach: 'primary',
        });
    }
    if (element.name !== 'sc-if') continue;
    const depth = insideConditional(element, frames);
    if (depth > 1 || frames.has(flagOf(element)) || isInSection(element)) continue;
    const value = element.attribs['value']?.trim() ?? '';
    const state = states.get(flagOf(element));
    if (state !== undefined && depth === 0) {
      addView(element);
      if (isLabelled(element, marked)) continue;
      const alias = pascal(flagOf(element).replace(/^(is|on|view|show)(?=[A-Z])/, ''));
      addScreen({
        name: pascal(state.value),
        file: page.path,
        line: page.lineAt(element.startIndex ?? 0),
        from: 'route',
        ...(alias !== pascal(state.value) && { aliases: [alias] }),
      });
      continue;
    }
    const flag = viewFlag.exec(value)?.[1]?.replace(/^\./, '');
    if (flag === undefined) continue;
    // The state of one thing, unless it stands among the views under a comment of its own, as they do.
    if (notViews.test(flag) && !(followsComment(element) && (viewsIn.get(element.parent) ?? 0) >= 2))
      continue;
    const shows =
      /\{\{\s*(?:\w+\.)?(is|on|view)/.test(value) &&
      (!overlays.test(flag) || /^(Menu|Editor|Panel)$/.test(flag)) &&
      depth === 0;
    if (!shows) continue;
    addView(element);
    if (isLabelled(element, marked)) continue;
    addScreen({
      name: flag.charAt(0).toUpperCase() + flag.slice(1),
      file: page.path,
      line: page.lineAt(element.startIndex ?? 0),
      from: 'route',
    });
  }
  const isView = (element: PagePart['element']) =>
    views.has(element) ||
    marked.elements.has(element) ||
    // The one block of a view is the view.
    (element.parent !== null &&
      isElement(element.parent) &&
      views.has(element.parent) &&
      isOnlyChild(element));
  for (const part of readParts(page, isView)) {
    // The comment above a view names the screen, not a component of it.
    if (isView(part.element)) continue;
    if (isOfScreen(part, marked)) continue;
    add(componentOf(part, page));
    if (/(Overlay|Details?)$/.test(part.name) && insideConditional(part.element) === 1)
      addScreen({ name: part.name, file: page.path, line: part.line, from: 'overlay', ref: part.name });
  }
}

/** A view with a label, on itself or on its one block, is listed under the label. */
function isLabelled(element: PagePart['element'], { elements: screens }: MarkedScreens): boolean {
  const [block, more] = childElements(element);
  return screens.has(element) || (block !== undefined && !more && screens.has(block));
}

/** A part that is a screen itself, or only says again which screen it stands in, is no component. */
export function isOfScreen(part: PagePart, { elements: screens, slides }: MarkedScreens): boolean {
  if (screens.has(part.element)) return true;
  if (slides.size > 0 && isBelow(part.element, slides))
    return part.from !== 'class' || !blockName.test(part.name);
  const within = screenAbove(part, screens);
  if (within === undefined) return false;
  if (part.byHeading && screens.size >= 2) return true;
  const name = plainName(within);
  return [part.name, ...part.aliases].some((one) => plainName(one) === name);
}

const blockName = /.(Card|Stat|Item|Row|Tile|Step|Quote|Panel|Box|Badge|Chart|Table)$/;

function isBelow({ parent }: PagePart['element'], slides: MarkedScreens['slides']): boolean {
  for (let node = parent; node; node = node.parent) if (isElement(node) && slides.has(node)) return true;
  return false;
}

function screenAbove({ element }: PagePart, screens: MarkedScreens['elements']): string | undefined {
  for (let node = element.parent; node; node = node.parent) {
    const name = isElement(node) ? screens.get(node) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Tabs inside a section of a page are the section's. */
function isInSection({ parent }: PagePart['element']): boolean {
  for (let node = parent; node; node = node.parent)
    if (isElement(node) && /^(section|article|header|footer|aside|nav)$/.test(node.name)) return true;
  return false;
}

function followsComment({ prev }: PagePart['element']): boolean {
  let before = prev;
  while (before?.type === 'text' && before.data.trim() === '') before = before.prev;
  return before?.type === 'comment';
}

/** Has it neither an element before it nor one after it? */
function isOnlyChild({ prev, next }: PagePart['element']): boolean {
  for (let node = prev; node; node = node.prev) if (isElement(node)) return false;
  for (let node = next; node; node = node.next) if (isElement(node)) return false;
  return true;
}

function insideConditional({ parent }: PagePart['element'], frames: ReadonlySet<string> = new Set()): number {
  let depth = 0;
  for (let node = parent; node; node = node.parent)
    if (isElement(node) && node.name === 'sc-if' && !frames.has(flagOf(node))) depth += 1;
  return depth;
}
