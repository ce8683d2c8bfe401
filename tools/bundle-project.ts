/** The codebase a bundle is meant for, as the bundle tools are given it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleService } from '../server/bundles/index.ts';
import type { Settings } from '../server/config/settings.ts';
import { ToolError } from './errors.ts';

/** The real path; undefined for "none", or when nothing was named and the workspace is no project. */
export async function bundleProject(
  service: BundleService,
  { workspace }: Pick<Settings, 'workspace'>,
  named: string | undefined,
): Promise<string | undefined> {
  if (named === 'none') return undefined;
  if (named !== undefined) return service.project(named);
  return existsSync(join(workspace, 'package.json')) ? service.project(workspace) : undefined;
}

/** For tools that make no sense without one. */
export async function neededProject(
  service: BundleService,
  settings: Pick<Settings, 'workspace'>,
  named: string | undefined,
): Promise<string> {
  const project = await bundleProject(service, settings, named);
  if (project !== undefined) return project;
  throw new ToolError('There is no project to look at: the workspace has no package.json.', {
    path: 'project',
    hint: 'Name the folder of the codebase in project.',
  });
}
