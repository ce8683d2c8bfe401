/** Parts of a parsed bundle read on demand: lists in pages, transcripts as turns, files as text. */

import { BundleError } from './bundle-error.ts';
import { askOf, readTranscript } from './claude/transcript.ts';
import { redact } from './redact.ts';
import type { ParsedBundle } from './service.ts';
import { toResolver } from './styles/design-tokens.ts';

export const partNames = [
  'files',
  'chats',
  'tokens',
  'w3c_tokens',
  'js_tokens',
  'components',
  'screens',
  'warnings',
] as const;

/** Characters of a file and items of a list that come back at once. */
const PAGE_CHARACTERS = 20_000;
const PAGE_ITEMS = 120;

export interface PartPage {
  /** Set when there is more: ask again with this offset. */
  next_offset?: number;
  total: number;
  [key: string]: unknown;
}

/** @param name One of `partNames`, or a path of the bundle. */
export async function readPart({ bundle, facts }: ParsedBundle, name: string, offset = 0): Promise<PartPage> {
  switch (name) {
    case 'files':
      return page('files', facts.files, offset);
    case 'chats':
      return page('turns', await turns({ bundle, facts }), offset, 30);
    case 'tokens':
      return page(
        'tokens',
        facts.tokenSets.flatMap(({ selector, condition, role, reach, tokens }) =>
          tokens.map(({ name: token, value, kind, file, line }) => ({
            set: condition === undefined ? selector : `${condition} ${selector}`,
            role,
            reach,
            name: token,
            value,
            kind,
            at: `${file}:${line}`,
          })),
        ),
        offset,
      );
    case 'w3c_tokens':
      return { total: facts.tokenSets.length, resolver: toResolver(facts.tokenSets) };
    case 'js_tokens':
      return page('js_tokens', facts.palettes, offset, 20);
    case 'components':
      return page('components', facts.components, offset, 60);
    case 'screens':
      return page('screens', facts.screens, offset);
    case 'warnings':
      return { total: facts.warnings.length, warnings: facts.warnings, missing: facts.missing };
    default:
      return file({ bundle, facts }, name, offset);
  }
}

function page(key: string, items: readonly unknown[], offset: number, size = PAGE_ITEMS): PartPage {
  const end = offset + size;
  return {
    total: items.length,
    [key]: items.slice(offset, end),
    ...(end < items.length && { next_offset: end }),
  };
}

async function turns({ bundle, facts }: ParsedBundle): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for (const { path } of facts.conversation.chats) {
    const text = await bundle.files.text(path, 8 * 1024 * 1024);
    if (text === undefined) continue;
    for (const turn of readTranscript(path, text).turns) {
      all.push({
        chat: path,
        role: turn.role,
        text: redact(turn.text).slice(0, 3000),
        ...(turn.tools.length > 0 && {
          tools:
            turn.tools.length > 12 ? [...turn.tools.slice(0, 12), `+${turn.tools.length - 12}`] : turn.tools,
        }),
        ...(turn.role === 'user' && askOf(turn) === '' && { automatic: true }),
      });
    }
  }
  return all;
}

async function file({ bundle }: ParsedBundle, path: string, offset: number): Promise<PartPage> {
  const { files } = bundle;
  const found = files.has(path) ? path : files.paths.filter((one) => one.endsWith(`/${path}`));
  if (typeof found !== 'string' && found.length !== 1) {
    throw new BundleError(
      'unknown_file',
      found.length === 0
        ? `The bundle has neither a part nor a file ${JSON.stringify(path)}.`
        : `${JSON.stringify(path)} names ${found.length} files: ${found.slice(0, 4).join(', ')}.`,
      `Parts: ${partNames.join(', ')}. Files: those of part "files".`,
      'part',
    );
  }
  const real = typeof found === 'string' ? found : (found[0] ?? path);
  const text = await files.text(real, 8 * 1024 * 1024);
  if (text === undefined)
    return { total: files.bytesOf(real), file: real, note: 'Not text, or larger than 8 MB.' };
  const end = offset + PAGE_CHARACTERS;
  return {
    total: text.length,
    file: real,
    text: redact(text.slice(offset, end)),
    ...(end < text.length && { next_offset: end }),
  };
}
