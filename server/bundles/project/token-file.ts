/** Tokens of a JSON file in the W3C, Style Dictionary or Tokens Studio shape, as custom properties. */
import type { DesignToken } from '../../../schemas/bundle.ts';
import { tokenNodeSchema, tokensFileSchema } from '../../../schemas/design-tokens-file.ts';
import { listedToken } from './listed-token.ts';

export interface FileTokens {
  tokens: DesignToken[];
  /** Absent for the base; "dark" for what only holds in that theme. */
  theme?: string;
}

/** Themes as token files and sets are called; "light" is what a project looks like without one. */
const themeWord = /(?:^|[./_-])(dark|night|dim|black|contrast|high-contrast)(?:[._-](?:theme|mode))?$/i;

export function readTokenFile(file: string, text: string): FileTokens[] {
  let tree: Record<string, unknown> | undefined;
  try {
    tree = tokensFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return [];
  }
  if (!tree) return [];
  const own = themeWord.exec(file.replace(/(\.tokens)?\.json$/i, ''))?.[1];
  return setsOf(tree).flatMap(({ name, tree: set }) => {
    const tokens: DesignToken[] = [];
    visit(withInherited(set, tree), [], undefined, { root: set, file, tokens }, 12);
    const theme = (name === undefined ? own : themeWord.exec(name)?.[1])?.toLowerCase();
    return tokens.length > 0 ? [{ tokens, ...(theme !== undefined && { theme }) }] : [];
  });
}

/** Tokens Studio keeps its sets side by side in one file; a set's name is no part of a token's. */
function setsOf(tree: Tree): { name?: string; tree: Tree }[] {
  if (!('$themes' in tree) && !('$metadata' in tree)) return [{ tree }];
  return Object.entries(tree).flatMap(([name, set]) =>
    name.startsWith('$') || !isTree(set) ? [] : [{ name, tree: set }],
  );
}

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A group that extends another has that one's tokens, and its own in their place. */
function withInherited(group: Tree, root: Tree, depth = 4): Tree {
  const target = group['$extends'];
  const path =
    typeof target === 'string'
      ? (/^\{([^{}]+)\}$/.exec(target)?.[1]?.split('.') ?? pointerPath(target))
      : isTree(target)
        ? pointerPath(target['$ref'])
        : undefined;
  const above = path && depth > 0 ? at(root, path) : undefined;
  const merged: Tree = isTree(above) ? merge(withInherited(above, root, depth - 1), group) : group;
  return Object.fromEntries(
    Object.entries(merged).map(([key, value]) => [
      key,
      isTree(value) && '$extends' in value ? withInherited(value, root, depth - 1) : value,
    ]),
  );
}

const merge = (above: Tree, own: Tree): Tree => {
  const merged: Tree = { ...above };
  for (const [key, value] of Object.entries(own)) {
    const inherited = merged[key];
    merged[key] =
      isTree(inherited) && isTree(value) && !('$value' in value) ? merge(inherited, value) : value;
  }
  return merged;
};

/** The keys of a JSON pointer into the same document: "#/color/blue". */
const pointerPath = (pointer: unknown): string[] | undefined =>
  typeof pointer === 'string' && pointer.startsWith('#/')
    ? pointer
        .slice(2)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    : undefined;

const at = (root: Tree, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (node, key) => (isTree(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    root,
  );

interface Into {
  root: Tree;
  file: string;
  tokens: DesignToken[];
}

function visit(node: Tree, path: string[], type: string | undefined, into: Into, depth: number): void {
  if (depth === 0) return;
  const inherited = typeof node['$type'] === 'string' ? node['$type'] : type;
  for (const [key, value] of Object.entries(node)) {
    if ((key.startsWith('$') && key !== '$root') || !isTree(value)) continue;
    const token = tokenNodeSchema.safeParse(value);
    const next = key === '$root' ? path : [...path, key];
    if (!token.success) {
      visit(value, next, inherited, into, depth - 1);
      continue;
    }
    const raw = '$value' in token.data ? token.data.$value : token.data.value;
    const own = token.data['$type'] ?? token.data['type'] ?? inherited;
    const css = cssOf(raw, typeof own === 'string' ? own : undefined);
    if (css !== undefined)
      into.tokens.push(listedToken(`--${next.join('-').replace(/\s+/g, '-')}`, css, into.file, 1));
  }
}

/** Kinds of length whose bare number means pixels, as Tokens Studio writes them. */
const lengths =
  /^(dimension|spacing|sizing|borderRadius|borderWidth|fontSizes?|letterSpacing|paragraphSpacing)$/;

/** A value as CSS; typography, borders, transitions and gradients are left to the file. */
function cssOf(value: unknown, type?: string): string | undefined {
  if (typeof value === 'number')
    return type !== undefined && lengths.test(type) ? `${value}px` : String(value);
  if (typeof value === 'string') {
    if (type !== undefined && lengths.test(type) && /^-?\d*\.?\d+$/.test(value)) return `${value}px`;
    const alias = /^\{([^{}]+)\}$/.exec(value)?.[1];
    return alias === undefined
      ? value
      : `var(--${alias.replace(/\.(value|\$value)$/, '').replace(/[.\s]+/g, '-')})`;
  }
  if (type === 'shadow' || type === 'boxShadow') return shadowOf(value);
  if (Array.isArray(value)) {
    return value.every((one) => typeof one === 'string')
      ? value.join(', ')
      : value.every((one) => typeof one === 'number') && value.length === 4
        ? `cubic-bezier(${value.join(', ')})`
        : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const pointer = '$ref' in value ? pointerPath(value.$ref) : undefined;
  if (pointer) return `var(--${pointer.filter((key) => key !== '$value').join('-')})`;
  if ('value' in value && 'unit' in value) return `${String(value.value)}${String(value.unit)}`;
  if ('colorSpace' in value && 'components' in value && Array.isArray(value.components)) {
    const alpha = 'alpha' in value ? ` / ${String(value.alpha)}` : '';
    const [first, second, third] = value.components.map(String);
    const space = String(value.colorSpace);
    if (/^(hsl|hwb)$/.test(space)) return `${space}(${first} ${second}% ${third}%${alpha})`;
    if (/^(lab|lch|oklab|oklch)$/.test(space)) return `${space}(${first} ${second} ${third}${alpha})`;
    return `color(${space} ${first} ${second} ${third}${alpha})`;
  }
  return undefined;
}

/** One shadow or several as `box-shadow` takes them; undefined when a part is an alias of another shape. */
function shadowOf(value: unknown): string | undefined {
  const layers = (Array.isArray(value) ? value : [value]).map((layer) => {
    if (!isTree(layer)) return undefined;
    const part = (...names: string[]) => {
      const found = names.map((name) => layer[name]).find((one) => one !== undefined);
      return found === undefined ? '0px' : cssOf(found, 'dimension');
    };
    const lengths = [part('offsetX', 'x'), part('offsetY', 'y'), part('blur'), part('spread')];
    const colour = cssOf(layer['color'], 'color');
    if (colour === undefined || lengths.includes(undefined)) return undefined;
    const inset = layer['inset'] === true || layer['type'] === 'innerShadow';
    return [...(inset ? ['inset'] : []), ...lengths, colour].join(' ');
  });
  return layers.includes(undefined) ? undefined : layers.join(', ');
}
