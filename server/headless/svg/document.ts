/** The markup as a tree of plain elements, checked against everything that could do harm. */
import { parseXml, type XmlDocument, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { parseStylesheet, type StyleRule } from './css.ts';
import { limits, SvgError } from './svg-error.ts';

export interface SvgElement {
  /** Local name: a prefix bound to SVG is dropped, foreign elements keep theirs ("sodipodi:namedview"). */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (SvgElement | string)[];
  /** Characters of its attributes and its own text: what looking at it costs. */
  cost: number;
}

export interface SvgDocument {
  root: SvgElement;
  byId: ReadonlyMap<string, SvgElement>;
  rules: readonly StyleRule[];
}

/**
 * Parses the markup. No entity is ever defined, nothing is loaded, nothing runs. Throws `SvgError` for markup that is
 * not well-formed, not SVG, too large, too deep, or that defines entities.
 */
export function readDocument(svg: string): SvgDocument {
  if (svg.length > limits.length) {
    throw new SvgError(
      `The SVG has ${(svg.length / 1e6).toFixed(1)} million characters, the limit is ${limits.length / 1e6} million. Simplify it, or place it as a PNG.`,
    );
  }
  if (/<!ENTITY/i.test(svg)) {
    throw new SvgError('The SVG defines XML entities, which are not expanded. Save it again as plain SVG.');
  }
  const top = parse(svg).root;
  const prefix = top === null ? '' : /^(?:([\w-]+):)?svg$/.exec(top.name)?.[1];
  if (top === null || (prefix === undefined && top.name !== 'svg')) {
    throw new SvgError(`The root element is <${top?.name ?? ''}>, not <svg>.`);
  }
  const root = plain(top, prefix === undefined ? '' : `${prefix}:`, 0);
  const byId = new Map<string, SvgElement>();
  let css = '';
  for (const element of walk(root)) {
    const { id } = element.attributes;
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    if (element.name === 'style') css += `${textOf(element)}\n`;
  }
  const rules = parseStylesheet(css);
  if (rules.length > limits.rules) {
    throw new SvgError(
      `The SVG has ${rules.length} style rules, the limit is ${limits.rules}. Save it as plain SVG.`,
    );
  }
  return { root, byId, rules };
}

function parse(svg: string): XmlDocument {
  try {
    return parseXml(svg.trimStart());
  } catch (error) {
    if (error instanceof XmlError) {
      const where = `line ${error.line}, column ${error.column}`;
      throw new SvgError(`The SVG is not well-formed XML (${where}): ${firstLine(error.message)}`);
    }
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/ \(line \d+, column \d+\)$/, '') ?? message;
}

function tooDeep(): SvgError {
  return new SvgError(
    `The SVG nests more than ${limits.depth} elements inside one another. Flatten it and try again.`,
  );
}

function plain(element: XmlElement, prefix: string, depth: number): SvgElement {
  if (depth > limits.depth) throw tooDeep();
  const children: (SvgElement | string)[] = [];
  let cost = 0;
  for (const [key, value] of Object.entries(element.attributes)) cost += key.length + value.length;
  for (const child of element.children) {
    if (child instanceof XmlElement) children.push(plain(child, prefix, depth + 1));
    else if (child instanceof XmlText) {
      children.push(child.text);
      cost += child.text.length;
    }
  }
  const { name } = element;
  return {
    name: prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name,
    attributes: element.attributes,
    children,
    cost,
  };
}

export function* walk(element: SvgElement): Generator<SvgElement> {
  yield element;
  for (const child of elementsOf(element)) yield* walk(child);
}

export function elementsOf(element: SvgElement): SvgElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

export function textOf(element: SvgElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** The local id in `href="#id"` (or the older `xlink:href`); null for anything that leads out of the document. */
export function hrefOf(element: SvgElement): string | null | undefined {
  const href = element.attributes['href'] ?? element.attributes['xlink:href'];
  if (href === undefined) return undefined;
  return href.trim().startsWith('#') ? href.trim().slice(1) : null;
}
