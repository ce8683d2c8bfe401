/** The part of CSS that drawing programs write into SVG: `tag`, `.class`, `#id`, `tag.class` and lists of them. */
import type { SvgElement } from './document.ts';

export interface StyleRule {
  tag?: string;
  id?: string;
  classes: string[];
  /** CSS specificity as one number. */
  weight: number;
  declarations: Readonly<Record<string, string>>;
}

/** Rules in source order. At-rules and selectors with combinators, attributes or pseudo-classes are left out. */
export function parseStylesheet(css: string): StyleRule[] {
  const rules: StyleRule[] = [];
  const text = stripComments(css);
  let at = 0;
  for (;;) {
    const open = text.indexOf('{', at);
    if (open < 0) return rules;
    const selectors = text.slice(at, open);
    const close = closingBrace(text, open);
    at = close + 1;
    // An at-rule without a block ("@import ...;", which is never followed) may stand before the selector.
    const plain = selectors.slice(selectors.lastIndexOf(';') + 1).trim();
    if (plain.startsWith('@')) continue;
    const declarations = parseDeclarations(text.slice(open + 1, close));
    for (const selector of plain.split(',')) {
      const rule = parseSelector(selector.trim(), declarations);
      if (rule !== undefined) rules.push(rule);
    }
  }
}

/** `fill:#fff; stroke-width: 2` */
export function parseDeclarations(text: string): Record<string, string> {
  const entries: [string, string][] = [];
  for (const declaration of stripComments(text).split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important\s*$/i, '')
      .trim();
    entries.push([declaration.slice(0, colon).trim().toLowerCase(), value]);
  }
  return Object.fromEntries(entries);
}

/** What the rules say of an element, the most specific and latest last. */
export function declarationsFor(element: SvgElement, rules: readonly StyleRule[]): Record<string, string> {
  const { id, class: names = '' } = element.attributes;
  const classes = names.split(/\s+/);
  return rules
    .filter(
      (rule) =>
        (rule.tag === undefined || rule.tag === element.name) &&
        (rule.id === undefined || rule.id === id) &&
        rule.classes.every((name) => classes.includes(name)),
    )
    .toSorted((one, other) => one.weight - other.weight)
    .reduce<Record<string, string>>((all, rule) => Object.assign(all, rule.declarations), {});
}

function parseSelector(selector: string, declarations: Record<string, string>): StyleRule | undefined {
  const match = /^(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)$/.exec(selector);
  if (!match || selector === '') return undefined;
  const [, tag, rest = ''] = match;
  const parts = rest.match(/[.#][\w-]+/g) ?? [];
  const classes = parts.filter((part) => part.startsWith('.')).map((part) => part.slice(1));
  const id = parts.find((part) => part.startsWith('#'))?.slice(1);
  const hasTag = tag !== undefined && tag !== '*';
  return {
    ...(hasTag ? { tag } : {}),
    ...(id === undefined ? {} : { id }),
    classes,
    weight: (id === undefined ? 0 : 10_000) + classes.length * 100 + (hasTag ? 1 : 0),
    declarations,
  };
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function stripComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('/*', at);
    if (open < 0) break;
    parts.push(text.slice(at, open));
    const close = text.indexOf('*/', open + 2);
    if (close < 0) return parts.join('');
    at = close + 2;
  }
  return parts.join('') + text.slice(at);
}
