import { z } from 'zod';
import { neededProject } from './bundle-project.ts';
import { defineTool } from './define.ts';
import { ToolError } from './errors.ts';

const nameParam = z.string().min(1).max(120);

export const findComponents = defineTool({
  name: 'find_components',
  title: 'Find existing components',
  description:
    'Looks in a codebase (TSX, JSX, Vue, Svelte, Storybook) for components like those wanted and decides reuse, adapt ' +
    'or scaffold, with the reasons and the file:line. Registries of components.json are asked for suggestions, with ' +
    'the command that adds them. ambiguous: ask the user, never guess. ' +
    "Give a parsed bundle's id, or names with props.",
  toolset: 'bundles',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  pipeline: false,
  input: z.strictObject({
    bundleId: z.string().min(8).max(64).optional(),
    wanted: z
      .array(z.strictObject({ name: nameParam, props: z.array(nameParam).max(60).optional() }))
      .min(1)
      .max(100)
      .optional()
      .describe('Components to look for; with bundleId, only these of the bundle.'),
    project: z.string().min(1).optional().describe('Folder of the codebase; default the workspace.'),
    registry: z.string().min(1).optional().describe('Another registry.json (URL or path) to suggest from.'),
    storybook: z
      .string()
      .min(1)
      .max(2048)
      .optional()
      .describe("URL of a running Storybook or its /mcp; default the project's own, if it runs."),
  }),
  async run({ bundleId, wanted, project, registry, storybook }, { bundles, settings, signal }) {
    const service = await bundles.get();
    const root = await neededProject(service, settings, project);
    const parsed = bundleId === undefined ? undefined : await service.get(bundleId);
    if (!parsed && !wanted) {
      throw new ToolError('There is nothing to look for.', {
        path: 'wanted',
        hint: 'Give bundleId or wanted.',
      });
    }
    const known = new Map((parsed?.facts.components ?? []).map((one) => [one.name, one]));
    const proposals = wanted
      ? wanted.map(({ name, props }) => ({
          ...known.get(name),
          name,
          ...(props && { props: props.map((prop) => ({ name: prop })) }),
        }))
      : [...known.values()].filter(({ reach }) => reach === 'primary').slice(0, 150);
    const named = registry === undefined ? [] : await service.registry(registry);
    const address = storybook ?? settings.storybook;
    const sources = await service.sources(root, {
      wanted: proposals,
      environment: settings.registryVariables,
      ...(address !== undefined && { storybook: address }),
      ...(signal && { signal }),
    });
    const { decisions, searched, notes } = service.find(
      root,
      proposals.map((one) => (parsed ? { ...one, kind: service.kindOf(parsed.facts, one.name) } : one)),
      { ...sources, items: [...sources.items, ...named] },
    );
    const ambiguous = decisions.filter((one) => one.ambiguous).map(({ name }) => name);
    return {
      data: {
        status: ambiguous.length > 0 ? 'NEEDS_CONTEXT' : 'DONE',
        ...(ambiguous.length > 0 && { ask_about: ambiguous }),
        searched,
        decisions: decisions.map(({ suggestions, others, ambiguous: open, ...one }) => ({
          ...one,
          ...(open && { ambiguous: true }),
          ...(others.length > 0 &&
            (open || one.decision === 'adapt') && {
              others: others.map(({ name, at, score }) => `${name} ${at} (${score.total})`),
            }),
          ...(suggestions.length > 0 && { suggestions }),
        })),
        ...(notes.length > 0 && { notes }),
      },
    };
  },
});
