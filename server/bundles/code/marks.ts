/** Screens code says are some: `data-screen-label`, and artboards of a canvas. */
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
    const label = attribute('data-screen-label');
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
    if (!isNested) add(label, /^(section|header|footer|nav|aside)$/.test(tag) ? 'section' : 'label');
    add(board, 'artboard');
    return undefined;
  });
  return found;
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
