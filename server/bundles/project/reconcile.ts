/** A bundle's tokens against a project's: what is new, the same, called otherwise, changed, or in conflict. */
import type { DesignToken, TokenKind, TokenSet } from '../../../schemas/bundle.ts';
import { compareColours } from '../styles/colour.ts';
import { sameShadow } from '../styles/shadow.ts';
import { resolveAliases } from '../styles/token-sets.ts';

export interface TokenDiff {
  added: TokenEntry[];
  /** Same name and kind, other value. */
  modified: (TokenEntry & { project: Side; deltaE?: number; near?: boolean })[];
  /** Same name with another kind, or a value the two sides' themes do not agree on. */
  conflicts: (TokenEntry & { project?: Side; why: string })[];
  /** Other name, same value and kind: use the project's. */
  aliases: (TokenEntry & { project: Side })[];
  same: number;
}

export interface TokenEntry {
  name: string;
  value: string;
  /** With `var()` followed, when that differs. */
  resolved?: string;
  kind: TokenKind;
  /** Theme selector; absent for the base. */
  theme?: string;
}

export interface Side {
  name: string;
  value: string;
  file: string;
  line?: number;
}

interface Scope {
  tokens: readonly DesignToken[];
  values: ReadonlyMap<string, string>;
}

export function reconcileTokens(
  bundle: readonly TokenSet[],
  project: readonly TokenSet[],
  bundleConflicts: readonly { name: string; values: readonly { file: string; value: string }[] }[] = [],
): TokenDiff {
  const diff: TokenDiff = { added: [], modified: [], conflicts: [], aliases: [], same: 0 };
  const projectBase = scopeOf(project.filter(({ role }) => role === 'base'));
  const bundleBase = scopeOf(bundle.filter(({ role, reach }) => role === 'base' && reach === 'primary'));
  for (const token of bundleBase.tokens) compareOne(token, bundleBase, projectBase, diff);
  for (const set of bundle) {
    if (set.role !== 'theme' || set.reach !== 'primary') continue;
    const own: Scope = {
      tokens: set.tokens,
      values: new Map([...bundleBase.values, ...scopeOf([set]).values]),
    };
    const twin = project.filter(
      (one) => one.role !== 'base' && one.role !== 'scoped' && themeName(one) === themeName(set),
    );
    if (twin.length === 0) {
      for (const token of set.tokens) diff.added.push({ ...entry(token, own), theme: set.selector });
      continue;
    }
    const other = scopeOf(twin);
    const scope: Scope = { tokens: other.tokens, values: new Map([...projectBase.values, ...other.values]) };
    for (const token of set.tokens) compareOne(token, own, scope, diff, set.selector);
  }
  for (const { name, values } of bundleConflicts) {
    const first = values[0];
    if (first) {
      diff.conflicts.push({
        name,
        value: first.value,
        kind: 'other',
        why: `the bundle's own files disagree: ${values
          .map(({ file, value }) => `${value} in ${file.split('/').at(-1)}`)
          .slice(0, 3)
          .join(', ')}`,
      });
    }
  }
  return diff;
}

function compareOne(token: DesignToken, own: Scope, project: Scope, diff: TokenDiff, theme?: string): void {
  const described = { ...entry(token, own), ...(theme !== undefined && { theme }) };
  const twin = find(project.tokens, token.name);
  if (twin) {
    const side = sideOf(twin);
    const [mine, theirs] = [resolved(token, own), resolved(twin, project)];
    const kinds = [token.kind, twin.kind];
    if (kinds[0] !== kinds[1] && !kinds.includes('other')) {
      diff.conflicts.push({
        ...described,
        project: side,
        why: `a ${token.kind} here, a ${twin.kind} in the project`,
      });
      return;
    }
    const verdict = equality(mine, theirs, token.kind);
    if (verdict.equal) diff.same += 1;
    else
      diff.modified.push({
        ...described,
        project: side,
        ...(verdict.deltaE !== undefined && { deltaE: verdict.deltaE }),
        ...(verdict.near && { near: true }),
      });
    return;
  }
  const alike =
    token.kind === 'color'
      ? (project.tokens.find(
          (one) =>
            one.kind === 'color' &&
            sameRole(one.name, token.name) &&
            equality(resolved(token, own), resolved(one, project), 'color').equal,
        ) ??
        project.tokens.find(
          (one) =>
            one.kind === 'color' && equality(resolved(token, own), resolved(one, project), 'color').equal,
        ))
      : project.tokens.find(
          (one) =>
            one.kind === token.kind &&
            token.kind !== 'number' &&
            token.kind !== 'other' &&
            sameRole(one.name, token.name) &&
            equality(resolved(token, own), resolved(one, project), token.kind).equal,
        );
  if (alike) diff.aliases.push({ ...described, project: sideOf(alike) });
  else diff.added.push(described);
}

