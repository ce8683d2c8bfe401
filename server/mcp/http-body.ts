/** Reads the JSON body of a request, up to a limit. */
import type { IncomingMessage } from 'node:http';
import { type HttpRefusal, rpcCodes } from './http-answer.ts';

export type JsonBody = { value: unknown } | { refusal: HttpRefusal };

/**
 * Parses a UTF-8 JSON body of at most `limit` bytes. A longer one is refused as soon as that is known, by its
 * declared length or by counting; the rest of it is then thrown away unread, so that the client gets to the answer.
 * Rejects only when the connection breaks.
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<JsonBody> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge(request, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  const overrun = await new Promise<boolean>((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) resolve(true);
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(false));
    request.once('error', reject);
    request.once('close', () => reject(new Error('The client hung up while sending.')));
  });
  if (overrun) {
    request.removeAllListeners('data');
    return tooLarge(request, limit);
  }
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { refusal: { status: 400, code: rpcCodes.parse, message: `The body is not JSON: ${why}` } };
  }
}

function tooLarge(request: IncomingMessage, limit: number): JsonBody {
  request.resume();
  const megabytes = Math.floor(limit / 1024 / 1024);
  return {
    refusal: {
      status: 413,
      code: rpcCodes.transport,
      message: `The request is larger than ${megabytes} MB. Name files by path instead of sending their bytes.`,
    },
  };
}
