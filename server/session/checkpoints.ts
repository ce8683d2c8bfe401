/** Checkpoints: named snapshots on disk, so that work can be taken back across calls and restarts. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Snapshot, type SnapshotNode, snapshotSchema } from '../../schemas/snapshot.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';

const checkpointSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  at: z.string(),
  canvas: z.enum(['headless', 'figma']),
  /** Name of the document, and the node saved if it was not the whole page; older checkpoints say neither. */
  document: z.string().optional(),
  root: z.string().optional(),
  /** Name of the frame, or of the page if the whole page was saved. */
  of: z.string(),
  nodes: z.int(),
  snapshot: snapshotSchema,
});
export type Checkpoint = z.infer<typeof checkpointSchema>;
const infoSchema = checkpointSchema.omit({ snapshot: true });
export type CheckpointInfo = z.infer<typeof infoSchema>;

export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export interface CheckpointStore {
  save(checkpoint: {
    label: string;
    canvas: 'headless' | 'figma';
    document: string;
    of: string;
    snapshot: Snapshot;
  }): Promise<CheckpointInfo>;
  /** Newest first. */
  list(): Promise<CheckpointInfo[]>;
  /** By id, or by label (the newest with that label). */
  load(idOrLabel: string): Promise<Checkpoint>;
  /** The ids that restores gave to nodes of a document they had to rebuild: old id to the latest. */
  renamed(document: string): Promise<Record<string, string>>;
  /** Remembers the ids a restore gave, for all checkpoints of the document: each of them knows the old ones. */
  rename(document: string, ids: Record<string, string>): Promise<void>;
}

/** Older ones go first when there are more. */
const KEEP = 200;

/** A store in `folder`: one file a checkpoint, written atomically. */
export function createCheckpointStore(folder: string): CheckpointStore {
  const file = (id: string) => join(folder, `${id}.json`);
  const renamesFile = join(folder, 'renamed-nodes.json');

  const load = async (id: string): Promise<Checkpoint> => {
    let text: string;
    try {
      text = await readFile(file(id), 'utf8');
    } catch {
      throw new CheckpointError(`There is no checkpoint "${id}".`, 'List them with action "list".');
    }
    try {
      const [info = '', snapshot = ''] = text.split('\n', 2);
      return checkpointSchema.parse({ ...JSON.parse(info), snapshot: JSON.parse(snapshot) });
    } catch {
      throw new CheckpointError(`Checkpoint "${id}" is damaged.`, 'Take an older one: action "list".');
    }
  };

  const ids = async () => {
    const names = await readdir(folder).catch(() => []);
    // Ids begin with the time, so the newest sorts last.
    return names
      .flatMap((name) => (/^cp_[\w-]+\.json$/.test(name) ? [name.slice(0, -5)] : []))
      .sort()
      .reverse();
  };

  return {
    async save({ label, canvas, document, of, snapshot }) {
      const at = new Date().toISOString();
      const id = `cp_${at.replace(/\D/g, '').slice(0, 17)}_${randomUUID().slice(0, 4)}`;
      const [root] = snapshot.wholePage ? [] : snapshot.roots;
      const info: CheckpointInfo = {
        ...{ id, label, at, canvas, document, of },
        ...(root && { root: root.node.id }),
        nodes: countNodes(snapshot),
      };
      // The facts stand on a line of their own, so that listing reads no snapshots.
      await writeFileAtomically(file(id), `${JSON.stringify(info)}\n${JSON.stringify(snapshot)}\n`);
      for (const old of (await ids()).slice(KEEP)) await rm(file(old), { force: true });
      return info;
    },
    async list() {
      const infos = await Promise.all((await ids()).map((id) => readInfo(file(id)).catch(() => undefined)));
      return infos.filter((info) => info !== undefined);
    },
    async load(idOrLabel) {
      const all = await ids();
      if (all.includes(idOrLabel)) return load(idOrLabel);
      const labelled = (await this.list()).find(({ label }) => label === idOrLabel);
      if (labelled) return load(labelled.id);
      throw new CheckpointError(
        `There is no checkpoint "${idOrLabel}".`,
        all.length > 0 ? 'List them with action "list".' : 'None has been saved yet: action "save".',
      );
    },
    async renamed(document) {
      return (await readRenames(renamesFile))[document] ?? {};
    },
    async rename(document, ids) {
      if (Object.keys(ids).length === 0) return;
      const all = await readRenames(renamesFile);
      await writeFileAtomically(
        renamesFile,
        JSON.stringify({ ...all, [document]: follow(all[document] ?? {}, ids) }),
      );
    },
  };
}

const renamesSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** Without the file, or with a damaged one, nodes are rebuilt that might have been found: nothing is lost. */
async function readRenames(path: string): Promise<z.infer<typeof renamesSchema>> {
  try {
    return renamesSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return {};
  }
}

/** `ids` on top of `known`: what led to a node that was rebuilt again leads to its newest id. */
function follow(known: Record<string, string>, ids: Record<string, string>): Record<string, string> {
  const newest = new Map(Object.entries(ids));
  for (const [old, id] of Object.entries(ids)) {
    const before = known[old];
    if (before !== undefined && before !== id) newest.set(before, id);
  }
  const moved = Object.entries(known).map(([old, id]) => [old, newest.get(id) ?? id] as const);
  return { ...Object.fromEntries(moved), ...Object.fromEntries(newest) };
}

/** The first line of a checkpoint's file. */
async function readInfo(path: string): Promise<CheckpointInfo> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) return infoSchema.parse(JSON.parse(line));
  } finally {
    lines.close();
  }
  throw new Error('an empty file');
}

function countNodes(snapshot: Snapshot): number {
  const count = (node: SnapshotNode): number =>
    1 + (node.children ?? []).reduce((sum, child) => sum + count(child), 0);
  return snapshot.roots.reduce((sum, { node }) => sum + count(node), 0);
}
