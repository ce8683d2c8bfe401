/** Asks the client's own model something in a fresh request, where the client offers that. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { SamplingRequest } from '../../tools/context.ts';

/** undefined: this client has no sampling, so nothing may depend on it. */
export function samplingOf(
  server: Server,
  signal: AbortSignal,
): ((request: SamplingRequest) => Promise<string>) | undefined {
  if (!server.getClientCapabilities()?.sampling) return undefined;
  return async ({ text, image, maxTokens, timeoutMs }) => {
    const { content } = await server.createMessage(
      {
        messages: [
          ...(image
            ? [
                {
                  role: 'user' as const,
                  content: {
                    type: 'image' as const,
                    data: Buffer.from(image.bytes).toString('base64'),
                    mimeType: image.mimeType,
                  },
                },
              ]
            : []),
          { role: 'user', content: { type: 'text', text } },
        ],
        // What the model knows of the session must not reach a critic.
        includeContext: 'none',
        maxTokens,
      },
      { timeout: timeoutMs, signal },
    );
    const parts = Array.isArray(content) ? content : [content];
    return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  };
}
