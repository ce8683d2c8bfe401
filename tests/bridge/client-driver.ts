/** Starts test clients as real processes and talks to them. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PluginSessionInfo } from '../../schemas/bridge.ts';
import type { CanvasRequestInput } from '../../schemas/canvas-request.ts';
import type { BridgeStatus } from '../../server/bridge/bridge.ts';
import type { BridgeTiming } from '../../server/bridge/timing.ts';

type Body =
  | { do: 'sessions' | 'status' | 'loop' | 'draw' | 'stop' | 'leave' }
  | { do: 'request'; request: CanvasRequestInput }
  /** Hands over an image of random bytes and uses it; answers how long that took, ms, without its hash. */
  | { do: 'image'; size: number }
  | { do: 'block'; ms: number };
export type Call = Body & { id: number };

export interface Answer {
  id: number;
  value?: unknown;
  error?: { bridge?: string; message: string };
}

/** What a process tells unasked; `at` in ms epoch. */
export type News =
  | { client: string; done: number; at: number }
  | { client: string; failed: string; number: number; at: number }
  | { hub: number; at: number };

/** Bundles the client once into `folder`: starting from TypeScript would cost a second per process. */
export async function buildClient(folder: string): Promise<string> {
  const outfile = join(folder, 'client.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./client-process.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

export interface ClientOptions {
  program: string;
  port: number;
  home: string;
  version?: string;
  name?: string;
  timing?: Partial<BridgeTiming>;
  onNews?(news: News): void;
}

export class ClientProcess {
  readonly exited: Promise<void>;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly ready: Promise<unknown>;
  private number = 0;

  constructor({
    program,
    port,
    home,
    version = '0.1.0',
    name = 'child',
    timing = {},
    onNews,
  }: ClientOptions) {
    this.child = fork(program, [String(port), home, version, name, JSON.stringify(timing)], { execArgv: [] });
    this.ready = new Promise((resolve) => this.waiting.set(0, resolve));
    this.exited = new Promise((resolve) => this.child.once('exit', () => resolve()));
    this.child.on('message', (answer: Answer | { news: News }) => {
      if ('news' in answer) {
        onNews?.(answer.news);
        return;
      }
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Does something in the process; throws an error with the bridge's code as its `bridge`. */
  async call(body: Body): Promise<unknown> {
    await this.ready;
    this.number += 1;
    const id = this.number;
    const { value, error } = await new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ ...body, id });
    });
    if (error) throw Object.assign(new Error(error.message), { bridge: error.bridge });
    return value;
  }

  async status(): Promise<BridgeStatus> {
    return (await this.call({ do: 'status' })) as BridgeStatus;
  }

  async sessions(): Promise<PluginSessionInfo[]> {
    return (await this.call({ do: 'sessions' })) as PluginSessionInfo[];
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(name);
  }

  /** Ends the channel, as a client that goes ends its server's stdin. */
  disconnect(): void {
    this.child.disconnect();
  }

  async kill(): Promise<void> {
    this.child.kill('SIGCONT');
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
