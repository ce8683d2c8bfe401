/** The thread from a design to the code built from it: one file a bundle in the project's `.claude/design-handoffs`. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { BundleFacts } from '../../schemas/bundle.ts';
import { type Provenance, provenanceSchema } from '../../schemas/bundle-provenance.ts';
import { isInside, resolveForWriting, resolveInRoots } from '../assets/index.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { BundleError } from './bundle-error.ts';
import type { OpenBundle } from './store.ts';

export const provenanceFolder = '.claude/design-handoffs';
export const provenancePath = (bundleId: string): string => `${provenanceFolder}/${bundleId}.json`;

/** Every handoff recorded in a project; files that are not ours to read are skipped. */
export async function readProvenance(project: string): Promise<Provenance[]> {
  const folder = await resolveInRoots(join(project, provenanceFolder), [project]).catch(() => undefined);
  if (folder === undefined) return [];
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  const all = await Promise.all(
    names.map(async (name) => {
      try {
        const path = join(folder, name);
        if ((await stat(path)).size > 4 * 1024 * 1024) return undefined;
        return provenanceSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
      } catch {
        return undefined;
      }
    }),
  );
  return all.filter((one): one is Provenance => one !== undefined);
}

/** The last import of the same design: the same bundle, or the same project exported again. */
export function earlierImport(
  all: readonly Provenance[],
  bundle: OpenBundle,
  facts: BundleFacts,
): Provenance | undefined {
  const same = all.filter(
    (one) =>
      one.bundle_id === bundle.id ||
      one.content_id === bundle.contentId ||
      (one.project_name !== undefined && one.project_name === facts.projectName && one.kind === facts.kind),
  );
  return same.sort((a, b) => (a.imported_at < b.imported_at ? 1 : -1))[0];
}

export interface ChangesSince {
  bundle_id: string;
  imported_at: string;
  pr: Provenance['pr'];
  identical: boolean;
  designFiles: { added: string[]; changed: string[]; removed: string[] };
  components: { added: string[]; changed: string[]; removed: string[] };
  tokens: { added: string[]; changed: string[]; removed: string[] };
  /** Project files built from what changed. */
  touches: string[];
  /** Project files edited by people since they were linked. */
  editedSince: string[];
}

export async function changesSince(
  earlier: Provenance,
  bundle: OpenBundle,
  facts: BundleFacts,
  project: string,
): Promise<ChangesSince> {
  const [components, tokens] = [await componentHashes(bundle, facts), tokenValues(facts)];
  const changes = {
    designFiles: difference(earlier.bundle_files, designFiles(bundle)),
    components: difference(earlier.bundle_components, components),
    tokens: difference(earlier.tokens, tokens),
  };
  const moved = new Set([...changes.components.changed, ...changes.components.removed]);
  const tokensMoved = changes.tokens.changed.length + changes.tokens.removed.length > 0;
  const touches = earlier.files
    .filter(
      ({ path, components: built }) =>
        built.some((name) => moved.has(name)) ||
        (tokensMoved && /\.(css|scss)$|tailwind\.config|tokens/.test(path)),
    )
    .map(({ path }) => path);
  const editedSince: string[] = [];
  for (const { path, sha256 } of earlier.files) {
    const now = await hashOf(project, path);
    if (sha256 !== null && now !== sha256) editedSince.push(path);
  }
  return {
    bundle_id: earlier.bundle_id,
    imported_at: earlier.imported_at,
    pr: earlier.pr,
    identical: earlier.content_id === bundle.contentId,
    ...changes,
    touches,
    editedSince,
  };
}

export interface Link {
  files: { path: string; components: string[] }[];
  pr?: { url: string; number?: number };
  components?: Provenance['components'];
  status: string;
}

