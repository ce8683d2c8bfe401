/** The one word a caller acts on, by the rule that nothing undecided is ever called done. */
import type { BundleFacts } from '../../schemas/bundle.ts';
import type { ProjectSide } from './payload.ts';

export type BundleStatus = 'DONE' | 'DONE_WITH_CONCERNS' | 'BLOCKED' | 'NEEDS_CONTEXT';

/** Nobody may report DONE over an unresolved conflict, an undecided component or an undecided page. */
export function statusOf(
  facts: BundleFacts,
  side?: Pick<ProjectSide, 'decisions' | 'diff' | 'since'>,
): { status: BundleStatus; concerns: string[] } {
  if (facts.completeness !== 'complete') {
    return {
      status: 'BLOCKED',
      concerns: [
        facts.completeness === 'not_a_bundle'
          ? 'This is not a design bundle.'
          : 'There is nothing to build yet.',
      ],
    };
  }
  const open: string[] = [];
  if (facts.primary.path === undefined && (facts.primary.candidates?.length ?? 0) > 1)
    open.push('Several pages could be the one to build: ask which, then parse again with openFile.');
  const conflicts = side ? side.diff.conflicts.length : facts.tokenConflicts.length;
  if (conflicts > 0) open.push(`${conflicts} token conflicts: decide before building.`);
  const undecided = (side?.decisions ?? []).filter(({ ambiguous }) => ambiguous);
  if (undecided.length > 0)
    open.push(
      `Ambiguous components: ${undecided
        .slice(0, 8)
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  const concerns: string[] = [];
  if (facts.unfinished) concerns.push(facts.whatToDo ?? 'The last wish is unfinished.');
  if (facts.missing.length > 0) concerns.push(`${facts.missing.length} files are named but missing.`);
  if (side && side.diff.modified.length > 0)
    concerns.push(
      `${side.diff.modified.length} tokens have another value in the project: keep or accept each.`,
    );
  if (side && (side.since?.editedSince.length ?? 0) > 0)
    concerns.push('Files built from an earlier version were edited since.');
  concerns.push(...facts.warnings.slice(0, 3));
  if (open.length > 0) return { status: 'NEEDS_CONTEXT', concerns: [...open, ...concerns] };
  return { status: concerns.length > 0 ? 'DONE_WITH_CONCERNS' : 'DONE', concerns };
}
