/** The published form of the server, built from the sources as they are: once for all test files of a run. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../server/config/settings.ts';

const sources = ['server', 'tools', 'schemas', 'figma-bridge-plugin/executor', 'figma-bridge-plugin/link'];
/** What else decides how the bundle looks. */
const settings = ['package.json', join('scripts', 'build.ts')];
/** Inside the package, so that the bundle finds the packages it leaves outside. */
const builds = join(packageRoot, 'node_modules', '.cache', 'adsmith-e2e');

let built: Promise<string> | undefined;

/** The path of an up-to-date `main.js`. */
export function builtServer(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const folder = join(builds, await fingerprint());
  const main = join(folder, 'main.js');
  if (existsSync(main)) return main;
  await mkdir(builds, { recursive: true });
  for (const old of await readdir(builds)) {
    const { mtimeMs } = await stat(join(builds, old)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(join(builds, old), { recursive: true, force: true });
  }
  const draft = `${folder}.${process.pid}`;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', join('scripts', 'build.ts'), draft], {
    cwd: packageRoot,
  });
  // Another test file may have been first: its build is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  return main;
}

/** Changes whenever a source file does. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const files = await Promise.all(
    sources.map((folder) => readdir(join(packageRoot, folder), { recursive: true, withFileTypes: true })),
  );
  const paths = files.flat().flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
  for (const path of [...paths, ...settings.map((name) => join(packageRoot, name))].sort()) {
    const { mtimeMs, size } = await stat(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
