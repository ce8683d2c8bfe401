/** Tokens of a JSON file in the W3C, Style Dictionary or Tokens Studio shape, as custom properties. */
import type { DesignToken } from '../../../schemas/bundle.ts';
import { tokenNodeSchema, tokensFileSchema } from '../../../schemas/design-tokens-file.ts';
import { listedToken } from './listed-token.ts';

export function readTokenFile(file: string, text: string): DesignToken[] {
  let tree: Record<string, unknown> | undefined;
  try {
    tree = tokensFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return [];
  }
  const tokens: DesignToken[] = [];
  if (tree) visit(tree, [], tokens, file, 12);
  return tokens;
}

function visit(
  node: Record<string, unknown>,
  path: string[],
  into: DesignToken[],
  file: string,
  depth: number,
): void {
  if (depth === 0) return;
  for (const [key, value] of Object.entries(node)) {
    if (key.startsWith('$') && key !== '$root') continue;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const token = tokenNodeSchema.safeParse(value);
    const next = key === '$root' ? path : [...path, key];
    if (token.success) {
      const raw = '$value' in token.data ? token.data.$value : token.data.value;
      const css = cssOf(raw);
      if (css !== undefined) into.push(listedToken(`--${next.join('-').replace(/\s+/g, '-')}`, css, file, 1));
    } else visit(value as Record<string, unknown>, next, into, file, depth - 1);
  }
}

/** A value as CSS; composite values other than colours and dimensions are left to the file. */
function cssOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    const alias = /^\{([^{}]+)\}$/.exec(value)?.[1];
    return alias === undefined
      ? value
      : `var(--${alias.replace(/\.(value|\$value)$/, '').replace(/[.\s]+/g, '-')})`;
  }
  if (Array.isArray(value)) {
    return value.every((one) => typeof one === 'string')
      ? value.join(', ')
      : value.every((one) => typeof one === 'number') && value.length === 4
        ? `cubic-bezier(${value.join(', ')})`
        : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
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