/** Writes the record, merging with what an earlier link of the same bundle said. */
export async function writeLink(
  project: string,
  bundle: OpenBundle,
  facts: BundleFacts,
  { files, pr, components, status }: Link,
): Promise<{ path: string; record: Provenance }> {
  const all = await readProvenance(project);
  const before = all.find(({ bundle_id }) => bundle_id === bundle.id);
  const supersedes = earlierImport(
    all.filter(({ bundle_id }) => bundle_id !== bundle.id),
    bundle,
    facts,
  )?.bundle_id;
  const linked = new Map((before?.files ?? []).map((file) => [file.path, file]));
  for (const { path, components: built } of files) {
    const clean = await projectPath(project, path);
    linked.set(clean, { path: clean, sha256: await hashOf(project, clean), components: built });
  }
  const record: Provenance = {
    ...before,
    bundle_id: bundle.id,
    bundle_url: /^https?:/.test(bundle.source) ? bundle.source : basename(bundle.source),
    content_id: bundle.contentId,
    ...(facts.projectName !== undefined && { project_name: facts.projectName }),
    kind: facts.kind,
    fetched_at: bundle.fetchedAt,
    imported_at: new Date().toISOString(),
    status,
    components: components ?? before?.components ?? [],
    files: [...linked.values()],
    pr: pr
      ? { ...pr, opened_at: before?.pr?.url === pr.url ? before.pr.opened_at : new Date().toISOString() }
      : (before?.pr ?? null),
    bundle_files: designFiles(bundle),
    bundle_components: await componentHashes(bundle, facts),
    tokens: tokenValues(facts),
    ...(supersedes !== undefined && { supersedes }),
  };
  const target = await resolveForWriting(join(project, provenancePath(bundle.id)), [project]);
  await writeFileAtomically(target, `${JSON.stringify(record, null, 2)}\n`);
  return { path: provenancePath(bundle.id), record };
}

/** A file inside the project as a path relative to it. */
async function projectPath(project: string, path: string): Promise<string> {
  const real = await resolveForWriting(join(project, path), [project]).catch(() => undefined);
  if (real === undefined || !isInside(real, project)) {
    throw new BundleError(
      'bad_value',
      `${JSON.stringify(path)} is not inside the project.`,
      'Give paths relative to the project.',
      'files',
    );
  }
  return relative(project, real).replaceAll('\\', '/');
}

async function hashOf(project: string, path: string): Promise<string | null> {
  try {
    const real = await resolveInRoots(join(project, path), [project]);
    if ((await stat(real)).size > 16 * 1024 * 1024) return null;
    return createHash('sha256')
      .update(await readFile(real))
      .digest('hex');
  } catch {
    return null;
  }
}

/** Only what a design is made of: a README that names another slug is no change. */
function designFiles({ files }: OpenBundle): Record<string, string> {
  const entries = [...files.all.values()]
    .filter(({ path }) => !/(^|\/)(README\.md|\.thumbnail)$|(^|\/)(chats|uploads|screenshots)\//i.test(path))
    .map(({ path, sha256 }) => [path.replace(/^.*?(?=project\/)/, ''), sha256.slice(0, 16)] as const);
  return Object.fromEntries(entries.slice(0, 2000));
}

/** Sources longer than this are compared by the shape of their components alone. */
const MOST_SOURCE_BYTES = 4 * 1024 * 1024;

/** What a component is: its props, what it draws and its own lines, up to where the next one of its file begins. */
async function componentHashes(bundle: OpenBundle, facts: BundleFacts): Promise<Record<string, string>> {
  const known = facts.components.filter(({ reach }) => reach !== 'orphan');
  const hashes: Record<string, string> = {};
  for (const file of new Set(known.map((one) => one.file))) {
    const components = known.filter((one) => one.file === file);
    const text = bundle.files.has(file) ? await bundle.files.text(file, MOST_SOURCE_BYTES) : undefined;
    const lines = text?.split('\n') ?? [];
    const starts = components.map(({ line }) => line ?? 1).sort((a, b) => a - b);
    for (const { name, line = 1, props, elements } of components) {
      const next = starts.find((start) => start > line);
      // What stands above the first component, imports and data, belongs to all of the file.
      const head = lines.slice(0, (starts[0] ?? 1) - 1);
      const own = lines.slice(line - 1, next === undefined ? undefined : next - 1);
      const hash = createHash('sha256').update(JSON.stringify({ props, elements, head, own }));
      hashes[name] = hash.digest('hex').slice(0, 16);
    }
  }
  return hashes;
}

function tokenValues({ tokenSets }: BundleFacts): Record<string, string> {
  return Object.fromEntries(
    tokenSets
      .filter(({ reach, role }) => reach === 'primary' && (role === 'base' || role === 'theme'))
      .flatMap(({ role, selector, tokens }) =>
        tokens.map(({ name, value }) => [role === 'base' ? name : `${selector} ${name}`, value] as const),
      ),
  );
}

function difference(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  return {
    added: Object.keys(now).filter((key) => !(key in before)),
    changed: Object.keys(now).filter((key) => key in before && before[key] !== now[key]),
    removed: Object.keys(before).filter((key) => !(key in now)),
  };
}
