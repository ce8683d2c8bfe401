/** From a file or folder on disk to blobs: decides by content, not by name, what it is. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { BundleError } from '../bundle-error.ts';
import type { BundleLimits } from '../limits.ts';
import { readFolder } from './folder.ts';
import { Intake, type StoredFile } from './intake.ts';
import { readTar } from './tar.ts';
import { readZip } from './zip.ts';

export type ArchiveKind = 'tar.gz' | 'tar' | 'zip' | 'folder';

export interface Unpacked {
  kind: ArchiveKind;
  files: Map<string, StoredFile>;
  notes: string[];
}

/** `real` is inside the allowed folders already; `blobs` is a new folder of ours. */
export async function unpack(real: string, blobs: string, limits: BundleLimits): Promise<Unpacked> {
  const info = await stat(real);
  if (info.isDirectory()) {
    const intake = new Intake(blobs, limits, () => undefined);
    const { linksSkipped } = await readFolder(real, intake);
    const notes =
      linksSkipped.length > 0 ? [`Links were not followed: ${linksSkipped.slice(0, 5).join(', ')}.`] : [];
    return { kind: 'folder', files: intake.files, notes };
  }
  if (info.size > limits.archiveBytes) {
    throw new BundleError(
      'too_large',
      `The archive has ${Math.round(info.size / 1024 / 1024)} MB, the limit is ${Math.round(limits.archiveBytes / 1024 / 1024)} MB.`,
      'Export without uploads and videos, or unpack it yourself and give the folder.',
      'source',
    );
  }
  const kind = sniff(await head(real));
  if (kind === 'zip') {
    const intake = await readZip(real, limits, (consumed) => new Intake(blobs, limits, consumed));
    return { kind, files: intake.files, notes: intake.notes.slice(0, 5) };
  }
  if (kind === undefined) {
    throw new BundleError(
      'not_a_bundle',
      info.size === 0 ? 'The file is empty.' : 'This is neither a tar.gz, a tar, a zip nor a folder.',
      'Give the archive the design tool exported. A web page saved in its place looks like this too.',
      'source',
    );
  }
  const archive = createReadStream(real);
  const intake = new Intake(blobs, limits, () => archive.bytesRead);
  await readTar(archive, kind === 'tar.gz', intake);
  return { kind, files: intake.files, notes: intake.notes.slice(0, 5) };
}

async function head(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The kind by its magic bytes; undefined for anything else. */
export function sniff(bytes: Buffer): Exclude<ArchiveKind, 'folder'> | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'tar.gz';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return 'zip';
  if (bytes.toString('latin1', 257, 262) === 'ustar') return 'tar';
  return undefined;
}
