/** Reads a `.tar` or `.tar.gz` into an intake, streaming. */
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { BundleError, messageOf } from '../bundle-error.ts';
import { quoted } from './entry-name.ts';
import type { Content, Intake } from './intake.ts';

/** Entry types that only describe other entries. */
const describing = new Set(['pax-header', 'pax-global-header', 'gnu-long-path', 'gnu-long-link-path']);

export async function readTar(archive: Readable, gzipped: boolean, intake: Intake): Promise<void> {
  const entries = extract();
  const meter = new Meter(intake);
  const feeding = gzipped
    ? pipeline(archive, createGunzip(), meter, entries)
    : pipeline(archive, meter, entries);
  // The loop below reports the failure; this only keeps it from being unhandled meanwhile.
  feeding.catch(() => {});
  let count = 0;
  try {
    for await (const entry of entries) {
      count += 1;
      meter.open(entry);
      const path = intake.admit(entry.header.name);
      const kind = entry.header.type ?? 'file';
      if (kind === 'directory' || describing.has(kind)) entry.resume();
      else if (kind !== 'file' && kind !== 'contiguous-file') throw notAFile(entry.header);
      else if (path === undefined) entry.resume();
      else await intake.store(path, entry.header.size, entry as unknown as Content);
    }
    await feeding;
  } catch (error) {
    archive.destroy();
    entries.destroy();
    if (meter.refused) throw meter.refused;
    if (error instanceof BundleError) throw error;
    throw broken(messageOf(error));
  }
  if (count === 0) throw broken('it holds no entries');
}

/** Headers that describe other entries, and padding: the reader holds the former in memory whole. */
const MOST_BETWEEN_ENTRIES = 1024 * 1024;

/** Counts what comes out of the archive, also what belongs to no file: skipped entries, long headers, padding. */
class Meter extends Transform {
  refused: BundleError | undefined;
  private total = 0;
  private between = 0;
  private isOpen = false;

  constructor(private readonly intake: Intake) {
    super();
  }

  open(entry: { once(event: 'close', act: () => void): unknown }): void {
    this.isOpen = true;
    this.between = 0;
    entry.once('close', () => {
      this.isOpen = false;
    });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.total += chunk.length;
    if (!this.isOpen) this.between += chunk.length;
    try {
      this.intake.pass(this.total);
      if (this.between > MOST_BETWEEN_ENTRIES) throw broken('more than 1 MB of it belongs to no entry');
      done(null, chunk);
    } catch (error) {
      if (error instanceof BundleError) this.refused = error;
      done(error as Error);
    }
  }
}

const notAFile = ({ name, type, linkname }: Header) =>
  new BundleError(
    'unsafe_archive',
    `The archive is refused: entry ${quoted(name)} is a ${type}${linkname ? ` to ${quoted(linkname)}` : ''}. Design bundles hold files and folders only.`,
    'Export the bundle again from the design tool, or pack the folder with its links resolved.',
    'source',
  );

const broken = (why: string) =>
  new BundleError(
    'broken_archive',
    `The archive cannot be read to its end: ${why}.`,
    'Download or export it again; a download that was cut off looks like this.',
    'source',
  );
