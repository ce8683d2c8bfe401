/** Custom properties of several sheets, gathered into sets: the base, the themes, what holds only on a condition. */
import type { DesignToken, TokenSet, TokenSetRole } from '../../../schemas/bundle.ts';
import type { Declaration } from './custom-properties.ts';
import { kindOf } from './token-kind.ts';

export interface PlacedDeclaration extends Declaration {
  file: string;
  reach: TokenSet['reach'];
}

const rootSelector = /^(:root|html|:host|\*|:host\(\*\)|@theme|:where\(:root\)|:is\(:root\))$/;
/** A part of a page, not the page: its properties are that part's own business. */
const themeSelector =
  /^(?:(?:html|body|:root|:host)?(?:\[[\w-]+(?:[*^$|~]?=[^\]]*)?\])+|(?:html|body|:root|:host)?\.[\w-]*|(?:html|:root|body|:host)[.:[].*)$/;
const themeWord =
  /(^|[-_.])(dark|light|theme|mode|palette|accent|brand|hue|night|day|contrast|variant|density|skin|scheme)([-_\d]|$)/i;
const internal = /^--tw-/;

/**
 * Later declarations of one name in one set win, as in CSS. Sets keep the order of their first declaration, except that
 * the base comes first. `rootAttributes` are those of `<html>` and `<body>`: with no `:root` anywhere, the set they
 * match is the base.
 */
export function gatherSets(
  declarations: readonly PlacedDeclaration[],
  rootAttributes: Readonly<Record<string, string>> = {},
): TokenSet[] {
  const baseNames = new Set<string>();
  for (const { name, selectors, conditions } of declarations) {
    if (conditions.length === 0 && selectors.some((one) => rootSelector.test(one))) baseNames.add(name);
  }
  const sets = new Map<string, TokenSet>();
  const places = new Map<string, number>();
  for (const declaration of declarations) {
    if (internal.test(declaration.name)) continue;
    for (const { selector, role } of placesOf(declaration, baseNames)) {
      const condition = declaration.conditions.join(' ');
      const key = `${declaration.reach === 'unused' ? declaration.file : declaration.reach}|${condition}|${selector}`;
      const set = sets.get(key) ?? {
        selector,
        ...(condition && { condition }),
        role,
        reach: declaration.reach,
        tokens: [],
      };
      sets.set(key, set);
      put(set, declaration, places, `${key}|${declaration.name}`);
    }
  }
  const all = [...sets.values()];
  promoteBase(all, rootAttributes);
  for (const set of all) resolveKinds(set, all);
  return all.sort((a, b) => order(a) - order(b));
}

const order = (set: TokenSet) =>
  ['primary', 'other', 'unused'].indexOf(set.reach) * 10 +
  ['base', 'theme', 'condition', 'scoped'].indexOf(set.role);

function placesOf(
  { selectors, conditions, name }: Declaration,
  baseNames: ReadonlySet<string>,
): { selector: string; role: TokenSetRole }[] {
  if (selectors.some((one) => rootSelector.test(one))) {
    const selector = selectors.includes('@theme') ? '@theme' : ':root';
    return [{ selector, role: conditions.length > 0 ? 'condition' : 'base' }];
  }
  // A list is several scopes with the same values: each can be worn alone.
  return selectors.map((selector) => {
    const themed =
      selector === 'body' ||
      (themeSelector.test(selector) &&
        (themeWord.test(selector) ||
          selector.includes('[data-') ||
          (baseNames.has(name) && !isPart(selector))));
    const role: TokenSetRole = themed ? (conditions.length > 0 ? 'condition' : 'theme') : 'scoped';
    return { selector, role };
  });
}

/** `.btn--primary` and `.card__title` set what a part needs, not what a page wears. */
const isPart = (selector: string) => /\.[\w-]*(--|__)/.test(selector);

function put(
  set: TokenSet,
  { name, value, file, line }: PlacedDeclaration,
  places: Map<string, number>,
  place: string,
): void {
  const aliasOf = [...value.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1] ?? '');
  const token: DesignToken = {
    name,
    value,
    kind: 'other',
    file,
    line,
    ...(aliasOf.length > 0 && { aliasOf }),
  };
  const at = places.get(place);
  if (at !== undefined) set.tokens[at] = token;
  else places.set(place, set.tokens.push(token) - 1);
}

/** Without a `:root`, the theme the page itself wears is the base; failing that, what `body` declares. */
function promoteBase(sets: TokenSet[], attributes: Readonly<Record<string, string>>): void {
  for (const reach of ['primary', 'other'] as const) {
    const own = sets.filter((set) => set.reach === reach);
    const root = own.find(({ role }) => role === 'base');
    const body = own.find(({ selector, role }) => selector === 'body' && role === 'theme');
    if (root && body) {
      root.tokens.push(
        ...body.tokens.filter(({ name }) => !root.tokens.some((known) => known.name === name)),
      );
      sets.splice(sets.indexOf(body), 1);
    }
    if (root) continue;
    const worn = own.find(({ selector, role }) => role === 'theme' && matches(selector, attributes));
    const chosen = worn ?? body;
    if (chosen) chosen.role = 'base';
  }
}

function matches(selector: string, attributes: Readonly<Record<string, string>>): boolean {
  return selector.split(', ').some((one) => {
    const asked = [...one.matchAll(/\[([\w-]+)(?:=["']?([^"'\]]*)["']?)?\]/g)];
    const classes = [...one.matchAll(/\.([\w-]+)/g)].map((match) => match[1] ?? '');
    if (asked.length + classes.length === 0) return false;
    const worn = (attributes['class'] ?? '').split(/\s+/);
    return (
      asked.every(([, name = '', value]) =>
        value === undefined ? name in attributes : attributes[name] === value,
      ) && classes.every((name) => worn.includes(name))
    );
  });
}

/** Kinds need values: aliases are followed within the set, then in the base. */
export function resolveKinds(set: TokenSet, all: readonly TokenSet[]): void {
  const base = all
    .filter(({ role, reach }) => role === 'base' && reach === set.reach)
    .flatMap(({ tokens }) => tokens);
  const byName = new Map([...base, ...set.tokens].map((token) => [token.name, token.value]));
  for (const token of set.tokens) token.kind = kindOf(token.name, resolveAliases(token.value, byName));
}

/** `var(--x)` and `var(--x, fallback)` replaced by their values, as far as they are known; cycles stop. */
export function resolveAliases(value: string, byName: ReadonlyMap<string, string>, depth = 12): string {
  if (depth === 0 || !value.includes('var(')) return value;
  const resolved = value.replace(
    /var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)/g,
    (whole, name: string, fallback: string | undefined) => byName.get(name) ?? fallback?.trim() ?? whole,
  );
  return resolved === value ? value : resolveAliases(resolved, byName, depth - 1);
}
