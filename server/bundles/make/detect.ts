/** Is this a Figma Make code export, and of which generation? */
import { posix } from 'node:path';
import type { MakeFacts } from '../../../schemas/bundle.ts';

export interface MakeLayout {
  /** Folder of package.json, "" or with a trailing "/". */
  root: string;
  /** Folder of App.tsx or of app/, with a trailing "/" unless it is "": `src/`, in the first exports the root itself. */
  src: string;
  generation: MakeFacts['generation'];
}

const readmeMark =
  /This is a code bundle for (.+?)\. The original project is available at (https:\/\/www\.figma\.com\/\S+?)\.?\s/;

export function findMake(
  paths: readonly string[],
  packageName: (path: string) => string | undefined,
): MakeLayout | undefined {
  const manifests = paths.filter(
    (path) => posix.basename(path) === 'package.json' && path.split('/').length <= 2,
  );
  for (const manifest of manifests.sort((a, b) => a.length - b.length)) {
    const root = manifest.slice(0, -'package.json'.length);
    const has = (rest: string) => paths.includes(root + rest);
    const name = packageName(manifest);
    const bare = !paths.some((path) => path.startsWith(`${root}src/`)) && has('App.tsx');
    const src = bare ? root : `${root}src/`;
    const app = has('src/app/App.tsx')
      ? 'B'
      : bare || has('src/App.tsx') || has('src/App.jsx')
        ? 'A'
        : undefined;
    const marks = [
      name === '@figma/my-make-file' || name === 'figma-make-app',
      paths.some((path) => path.startsWith(src) && path.endsWith('components/figma/ImageWithFallback.tsx')),
      has('guidelines/Guidelines.md') || has('src/guidelines/Guidelines.md'),
      has('src/Attributions.md') || has('ATTRIBUTIONS.md') || (bare && has('Attributions.md')),
      paths.some((path) => path.startsWith(`${src}imports/`)),
      paths.some((path) => path.startsWith(`${root}.figma/make/`)),
    ].filter(Boolean).length;
    if (
      app === undefined ||
      marks === 0 ||
      (marks === 1 && name !== '@figma/my-make-file' && name !== 'figma-make-app' && !has('vite.config.ts'))
    )
      continue;
    const generation = name === 'figma-make-app' ? 'C' : name === '@figma/my-make-file' ? 'B' : app;
    return { root, src, generation };
  }
  return undefined;
}

/** Project name and design file as the export's README gives them. */
export function readMakeReadme(text: string): { projectName?: string; figmaUrl?: string; fileKey?: string } {
  const match = readmeMark.exec(`${text} `);
  const title = /^\s*# (.+)$/m.exec(text)?.[1]?.trim();
  const url =
    match?.[2] ??
    /https:\/\/(?:www\.)?figma\.com\/(?:design|make)\/\S+/.exec(text)?.[0]?.replace(/[).,]+$/, '');
  const fileKey = /figma\.com\/(?:design|make|file)\/([A-Za-z0-9]+)/.exec(url ?? '')?.[1];
  const projectName = match?.[1]?.trim() ?? title;
  return {
    ...(projectName !== undefined && { projectName }),
    ...(url !== undefined && { figmaUrl: url }),
    ...(fileKey !== undefined && { fileKey }),
  };
}
