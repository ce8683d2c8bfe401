/** From spawning a server to its answer to `tools/list`, and the size of that answer: ours and published peers'. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './numbers.ts';
import { type ServerCommand, ServerProcess } from './server-process.ts';

export interface StartUp {
  name: string;
  tools: number;
  listBytes: number;
  ms: { median: number; least: number; most: number };
}

/** Cold processes, one after the other. */
export async function measureStartUp(name: string, command: ServerCommand, times: number): Promise<StartUp> {
  const taken: number[] = [];
  let last = { tools: 0, bytes: 0, ms: 0 };
  for (let index = 0; index < times; index += 1) {
    const server = new ServerProcess(command);
    try {
      last = await server.listTools();
      taken.push(last.ms);
    } finally {
      await server.stop();
    }
  }
  return {
    name,
    tools: last.tools,
    listBytes: last.bytes,
    ms: { median: median(taken), least: Math.min(...taken), most: Math.max(...taken) },
  };
}

interface Peer {
  package: string;
  version: string;
  bin: string;
  args: string[];
  env?: Record<string, string>;
}

/** Published MCP servers for Figma, at the versions of August 2026; each starts without a Figma file or account. */
const peers: Peer[] = [
  { package: 'cursor-talk-to-figma-mcp', version: '0.3.5', bin: 'cursor-talk-to-figma-mcp', args: [] },
  { package: '@gethopp/figma-mcp-bridge', version: '0.0.22', bin: 'figma-mcp-bridge', args: [] },
  {
    package: 'figma-developer-mcp',
    version: '0.13.2',
    bin: 'figma-developer-mcp',
    args: ['--stdio'],
    // It asks for a key at start and uses it only when a tool is called.
    env: { FIGMA_API_KEY: 'not-a-key', DO_NOT_TRACK: '1' },
  },
];

const INSTALL_LIMIT_MS = 120_000;

/**
 * Installs the peers in a folder of its own outside the package (install scripts off) and measures them. What cannot
 * be installed or started is left out with a note: the registry may be out of reach.
 */
export async function measurePeers(times: number): Promise<{ measured: StartUp[]; notes: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'adsmith-peers-'));
  const measured: StartUp[] = [];
  const notes: string[] = [];
  try {
    for (const peer of peers) {
      const name = `${peer.package} ${peer.version}`;
      const home = join(folder, peer.bin);
      try {
        await install(home, `${peer.package}@${peer.version}`);
        const command = join(home, 'node_modules', '.bin', peer.bin);
        measured.push(
          await measureStartUp(
            name,
            { command, args: peer.args, cwd: home, ...(peer.env && { env: peer.env }) },
            times,
          ),
        );
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message.trim().split('\n').at(0) : String(cause);
        notes.push(`${name}: left out (${reason})`);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { measured, notes };
}

async function install(home: string, spec: string): Promise<void> {
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{"private":true}');
  await promisify(execFile)(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', spec],
    { cwd: home, timeout: INSTALL_LIMIT_MS },
  );
}
