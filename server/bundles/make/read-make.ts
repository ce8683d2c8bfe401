/** Reads a Figma Make code export: what the app reaches, what it depends on, and what is missing for it to run. */
import { posix } from 'node:path';
import type { BundleComponent, BundleFacts, MakeFacts } from '../../../schemas/bundle.ts';
import { readPackageJson } from '../../../schemas/bundle-package.ts';
import type { BundleFiles } from '../bundle-files.ts';
import { readChoices } from '../code/choices.ts';
import { readComponents } from '../code/components.ts';
import { readPalettes } from '../code/palettes.ts';
import { readRoutes } from '../code/routes.ts';
import { parseCode } from '../code/syntax.ts';
import type { BundleLimits } from '../limits.ts';
import { StyleReader } from '../styles/closure.ts';
import { gatherSets } from '../styles/token-sets.ts';
import { findMake, type MakeLayout, readMakeReadme } from './detect.ts';
import { frameworkOf, guidelinesOf, noteAsset, tokenSheets, useOf } from './facts.ts';
import { importedNames, importsOf, resolveSpecifier, viteAliases } from './modules.ts';
import { type ScreenModule, screensOf } from './screens.ts';

export async function detectMake(files: BundleFiles, limits: BundleLimits): Promise<MakeLayout | undefined> {
  const names = new Map<string, string | undefined>();
  for (const path of files.paths) {
    if (posix.basename(path) !== 'package.json' || path.split('/').length > 2) continue;
    names.set(path, readPackageJson((await files.text(path, limits.parsedTextBytes)) ?? '')?.name);
  }
  return findMake(files.paths, (path) => names.get(path));
}

const builtInUi = /^(?:app\/)?components\/(ui|figma)\//;

