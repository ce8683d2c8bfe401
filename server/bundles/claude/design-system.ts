/** Compiled design-system projects: what `_ds_manifest.json` (or the bundle's header) says, checked against the files. */
import { posix } from 'node:path';
import type { BundleComponent, TokenSet } from '../../../schemas/bundle.ts';
import {
  type DesignSystemManifest,
  designSystemBundleHeaderSchema,
  designSystemManifestSchema,
} from '../../../schemas/bundle-manifest.ts';
import type { BundleFiles } from '../bundle-files.ts';
import { propsOfDeclaration } from '../code/declared-props.ts';
import { kindOf } from '../styles/token-kind.ts';
import { isCopy, isUpload } from './layout.ts';

export interface DesignSystem {
  manifest: DesignSystemManifest;
  /** Folder the manifest's paths are relative to, with a trailing "/". */
  folder: string;
  path: string;
  /** A system the project is bound to (`_ds/`), not the project itself. */
  bound: boolean;
}

export async function findDesignSystems(
  files: BundleFiles,
  project: string,
  maxBytes: number,
  warnings: string[],
): Promise<DesignSystem[]> {
  const found: DesignSystem[] = [];
  for (const path of files.paths) {
    if (!path.startsWith(project) || posix.basename(path) !== '_ds_manifest.json') continue;
    const rest = path.slice(project.length);
    if (isUpload(rest) || isCopy(rest)) continue;
    const text = await files.text(path, maxBytes);
    const manifest = text === undefined ? undefined : parseManifest(text);
    if (!manifest) {
      warnings.push(`${path} is not readable as a design-system manifest and was ignored.`);
      continue;
    }
    found.push(systemAt(path, project, manifest));
  }
  if (found.some(({ bound }) => !bound)) return found;
  // An older export without a manifest: the compiled bundle names its components in its first line.
  const compiled = `${project}_ds_bundle.js`;
  if (files.has(compiled)) {
    const header = await compiledHeader(files, compiled);
    if (header) {
      const components = header.components.flatMap((one) => {
        const name = typeof one === 'string' ? one : one.name;
        const sourcePath = typeof one === 'string' ? undefined : one.sourcePath;
        const file =
          sourcePath ??
          files.paths.find((path) => posix.basename(path) === `${String(name)}.jsx`)?.slice(project.length);
        return typeof name === 'string' && file !== undefined ? [{ name, sourcePath: file }] : [];
      });
      found.push(systemAt(compiled, project, designSystemManifestSchema.parse({ ...header, components })));
    }
  }
  return found;
}

/** What the compiler says in the first line of a `_ds_bundle.js`. */
async function compiledHeader(files: BundleFiles, path: string) {
  const head = (await files.read(path, 0, 256 * 1024)).toString('utf8');
  const json = /@ds-bundle:\s*(\{[\s\S]*?\})\s*\*\//.exec(head)?.[1];
  return json === undefined ? undefined : parseHeader(json);
}

/** Files of the bundle a `_ds_bundle.js` was compiled from: a page that loads it loads them. */
export async function compiledSources(files: BundleFiles, path: string): Promise<string[]> {
  const header = await compiledHeader(files, path);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return Object.keys(header?.sourceHashes ?? {})
    .map((source) => posix.normalize(folder + source))
    .filter((source) => files.has(source));
}

const systemAt = (path: string, project: string, manifest: DesignSystemManifest): DesignSystem => ({
  manifest,
  folder: path.slice(0, path.lastIndexOf('/') + 1),
  path,
  bound: /(^|\/)_ds\//.test(path.slice(project.length)),
});

function parseManifest(text: string): DesignSystemManifest | undefined {
  try {
    return designSystemManifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function parseHeader(text: string) {
  try {
    return designSystemBundleHeaderSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The manifest's components with props from the `.d.ts` and the first line of the `.prompt.md` beside them. */
export async function systemComponents(
  system: DesignSystem,
  files: BundleFiles,
  maxBytes: number,
  warnings: string[],
): Promise<BundleComponent[]> {
  const components: BundleComponent[] = [];
  for (const { name, sourcePath } of system.manifest.components) {
    // The compiler lists exported constants as well.
    if (/^[A-Z0-9]+_[A-Z0-9_]*$/.test(name)) continue;
    const file = posix.normalize(system.folder + sourcePath);
    const stem = file.replace(/\.[jt]sx?$/, '');
    if (!files.has(file)) {
      if (!system.bound)
        warnings.push(
          `${system.path} lists ${name}, but ${file} is not in the bundle: the manifest is stale.`,
        );
      if (!system.bound) continue;
    }
    const declared = files.has(`${stem}.d.ts`) ? await files.text(`${stem}.d.ts`, maxBytes) : undefined;
    const prompt = files.has(`${stem}.prompt.md`)
      ? await files.text(`${stem}.prompt.md`, maxBytes)
      : undefined;
    const props = declared === undefined ? [] : propsOfDeclaration(`${stem}.d.ts`, declared, name);
    const purpose = prompt
      ?.split('\n')
      .find((line) => line.trim() !== '' && !line.startsWith('#'))
      ?.trim()
      .slice(0, 200);
    components.push({
      name,
      file,
      from: 'manifest',
      reach: system.bound ? 'other' : 'primary',
      ...(props.length > 0 && { props }),
      ...(purpose !== undefined && { purpose }),
    });
  }
  return components;
}

/** The manifest's tokens as sets: unscoped ones are the base, each scope is a theme. */
export function systemTokens(system: DesignSystem): TokenSet[] {
  const sets = new Map<string, TokenSet>();
  for (const { name, value, definedIn, scope } of system.manifest.tokens) {
    const selector = scope ?? ':root';
    const set: TokenSet = sets.get(selector) ?? {
      selector,
      role: scope === undefined || scope === ':root' ? 'base' : 'theme',
      reach: 'primary',
      tokens: [],
    };
    sets.set(selector, set);
    set.tokens.push({
      name,
      value,
      kind: kindOf(name, value),
      file: definedIn === undefined ? system.path : posix.normalize(system.folder + definedIn),
      line: 0,
    });
  }
  return [...sets.values()];
}
