/** From a request of the server to the executor, and back as a reply. */
import type { Reply } from '../../schemas/bridge.ts';
import type { ReplyError } from '../../schemas/bridge-errors.ts';
import { CanvasError } from '../../schemas/canvas-error.ts';
import type { Executor, Stop } from '../executor/index.ts';
import type { CanvasRequestMessage } from '../protocol/messages.ts';
import type { ImageRequests } from './image-requests.ts';
import type { OpenTransactions } from './open-transactions.ts';

/** Runs a request. Never rejects: what went wrong is the reply. */
export async function answerRequest(
  { id, body }: CanvasRequestMessage,
  {
    executor,
    images,
    transactions,
  }: { executor: Executor; images: ImageRequests; transactions: OpenTransactions },
  stop: Stop,
): Promise<Reply> {
  images.working = id;
  try {
    const value = await executor.handle(body, stop);
    transactions.note(id, body, value);
    if ('bytes' in value) {
      const { bytes, ...rest } = value;
      return { type: 'reply', id, ok: true, value: rest, bytes };
    }
    return { type: 'reply', id, ok: true, value };
  } catch (error) {
    return { type: 'reply', id, ok: false, error: errorData(error) };
  } finally {
    images.working = undefined;
  }
}

function errorData(error: unknown): ReplyError {
  if (error instanceof CanvasError) return error.data;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message };
}
