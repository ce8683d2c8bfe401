/**
 * Custom properties as W3C Design Tokens (Format Module 2025.10) with a resolver for their themes. Values CSS can say
 * and the format cannot (`clamp()`, em, `color-mix()`) keep their text under `$extensions`.
 */
import type { DesignToken, TokenSet } from '../../../schemas/bundle.ts';
import { tokenColour } from './colour.ts';
import { familiesIn } from './custom-properties.ts';

const extensionKey = 'dev.adsmith.css';

interface TokenJson {
  $value: unknown;
  $type?: string;
}

/**
 * One set as a tokens document; names lose their dashes, groups are not invented. What the format has no type for
 * stands as CSS text in the document's own `$extensions`, since a token without a type would be invalid.
 */
export function toDesignTokens(set: TokenSet): Record<string, unknown> {
  const typed = new Map<string, TokenJson>();
  for (const token of set.tokens) {
    const exact = aliasOf(token) === undefined ? exactValue(token) : undefined;
    if (exact) typed.set(token.name, exact);
  }
  // Aliases of aliases come in as their targets do; what is left points at nothing, or in a circle.
  for (let added = true; added; ) {
    added = false;
    for (const token of set.tokens) {
      const target = aliasOf(token);
      if (target === undefined || typed.has(token.name) || !typed.has(target)) continue;
      typed.set(token.name, { $value: `{${tokenName(target)}}` });
      added = true;
    }
  }
  const inexact = set.tokens.filter(({ name }) => !typed.has(name));
  return {
    ...Object.fromEntries(
      set.tokens.flatMap(({ name }) => (typed.has(name) ? [[tokenName(name), typed.get(name)]] : [])),
    ),
    ...(inexact.length > 0 && {
      $extensions: {
        [extensionKey]: Object.fromEntries(inexact.map(({ name, value }) => [tokenName(name), value])),
      },
    }),
  };
}

const aliasOf = ({ value }: DesignToken): string | undefined => /^var\(\s*(--[\w-]+)\s*\)$/.exec(value)?.[1];

/** Themes of one kind as one modifier: `{version, sets, modifiers, resolutionOrder}`. */
export function toResolver(sets: readonly TokenSet[]): Record<string, unknown> {
  const used = sets.filter(({ reach }) => reach === 'primary');
  const base = used.filter(({ role }) => role === 'base');
  const themes = used.filter(({ role }) => role === 'theme' || role === 'condition');
  const contexts = Object.fromEntries(themes.map((set) => [contextName(set), [toDesignTokens(set)]]));
  return {
    version: '2025.10',
    sets: { base: { sources: base.map(toDesignTokens) } },
    ...(themes.length > 0 && {
      modifiers: { theme: { contexts: { default: [], ...contexts }, default: 'default' } },
    }),
    resolutionOrder: [{ $ref: '#/sets/base' }, ...(themes.length > 0 ? [{ $ref: '#/modifiers/theme' }] : [])],
  };
}

/** `[data-theme="dark"]` -> "dark"; other selectors as they are. */
export const contextName = ({ selector, condition }: TokenSet): string =>
  condition ??
  /\[[\w-]+=["']?([^"'\]]+)["']?\]$/.exec(selector)?.[1] ??
  /^(?:\w+)?\.([\w-]+)$/.exec(selector)?.[1] ??
  selector;

/** The format forbids a leading "$" and the characters "{", "}" and ".". */
const tokenName = (name: string) => name.replace(/^--/, '').replace(/[{}.]/g, '-').replace(/^\$/, '');

function exactValue({ kind, value }: DesignToken): TokenJson | undefined {
  switch (kind) {
    case 'color': {
      const colour = tokenColour(value);
      return colour && { $value: colour, $type: 'color' };
    }
    case 'dimension': {
      const match = /^([-+]?[\d.]+)(px|rem)?$/i.exec(value);
      if (!match || (match[2] === undefined && Number(match[1]) !== 0)) return undefined;
      return {
        $value: { value: Number(match[1]), unit: match[2]?.toLowerCase() ?? 'px' },
        $type: 'dimension',
      };
    }
    case 'duration': {
      const match = /^([-+]?[\d.]+)(ms|s)$/i.exec(value);
      return match
        ? { $value: { value: Number(match[1]), unit: match[2]?.toLowerCase() }, $type: 'duration' }
        : undefined;
    }
    case 'number':
    case 'fontWeight':
      return Number.isFinite(Number(value)) ? { $value: Number(value), $type: kind } : undefined;
    case 'fontFamily': {
      const families = value.split(/,(?![^(]*\))/).map((family) => family.trim().replace(/^["']|["']$/g, ''));
      if (value.includes('var(') || familiesIn(value).length === 0) return undefined;
      return { $value: families.length === 1 ? families[0] : families, $type: 'fontFamily' };
    }
    case 'cubicBezier': {
      const match = /^cubic-bezier\(\s*([-\d.]+)\s*,\s*([-\d.]+)\s*,\s*([-\d.]+)\s*,\s*([-\d.]+)\s*\)$/.exec(
        value,
      );
      return match ? { $value: match.slice(1, 5).map(Number), $type: 'cubicBezier' } : undefined;
    }
    case 'shadow': {
      const layers = shadowLayers(value);
      return layers && { $value: layers.length === 1 ? layers[0] : layers, $type: 'shadow' };
    }
    default:
      return undefined;
  }
}

/** Comma-separated layers with px or rem lengths and a literal colour; undefined for anything the format cannot say. */
function shadowLayers(value: string): Record<string, unknown>[] | undefined {
  const layers: Record<string, unknown>[] = [];
  for (const layer of value.split(/,(?![^(]*\))/)) {
    const inset = /\binset\b/.test(layer);
    const parts =
      layer
        .replace(/\binset\b/, '')
        .trim()
        .match(/[\w-]+\([^)]*\)|\S+/g) ?? [];
    const lengths = parts.filter((part) => /^[-+]?[\d.]+(px|rem)?$/.test(part));
    const colours = parts.filter((part) => !lengths.includes(part));
    const colour = colours.length === 1 ? tokenColour(colours[0] ?? '') : undefined;
    if (!colour || lengths.length < 2) return undefined;
    const [offsetX, offsetY, blur = size('0'), spread = size('0')] = lengths.map(size);
    layers.push({ color: colour, offsetX, offsetY, blur, spread, ...(inset && { inset }) });
  }
  return layers;
}

const size = (text: string) => ({
  value: Number.parseFloat(text),
  unit: text.endsWith('rem') ? 'rem' : 'px',
});
