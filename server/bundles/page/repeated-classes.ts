/** Lists of the same thing: siblings of one class. */
import type { Element } from 'domhandler';
import { childElements, controls, firstClass, MIN_BLOCK } from './blocks.ts';
import { elements, isElement, type Page } from './page.ts';
import { pascal } from './part-names.ts';

/** Classes of three or more sibling blocks: a list of the same thing. */
export function* repeatedClasses(page: Page): Generator<{ element: Element; name: string }> {
  for (const parent of elements(page.root)) {
    const groups = new Map<string, Element[]>();
    for (const child of childElements(parent)) {
      const first = firstClass(child);
      if (first === undefined || (controls.has(child.name) && child.name !== 'a' && child.name !== 'li'))
        continue;
      if (childElements(child).length < MIN_BLOCK) continue;
      groups.set(first, [...(groups.get(first) ?? []), child]);
    }
    for (const [name, members] of groups) {
      const [element] = members;
      if (
        members.length >= 3 &&
        element &&
        name.replace(/[^a-z]/gi, '').length >= 4 &&
        !/^(row|col|grid|item|cell|wrap|container|flex|field|legend)$|[-_](row|col|column|wrap|inner|bg)$/i.test(
          name,
        )
      ) {
        yield { element, name: pascal(spelledOut(name, element)) };
      }
    }
  }
}

/** `mem-card` in "members" is a member card. */
function spelledOut(name: string, element: Element): string {
  const [short = '', ...rest] = name.split(/[-_]/);
  if (short.length > 3 || rest.length === 0) return name;
  for (let above = element.parent; above; above = above.parent) {
    if (!isElement(above)) continue;
    const words = `${above.attribs['id'] ?? ''} ${above.attribs['class'] ?? ''}`.split(/[^a-z]+/i);
    const word = words.find((one) => one.length >= 5 && one.toLowerCase().startsWith(short.toLowerCase()));
    if (word !== undefined) return [word.replace(/s$/, ''), ...rest].join('-');
  }
  return name;
}
