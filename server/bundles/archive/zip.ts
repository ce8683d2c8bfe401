/** Reads a `.zip` into an intake. yauzl reads by the central directory and checks every declared size. */
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { BundleError, messageOf } from '../bundle-error.ts';
import type { BundleLimits } from '../limits.ts';
import { quoted } from './entry-name.ts';
import type { Intake } from './intake.ts';

/** Unix file types in the upper half of the external attributes. */
const typeMask = 0o170000;
const regularTypes = new Set([0, 0o100000]);
const folderType = 0o040000;

/**
 * @param file A seekable copy on disk: a zip's table of contents is at its end.
 * @param makeIntake Gets the bytes read so far, for the ratio check.
 */
export async function readZip(
  file: string,
  limits: BundleLimits,
  makeIntake: (consumed: () => number) => Intake,
): Promise<Intake> {
  let zip: ZipFile;
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw broken(messageOf(error));
  }
  try {
    if (zip.entryCount > limits.entries) {
      throw new BundleError(
        'too_large',
        `The archive is refused: it claims ${zip.entryCount.toLocaleString('en')} entries, the limit is ${limits.entries.toLocaleString('en')}.`,
        'Export the design only, without node_modules and build output.',
        'source',
      );
    }
    let claimed = 0;
    // Entries may overlap: then their sizes add up to more than the file has, and the file's size is what counts.
    const intake = makeIntake(() => Math.min(claimed, zip.fileSize));
    for await (const entry of zip.eachEntry()) {
      claimed += entry.compressedSize;
      await readEntry(zip, entry, intake);
    }
    if (intake.files.size === 0) throw broken('it holds no files');
    return intake;
  } catch (error) {
    if (error instanceof BundleError) throw error;
    const message = messageOf(error);
    throw /absolute path|relative path|invalid characters/.test(message)
      ? new BundleError(
          'unsafe_archive',
          `The archive is refused: it holds an entry that points outside (${message}).`,
          'Export the bundle again from the design tool.',
          'source',
        )
      : broken(message);
  } finally {
    zip.close();
  }
}

async function readEntry(zip: ZipFile, entry: Entry, intake: Intake): Promise<void> {
  const path = intake.admit(entry.fileName);
  const type = (entry.externalFileAttributes >>> 16) & typeMask;
  if (entry.fileName.endsWith('/') || type === folderType) return;
  if (!regularTypes.has(type)) {
    throw new BundleError(
      'unsafe_archive',
      `The archive is refused: entry ${quoted(entry.fileName)} is a link or a device. Design bundles hold files and folders only.`,
      'Export the bundle again from the design tool, or pack the folder with its links resolved.',
      'source',
    );
  }
  if (path === undefined) return;
  if (!entry.canDecodeFileData()) {
    throw broken(
      entry.isEncrypted()
        ? `${quoted(entry.fileName)} is encrypted`
        : `${quoted(entry.fileName)} uses compression method ${entry.compressionMethod}, which is not supported`,
    );
  }
  const content: Readable = await zip.openReadStreamPromise(entry);
  // Small entries fail before anybody iterates; the iteration reports it again.
  content.on('error', () => {});
  await intake.store(path, entry.uncompressedSize, content);
}

const broken = (why: string) =>
  new BundleError(
    'broken_archive',
    `The zip cannot be read: ${why}.`,
    'Download or export it again; a download that was cut off looks like this.',
    'source',
  );
