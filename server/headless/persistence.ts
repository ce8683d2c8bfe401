/**
 * The document on disk: one JSON file, and its images beside it in `<file>.images/`, each named by its hash and
 * written once. Saving is atomic; a file that cannot be read is moved aside, never overwritten.
 */
import { access, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../files/atomic-file.ts';
import type { DocumentStore } from './document.ts';
import {
  createDocument,
  type DocumentJson,
  documentFromJson,
  parseDocument,
  stringifyDocument,
} from './document-json.ts';
import type { ImageLibrary } from './images.ts';

export interface LoadedDocument {
  document: DocumentStore;
  currentPageId: string;
  /** What could not be read, ready to be shown. */
  warnings: string[];
}

export interface LoadOptions {
  /** Images that are loaded already; those of the document are added. */
  images?: ImageLibrary | undefined;
  /** The file belongs to another process: nothing is moved aside. */
  lookOnly?: boolean | undefined;
}

/** Opens the document, or a new one if there is none. */
export async function loadDocument(file: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  const library = options.images;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return emptyDocument([], library);
  try {
    const { document, currentPageId, images, warnings } = documentFromJson(parseDocument(text), library);
    return {
      document,
      currentPageId,
      warnings: [...warnings, ...(await loadImages(file, images, document))],
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (options.lookOnly)
      return emptyDocument([`The document ${file} could not be read (${reason}).`], library);
    const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    await rename(file, aside);
    const told = `The document ${file} could not be read (${reason}). It was moved to ${aside}, and a new document was started.`;
    return emptyDocument([told], library);
  }
}

function emptyDocument(warnings: string[], images: ImageLibrary | undefined): LoadedDocument {
  return { document: createDocument(images), currentPageId: '0:1', warnings };
}

async function loadImages(
  file: string,
  hashes: readonly string[],
  document: DocumentStore,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const hash of hashes) {
    if (document.images.get(hash) !== undefined) continue;
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
  /** Milliseconds from a change to its saving. */
  delay: number;
  onError: (error: unknown) => void;
}

/** Saves some time after a change; never two saves at once. */
export class Autosave {
  readonly #options: AutosaveOptions;
  readonly #stop: () => void;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();
  #savedVersion: number;
  /** When the first change came that is not saved yet, by `performance.now()`. */
  #changedAt = 0;
  #held = 0;
  /** It is to be saved as soon as the saving before is done. */
  #due = false;

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
   * What has waited long enough by then is saved at once: work without a pause must not put it off for ever.
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
    this.#changedAt ||= performance.now();
    if (this.#timer !== undefined || this.#due || this.#held > 0) return;
    const waited = performance.now() - this.#changedAt;
    if (waited >= this.#options.delay) {
      this.#saveByItself();
      return;
    }
    this.#timer = setTimeout(() => this.#saveByItself(), this.#options.delay - waited);
    // A pending save does not keep the process alive: whoever ends it calls `flush`.
    this.#timer.unref();
  }

  #saveByItself(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Once the one before it is done, something else may have begun: its end comes back here.
    this.#due = true;
    const next = this.#saving
      .catch(() => undefined)
      .then(() => {
        this.#due = false;
        return this.#held > 0 ? undefined : this.#save();
      });
    this.#saving = next;
    next.catch(this.#options.onError);
  }

  async #save(): Promise<void> {
    const { version } = this.#options.document;
    if (version === this.#savedVersion) return;
    this.#changedAt = 0;
    await this.#options.save();
    this.#savedVersion = version;
  }
}
