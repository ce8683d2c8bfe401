/** Archives for tests, honest and hostile. */
import { mkdtempSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { BundleService } from '../../server/bundles/service.ts';

export type Files = Record<string, string | Buffer>;

export const newFolder = (name: string) => realpathSync(mkdtempSync(join(tmpdir(), `bundle-${name}-`)));

/** A service on a folder of its own that may read `roots`. */
export function newService(roots: string[], limits = {}, now?: () => number) {
  const folder = newFolder('store');
  return {
    service: new BundleService({ folder, roots, allowLoopback: false, limits, ...(now && { now }) }),
    folder,
  };
}

export async function tarBytes(
  entries: { header: Partial<Header> & { name: string }; content?: string | Buffer }[],
) {
  const stream = pack();
  for (const { header, content } of entries) {
    if (content === undefined) stream.entry(header as Header);
    else stream.entry(header as Header, content as string);
  }
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export const tarOf = (files: Files) =>
  tarBytes(Object.entries(files).map(([name, content]) => ({ header: { name }, content })));

export async function writeTarGz(
  files: Files,
  file = join(newFolder('tar'), 'bundle.tar.gz'),
): Promise<string> {
  await writeFile(file, gzipSync(await tarOf(files)));
  return file;
}

export interface ZipEntry {
  name: string | Buffer;
  content: string | Buffer;
  /** What the table of contents claims instead of the truth. */
  claims?: { compressed?: number; uncompressed?: number };
  /** Unix mode, e.g. 0o120777 for a link. */
  mode?: number;
  extra?: Buffer;
  flags?: number;
}

/** A zip by hand, since writers refuse to lie. */
export function zipBytes(entries: ZipEntry[], claimedEntries?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims, mode, extra = Buffer.alloc(0), flags = 0x800 } of entries) {
    const raw = Buffer.from(content);
    const data = deflateRawSync(raw);
    const nameBytes = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(raw.length, 22);
    head.writeUInt16LE(nameBytes.length, 26);
    local.push(head, nameBytes, data);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x031e, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(raw), 16);
    entry.writeUInt32LE(claims?.compressed ?? data.length, 20);
    entry.writeUInt32LE(claims?.uncompressed ?? raw.length, 24);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(((mode ?? 0o100644) << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    central.push(entry, nameBytes, extra);
    offset += head.length + nameBytes.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimedEntries ?? entries.length, 8);
  end.writeUInt16LE(claimedEntries ?? entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

export async function writeZip(files: Files): Promise<string> {
  const file = join(newFolder('zip'), 'bundle.zip');
  await writeFile(file, zipBytes(Object.entries(files).map(([name, content]) => ({ name, content }))));
  return file;
}

/** The README the design tool writes, with its three switches. */
export function readme({
  name = 'Demo Shop',
  prefix = '',
  chats = 0,
  openFile,
}: {
  name?: string;
  prefix?: string;
  chats?: number;
  openFile?: string;
}) {
  return `# CODING AGENTS: READ THIS FIRST

This is a **handoff bundle** from Claude Design (claude.ai/design).

## What you should do — IMPORTANT

${chats > 0 ? `**Read the chat transcripts first.** There are ${chats} chat transcript(s) in \`${prefix}chats/\`. They matter.\n` : ''}
${openFile ? `**Read \`${prefix}project/${openFile}\` in full.** The user had this file open.` : `**Find the primary design file under \`${prefix}project/\`** and read it.`}

## Bundle contents

- \`${prefix}README.md\` — this file
- \`${prefix}project/\` — the \`${name}\` project files (HTML prototypes, assets, components)
`;
}

export const chat = (turns: [role: 'User' | 'Assistant', text: string][], started = '2026-05-01 10:00 UTC') =>
  `# Shop\n\n_Started ${started}_\n\n---\n\n${turns.map(([role, text]) => `## ${role}\n\n${text}\n`).join('\n')}`;

export const page = (body: string, head = '') =>
  `<!DOCTYPE html><html><head><title>Shop</title>${head}</head><body>${body}</body></html>`;
