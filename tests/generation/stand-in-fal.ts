/**
 * fal.ai on loopback: its queue, storage, file server and history as they behave, errors included. Requests arrive with
 * the real host as the first part of the path (`ADSMITH_FAL_URL`). What goes wrong is set by `behave`, or by marks in
 * the prompt such as `[policy]`, so that processes that only share the address can ask for it.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { goodKey } from './key.ts';
import { isModel, runModel } from './stand-in-models.ts';

interface QueueRequest {
  id: string;
  endpoint: string;
  input: Record<string, unknown>;
  at: number;
  /** ms until it runs, and until it is done. */
  startsAfter: number;
  endsAfter: number;
  cancelled: boolean;
  output?: { status: number; body: unknown };
}

export interface Behaviour {
  /** ms in the queue and at work. */
  queue: number;
  work: number;
  /** A status; or the connection breaks after the request was taken, or before, or nothing ever comes. */
  onSubmit: ((count: number) => number | 'break' | 'break-before' | 'hang' | undefined) | undefined;
  onDownload:
    | ((count: number) => 'cut' | 'stall' | 'html' | 'huge' | 'missing' | number | undefined)
    | undefined;
  /** Answered by the status instead of the truth. */
  onStatus: ((count: number) => number | undefined) | undefined;
  /** 403 with fal's words for an account without money. */
  locked: boolean;
  /** The history may not be read with this key. */
  noHistory: boolean;
  /** Results are forgotten at once; the history still has them. */
  forgetful: boolean;
  /** px of the long side instead of what the resolution says, so that tests are fast. */
  side: number;
}

export interface StandIn {
  url: string;
  behave: Behaviour;
  /** Every request fal took, in order: each costs money. */
  taken(): readonly QueueRequest[];
  cancels: string[];
  uploads: Map<string, Buffer>;
  /** Hosts that were asked, in order. */
  log: string[];
  close(): Promise<void>;
}

