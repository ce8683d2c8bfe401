/** The executor: takes requests one at a time and runs them on the `figma` it was given. */
import type { CanvasReply, CanvasRequest, FirstStep } from '../../schemas/canvas-request.ts';
import { withContext } from './errors.ts';
import type { ExecutorHost, Stop } from './host.ts';
import { exportNode } from './requests/export.ts';
import { imageBytes } from './requests/image.ts';
import { restoreSnapshot } from './requests/restore.ts';
import { checkProgram, runProgram } from './requests/run.ts';
import { status } from './requests/status.ts';
import { createSession, type Session } from './session.ts';
import { takeSnapshot } from './snapshot/take.ts';
import { Transactions } from './transactions.ts';

type Kind = CanvasRequest['kind'];
type RequestOf<K extends Kind> = Extract<CanvasRequest, { kind: K }>;

export interface Executor {
  /**
   * Answers a validated request. Rejects with `CanvasError`; then the request has changed nothing. A program looks at
   * `stop` between two ops and takes itself back when it is set.
   */
  handle<K extends Kind>(request: RequestOf<K>, stop?: Stop): Promise<CanvasReply<K>>;
  /**
   * The host is about to end: takes back what is unfinished in one synchronous stretch, as far as that goes. Nothing
   * may be asked of the executor afterwards.
   */
  close(): void;
}

type Handlers = { [K in Kind]: (request: RequestOf<K>) => Promise<CanvasReply<K>> };

/**
 * `figma` is Figma's own object, or the headless canvas's. Requests are queued: no two ever interleave, however many
 * callers there are.
 */
export function createExecutor(figma: PluginAPI, host: ExecutorHost): Executor {
  const session = createSession(figma, host);
  const transactions = new Transactions(session);
  const handlers = createHandlers(session, transactions);
  let queue: Promise<unknown> = Promise.resolve();

  return {
    handle(request, stop) {
      const turn = queue.then(() => serve(handlers, request, session, stop));
      queue = turn.catch(() => undefined);
      return turn;
    },
    close() {
      session.pauses.end();
      transactions.takeBackNow();
    },
  };
}

async function serve<K extends Kind>(
  handlers: Handlers,
  request: RequestOf<K>,
  session: Session,
  stop: Stop | undefined,
): Promise<CanvasReply<K>> {
  session.takeAdjustments();
  try {
    session.pauses.begin(stop);
    const handler: Handlers[K] = handlers[request.kind as K];
    return await handler(request);
  } catch (error) {
    throw withContext(error, {});
  }
}

function createHandlers(session: Session, transactions: Transactions): Handlers {
  const handlers: Handlers = {
    async run({ program, transaction }) {
      return transactions.step(transaction, async (journal) => {
        await checkProgram(program, session);
        return runProgram(program, session, journal);
      });
    },
    async begin({ first }) {
      const transaction = transactions.begin();
      if (first === undefined) return { transaction };
      try {
        return { transaction, first: await firstStep(handlers, first, transaction) };
      } catch (error) {
        await transactions.rollback(transaction);
        throw error;
      }
    },
    async commit({ transaction }) {
      transactions.commit(transaction);
      return { committed: true };
    },
    async rollback({ transaction }) {
      await transactions.rollback(transaction);
      return { rolledBack: true };
    },
    export: ({ request }) => exportNode(request, session),
    snapshot: ({ node }) => takeSnapshot(session, node),
    restore: ({ snapshot, transaction }) =>
      transactions.step(transaction, (journal) => restoreSnapshot(snapshot, session, journal)),
    status: async () => status(session, transactions.ids()),
    image: async ({ hash }) => ({ bytes: await imageBytes(hash, session) }),
    fonts: async ({ query }) => ({ families: await session.fonts.list(query) }),
  };
  return handlers;
}

function firstStep(handlers: Handlers, first: FirstStep, transaction: string): Promise<unknown> {
  switch (first.kind) {
    case 'run':
      return handlers.run({ ...first, transaction });
    case 'restore':
      return handlers.restore({ ...first, transaction });
    case 'snapshot':
      return handlers.snapshot(first);
    case 'status':
      return handlers.status(first);
  }
}
