/** For each proposed component: reuse what is there, adapt it, or write a new one; undecided ones are asked about. */
import type { BundleComponent } from '../../../schemas/bundle.ts';
import type { RegistryItem } from './catalogues.ts';
import { type IndexedComponent, textWords } from './component-index.ts';
import weights from './data/weights.json' with { type: 'json' };
import { nameSimilarity, nameWords } from './names.ts';
import { type Comparable, type Score, scorePair } from './score.ts';

export interface Match {
  name: string;
  /** "src/components/Card.tsx:12". */
  at: string;
  score: Score;
  /** The catalogue that lists it, when it is not from the project's files. */
  from?: string;
  /** How it is imported, where the catalogue says so. */
  import?: string;
}

/** What a registry offers under that name: a suggestion, never a match. */
export interface Suggestion {
  name: string;
  registry: string;
  /** The command that adds it. */
  add?: string;
  description?: string;
}

export interface Decision {
  name: string;
  decision: 'reuse' | 'adapt' | 'scaffold';
  /** NEEDS_CONTEXT: two answers are equally good, or names agree where the things differ. */
  ambiguous: boolean;
  reason: string;
  match?: Match;
  /** Next best ones, for the person who decides. */
  others: Match[];
  /** Where a new one would go. */
  targetPath?: string;
  suggestions: Suggestion[];
}

export type Proposal = Pick<BundleComponent, 'name' | 'props' | 'elements' | 'purpose' | 'aliases'> & {
  kind?: 'part' | 'page';
};

export function decide(
  proposal: Proposal,
  existing: readonly IndexedComponent[],
  registry: readonly RegistryItem[],
  targetPath: (name: string) => string,
): Decision {
  const wanted = comparable(proposal);
  const ranked = existing
    .map((component) => ({ component, score: scorePair(wanted, component) }))
    .filter(({ score }) => score.total >= 0.3)
    .sort(
      (a, b) => b.score.total - a.score.total || Number(b.component.exported) - Number(a.component.exported),
    )
    .slice(0, 8);
  const [best, next] = ranked;
  const suggestions = registry
    .filter(({ words }) => nameSimilarity(wanted.words, words) >= 0.9)
    .slice(0, 3)
    .map(
      ({ name, registry: label, add, description }): Suggestion => ({
        name,
        registry: label,
        ...(add !== undefined && { add }),
        ...(description !== undefined && { description }),
      }),
    );
  const fresh = { name: proposal.name, targetPath: targetPath(proposal.name), suggestions };
  const others = ranked.slice(1, 4).map(asMatch);
  if (!best || best.score.total < weights.adaptAt) {
    const nearest = best
      ? `the nearest is ${best.component.name} (${best.score.total})`
      : 'nothing alike was found';
    return {
      ...fresh,
      decision: 'scaffold',
      ambiguous: false,
      reason: `No existing component fits: ${nearest}.${offeredBy(suggestions)}`,
      others: best ? [asMatch(best), ...others].slice(0, 3) : [],
    };
  }
  const match = asMatch(best);
  const exactName = best.score.name === 1;
  const fits = exactName && (best.score.props ?? 0) >= weights.reuseExactNameProps;
  const decision = fits || best.score.total >= weights.reuseAt ? 'reuse' : 'adapt';
  const rival =
    next &&
    best.score.total - next.score.total <= weights.ambiguousWithin &&
    !samePlace(best.component, next.component)
      ? next
      : undefined;
  const differs =
    exactName &&
    best.score.total < weights.reuseAt &&
    (best.score.props ?? 0) < 0.2 &&
    (best.score.structure ?? 0) < 0.2 &&
    (best.score.props !== undefined || best.score.structure !== undefined);
  const ambiguous = rival !== undefined || differs;
  const why = reasonOf(best.score, exactName);
  return {
    name: proposal.name,
    decision,
    ambiguous,
    reason: rival
      ? `${best.component.name} and ${rival.component.name} fit almost equally (${best.score.total} and ${rival.score.total}): ask which one is meant.`
      : differs
        ? `${best.component.name} has the name but neither the props nor the structure (${why}): ask whether it is the same thing.`
        : `${best.component.name}: ${why}.`,
    match,
    others,
    suggestions,
    ...(decision === 'adapt' && best.component.file !== '' && { targetPath: best.component.file }),
  };
}

const samePlace = (a: IndexedComponent, b: IndexedComponent) =>
  a.name === b.name && (a.file === b.file || a.source !== b.source);

function reasonOf(score: Score, exactName: boolean): string {
  const percent = (value: number | undefined) =>
    value === undefined ? undefined : `${Math.round(value * 100)}%`;
  const parts = [
    exactName ? 'same name' : `name ${percent(score.name)}`,
    score.props !== undefined && `props ${percent(score.props)}`,
    score.structure !== undefined && `structure ${percent(score.structure)}`,
  ].filter(Boolean);
  return `${parts.join(', ')}; score ${score.total}`;
}

function comparable({ name, props, elements, purpose, kind }: Proposal): Comparable {
  return {
    name,
    words: nameWords(name),
    props: props ?? [],
    elements: elements ?? {},
    marks: [],
    text: textWords(purpose ?? ''),
    kind: kind ?? (/(Page|Screen)$/.test(name) ? 'page' : 'part'),
  };
}

function offeredBy(suggestions: readonly Suggestion[]): string {
  const [first] = suggestions;
  if (!first) return '';
  const more = suggestions.length > 1 ? ` (and ${suggestions.length - 1} more)` : '';
  return ` ${first.registry} offers ${first.name}${more}: look at it before writing a new one.`;
}

/** A catalogue may list a component without saying where it lies. */
const asMatch = ({ component, score }: { component: IndexedComponent; score: Score }): Match => ({
  name: component.name,
  at:
    component.file === ''
      ? (component.from ?? 'unknown')
      : component.line > 1
        ? `${component.file}:${component.line}`
        : component.file,
  score,
  ...(component.from !== undefined && { from: component.from }),
  ...(component.importLine !== undefined && { import: component.importLine }),
});
