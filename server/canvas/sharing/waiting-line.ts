/** Who waits for a canvas file, first come first served: a folder beside it with one mark a waiting process. */
import { randomBytes } from 'node:crypto';
import { type FSWatcher, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isStillThere, isSuspended, ownBirth } from './living-process.ts';

export interface Place {
  readonly name: string;
  leave(): void;
}

/** Time of arrival (ms since 1970, so that names sort by it), process, and something of its own. */
const placeName = /^\d{15}-(\d+)-[0-9a-f]{8}$/;

export class WaitingLine {
  private readonly folder: string;

  constructor(file: string) {
    this.folder = `${file}.waiting`;
  }

  join(): Place {
    mkdirSync(this.folder, { recursive: true });
    const time = String(Date.now()).padStart(15, '0');
    const name = `${time}-${process.pid}-${randomBytes(4).toString('hex')}`;
    const path = join(this.folder, name);
    writeFileSync(path, ownBirth() ?? '', { flag: 'wx' });
    return { name, leave: () => rmSync(path, { force: true }) };
  }

  /**
   * The place of the process that has waited longest. Those of dead ones before it are swept up, and suspended ones
   * passed by.
   */
  first(): string | undefined {
    for (const name of this.names()) {
      const path = join(this.folder, name);
      const pid = Number(placeName.exec(name)?.[1]);
      if (!isStillThere(pid, birthIn(path))) rmSync(path, { force: true });
      else if (!isSuspended(pid)) return name;
    }
    return undefined;
  }

  /** Calls back when somebody may have come. Not every system tells: look now and then, too. */
  watch(onChange: () => void): () => void {
    let watcher: FSWatcher | undefined;
    try {
      mkdirSync(this.folder, { recursive: true });
      watcher = watch(this.folder, { persistent: false }, onChange);
      watcher.on('error', () => watcher?.close());
    } catch {
      // Too many watched folders, or a system without: looking now and then remains.
    }
    return () => watcher?.close();
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => placeName.test(name))
        .sort();
    } catch {
      return []; // nobody has ever waited
    }
  }
}

function birthIn(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8') || undefined;
  } catch {
    return undefined; // it has just left
  }
}
