/** Custom properties, font faces and imports of one stylesheet, with the selector and conditions each stands under. */
import { type CssNode, generate, parse, walk } from 'css-tree';
import { parserReady, selectorOf } from './nesting.ts';

export interface Declaration {
  /** With its dashes: "--bg". */
  name: string;
  /** As written; comments dropped and line breaks folded. */
  value: string;
  /** The rule's selector list, or "@theme". */
  selectors: string[];
  /** Conditional at-rules around it, outermost first: "@media (prefers-color-scheme: dark)". */
  conditions: string[];
  line: number;
  important?: boolean;
}

export interface FontFace {
  family: string;
  weight?: string;
  style?: string;
  /** As written in `src`. */
  urls: string[];
}

export interface Stylesheet {
  declarations: Declaration[];
  /** `@import` targets as written. */
  imports: string[];
  fontFaces: FontFace[];
  /** Families named by `font-family`, in order. */
  families: string[];
  /** `url()` targets outside imports and font faces, `data:` left out. */
  urls: string[];
  /** Class names selectors mention, with how often. */
  classes: Map<string, number>;
}

/** At-rules that only order or scope; what is inside counts as if it stood outside. */
const transparent = new Set(['layer', 'scope', 'starting-style']);

export function readStylesheet(css: string): Stylesheet {
  const sheet: Stylesheet = {
    declarations: [],
    imports: [],
    fontFaces: [],
    families: [],
    urls: [],
    classes: new Map(),
  };
  const tree = parse(parserReady(css), {
    positions: true,
    parseCustomProperty: false,
    onParseError: () => {},
  });
  const context: CssNode[] = [];
  walk(tree, {
    enter(node: CssNode) {
      if (node.type === 'Declaration') readDeclaration(sheet, node, context);
      else if (node.type === 'Atrule') readAtrule(sheet, node);
      else if (node.type === 'Url' && !inFontOrImport(context)) addUrl(sheet, node.value);
      else if (node.type === 'ClassSelector')
        sheet.classes.set(node.name, (sheet.classes.get(node.name) ?? 0) + 1);
      context.push(node);
    },
    leave() {
      context.pop();
    },
  });
  return sheet;
}

type DeclarationNode = Extract<CssNode, { type: 'Declaration' }>;
type AtruleNode = Extract<CssNode, { type: 'Atrule' }>;

function readDeclaration(sheet: Stylesheet, node: DeclarationNode, context: readonly CssNode[]): void {
  const property = node.property.toLowerCase();
  if (property === 'font-family') {
    // The rest of a list is what stands in while the first is not there.
    const [family] = familiesIn(generate(node.value));
    if (family !== undefined && !sheet.families.includes(family)) sheet.families.push(family);
  }
  if (!node.property.startsWith('--')) return;
  const place = placeOf(context);
  if (place === undefined) return;
  sheet.declarations.push({
    name: node.property,
    value: rawValue(node.value.type === 'Raw' ? node.value.value : generate(node.value)),
    ...place,
    line: node.loc?.start.line ?? 1,
    ...(node.important && { important: true }),
  });
}

function placeOf(context: readonly CssNode[]): Pick<Declaration, 'selectors' | 'conditions'> | undefined {
  let selectors: string[] = [];
  const conditions: string[] = [];
  for (const node of context) {
    if (node.type === 'Rule') {
      const own =
        node.prelude.type === 'SelectorList'
          ? node.prelude.children.toArray().map((one) => selectorOf(generate(one)))
          : [selectorOf(generate(node.prelude))];
      selectors = own.includes('@theme') ? ['@theme'] : nest(selectors, own);
    } else if (node.type === 'Atrule') {
      const name = node.name.toLowerCase();
      if (name === 'property' || name === 'keyframes' || name === 'font-face') return undefined;
      else if (!transparent.has(name)) {
        conditions.push(`@${name}${node.prelude ? ` ${spaced(generate(node.prelude))}` : ''}`);
      }
    }
  }
  return selectors.length === 0 ? undefined : { selectors, conditions };
}

/** css-tree writes without optional spaces; people read conditions, so they get them back. */
const spaced = (prelude: string) => prelude.replace(/:(?=\S)/g, ': ').replace(/\)and/g, ') and');

/** Nested rules: "&.x" and "& .x" join the outer selector, anything else is below it. */
function nest(outer: readonly string[], inner: readonly string[]): string[] {
  if (outer.length === 0) return [...inner];
  return outer.flatMap((above) =>
    inner.map((own) => (own.includes('&') ? own.replaceAll('&', above) : `${above} ${own}`)),
  );
}

function readAtrule(sheet: Stylesheet, node: AtruleNode): void {
  const name = node.name.toLowerCase();
  if (name === 'import' && node.prelude) {
    const target = /^\s*(?:url\(\s*)?(["']?)(.+?)\1\s*(?:\)|\s|$)/.exec(generate(node.prelude))?.[2];
    if (target !== undefined) sheet.imports.push(target);
  }
  if (name !== 'font-face' || !node.block) return;
  const face: FontFace = { family: '', urls: [] };
  for (const child of node.block.children.toArray()) {
    if (child.type !== 'Declaration') continue;
    const value = generate(child.value);
    if (child.property === 'font-family') face.family = familiesIn(value)[0] ?? '';
    else if (child.property === 'font-weight') face.weight = value;
    else if (child.property === 'font-style') face.style = value;
    else if (child.property === 'src') {
      for (const match of value.matchAll(/url\(\s*(["']?)([^"')]+)\1\s*\)/g)) {
        if (!match[2]?.startsWith('data:')) face.urls.push(match[2] ?? '');
      }
    }
  }
  if (face.family !== '') sheet.fontFaces.push(face);
}

const inFontOrImport = (context: readonly CssNode[]) =>
  context.some((node) => node.type === 'Atrule' && /^(font-face|import)$/i.test(node.name));

function addUrl(sheet: Stylesheet, url: string): void {
  if (!/^(data:|#)/.test(url) && !sheet.urls.includes(url)) sheet.urls.push(url);
}

/** Comments dropped, white space outside strings folded. */
export function rawValue(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const generic =
  /^(serif|sans-serif|monospace|cursive|fantasy|system-ui|ui-(serif|sans-serif|monospace|rounded)|-apple-system|BlinkMacSystemFont|inherit|initial|unset|emoji|math|Apple Color Emoji|Segoe UI Emoji)$/i;

/** Families of a font-family list without generic ones and `var()`. */
export function familiesIn(list: string): string[] {
  return list
    .split(/,(?![^(]*\))/)
    .map((family) => family.trim().replace(/^["']|["']$/g, ''))
    .filter((family) => family !== '' && !generic.test(family) && !/^var\(|[{}()]/.test(family));
}
