/**
 * One paid request to fal, from the intent to the answer. Whatever has been reached is on disk, so it goes on from
 * there after a crash; and nothing is sent unless it is certain that it was not sent before.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Costs } from '../costs/index.ts';
import { explain, statusOf } from './fal/explain.ts';
import { asResult, type Fal, type FalResult, NoPictureError } from './fal/fal.ts';
import { UncertainSubmitError } from './fal/safe-fetch.ts';
import { searchHistory } from './search-history.ts';
import { TaskFailure } from './task-failure.ts';
import { type Call, costRef, type Failure, type Step } from './tasks/task.ts';
import type { Lease, TaskStore } from './tasks/task-store.ts';
import type { GenerationTiming } from './timing.ts';

export interface CallParts {
  fal: Fal;
  store: TaskStore;
  costs: Costs;
  timing: GenerationTiming;
  lease: Lease;
  /** The process is closing: stop between two steps. */
  signal: AbortSignal;
}

/** The answer to a step's request. Throws `TaskFailure`, `LeaseLostError`. */
export async function answerOf(
  parts: CallParts,
  step: Step,
  makeInput: () => Promise<Record<string, unknown>>,
): Promise<FalResult> {
  const { store, lease, signal } = parts;
  for (;;) {
    signal.throwIfAborted();
    const call = store.call(lease.task, step);
    if (!call) throw new Error(`Task ${lease.task} has no step ${step}.`);
    switch (call.state) {
      case 'planned':
        await send(parts, call, makeInput);
        break;
      case 'submitting':
        await searchHistory(parts, call, (failure) => fail(parts, step, failure));
        break;
      case 'submitted':
        await fetchResult(parts, call);
        break;
      case 'answered':
        return asResult(call.result);
      case 'failed':
        throw new TaskFailure({
          code: 'failed',
          said: 'the request failed before',
          advice: 'Ask again.',
          spent: 'possibly',
        });
    }
  }
}

/** Ends the call, the ledger first: it must know even if this process dies right now. */
function fail({ store, costs, lease }: CallParts, step: Step, failure: Failure): never {
  const ref = costRef(lease.task, step);
  if (failure.spent === 'yes') costs.spent(ref);
  else if (failure.spent === 'no') costs.release(ref);
  else costs.unknown(ref);
  store.callFailed(lease, step);
  throw new TaskFailure(failure);
}

async function send(
  parts: CallParts,
  { step, endpoint, tries }: Call,
  makeInput: () => Promise<Record<string, unknown>>,
): Promise<void> {
  const { fal, store, costs, lease, timing, signal } = parts;
  const again = async (failure: Failure) => {
    store.unsent(lease, step);
    if (!['unreachable', 'too_many'].includes(failure.code) || tries + 1 >= timing.sendTries)
      fail(parts, step, failure);
    store.progress(lease, failure.said);
    await pause(timing.sendPause * 2 ** tries, undefined, { signal });
  };
  let input: Record<string, unknown>;
  try {
    input = await makeInput();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TaskFailure) fail(parts, step, error.failure);
    if (error instanceof Error && error.name === 'LeaseLostError') throw error;
    return again(explain(error, 'upload'));
  }
  costs.confirm(costRef(lease.task, step));
  store.intend(lease, step, input);
  try {
    const requestId = await fal.submit(endpoint, input, timing.timeout / 1000);
    store.submitted(lease.task, step, requestId);
  } catch (error) {
    // Without a status, and not certainly unsent: it stays in doubt, and is looked for.
    const failure = explain(error, 'submit');
    const doubtful =
      error instanceof UncertainSubmitError || (failure.code === 'unreachable' && !neverSent(error));
    if (!doubtful) await again(failure);
  }
}

/** The client passes on what `createSafeFetch` let through: only errors from before a connection. */
function neverSent(error: unknown): boolean {
  return error instanceof TypeError && /fetch failed/.test(error.message);
}

async function fetchResult(parts: CallParts, call: Call): Promise<void> {
  const { store, costs, lease } = parts;
  const result = await pollResult(parts, call);
  costs.spent(costRef(lease.task, call.step));
  store.answered(lease, call.step, result);
  store.waited(lease, 0);
}

