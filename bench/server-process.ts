/** An MCP server process on stdio, driven with bare JSON-RPC lines so that only the server's own time is measured. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

export interface ServerCommand {
  command: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
}

const messageSchema = z.looseObject({
  id: z.union([z.number(), z.string()]).optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

const toolsSchema = z.looseObject({ tools: z.array(z.unknown()) });

export interface Reply {
  result: unknown;
  /** The `result` member as it came over the wire, in bytes. */
  bytes: number;
}

interface Waiting {
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/** No answer of a server that works takes longer; what does is reported as a failure. */
const ANSWER_LIMIT_MS = 60_000;

export class ServerProcess {
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private pending = '';
  private stderr = '';
  readonly startedAt = performance.now();

  constructor({ command, args, cwd, env }: ServerCommand) {
    this.child = spawn(command, args, {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stdout.setEncoding('utf8').on('data', (chunk: string) => this.read(chunk));
    this.child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.stderr = (this.stderr + chunk).slice(-2000);
    });
    this.child.stdin.on('error', () => {});
    this.child.on('error', (error) => this.fail(error));
    this.child.on('exit', (code) => this.fail(new Error(`the server ended (${code}): ${this.stderr}`)));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The handshake, then the tools. */
  async listTools(): Promise<{ tools: number; bytes: number; ms: number }> {
    await this.request('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1.0.0' },
    });
    this.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    const reply = await this.request('tools/list', {});
    const { tools } = toolsSchema.parse(reply.result);
    return { tools: tools.length, bytes: reply.bytes, ms: performance.now() - this.startedAt };
  }

  /** @throws when the server answers with an error, ends, or does not answer in time. */
  request(method: string, params: unknown): Promise<Reply> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(new Error(`no answer to ${method} within ${ANSWER_LIMIT_MS / 1000} s`));
      }, ANSWER_LIMIT_MS);
      this.waiting.set(id, {
        resolve: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.send({ jsonrpc: '2.0', id, method, params });
    });
  }

  /** Ends the process and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.stdin.end();
    const kill = setTimeout(() => this.child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(kill);
  }

  private send(message: unknown): void {
    this.child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  private read(chunk: string): void {
    const lines = (this.pending + chunk).split('\n');
    this.pending = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('{')) this.receive(line);
    }
  }

  private receive(line: string): void {
    const { id, result, error } = messageSchema.parse(JSON.parse(line));
    const waiting = typeof id === 'number' ? this.waiting.get(id) : undefined;
    if (!waiting || typeof id !== 'number') return;
    this.waiting.delete(id);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve({ result, bytes: Buffer.byteLength(JSON.stringify(result)) });
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
