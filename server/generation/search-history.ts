/**
 * Finding out whether a request was sent. fal knows no idempotency keys, but it lists a key's requests with what was
 * sent; prompt, seed and pictures together are ours alone. What is not found is reported and never sent again unasked.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { CallParts } from './call.ts';
import { statusOf } from './fal/explain.ts';
import type { Call, Failure } from './tasks/task.ts';

/** Comes back when the call's state on disk has changed; otherwise calls `fail`, which throws. */
export async function searchHistory(
  { fal, store, lease, timing, signal }: CallParts,
  { step, endpoint, input = {}, searched }: Call,
  fail: (failure: Failure) => never,
): Promise<void> {
  let wait = timing.searchFirst;
  let spent = searched;
  store.progress(lease, "it is not certain that it was sent: looking for it in fal's history");
  for (;;) {
    const began = performance.now();
    // The process that sent it may have been slow, not dead.
    if (store.call(lease.task, step)?.state !== 'submitting') return;
    const past = await fal.history(endpoint, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      const status = statusOf(error);
      if (status === 401 || status === 403 || status === 404)
        fail(inDoubt(`this key may not read fal's history (${status})`));
      return undefined;
    });
    const found = past?.find(
      ({ request_id, json_input }) => isSame(json_input, input) && !store.knownRequest(request_id),
    );
    if (found) {
      store.submitted(lease.task, step, found.request_id);
      return;
    }
    if (past && spent >= timing.searchWindow) fail(inDoubt("fal's history does not list it"));
    await pause(wait, undefined, { signal });
    // Only time in which fal could be asked counts, and no more of it than was waited.
    if (past) spent += Math.min(performance.now() - began, wait * 2);
    store.searched(lease, step, spent);
    wait = Math.min(timing.searchLongest, wait * 1.5);
  }
}

function inDoubt(why: string): Failure {
  return {
    code: 'possibly_submitted',
    said: `The connection or Adsmith broke off while the request was being sent, and ${why}`,
    advice:
      'Most likely nothing was sent. Look at fal.ai/dashboard; ask again if it is not there. It is never sent again by itself.',
    spent: 'possibly',
  };
}

/** The members that make a request ours: never two with the same prompt, seed and pictures. */
function isSame(listed: unknown, sent: Record<string, unknown>): boolean {
  if (typeof listed !== 'object' || listed === null) return false;
  const theirs = new Map<string, unknown>(Object.entries(listed));
  const marks = ['prompt', 'seed', 'image_url', 'image_urls'].filter((name) => sent[name] !== undefined);
  return (
    marks.length > 0 && marks.every((name) => JSON.stringify(theirs.get(name)) === JSON.stringify(sent[name]))
  );
}
