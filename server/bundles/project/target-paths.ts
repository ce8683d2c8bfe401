/** Where a new component belongs in a project, after the habits of the ones that are there. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

/** @returns The path, relative to the project, a component of that name would get. */
export function targetPaths(
  project: string,
  existing: readonly { name: string; file: string }[],
): (name: string) => string {
  const folders = new Map<string, number>();
  const extensions = new Map<string, number>();
  let ownFolder = 0;
  let kebab = 0;
  let counted = 0;
  for (const { name, file } of existing) {
    const parts = file.split('/');
    const at = parts.findIndex((part) => /^(components|ui|widgets)$/.test(part));
    const base = posix.basename(file, posix.extname(file));
    if (at === -1 || !/\/(components|ui|widgets)\//.test(`/${file}`)) continue;
    counted += 1;
    const folder = parts.slice(0, at + 1).join('/');
    // A kit's own folder (components/ui) is for primitives.
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
    extensions.set(posix.extname(file), (extensions.get(posix.extname(file)) ?? 0) + 1);
    if (parts.at(-2) === name || base === 'index') ownFolder += 1;
    if (/^[a-z\d]+(-[a-z\d]+)+$/.test(base)) kebab += 1;
  }
  const folder = most(folders) ?? (existsSync(join(project, 'src')) ? 'src/components' : 'components');
  const extension = most(extensions) ?? (existsSync(join(project, 'tsconfig.json')) ? '.tsx' : '.jsx');
  const many = Math.max(1, counted);
  return (name) => {
    const clean = name.replace(/[^\p{L}\p{N}]+/gu, '') || 'Component';
    const file = kebab / many > 0.3 ? clean.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase() : clean;
    return ownFolder / many > 0.5
      ? `${folder}/${clean}/${file}${extension}`
      : `${folder}/${file}${extension}`;
  };
}

const most = (counts: ReadonlyMap<string, number>): string | undefined =>
  [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