export async function readMake(
  files: BundleFiles,
  layout: MakeLayout,
  limits: BundleLimits,
): Promise<BundleFacts> {
  const { root, src, generation } = layout;
  const warnings: string[] = [];
  const text = (path: string) =>
    files.has(path) ? files.text(path, limits.parsedTextBytes) : Promise.resolve(undefined);
  const manifest = readPackageJson((await text(`${root}package.json`)) ?? '');
  const readme = readMakeReadme((await text(`${root}README.md`)) ?? '');
  const html = await text(`${root}index.html`);
  const aliases = viteAliases(
    (await firstText(files, limits, [
      `${root}vite.config.ts`,
      `${root}vite.config.js`,
      `${root}vite.config.mts`,
    ])) ?? '',
    root,
  );
  const htmlEntry = /<script[^>]+type="module"[^>]+src="\/?([^"]+)"/.exec(html ?? '')?.[1];
  const entry = [
    htmlEntry && root + htmlEntry,
    `${src}main.tsx`,
    `${src}main.jsx`,
    `${src}app/App.tsx`,
    `${src}App.tsx`,
  ].find((path) => path && files.has(path));

  const components: BundleComponent[] = [];
  const modules: ScreenModule[] = [];
  const assets = new Map<string, MakeFacts['assets'][number]>();
  const packages = new Map<string, string | undefined>();
  const versioned: Record<string, string> = {};
  const missing = new Set<string>();
  const reachedStyles: string[] = [];
  const palettes: BundleFacts['palettes'] = [];
  const reached = new Set<string>();
  const queue = entry === undefined ? [] : [entry];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (reached.has(path)) continue;
    reached.add(path);
    if (/\.(css|scss)$/.test(path)) reachedStyles.push(path);
    if (!/\.[jt]sx?$/.test(path)) continue;
    const code = parseCode(path, (await text(path)) ?? '');
    if (!code) {
      warnings.push(`${path} cannot be parsed; what it defines is not listed.`);
      continue;
    }
    const imports: string[] = [];
    for (const { specifier, typeOnly } of importsOf(code)) {
      const { kind, target, version } = resolveSpecifier(path, specifier, layout, files, aliases);
      if (kind === 'file') imports.push(target);
      else if (kind === 'asset') noteAsset(assets, specifier, target, path, files);
      else if (kind === 'missing' && !typeOnly) missing.add(target);
      else if (kind === 'package') {
        packages.set(target, version ?? packages.get(target));
        if (version !== undefined) versioned[specifier] = target;
      }
    }
    queue.push(...imports);
    const rest = path.slice(src.length);
    const ui = builtInUi.test(rest);
    const frame = /^(?:app\/)?imports\//.test(rest);
    for (const { name, line, props, elements, doc, exported } of readComponents(code)) {
      // Frame code is machine-made: only what the app asks it for counts.
      if (frame && !exported) continue;
      if (components.some((known) => known.name === name)) continue;
      components.push({
        name,
        file: path,
        line,
        from: 'jsx',
        elements,
        reach: ui || frame ? 'other' : 'primary',
        ...(props.length > 0 && { props }),
        ...(doc !== undefined && { purpose: doc }),
      });
    }
    if (!ui && !frame) {
      const names = [...importedNames(code)].flatMap(([name, specifier]) => {
        const { kind, target } = resolveSpecifier(path, specifier, layout, files, aliases);
        return kind === 'file' ? [[name, target] as const] : [];
      });
      modules.push({
        file: path,
        routes: readRoutes(code),
        choices: readChoices(code),
        names: new Map(names),
      });
      palettes.push(...readPalettes(code));
    }
  }
  const title = /<title>([^<]+)<\/title>/.exec(html ?? '')?.[1]?.trim();
  const ownName =
    manifest?.name !== undefined && !/^(@figma\/my-make-file|figma-make-app)$/.test(manifest.name)
      ? manifest.name
      : undefined;
  const projectName = readme.projectName ?? title ?? ownName;
  const screens = screensOf(modules, components, projectName);

  const styles = new StyleReader(files, limits.parsedTextBytes);
  const unused = new StyleReader(files, limits.parsedTextBytes);
  for (const { path, reach } of await tokenSheets(files, src, reachedStyles))
    if (!styles.reached.has(path)) await (reach === 'unused' ? unused : styles).readFile(path, reach, path);
  warnings.push(...styles.warnings);
  const dependencies = {
    ...manifest?.dependencies,
    ...Object.fromEntries(
      [...packages]
        .filter(([name, version]) => version !== undefined && !(name in (manifest?.dependencies ?? {})))
        .map(([name, version]) => [name, version ?? '*']),
    ),
  };
  const undeclared = [...packages.keys()].filter(
    (name) =>
      !(name in dependencies) &&
      !(name in (manifest?.devDependencies ?? {})) &&
      !(name in (manifest?.peerDependencies ?? {})),
  );
  if (undeclared.length > 0)
    warnings.push(`Imported but not in package.json: ${undeclared.slice(0, 10).join(', ')}.`);
  const backend = files.paths.filter(
    (path) => path.startsWith(root) && /(^|\/)supabase\/functions\/|utils\/supabase\/info\.tsx?$/.test(path),
  );
  if (backend.some((path) => /info\.tsx?$/.test(path)))
    warnings.push(
      'utils/supabase/info.tsx holds a project id and a public key: keep them out of the new code and its history.',
    );
  const sources = files.paths.filter(
    (path) => path.startsWith(src) && /\.[jt]sx?$/.test(path) && !/\.config\.[jt]s$/.test(path),
  );
  const unpublished = Object.keys(dependencies).filter(
    (name) =>
      name.startsWith('@make-kits/') || (name.startsWith('@figma/') && name !== '@figma/my-make-file'),
  );
  for (const { reference, file } of assets.values()) if (file === undefined) missing.add(reference);
  const make: MakeFacts = {
    generation,
    framework: frameworkOf(dependencies, manifest?.devDependencies ?? {}, manifest?.peerDependencies ?? {}),
    ...(readme.figmaUrl !== undefined && { figmaUrl: readme.figmaUrl }),
    ...(readme.fileKey !== undefined && { fileKey: readme.fileKey }),
    ...(entry !== undefined && { entry }),
    dependencies,
    aliases: versioned,
    assets: [...assets.values()],
    guidelines: await guidelinesOf(files, root, limits),
    backend,
    unreachable: sources.filter((path) => !reached.has(path) && !path.endsWith('.d.ts')),
    unpublished,
  };
  const app = [`${src}app/App.tsx`, `${src}App.tsx`, `${src}App.jsx`].find((path) => files.has(path));
  return {
    kind: 'figma-make',
    variant: [`Figma Make ${generation}`, make.framework],
    ...(projectName !== undefined && { projectName }),
    completeness: entry !== undefined ? 'complete' : 'incomplete',
    ...(entry === undefined && {
      reason: 'no_design' as const,
      whatToDo: 'The export has no entry (src/main.tsx). Export the code again from Figma Make.',
    }),
    missing: [...missing].slice(0, 40),
    primary:
      app === undefined ? {} : { path: app, chosenBy: 'app entry', ...(title !== undefined && { title }) },
    conversation: { chats: [], answers: [], openQuestions: [] },
    screens,
    components,
    tokenSets: gatherSets([...styles.declarations, ...unused.declarations]),
    tokenConflicts: [],
    palettes,
    designState: [],
    fonts: [...new Set([...styles.fontFaces.map(({ family }) => family), ...styles.families])].map(
      (family) => ({ family, from: 'css' as const }),
    ),
    files: files.paths.map((path) => ({
      path,
      bytes: files.bytesOf(path),
      use: useOf(path, root, reached, assets),
    })),
    remote: [...styles.remote],
    inlineData: [],
    make,
    warnings,
  };
}

async function firstText(
  files: BundleFiles,
  limits: BundleLimits,
  paths: string[],
): Promise<string | undefined> {
  const path = paths.find((one) => files.has(one));
  return path === undefined ? undefined : files.text(path, limits.parsedTextBytes);
}
