import { z } from 'zod';
import { neededProject } from './bundle-project.ts';
import { defineTool } from './define.ts';

export const reconcileTokens = defineTool({
  name: 'reconcile_tokens',
  title: "Hold a bundle's tokens against a project's",
  description:
    "Compares a parsed bundle's tokens with the project's own (CSS custom properties, Tailwind 4 @theme, Tailwind 3 " +
    'config read without running it, token files). added: append. aliases: the project has that value under another ' +
    'name, use it. modified: ask to keep or accept (near: colours an eye hardly tells apart). conflicts: decide first.',
  toolset: 'bundles',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    bundleId: z.string().min(8).max(64),
    project: z.string().min(1).optional().describe('Folder of the codebase; default the workspace.'),
    limit: z.int().min(1).max(400).default(80).describe('Entries a list.'),
  }),
  async run({ bundleId, project, limit }, { bundles, settings }) {
    const service = await bundles.get();
    const parsed = await service.get(bundleId);
    const { added, modified, conflicts, aliases, same, sources, unresolved } = await service.reconcile(
      parsed,
      await neededProject(service, settings, project),
    );
    return {
      data: {
        status: conflicts.length > 0 ? 'NEEDS_CONTEXT' : modified.length > 0 ? 'DONE_WITH_CONCERNS' : 'DONE',
        counts: {
          added: added.length,
          modified: modified.length,
          conflicts: conflicts.length,
          aliases: aliases.length,
          same,
        },
        conflicts: conflicts.slice(0, limit),
        modified: modified.slice(0, limit),
        aliases: aliases.slice(0, limit),
        added: added.slice(0, limit),
        sources,
        ...(unresolved.length > 0 && { not_read_because_it_would_have_to_run: unresolved.slice(0, 20) }),
      },
    };
  },
});
