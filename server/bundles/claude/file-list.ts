/** The files of a handoff by use, what is named but not there, and what lies elsewhere. */
import { posix } from 'node:path';
import type { BundleAsset } from '../../../schemas/bundle.ts';
import type { BundleFiles } from '../bundle-files.ts';
import type { Page } from '../page/page.ts';
import type { Styles } from '../styles/read-styles.ts';
import { type Layout, useOf } from './layout.ts';
import type { CodeFacts } from './read-code.ts';
import { answersOf, openQuestions, type Transcript } from './transcript.ts';

export function listFiles({
  files,
  layout,
  pages,
  styles,
  code,
}: {
  files: BundleFiles;
  layout: Layout;
  pages: readonly Page[];
  styles: Styles;
  code: CodeFacts;
}) {
  const references = pages.flatMap((page) => [
    ...page.references.map(({ url, remote }) => ({ url, remote, from: page.path })),
    ...page.scripts.flatMap(({ src }) =>
      src === undefined ? [] : [{ url: src, remote: /^([a-z]+:|\/\/)/i.test(src), from: page.path }],
    ),
    ...page.styles.flatMap((one) =>
      'href' in one ? [{ url: one.href, remote: one.remote, from: page.path }] : [],
    ),
  ]);
  const reached = new Set([
    ...references.filter(({ remote }) => !remote).map(({ url }) => url),
    ...styles.reached,
    ...code.loaded.keys(),
    ...code.named,
  ]);
  const list: BundleAsset[] = files.paths.map((path) => {
    const rest = path.startsWith(layout.project) ? path.slice(layout.project.length) : path;
    const use = path === layout.readme || layout.chats.includes(path) ? 'document' : useOf(rest);
    return {
      path,
      bytes: files.bytesOf(path),
      use: use === 'unreferenced' && reached.has(path) ? 'asset' : use,
    };
  });
  const missing = [
    ...new Set([...references.filter(({ remote }) => !remote).map(({ url }) => url), ...styles.missing]),
  ]
    .filter((path) => !files.has(path) && posix.extname(path) !== '' && !/[{}$]/.test(path))
    .slice(0, 30);
  return {
    files: list,
    missing,
    remote: [
      ...new Set([...references.filter(({ remote }) => remote).map(({ url }) => url), ...styles.remote]),
    ].filter((url) => /^(https?:)?\/\//.test(url)),
    answers: (transcripts: readonly Transcript[]) =>
      transcripts.flatMap(({ turns }) => turns.flatMap(answersOf)).slice(-20),
    questions: openQuestions,
  };
}