function entry(token: DesignToken, scope: Scope): TokenEntry {
  const value = resolved(token, scope);
  return {
    name: token.name,
    value: token.value,
    kind: token.kind,
    ...(value !== token.value && { resolved: value }),
  };
}

const resolved = (token: DesignToken, scope: Scope): string => resolveAliases(token.value, scope.values);

const sideOf = ({ name, value, file, line }: DesignToken): Side => ({
  name,
  value,
  file,
  ...(line > 0 && { line }),
});

function scopeOf(sets: readonly TokenSet[]): Scope {
  const tokens = sets.flatMap((set) => set.tokens);
  return { tokens, values: new Map(tokens.map(({ name, value }) => [name, value])) };
}

/** Exactly, then by the name without prefix and spelling. */
function find(tokens: readonly DesignToken[], name: string): DesignToken | undefined {
  const exact = tokens.find((token) => token.name === name);
  if (exact) return exact;
  const wanted = normalName(name);
  return tokens.find((token) => normalName(token.name) === wanted);
}

const synonyms: Record<string, string> = {
  background: 'bg',
  foreground: 'fg',
  radius: 'r',
  colour: 'color',
  grey: 'gray',
  typeface: 'font',
};

/** "--color-primary-fg", "--primaryForeground" and "--primary-foreground" are one name. */
export function normalName(name: string): string {
  return name
    .replace(/^--/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_.]+/)
    .filter(
      (word, index, all) =>
        word !== '' && !((word === 'color' || word === 'colors') && index === 0 && all.length > 1),
    )
    .map((word) => synonyms[word] ?? word)
    .join('-');
}

/** Do two names share a word that says what they are for? */
const sameRole = (a: string, b: string): boolean => {
  const words = new Set(normalName(a).split('-'));
  return normalName(b)
    .split('-')
    .some((word) => words.has(word) && !/^\d+$/.test(word));
};

function equality(
  a: string,
  b: string,
  kind: TokenKind,
): { equal: boolean; near?: boolean; deltaE?: number } {
  const [first, second] = [plain(a), plain(b)];
  if (first === second) return { equal: true };
  if (kind === 'color') {
    const compared = compareColours(a, b);
    if (!compared) return { equal: false };
    return { equal: compared.verdict === 'same', near: compared.verdict === 'near', deltaE: compared.deltaE };
  }
  if (kind === 'shadow') return { equal: sameShadow(a, b) };
  const [left, right] = [pixels(first), pixels(second)];
  return { equal: left !== undefined && left === right };
}

const plain = (value: string) =>
  value
    .toLowerCase()
    .replace(/["']/g, '')
    .replace(/\s*([,()/])\s*/g, '$1')
    .replace(/(^|[^\d])0?\.(\d)/g, '$1.$2')
    .replace(/\s+/g, ' ')
    .trim();

/** Lengths and times in one unit each; rem at the browser's 16 px. */
function pixels(value: string): string | undefined {
  const match = /^([-+]?\d*\.?\d+)(px|rem|ms|s)?$/.exec(value);
  if (!match) return undefined;
  const number = Number(match[1]);
  if (number === 0) return '0';
  const factor = match[2] === 'rem' ? 16 : match[2] === 's' ? 1000 : 1;
  return `${Math.round(number * factor * 1000) / 1000}${match[2] === 'ms' || match[2] === 's' ? 'ms' : match[2] === undefined ? '' : 'px'}`;
}

/** "dark" of `[data-theme="dark"]`, `.dark`, `html.dark`, `:root.theme-dark` and `@media (prefers-color-scheme: dark)`. */
function themeName({ selector, condition }: TokenSet): string {
  const media = /(?:prefers-color-scheme:|@variant)\s*(\w+)/.exec(condition ?? '')?.[1];
  if (media !== undefined) return media;
  const word = /(?:=["']?|\.)(?:theme-|mode-)?([\w-]+?)(?:-theme|-mode)?["']?\]?$/.exec(
    selector.split(',')[0]?.trim() ?? '',
  )?.[1];
  return (word ?? selector).toLowerCase();
}
