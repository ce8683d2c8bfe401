/** Screens code says are some: `data-screen-label`, artboards of a canvas, and the slides of a deck. */
import type { Node } from '@babel/types';
import type { BundleScreen } from '../../../schemas/bundle.ts';
import { componentSources } from './components.ts';
import { componentIn } from './drawn.ts';
import { type Code, dottedName, lineOf, literalText, visit } from './syntax.ts';

/** A screen marked in code. */
export interface MarkedScreen extends BundleScreen {
  /** The component the mark stands in. */
  owner?: string;
  /** Components drawn inside it. */
  draws: string[];
}

export function readMarks(code: Code): MarkedScreen[] {
  const found: MarkedScreen[] = [];
  const owners = componentSources(code);
  let labelledTo = -1;
  visit(code.program, (node) => {
    for (const slide of slidesIn(node))
      found.push({
        name: slide,
        file: code.file,
        line: lineOf(node),
        from: 'artboard',
        ref: slide,
        draws: [slide],
      });
    return undefined;
  });
  visit(code.program, (node) => {
    if (node.type !== 'JSXElement') return undefined;
    const { name, attributes } = node.openingElement;
    const tag = dottedName(name) ?? '';
    const attribute = (wanted: string) => {
      for (const one of attributes) {
        if (one.type !== 'JSXAttribute' || one.name.name !== wanted) continue;
        const { value } = one;
        return (
          (value?.type === 'JSXExpressionContainer' ? literalText(value.expression) : literalText(value)) ??
          ''
        );
      }
      return undefined;
    };
    const isSlide = /(^|\s)slide(\s|$)/.test(attribute('className') ?? '');
    const label = attribute('data-screen-label') ?? (isSlide ? attribute('data-label') : undefined);
    const board = tag === 'DCArtboard' ? attribute('label') : undefined;
    // Nodes come in the order of the text: what starts before the end of a labelled one stands in it, as its part.
    const isNested = (node.start ?? 0) < labelledTo;
    if (label !== undefined && !isNested) labelledTo = node.end ?? 0;
    const owner = owners.find(
      (one) => (one.node.start ?? 0) <= (node.start ?? 0) && (node.start ?? 0) < (one.node.end ?? 0),
    );
    const add = (title: string | undefined, from: BundleScreen['from']) => {
      if (!title || found.some((known) => known.name === title)) return;
      const draws = componentsBelow(node);
      const ref =
        draws.find((one) => /.(Screen|Page|View)$|^Screen[A-Z]/.test(one)) ?? componentIn(node, true);
      found.push({
        name: title,
        file: code.file,
        line: lineOf(node),
        from,
        draws,
        ...(ref !== undefined && { ref }),
        ...(owner && from !== 'artboard' && { owner: owner.name }),
      });
    };
    const isPart = !isSlide && /^(section|header|footer|nav|aside)$/.test(tag);
    if (!isNested) add(label, isPart ? 'section' : 'label');
    add(board, 'artboard');
    return undefined;
  });
  return found;
}

/** Fewer are no deck. */
const FEWEST_SLIDES = 3;

/** Components in a list of slides, which a deck shows one after another: `const slides = [Cover, Agenda, Close]`. */
function slidesIn(node: Node): string[] {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return [];
  if (node.init?.type !== 'ArrayExpression') return [];
  const names = node.init.elements.map((one) => (one && dottedName(one)?.replace(/^window\./, '')) ?? '');
  if (names.length < FEWEST_SLIDES || !names.every((name) => /^[A-Z]\w*[a-z0-9]\w*$/.test(name))) return [];
  const called = names.filter((name) => /^Slide|Slide$/.test(name)).length;
  return /slides$/i.test(node.id.name) || called >= names.length * 0.8 ? [...new Set(names)] : [];
}

/** Components an element draws, at any depth, and those handed to a frame: `<Frame show={Home}/>`. */
function componentsBelow(element: Extract<Node, { type: 'JSXElement' }>): string[] {
  const names = new Set<string>();
  for (const child of [...element.children, ...element.openingElement.attributes]) {
    visit(child, (node) => {
      if (node.type === 'JSXOpeningElement' || node.type === 'JSXExpressionContainer') {
        const name = dottedName(node.type === 'JSXOpeningElement' ? node.name : node.expression);
        const plain = name?.replace(/^window\./, '');
        if (plain && /^[A-Z]\w*$/.test(plain)) names.add(plain);
      }
      return undefined;
    });
  }
  return [...names];
}
