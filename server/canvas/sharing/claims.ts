/**
 * Claims on a canvas file: whoever has the only living one may read it for good and write it. Every claim is a file of
 * its own beside the canvas, named after its process, so that sweeping up after a dead process can never hit a living
 * one's; and each is laid before the others are looked for, so that of two processes at least one sees the other and
 * withdraws.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Birth, isStillThere, isSuspended, ownBirth } from './living-process.ts';

export interface Claim {
  /** Tells those who wait why the canvas is not given away; undefined: no more. */
  explain(problem: string | undefined): void;
  release(): void;
}

/** Another process with a claim. */
export interface Holder {
  pid: number;
  /** Name of the MCP client it serves; unknown for earlier versions. */
  client?: string | undefined;
  /** Why it cannot give the canvas away. */
  problem?: string | undefined;
  suspended: boolean;
}

const contentSchema = z.object({
  client: z.string(),
  birth: z.string().optional(),
  problem: z.string().optional(),
});

export class Claims {
  private readonly folder: string;
  private readonly start: string;

  constructor(
    private readonly file: string,
    private readonly client: () => string,
  ) {
    this.folder = dirname(file);
    this.start = `${basename(file)}.`;
  }

  /** The claim, and whether processes had died with theirs; undefined while a living process has one. */
  take(): { claim: Claim; afterDeath: boolean } | undefined {
    mkdirSync(this.folder, { recursive: true });
    const path = `${this.file}.${process.pid}-${randomBytes(4).toString('hex')}.lock`;
    const write = (problem?: string) =>
      writeFileSync(path, JSON.stringify({ client: this.client(), birth: ownBirth(), problem }));
    const release = () => rmSync(path, { force: true });
    write();
    try {
      const others = this.all().filter((other) => other.path !== path);
      if (others.some(isLiving)) {
        release();
        return undefined;
      }
      for (const { path: dead } of others) rmSync(dead, { force: true });
      return { claim: { explain: write, release }, afterDeath: others.length > 0 };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Who has the canvas, or is just about to. */
  holder(): Holder | undefined {
    mkdirSync(this.folder, { recursive: true });
    const found = this.all().find(isLiving);
    if (found === undefined) return undefined;
    const { pid, client, problem } = found;
    return { pid, client, problem, suspended: isSuspended(pid) };
  }

  private all(): {
    path: string;
    pid: number;
    birth: Birth;
    client?: string;
    problem?: string | undefined;
  }[] {
    return readdirSync(this.folder).flatMap((name) => {
      if (!name.startsWith(this.start)) return [];
      const match = /^(\d+)-[0-9a-f]{8}\.lock$/.exec(name.slice(this.start.length));
      if (match === null) return [];
      const path = join(this.folder, name);
      return [{ path, pid: Number(match[1]), birth: undefined, ...contentOf(path) }];
    });
  }
}

function isLiving({ pid, birth }: { pid: number; birth: Birth }): boolean {
  return isStillThere(pid, birth);
}

/** Nothing is known of a claim that is being written or was just withdrawn, or that an earlier version laid. */
function contentOf(path: string): Partial<z.infer<typeof contentSchema>> {
  try {
    return contentSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
