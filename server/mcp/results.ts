/** Tool results and errors as MCP content: one compact JSON text, then the images. */
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { ToolResult } from '../../tools/define.ts';
import { describeError } from '../../tools/errors.ts';

export function toContent({ data, images = [] }: ToolResult): CallToolResult {
  return {
    content: [
      { type: 'text', text: JSON.stringify(data) },
      ...images.map(({ mimeType, bytes }) => ({
        type: 'image' as const,
        mimeType,
        data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
      })),
    ],
  };
}

export function toErrorContent(error: unknown): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(describeError(error)) }] };
}
