/** The parts of the payload, each cut to what decides the next step. */
import type { BundleComponent, BundleFacts, DesignState, TokenSet } from '../../schemas/bundle.ts';
import type { ProjectSide } from './payload.ts';
import type { ChangesSince } from './provenance.ts';
import { redact, shorten } from './redact.ts';
import type { Decision } from './search/decide.ts';
import { contextName } from './styles/design-tokens.ts';

export const MOST_LISTED = 80;
const MOST_TOKENS = 160;

export function intentOf({ conversation }: BundleFacts) {
  const { chats, lastAsk, answers, openQuestions, lastAssistantText } = conversation;
  return {
    chats: chats.length,
    last_ask: lastAsk
      ? { text: shorten(lastAsk.text, 700), answered: lastAsk.answered, chat: lastAsk.chat }
      : null,
    ...(openQuestions.length > 0 && {
      open_questions: openQuestions.slice(0, 8).map((one) => shorten(one, 240)),
    }),
    ...(answers.length > 0 && { answers: answers.slice(-6).map((one) => shorten(one, 160)) }),
    ...(lastAssistantText !== undefined && { last_assistant_words: shorten(lastAssistantText, 400) }),
  };
}

export function componentOf(
  component: BundleComponent,
  decision: Decision | undefined,
  unresolved: readonly string[] = [],
) {
  const warnings = [
    ...(unresolved.length > 0
      ? [`uses ${unresolved.slice(0, 4).join(', ')}, which no stylesheet of the bundle defines`]
      : []),
    ...(decision?.ambiguous ? [decision.reason] : []),
  ];
  return {
    name: component.name,
    at: component.line === undefined ? component.file : `${component.file}:${component.line}`,
    from: component.from,
    ...(component.aliases && { aliases: component.aliases.map((alias) => shorten(alias, 60)) }),
    ...(component.purpose !== undefined && { purpose: shorten(component.purpose, 120) }),
    ...(component.props && { props: component.props.slice(0, 12).map(({ name }) => name) }),
    ...(decision && {
      decision: decision.decision,
      existing_match: decision.match
        ? { name: decision.match.name, at: decision.match.at, score: decision.match.score.total }
        : null,
      ...(decision.targetPath !== undefined && { target_path: decision.targetPath }),
      reason: decision.reason,
    }),
    tokens_resolved: unresolved.length === 0,
    warnings,
  };
}

export const otherNames = (components: readonly BundleComponent[]) => ({
  on_other_pages: components
    .filter(({ reach }) => reach === 'other')
    .slice(0, MOST_LISTED)
    .map(({ name }) => name),
  orphans: components
    .filter(({ reach }) => reach === 'orphan')
    .slice(0, 40)
    .map(({ name, file }) => `${name} (${file})`),
});

/** Base and themes in full while they are few; beyond that, counts and where to read them. */
export function tokensOf(sets: readonly TokenSet[]) {
  let room = MOST_TOKENS;
  const describe = (set: TokenSet) => {
    const whole = set.tokens.length <= room;
    if (whole) room -= set.tokens.length;
    return {
      selector: set.selector,
      ...(set.condition !== undefined && { condition: set.condition }),
      count: set.tokens.length,
      files: [...new Set(set.tokens.map(({ file }) => file))].slice(0, 6),
      ...(whole
        ? { values: Object.fromEntries(set.tokens.map(({ name, value }) => [name, value])) }
        : { names: set.tokens.slice(0, 20).map(({ name }) => name) }),
    };
  };
  const used = sets.filter(({ reach }) => reach === 'primary');
  const elsewhere = sets.filter(({ reach, role }) => reach !== 'primary' && role !== 'scoped');
  const themes = used.filter(({ role }) => role === 'theme');
  return {
    base: used.filter(({ role }) => role === 'base').map(describe),
    ...(themes.length > 0 && {
      themes: themes.slice(0, 20).map((set) => ({ label: contextName(set), ...describe(set) })),
    }),
    ...(themes.length > 20 && { more_themes: themes.slice(20).map((set) => contextName(set)) }),
    ...(used.some(({ role }) => role === 'condition') && {
      conditional: used.filter(({ role }) => role === 'condition').map(describe),
    }),
    ...(elsewhere.length > 0 && {
      elsewhere: elsewhere.slice(0, 8).map(({ selector, reach, tokens }) => ({
        selector,
        count: tokens.length,
        why: reach === 'unused' ? 'no page links it' : 'another page only',
        file: tokens[0]?.file,
      })),
    }),
  };
}

