/**
 * The document on disk: one JSON file, and its images beside it in `<file>.images/`, each named by its hash and
 * written once. Saving is atomic; a file that cannot be read is moved aside, never overwritten.
 */
import { access, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from './atomic-file.ts';
import type { DocumentStore } from './document.ts';
import {
  createDocument,
  type DocumentJson,
  documentFromJson,
  parseDocument,
  stringifyDocument,
} from './document-json.ts';

export interface LoadedDocument {
  document: DocumentStore;
  currentPageId: string;
  /** What could not be read, ready to be shown. */
  warnings: string[];
}

/** Opens the document, or a new one if there is none. */
export async function loadDocument(file: string): Promise<LoadedDocument> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return emptyDocument([]);
  try {
    const { document, currentPageId, images, warnings } = documentFromJson(parseDocument(text));
    return {
      document,
      currentPageId,
      warnings: [...warnings, ...(await loadImages(file, images, document))],
    };
  } catch (error) {
    const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    await rename(file, aside);
    const reason = error instanceof Error ? error.message : String(error);
    return emptyDocument([
      `The document ${file} could not be read (${reason}). It was moved to ${aside}, and a new document was started.`,
    ]);
  }
}

function emptyDocument(warnings: string[]): LoadedDocument {
  return { document: createDocument(), currentPageId: '0:1', warnings };
}

async function loadImages(
  file: string,
  hashes: readonly string[],
  document: DocumentStore,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const hash of hashes) {
    try {
      const found = document.images.add(await readFile(imageFile(file, hash)));
      if (found !== hash) warnings.push(`The image ${hash} of ${file} is damaged: its content has changed.`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      warnings.push(`The image ${hash} of ${file} could not be read (${reason}).`);
    }
  }
  return warnings;
}

function imageFile(file: string, hash: string): string {
  return join(`${file}.images`, hash);
}

/** Images first: a saved document never names an image that is not there. */
export async function saveDocument(file: string, json: DocumentJson, document: DocumentStore): Promise<void> {
  for (const hash of json.images) {
    const image = document.images.get(hash);
    const target = imageFile(file, hash);
    if (image === undefined || (await exists(target))) continue;
    await writeFileAtomically(target, image.bytes);
  }
  await writeFileAtomically(file, stringifyDocument(json));
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

export interface AutosaveOptions {
  document: DocumentStore;
  save: () => Promise<void>;
  /** Milliseconds of quiet after a change before it is written. */
  delay: number;
  onError: (error: unknown) => void;
}

/** Saves some time after the last change; never two saves at once. */
export class Autosave {
  readonly #options: AutosaveOptions;
  readonly #stop: () => void;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();
  #savedVersion: number;
  #held = 0;

  constructor(options: AutosaveOptions) {
    this.#options = options;
    this.#savedVersion = options.document.version;
    this.#stop = options.document.onChange(() => this.#schedule());
  }

  /** Writes what is not written yet; rejects when that fails. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const next = this.#saving.catch(() => undefined).then(() => this.#save());
    this.#saving = next;
    return next;
  }

  /** Flushes and stops watching. */
  async close(): Promise<void> {
    this.#stop();
    await this.flush();
  }

  /**
   * Keeps what is half-done off the disk: nothing is saved by itself until the answer is called. `flush` still writes.
   */
  hold(): () => void {
    this.#held += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#held -= 1;
      if (this.#options.document.version !== this.#savedVersion) this.#schedule();
    };
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#held > 0) return;
    this.#timer = setTimeout(() => {
      this.flush().catch(this.#options.onError);
    }, this.#options.delay);
    // A pending save does not keep the process alive: whoever ends it calls `flush`.
    this.#timer.unref();
  }

  async #save(): Promise<void> {
    const { version } = this.#options.document;
    if (version === this.#savedVersion) return;
    await this.#options.save();
    this.#savedVersion = version;
  }
}
