import { z } from 'zod';
import { neededProject } from './bundle-project.ts';
import { defineTool } from './define.ts';

export const linkBundle = defineTool({
  name: 'link_bundle',
  title: 'Link a bundle to the code built from it',
  description:
    'Records in the project (.claude/design-handoffs/<bundle-id>.json) which files were built from a bundle and in ' +
    'which pull request. A later parse of a newer bundle then says what changed and which files it touches. Call again ' +
    'to add files or the pull request.',
  toolset: 'bundles',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  pipeline: false,
  input: z.strictObject({
    bundleId: z.string().min(8).max(64),
    files: z
      .array(
        z.strictObject({
          path: z.string().min(1).max(1024).describe('Relative to the project.'),
          components: z.array(z.string().min(1)).max(50).default([]).describe('Names in the bundle.'),
        }),
      )
      .max(300)
      .default([]),
    pr: z
      .strictObject({ url: z.url({ protocol: /^https?$/ }), number: z.int().positive().optional() })
      .optional()
      .describe('The pull request.'),
    project: z.string().min(1).optional().describe('Folder of the codebase; default the workspace.'),
  }),
  async run({ bundleId, files, pr, project }, { bundles, settings }) {
    const service = await bundles.get();
    const parsed = await service.get(bundleId);
    const root = await neededProject(service, settings, project);
    const { path, record } = await service.link(parsed, root, {
      files,
      ...(pr && { pr: { url: pr.url, ...(pr.number !== undefined && { number: pr.number }) } }),
      status: parsed.facts.completeness === 'complete' ? 'imported' : parsed.facts.completeness,
    });
    const unread = record.files.filter(({ sha256 }) => sha256 === null).map((file) => file.path);
    return {
      data: {
        provenance_path: path,
        bundle_id: record.bundle_id,
        files: record.files.length,
        pr: record.pr,
        ...(record.supersedes !== undefined && { supersedes: record.supersedes }),
        ...(unread.length > 0 && { not_there_yet: unread }),
      },
    };
  },
});
