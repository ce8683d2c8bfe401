/**
 * Which state of a canvas file this is. The generation lies in a file beside it and is renewed before a process saves
 * for the first time since it took the canvas: a process that was killed in between costs a needless reload, never a
 * missed one. The file's own identity is looked at too, for documents exchanged by hand.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';

export class Generation {
  private readonly path: string;

  constructor(private readonly file: string) {
    this.path = `${file}.generation`;
  }

  /** Equal answers mean that the document is the same. */
  read(): string {
    try {
      const { ino, size, mtimeMs } = statSync(this.file);
      return `${this.number()} ${ino} ${size} ${mtimeMs}`;
    } catch {
      return `${this.number()} none`;
    }
  }

  renew(): void {
    const next = (Number.parseInt(this.number(), 10) || 0) + 1;
    const draft = `${this.path}.${process.pid}.tmp`;
    // Two processes never write the same one, also when the file was lost meanwhile.
    writeFileSync(draft, `${next}-${randomBytes(4).toString('hex')}`);
    renameSync(draft, this.path);
  }

  private number(): string {
    try {
      return readFileSync(this.path, 'utf8');
    } catch {
      return '0'; // saved by an earlier version, or not at all
    }
  }
}
