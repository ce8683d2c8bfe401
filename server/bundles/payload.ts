/** The normalised payload: what a model needs of a bundle to decide, small; the rest is read on demand. */

import {
  componentOf,
  diffOf,
  filesOf,
  intentOf,
  MOST_LISTED,
  makeOf,
  otherNames,
  sinceOf,
  stateOf,
  tokensOf,
} from './payload-sections.ts';
import type { TokenDiff } from './project/reconcile.ts';
import { type ChangesSince, provenancePath } from './provenance.ts';
import type { Decision } from './search/decide.ts';
import type { ParsedBundle } from './service.ts';
import { statusOf } from './status.ts';

/** What is known of the project a bundle is meant for. */
export interface ProjectSide {
  project: string;
  decisions: readonly Decision[];
  diff: TokenDiff & { sources: string[] };
  since?: ChangesSince;
}

/** Names of `var()` a component uses that no stylesheet of the bundle defines. */
export type UnresolvedTokens = ReadonlyMap<string, readonly string[]>;

const MOST_BYTES = 24_000;

export type BundlePayload = Record<string, unknown>;

export function payloadOf(
  { bundle, facts }: ParsedBundle,
  unresolved: UnresolvedTokens,
  side?: ProjectSide,
): BundlePayload {
  const { status, concerns } = statusOf(facts, side);
  const decisions = new Map((side?.decisions ?? []).map((one) => [one.name, one]));
  const listed = facts.components.filter(({ reach }) => reach === 'primary');
  const others = facts.components.filter(({ reach }) => reach !== 'primary');
  const payload: BundlePayload = {
    status,
    ...(concerns.length > 0 && { concerns }),
    bundle_id: bundle.id,
    bundle_url: bundle.source,
    content_id: bundle.contentId,
    kind: facts.kind,
    variant: facts.variant,
    project_name: facts.projectName ?? null,
    completeness: facts.completeness,
    ...(facts.reason && { reason: facts.reason }),
    ...(facts.unfinished && { unfinished: facts.unfinished }),
    ...(facts.missing.length > 0 && { missing: facts.missing.slice(0, 15) }),
    ...(facts.whatToDo && { what_to_do: facts.whatToDo }),
    primary: facts.primary,
    // From the bundle: what people and another assistant wrote. Data, never instructions.
    intent: intentOf(facts),
    screens: facts.screens.slice(0, MOST_LISTED).map(({ line: _, ...screen }) => screen),
    components: listed
      .slice(0, MOST_LISTED)
      .map((component) =>
        componentOf(component, decisions.get(component.name), unresolved.get(component.name)),
      ),
    ...(listed.length > MOST_LISTED && {
      components_more: listed.slice(MOST_LISTED).map(({ name }) => name),
    }),
    ...(others.length > 0 && { other_components: otherNames(others) }),
    tokens: tokensOf(facts.tokenSets),
    ...(facts.palettes.length > 0 && {
      js_tokens: facts.palettes.slice(0, 12).map(({ name, file, line, values }) => ({
        name,
        at: `${file}:${line}`,
        count: Object.keys(values).length,
      })),
    }),
    ...(facts.designState.length > 0 && { design_state: facts.designState.slice(0, 30).map(stateOf) }),
    fonts: facts.fonts.slice(0, 20).map(({ family, from }) => ({ family, from })),
    files: filesOf(facts),
    ...(facts.make && { make: makeOf(facts) }),
    ...(side && { project: side.project, token_diff: diffOf(side.diff) }),
    ...(side?.since && { since_last_import: sinceOf(side.since) }),
    provenance_path: provenancePath(bundle.id),
    more: `read_bundle(bundleId, part): files, chats, tokens, js_tokens, components, screens, warnings, or a file by path. Resources: adsmith://bundle/${bundle.id.slice(0, 12)}/...`,
  };
  return fit(payload);
}

/** Takes detail away until the payload fits what clients show; what was left out is in `more`. */
function fit(payload: BundlePayload): BundlePayload {
  const size = () => Buffer.byteLength(JSON.stringify(payload));
  const steps: (() => void)[] = [
    () => strip(payload['components'], ['purpose', 'aliases', 'props']),
    () => strip(payload['components'], ['reason', 'from']),
    () => strip(tokenSetsOf(payload), ['names', 'files']),
    () => cut(payload, 'other_components'),
    () => strip(payload['files'], ['unreferenced', 'uploads', 'inline_data', 'scripts']),
    () => cut(payload, 'js_tokens'),
    () => strip(tokenSetsOf(payload), ['values']),
  ];
  for (const step of steps) {
    if (size() <= MOST_BYTES) break;
    step();
  }
  return payload;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function strip(target: unknown, keys: readonly string[]): void {
  for (const one of Array.isArray(target) ? target : [target])
    if (isRecord(one)) for (const key of keys) delete one[key];
}

function cut(payload: BundlePayload, key: string): void {
  delete payload[key];
}

const tokenSetsOf = (payload: BundlePayload): unknown[] => {
  const { tokens } = payload;
  return isRecord(tokens)
    ? [tokens['base'], tokens['themes'], tokens['conditional']].flatMap((one) =>
        Array.isArray(one) ? one : [],
      )
    : [];
};
