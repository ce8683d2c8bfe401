/** MCP over stdin and stdout, until the client hangs up. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

/**
 * Serves until stdin ends or the process is told to stop; resolves then. The SDK does not notice the end of stdin,
 * and a server that outlives its client is a leak on somebody's machine.
 */
export async function serveStdio(server: Server): Promise<void> {
  const over = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    process.stdout.once('error', () => resolve());
    server.onclose = () => resolve();
  });
  await server.connect(new StdioServerTransport());
  await over;
  await server.close().catch(() => {});
}
