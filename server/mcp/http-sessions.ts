/** The sessions of the HTTP endpoint: each is one client with an MCP server, and so a context, of its own. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { BridgeLog } from '../bridge/log.ts';

export interface SessionOptions {
  /** A fresh server with a context of its own. */
  createServer(): Server | Promise<Server>;
  /** A session nobody used for this long, ms, and that holds no stream open, is closed. */
  idle: number;
  /** Most sessions at a time; one more closes the one idle longest. */
  most: number;
  log: BridgeLog;
}

interface HttpSession {
  id: string;
  server: Server;
  transport: StreamableHTTPServerTransport;
  /** Answers under way, streams included. */
  open: number;
  /** Calls under way: answers to a POST. */
  calls: number;
  lastUsed: number;
}

export class HttpSessions {
  private readonly sessions = new Map<string, HttpSession>();
  private readonly sweeper: NodeJS.Timeout;
  private quiet: (() => void) | undefined;

  constructor(private readonly options: SessionOptions) {
    this.sweeper = setInterval(() => this.sweep(), Math.max(10, Math.min(options.idle / 4, 60_000)));
    this.sweeper.unref();
  }

  get size(): number {
    return this.sessions.size;
  }

  has(id: string): boolean {
    return this.sessions.has(id);
  }

  /** Answers a request within its session. */
  async handle(id: string, request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
    const session = this.sessions.get(id);
    if (!session) throw new Error(`There is no session ${id}.`);
    this.track(session, request, response);
    await session.transport.handleRequest(request, response, body);
  }

  /** Answers an `initialize` with a new session; false when all places are taken by sessions at work. */
  async open(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<boolean> {
    if (this.sessions.size >= this.options.most && !this.makeRoom()) return false;
    const server = await this.options.createServer();
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        const session: HttpSession = { id, server, transport, open: 0, calls: 0, lastUsed: Date.now() };
        this.sessions.set(id, session);
        this.track(session, request, response);
        this.options.log.info({ sessions: this.sessions.size }, 'http session opened');
      },
    });
    server.onclose = () => {
      const id = transport.sessionId;
      if (id !== undefined && this.sessions.delete(id))
        this.options.log.info({ sessions: this.sessions.size }, 'http session closed');
    };
    await server.connect(transport);
    await transport.handleRequest(request, response, body);
    // Refused by the transport (wrong Accept header, malformed): nothing was opened, nothing may stay.
    if (transport.sessionId === undefined) await server.close();
    return true;
  }

  /** Resolves when no call is under way, or after `grace` ms. */
  async settled(grace: number): Promise<void> {
    if (this.calls === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, grace);
      this.quiet = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Closes every session: its streams end, calls still under way see their signal abort. */
  async close(): Promise<void> {
    clearInterval(this.sweeper);
    await Promise.all([...this.sessions.values()].map((session) => this.end(session)));
  }

  private get calls(): number {
    return [...this.sessions.values()].reduce((sum, { calls }) => sum + calls, 0);
  }

  private track(session: HttpSession, request: IncomingMessage, response: ServerResponse): void {
    const call = request.method === 'POST' ? 1 : 0;
    session.open += 1;
    session.calls += call;
    session.lastUsed = Date.now();
    response.once('close', () => {
      session.open -= 1;
      session.calls -= call;
      session.lastUsed = Date.now();
      if (this.calls === 0) this.quiet?.();
    });
  }

  private sweep(): void {
    const deadline = Date.now() - this.options.idle;
    for (const session of this.sessions.values())
      if (session.open === 0 && session.lastUsed < deadline) void this.end(session);
  }

  private makeRoom(): boolean {
    const [oldest] = [...this.sessions.values()]
      .filter(({ open }) => open === 0)
      .sort((a, b) => a.lastUsed - b.lastUsed);
    if (oldest) void this.end(oldest);
    return oldest !== undefined;
  }

  private async end(session: HttpSession): Promise<void> {
    this.sessions.delete(session.id);
    await session.server
      .close()
      .catch((error: unknown) => this.options.log.warn({ err: error }, 'http session did not close cleanly'));
  }
}