export const stateOf = ({ source, file, line, variable, keys, values }: DesignState) => ({
  source,
  at: `${file}:${line}`,
  ...(variable !== undefined && { variable }),
  keys,
  values: JSON.stringify(values).length < 600 ? values : undefined,
});

export function filesOf({ files, remote, inlineData }: BundleFacts) {
  const counts: Record<string, number> = {};
  for (const { use } of files) counts[use] = (counts[use] ?? 0) + 1;
  const named = (use: string) => files.filter((file) => file.use === use).map(({ path }) => path);
  return {
    total: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    by_use: counts,
    pages: named('page').slice(0, 40),
    styles: named('style').slice(0, 20),
    scripts: named('script').slice(0, 40),
    assets: named('asset').slice(0, 30),
    ...(named('upload').length > 0 && { uploads: named('upload').slice(0, 10) }),
    ...(named('unreferenced').length > 0 && { unreferenced: named('unreferenced').slice(0, 10) }),
    ...(remote.length > 0 && { remote_not_fetched: remote.slice(0, 12).map(redact) }),
    ...(inlineData.length > 0 && { inline_data: inlineData.slice(0, 8) }),
  };
}

export function makeOf({ make }: BundleFacts) {
  if (!make) return undefined;
  const { dependencies, aliases, unreachable, assets, ...rest } = make;
  return {
    ...rest,
    dependencies,
    ...(Object.keys(aliases).length > 0 && { versioned_imports: aliases }),
    assets: assets.slice(0, 20).map(({ reference, file }) => ({ reference, file: file ?? null })),
    ...(unreachable.length > 0 && {
      unreachable: { count: unreachable.length, first: unreachable.slice(0, 10) },
    }),
  };
}

export function diffOf({ added, modified, conflicts, aliases, same, sources }: ProjectSide['diff']) {
  return {
    added: added.slice(0, 40).map(({ name, value, theme }) => ({ name, value, ...(theme && { theme }) })),
    modified: modified.slice(0, 25).map(({ name, value, project, deltaE, near }) => ({
      name,
      value,
      project: project.value,
      at: at(project),
      ...(deltaE !== undefined && { deltaE }),
      ...(near && { near }),
    })),
    conflicts: conflicts.slice(0, 25).map(({ name, value, project, why }) => ({
      name,
      value,
      ...(project && { project: project.value, at: at(project) }),
      why,
    })),
    aliases: aliases.slice(0, 25).map(({ name, project }) => ({ name, use: project.name })),
    counts: {
      added: added.length,
      modified: modified.length,
      conflicts: conflicts.length,
      aliases: aliases.length,
      same,
    },
    sources: sources.slice(0, 10),
  };
}

const at = ({ file, line }: { file: string; line?: number }) =>
  line === undefined ? file : `${file}:${line}`;

export const sinceOf = (since: ChangesSince) => ({
  ...since,
  designFiles: trimmed(since.designFiles),
  components: trimmed(since.components),
  tokens: trimmed(since.tokens),
});

const trimmed = (lists: Record<'added' | 'changed' | 'removed', string[]>) =>
  Object.fromEntries(
    Object.entries(lists).map(([key, list]) => [
      key,
      list.length > 30 ? [...list.slice(0, 30), `and ${list.length - 30} more`] : list,
    ]),
  );
