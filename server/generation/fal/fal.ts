/** fal.ai as the rest of the folder sees it: the calls of `@fal-ai/client`, with answers that are checked. */
import { createRequire } from 'node:module';
import type * as falModule from '@fal-ai/client';
import { z } from 'zod';
import { platformHost, rerouteTo } from './addresses.ts';
import { createSafeFetch } from './safe-fetch.ts';

const statusSchema = z.object({ status: z.enum(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED']) });
const fileSchema = z.object({ url: z.string().min(1) });
/** Generators answer `images`, background removal `image`. */
const resultSchema = z.union([
  z.object({ images: z.array(fileSchema).min(1), description: z.string().nullish() }),
  z.object({ image: fileSchema }),
]);
export type FalResult = z.infer<typeof resultSchema>;

const pastSchema = z.object({
  request_id: z.string(),
  json_input: z.unknown().optional(),
  json_output: z.unknown().optional(),
});
export type PastRequest = z.infer<typeof pastSchema>;
const historySchema = z.object({
  items: z.array(pastSchema),
  next_cursor: z.string().nullish(),
  has_more: z.boolean(),
});

/** The model finished, and what it answered is not a picture. */
export class NoPictureError extends Error {
  override readonly name = 'NoPictureError';
}

export interface Fal {
  /** Uploads bytes; answers their address. */
  upload(bytes: Uint8Array, type: string, signal: AbortSignal): Promise<string>;
  /**
   * Sends a request; answers its id. Cannot be stopped: the answer says whether money is being spent. `startTimeout`:
   * seconds after which fal does not begin any more. Throws `UncertainSubmitError` when nobody can say whether it arrived.
   */
  submit(endpoint: string, input: Record<string, unknown>, startTimeout: number): Promise<string>;
  status(
    endpoint: string,
    requestId: string,
    signal: AbortSignal,
  ): Promise<z.infer<typeof statusSchema>['status']>;
  result(endpoint: string, requestId: string, signal: AbortSignal): Promise<FalResult>;
  cancel(endpoint: string, requestId: string): Promise<void>;
  /** Ended requests of the last 24 hours with their inputs and outputs, latest first. */
  history(endpoint: string, signal: AbortSignal, requestId?: string): Promise<PastRequest[]>;
  /** A plain GET, no key sent along. */
  get(url: string, signal: AbortSignal): Promise<Response>;
}

export interface FalOptions {
  key: string;
  /** A stand-in on loopback. */
  url?: string | undefined;
  /** ms for a request without an answer. */
  timeout: number;
}

const load = createRequire(import.meta.url);
const historyPages = 5;

export function createFal({ key, url, timeout }: FalOptions): Fal {
  const reroute = url === undefined ? undefined : rerouteTo(url);
  const send = createSafeFetch({ reroute, timeout });
  let made: falModule.FalClient | undefined;
  /** Loaded when something is sent: whoever asks for a picture should not wait for it. */
  const client = () => {
    const { createFalClient } = load('@fal-ai/client') as typeof falModule;
    made ??= createFalClient({ credentials: key, fetch: send, suppressLocalCredentialsWarning: true });
    return made;
  };
  return {
    async upload(bytes, type, signal) {
      signal.throwIfAborted();
      return client().storage.upload(new Blob([new Uint8Array(bytes)], { type }), {
        lifecycle: { expiresIn: '7d' },
      });
    },
    async submit(endpoint, input, startTimeout) {
      const queued: unknown = await client().queue.submit(endpoint, { input, startTimeout });
      return z.object({ request_id: z.string().min(1) }).parse(queued).request_id;
    },
    async status(endpoint, requestId, abortSignal) {
      return statusSchema.parse(await client().queue.status(endpoint, { requestId, abortSignal })).status;
    },
    async result(endpoint, requestId, abortSignal) {
      const { data }: { data: unknown } = await client().queue.result(endpoint, { requestId, abortSignal });
      return asResult(data);
    },
    cancel: (endpoint, requestId) => client().queue.cancel(endpoint, { requestId }),
    async history(endpoint, signal, requestId) {
      const found: PastRequest[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < historyPages; page++) {
        const address = new URL(`https://${platformHost}/v1/models/requests/by-endpoint`);
        // No start: "the last 24 hours" by fal's clock is right whatever this machine's clock says.
        const query = {
          endpoint_id: endpoint,
          expand: 'payloads',
          limit: '100',
          cursor,
          request_id: requestId,
        };
        for (const [name, value] of Object.entries(query)) if (value) address.searchParams.set(name, value);
        const response = await send(address, { signal, headers: { Authorization: `Key ${key}` } });
        if (!response.ok)
          throw Object.assign(new Error(`history: ${response.status}`), { status: response.status });
        const { items, next_cursor, has_more } = historySchema.parse(await response.json());
        found.push(...items);
        if (!has_more || !next_cursor) break;
        cursor = next_cursor;
      }
      return found;
    },
    get: (address, signal) => fetch(reroute ? reroute(address) : address, { signal, redirect: 'manual' }),
  };
}

/** Throws `NoPictureError`. */
export function asResult(data: unknown): FalResult {
  const parsed = resultSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const said = z.object({ description: z.string() }).safeParse(data);
  throw new NoPictureError(
    said.success ? said.data.description.slice(0, 300) : 'the answer holds no picture',
  );
}

/** The address of the picture in a result. */
export function pictureUrl(result: FalResult): string {
  return 'image' in result ? result.image.url : (result.images[0]?.url ?? '');
}