async function pollResult(parts: CallParts, { step, endpoint, requestId = '' }: Call): Promise<FalResult> {
  const { fal, store, lease, timing, signal } = parts;
  let waited = store.get(lease.task)?.waited ?? 0;
  let wait = timing.pollFirst;
  let last = performance.now();
  let started = false;
  for (;;) {
    store.holds(lease);
    const status = await fal.status(endpoint, requestId, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      // A refusal of the status is final, and the result says why.
      return troubled(error) ? ('UNREACHABLE' as const) : ('COMPLETED' as const);
    });
    if (status === 'COMPLETED') return readResult(parts, step, endpoint, requestId);
    const now = performance.now();
    // Time in which fal was silent, or this machine slept, is not fal's.
    if (status !== 'UNREACHABLE') waited += Math.min(now - last, 3 * wait + 5_000);
    last = now;
    if (status === 'IN_PROGRESS') started = true;
    store.waited(lease, waited);
    store.progress(
      lease,
      status === 'IN_QUEUE'
        ? "in fal's queue"
        : status === 'IN_PROGRESS'
          ? 'being made'
          : 'fal cannot be reached',
    );
    if (waited > timing.timeout) return giveUp(parts, step, endpoint, requestId, started);
    await pause(wait, undefined, { signal });
    wait = Math.min(timing.pollLongest, wait * 1.3);
  }
}

/** Worth another look: the network, or fal itself. */
function troubled(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}

async function readResult(
  parts: CallParts,
  step: Step,
  endpoint: string,
  requestId: string,
): Promise<FalResult> {
  const { fal, signal, timing } = parts;
  for (let attempt = 0; ; attempt++) {
    try {
      return await fal.result(endpoint, requestId, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NoPictureError)
        fail(parts, step, {
          code: 'no_image',
          said: error.message,
          advice: 'Say plainly what is to be seen, and ask again.',
          spent: 'possibly',
        });
      const status = statusOf(error);
      if (status === 404) {
        const kept = await fromHistory(parts, endpoint, requestId);
        if (kept) return kept;
      }
      // A gateway's error has no body; one with a body is the model's own.
      const gateway = status === undefined || status === 429 || (status >= 500 && !hasBody(error));
      if (!gateway || (status !== undefined && attempt >= 5)) fail(parts, step, explain(error, 'result'));
      await pause(Math.min(30_000, timing.pollLongest * 2 ** attempt), undefined, { signal });
    }
  }
}

const hasBody = (error: unknown) => error instanceof Error && 'body' in error && error.body !== undefined;

/** Results are kept for minutes, the history for days. */
async function fromHistory({ fal, signal }: CallParts, endpoint: string, requestId: string) {
  try {
    const past = await fal.history(endpoint, signal, requestId);
    return asResult(past.find(({ request_id }) => request_id === requestId)?.json_output);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Too late: cancelled at fal, too. A picture that was finished meanwhile is taken all the same. */
async function giveUp(
  parts: CallParts,
  step: Step,
  endpoint: string,
  requestId: string,
  started: boolean,
): Promise<FalResult> {
  const { fal, timing, signal, store, lease } = parts;
  store.progress(lease, 'took too long: being cancelled');
  const refused = await fal.cancel(endpoint, requestId).then(
    () => undefined,
    (error: unknown) => error,
  );
  const until = performance.now() + timing.cancelGrace;
  do {
    const status = await fal.status(endpoint, requestId, signal).catch(() => undefined);
    if (status === 'COMPLETED') {
      const result = await fal.result(endpoint, requestId, signal).catch(() => undefined);
      if (result) return result;
      break;
    }
    await pause(Math.min(timing.pollFirst, timing.cancelGrace / 4), undefined, { signal });
  } while (performance.now() < until);
  const seconds = Math.round(timing.timeout / 1000);
  return fail(parts, step, {
    code: 'timeout',
    said: `fal had not ${started ? 'finished' : 'begun'} after ${seconds} s; the request was ${refused ? `to be cancelled, which fal refused (${explain(refused, 'poll').said})` : 'cancelled'}`,
    advice: 'Ask again later, or with a smaller resolution.',
    spent: started || refused ? 'possibly' : 'no',
  });
}