export async function startStandIn(behaviour: Partial<Behaviour> = {}): Promise<StandIn> {
  const behave: Behaviour = {
    queue: 10,
    work: 30,
    onSubmit: undefined,
    onDownload: undefined,
    onStatus: undefined,
    locked: false,
    noHistory: false,
    forgetful: false,
    side: 256,
    ...behaviour,
  };
  const requests = new Map<string, QueueRequest>();
  const files = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer>();
  const cancels: string[] = [];
  const log: string[] = [];
  const counts = { submit: 0, download: 0, status: 0 };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const [, host = '', ...rest] = url.pathname.split('/');
    const path = rest.join('/');
    log.push(`${request.method} ${host}/${path}`);
    const body = await bodyOf(request);
    if (host === 'v3.fal.media') return media(request, response, path, body);
    if (request.headers.authorization !== `Key ${goodKey}`)
      return json(response, 401, { detail: 'Authentication is required to access this application' });
    if (host === 'api.fal.ai') return history(response, url);
    if (behave.locked && request.method === 'POST') {
      return json(response, 403, {
        detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
      });
    }
    if (host === 'rest.fal.ai' && path === 'storage/upload/initiate') {
      const { file_name } = z
        .object({ file_name: z.string(), content_type: z.string() })
        .parse(JSON.parse(`${body}`));
      const address = `https://v3.fal.media/files/stand-in/${randomUUID()}_${file_name}`;
      return json(response, 200, { upload_url: `${address}?upload=1`, file_url: address });
    }
    if (host === 'queue.fal.run') return queue(request, response, path, body);
    json(response, 404, { detail: 'Not Found' });
  };

  const media = (request: IncomingMessage, response: ServerResponse, path: string, body: Buffer) => {
    const address = `https://v3.fal.media/${path}`;
    if (request.method === 'PUT') {
      uploads.set(address, body);
      files.set(address, body);
      response.writeHead(200).end();
      return;
    }
    const fate = behave.onDownload?.(++counts.download);
    const bytes = files.get(address);
    if (typeof fate === 'number') return json(response, fate, { detail: 'trouble' });
    if (!bytes || fate === 'missing') return json(response, 404, { detail: 'Not Found' });
    if (fate === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
      return;
    }
    if (fate === 'huge') {
      response.writeHead(200, { 'content-type': 'image/png' });
      const chunk = Buffer.alloc(1_000_000, 1);
      let sent = 0;
      const more = () => {
        while (sent < 60 && !response.destroyed) {
          sent += 1;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      return more();
    }
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.length });
    if (fate === 'cut') {
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
      return;
    }
    if (fate === 'stall') {
      response.write(bytes.subarray(0, 100));
      return;
    }
    response.end(bytes);
  };

  const queue = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    body: Buffer,
  ): Promise<void> => {
    const [, app = '', id = '', tail] = /^([^/]+\/[^/]+)\/requests\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (id === '') return submit(request, response, path, body);
    const found = requests.get(id);
    if (!found?.endpoint.startsWith(app)) return json(response, 404, { detail: 'Request not found' });
    const state = stateOf(found);
    if (tail === 'cancel') {
      cancels.push(id);
      if (state === 'COMPLETED') return json(response, 400, { status: 'ALREADY_COMPLETED' });
      if (state === 'IN_QUEUE') found.cancelled = true;
      return json(response, 202, { status: 'CANCELLATION_REQUESTED' });
    }
    if (tail === 'status') {
      const trouble = behave.onStatus?.(++counts.status);
      if (trouble) return json(response, trouble, { detail: 'Bad Gateway' });
      if (found.cancelled) return json(response, 404, { detail: 'Request not found' });
      return json(response, state === 'COMPLETED' ? 200 : 202, {
        status: state,
        request_id: id,
        ...addresses(app, id),
        ...(state === 'IN_QUEUE' && { queue_position: 0 }),
        ...(state === 'COMPLETED' && { metrics: { inference_time: found.endsAfter / 1000 } }),
      });
    }
    if (state !== 'COMPLETED') return json(response, 400, { detail: 'Request is still in progress' });
    if (behave.forgetful) return json(response, 404, { detail: 'Request not found' });
    const { status, body: answer } = await outputOf(found);
    json(response, status, answer, {
      'x-fal-request-id': id,
      ...(status === 422 && { 'x-fal-retryable': 'false' }),
    });
  };

  const submit = (request: IncomingMessage, response: ServerResponse, endpoint: string, body: Buffer) => {
    const fate = behave.onSubmit?.(++counts.submit);
    if (typeof fate === 'number')
      return json(response, fate, { detail: fate === 429 ? 'Too many requests' : 'Bad Gateway' });
    if (fate === 'hang') return;
    if (fate === 'break-before') return void request.socket.destroy();
    if (!isModel(endpoint)) return json(response, 404, { detail: `Application "${endpoint}" not found` });
    const id = randomUUID();
    const input = JSON.parse(`${body}`) as Record<string, unknown>;
    const slow = /\[slow (\d+)\]/.exec(String(input['prompt'] ?? ''))?.[1];
    requests.set(id, {
      id,
      endpoint,
      input,
      at: Date.now(),
      startsAfter: behave.queue,
      endsAfter: behave.queue + (slow ? Number(slow) : behave.work),
      cancelled: false,
    });
    if (fate === 'break') return void request.socket.destroy();
    const app = endpoint.split('/').slice(0, 2).join('/');
    json(response, 200, {
      status: 'IN_QUEUE',
      request_id: id,
      ...addresses(app, id),
      logs: null,
      metrics: {},
      queue_position: 0,
    });
  };

  const history = async (response: ServerResponse, url: URL): Promise<void> => {
    if (behave.noHistory)
      return json(response, 403, { error: { type: 'authorization_error', message: 'Forbidden' } });
    const [endpoint, only] = [url.searchParams.get('endpoint_id'), url.searchParams.get('request_id')];
    const ended = [...requests.values()].filter(
      (one) => one.endpoint === endpoint && stateOf(one) === 'COMPLETED' && (!only || one.id === only),
    );
    const items = await Promise.all(
      ended.reverse().map(async (one) => {
        const { status, body } = await outputOf(one);
        return {
          request_id: one.id,
          endpoint_id: endpoint,
          status_code: status,
          json_input: one.input,
          json_output: body,
        };
      }),
    );
    json(response, 200, { items, next_cursor: null, has_more: false });
  };

  const stateOf = ({ at, startsAfter, endsAfter }: QueueRequest) => {
    const age = Date.now() - at;
    return age < startsAfter ? 'IN_QUEUE' : age < endsAfter ? 'IN_PROGRESS' : 'COMPLETED';
  };

  const outputOf = async (request: QueueRequest): Promise<{ status: number; body: unknown }> => {
    request.output ??= await runModel(request, files, behave.side);
    return request.output;
  };

  const server: Server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => json(response, 500, { detail: String(error) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    behave,
    taken: () => [...requests.values()],
    cancels,
    uploads,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const addresses = (app: string, id: string) => {
  const base = `https://queue.fal.run/${app}/requests/${id}`;
  return { response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` };
};

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
