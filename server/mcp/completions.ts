/** `completion/complete` for whatever proposes values: variables of resource templates, arguments of prompts. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { type CompleteRequest, CompleteRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Completer, CompletionTarget } from './resource-provider.ts';

/** The protocol's limit for one answer. */
const MOST = 100;

/** Answers completions with the first of `completers` that knows the template or prompt; else with nothing. */
export function addCompletions(server: Server, completers: readonly Partial<Completer>[]): void {
  server.setRequestHandler(CompleteRequestSchema, async ({ params }) => {
    const target = targetOf(params.ref);
    for (const completer of completers) {
      const values = await completer.complete?.(target, params.argument, params.context?.arguments ?? {});
      if (values === undefined) continue;
      return {
        completion: {
          values: values.slice(0, MOST),
          total: values.length,
          hasMore: values.length > MOST,
        },
      };
    }
    return { completion: { values: [], total: 0, hasMore: false } };
  });
}

const targetOf = (ref: CompleteRequest['params']['ref']): CompletionTarget =>
  ref.type === 'ref/prompt' ? { prompt: ref.name } : { template: ref.uri };
