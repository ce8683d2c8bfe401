/** What an unpacked archive is, read by the reader of its kind. */
import { posix } from 'node:path';
import type { BundleFacts } from '../../schemas/bundle.ts';
import { type ReadOptions, readClaudeDesign } from './claude/read-claude.ts';
import { detectMake, readMake } from './make/read-make.ts';
import type { OpenBundle } from './store.ts';

export async function readBundle(bundle: OpenBundle, options: ReadOptions): Promise<BundleFacts> {
  const { files } = bundle;
  const handoff = files.paths.some((path) =>
    /(^|\/)chats\/chat\d+\.md$|(^|\/)project\/.*\.html$|\.dc\.html$/.test(path),
  );
  const make = handoff ? undefined : await detectMake(files, options.limits);
  const facts = make
    ? await readMake(files, make, options.limits)
    : await readClaudeDesign(files, { fallbackName: nameOf(bundle), ...options });
  const nested = files.paths.filter((path) => /\.(zip|tar|tgz|tar\.gz|7z|rar)$/i.test(path));
  if (nested.length > 0) {
    facts.warnings.push(
      `Archives inside the bundle were not opened: ${nested.slice(0, 5).join(', ')}. Unpack one yourself and parse it if it is the design.`,
    );
  }
  facts.warnings.unshift(...bundle.notes);
  return facts;
}

/** The archive's own top folder, or its file name without extension and the export's "-handoff". */
function nameOf({ source, topFolder }: OpenBundle): string {
  const file = posix.basename(source.replaceAll('\\', '/'));
  return topFolder ?? file.replace(/\.(tar\.gz|tgz|tar|zip)$/i, '').replace(/-handoff$/, '');
}
