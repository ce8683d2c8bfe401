/** A real MCP client on a server of its own: the starter library is made as an agent would make it. */
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { packageRoot } from '../../server/config/settings.ts';
import type { Step } from './ad.ts';

export interface StarterClient {
  call(tool: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Runs an ad's steps in one pipeline; answers its frame and what the tools remarked. */
  build(
    pipeline: readonly Step[],
  ): Promise<{ frameId: string; notes: string[]; steps: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

export async function connect(work: string): Promise<StarterClient> {
  const client = new Client({ name: 'adsmith-starter', version: '1.0.0' });
  const flags = [
    ...['--home', join(work, 'home'), '--brands', join(work, 'brands'), '--allowed-roots', work],
    ...['--toolsets', 'all', '--log-level', 'error', '--port', String(20_000 + (process.pid % 10_000))],
  ];
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--import', import.meta.resolve('tsx'), join(packageRoot, 'server', 'main.ts'), ...flags],
      cwd: work,
      stderr: 'inherit',
    }),
  );
  const call: StarterClient['call'] = async (name, args) => {
    const result = await client.callTool({ name, arguments: args }, undefined, { timeout: 120_000 });
    const content = result.content as { type: string; text?: string }[];
    const text = content.find(({ type }) => type === 'text')?.text ?? '{}';
    if (result.isError) throw new Error(`${name}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  return {
    call,
    async build(pipeline) {
      const { steps } = (await call('batch_pipeline', { pipeline })) as { steps: Record<string, unknown>[] };
      const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
      const quiet = /^SVG drawn|^Trimmed|^scrim|recoloured/;
      const notes = steps.flatMap((step) => [...list(step['adjusted']), ...list(step['warnings'])]);
      return {
        frameId: String(steps[0]?.['frameId']),
        notes: notes.filter((note) => !quiet.test(note)),
        steps,
      };
    },
    close: () => client.close(),
  };
}
