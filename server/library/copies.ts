/** Finds pictures that are copies of others, after an import: once for each new picture, in small transactions. */
import { availableParallelism } from 'node:os';
import { openImage } from '../assets/index.ts';
import { createColumnCache, rowOf } from './columns.ts';
import type { Database } from './database.ts';
import { nearCandidates } from './near-candidates.ts';
import type { Records } from './records.ts';
import { type Miniature, miniatureOf, samePicture } from './same-picture.ts';

const COMMIT_MS = 100;
/** About 200 kB each; more than a picture and its candidates, for each that is being decoded. */
const KEPT = 128;
/** Pictures that are decoded at the same time while the ones before them are compared ... */
const DECODING = Math.min(8, 2 * availableParallelism());
/** ... and how far ahead they are looked for: most pictures of a folder look like no other and need none. */
const AHEAD = 64;

export interface CopyReport {
  /** Pictures that turned out to be copies, with the one they are a copy of; paths are absolute. */
  copies: { path: string; of: string }[];
}

interface File {
  root: string;
  path: string;
}

/** Looks at every picture not compared yet. `reader` and `writer` are connections to the same index. */
export async function findCopies(
  writer: Database,
  reader: Database,
  records: Records,
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<CopyReport> {
  const waiting = writer
    .prepare<[], number>('SELECT id FROM image WHERE compared = 0 AND status = 0 ORDER BY id')
    .pluck()
    .all();
  const toCome = new Set(waiting);
  const file = reader.prepare<[number], File>(
    'SELECT root.path AS root, image.path AS path FROM image JOIN root ON root.id = root_id WHERE image.id = ?',
  );
  const columns = createColumnCache(reader);
  const miniatures = new Map<number, Promise<Miniature | undefined>>();
  const report: CopyReport = { copies: [] };
  const copies = new Set<number>();
  let done: { id: number; of?: number }[] = [];
  let committed = performance.now();

  const commit = writer.transaction(() => {
    const rev = records.nextRev();
    for (const { id, of } of done) {
      if (of === undefined) records.markCompared(id);
      else records.markCopy(id, of, rev);
    }
  });
  const flush = () => {
    if (done.length > 0) commit.immediate();
    done = [];
    committed = performance.now();
  };
  let decoding = 0;
  const miniature = (id: number): Promise<Miniature | undefined> => {
    const kept = miniatures.get(id);
    if (kept) return kept;
    const found = file.get(id);
    const made = found
      ? openImage(`${found.root}/${found.path}`, [found.root])
          .then(miniatureOf)
          .catch(() => undefined)
          .finally(() => {
            decoding -= 1;
          })
      : Promise.resolve(undefined);
    if (found) decoding += 1;
    if (miniatures.size >= KEPT) miniatures.delete(miniatures.keys().next().value ?? 0);
    miniatures.set(id, made);
    return made;
  };
  /** What a picture may be a copy of. Of two copies the one that came first stays. */
  const candidatesOf = (id: number): number[] => {
    const all = columns.current();
    const row = rowOf(all, id);
    if (row < 0 || all.shown[row] !== 1) return [];
    // Ids only: the columns may be replaced while a picture is being decoded.
    return nearCandidates(all, row)
      .map((near) => all.id[near] ?? 0)
      .filter((candidate) => candidate < id || !toCome.has(candidate));
  };
  /** Candidates of the pictures that come next, whose decoding has begun. */
  const ahead = new Map<number, number[]>();
  const lookAhead = (from: number) => {
    for (const id of waiting.slice(from, from + AHEAD)) {
      if (decoding >= DECODING) break;
      if (ahead.has(id)) continue;
      const candidates = candidatesOf(id);
      ahead.set(id, candidates);
      if (candidates.length > 0) for (const one of [id, ...candidates]) void miniature(one);
    }
  };
  const pathOf = (id: number) => {
    const found = file.get(id);
    return found ? `${found.root}/${found.path}` : String(id);
  };

  for (const [index, id] of waiting.entries()) {
    if (options.signal?.aborted) break;
    lookAhead(index);
    let earlier = ahead.get(id) ?? candidatesOf(id);
    ahead.delete(id);
    // A candidate that has turned out to be a copy itself makes room for another.
    if (earlier.some((candidate) => copies.has(candidate))) earlier = candidatesOf(id);
    let of: number | undefined;
    const [one, ...others] = earlier.length === 0 ? [] : await Promise.all([id, ...earlier].map(miniature));
    for (const [place, candidate] of earlier.entries()) {
      const two = others[place];
      if (one && two && samePicture(one, two)) {
        of = candidate;
        break;
      }
    }
    done.push({ id, ...(of !== undefined && { of }) });
    if (of !== undefined) {
      copies.add(id);
      report.copies.push({ path: pathOf(id), of: pathOf(of) });
      // The next pictures must see that this one is a copy.
      flush();
    } else if (performance.now() - committed > COMMIT_MS) {
      flush();
      options.onProgress?.(index + 1, waiting.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  flush();
  return report;
}
