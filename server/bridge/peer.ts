/** Joining a hub in another process: challenge, proof both ways, then the client's messages over the socket. */
import { WebSocket } from 'ws';
import {
  asOkReply,
  bridgePaths,
  bridgeProtocol,
  type ClientInfo,
  type PluginSessionInfo,
} from '../../schemas/bridge.ts';
import { closeCodes } from '../../schemas/bridge-errors.ts';
import { frameLimits } from '../../schemas/bridge-frames.ts';
import { type ClientToHub, type HubToClient, hubToClientSchema } from '../../schemas/bridge-peer.ts';
import { serverHeader } from './http-server.ts';
import { handOver } from './image-handover.ts';
import type { HubLink, LinkContext } from './link.ts';
import { MessageSocket } from './message-socket.ts';
import { makeNonce, makeProof, sameSecret } from './secret.ts';

/** Why joining failed. `absent` and `moving` are worth another try, `silent` for a while, the others are final. */
export type JoinProblem = 'absent' | 'moving' | 'silent' | 'foreign' | 'secret' | 'version';

export class JoinFailure extends Error {
  constructor(
    readonly problem: JoinProblem,
    /** What the other side did, one sentence. */
    readonly detail: string,
  ) {
    super(detail);
  }
}

/** Joins the hub on the port. Rejects with `JoinFailure`. */
export async function joinHub(context: LinkContext): Promise<HubLink> {
  const { port, timing } = context;
  const ws = new WebSocket(`ws://127.0.0.1:${port}${bridgePaths.peer}`, {
    handshakeTimeout: timing.join,
    maxPayload: frameLimits.frame,
    perMessageDeflate: false,
    // Masking guards proxies against pages that choose their bytes; between two of our own processes on loopback it
    // only costs time: a zero mask lets both ends skip it.
    generateMask: (mask) => mask.fill(0),
  });
  // Handlers before the first await: the hub speaks first, maybe in the same packet as its handshake.
  const socket: MessageSocket<HubToClient, ClientToHub> = new MessageSocket(ws, {
    schema: hubToClientSchema,
    shortcut: asOkReply,
  });
  const joined = handshake(socket, context);
  try {
    await opened(ws);
    return await joined;
  } catch (error) {
    joined.catch(() => {}); // the same failure, seen from the other end
    ws.terminate();
    throw error;
  }
}

function opened(ws: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('unexpected-response', (_request, response) => {
      const ours = response.headers[serverHeader] !== undefined;
      response.destroy();
      const detail = `It answered with HTTP status ${response.statusCode}.`;
      reject(new JoinFailure(ours ? 'moving' : 'foreign', detail));
    });
    ws.once('error', (error) => reject(openingFailure(error)));
  });
}

function openingFailure(error: Error): JoinFailure {
  const code = 'code' in error ? String(error.code) : '';
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ECONNABORTED'].includes(code))
    return new JoinFailure('absent', 'It hangs up at once.');
  if (/timed out/.test(error.message))
    return new JoinFailure('silent', 'It accepts connections and says nothing.');
  if (/closed before the connection|hang up/.test(error.message))
    return new JoinFailure('absent', 'It hangs up at once.');
  return new JoinFailure('foreign', 'It does not speak HTTP as Adsmith does.');
}

/** Resolves to the link once both sides have proved that they know the secret. */
function handshake(socket: MessageSocket<HubToClient, ClientToHub>, context: LinkContext): Promise<HubLink> {
  const { secret, self, timing, known } = context;
  const nonce = makeNonce();
  let challenge: string | undefined;
  return new Promise((resolve, reject) => {
    // Twice the join time: opening the socket has its own limit and comes first.
    const timer = setTimeout(
      () => reject(new JoinFailure('silent', 'It accepts connections and says nothing.')),
      2 * timing.join,
    );
    const fail = (problem: JoinProblem, detail: string) => {
      clearTimeout(timer);
      reject(new JoinFailure(problem, detail));
    };
    socket.handle({
      message(message) {
        if (message.type === 'challenge' && challenge === undefined) {
          challenge = message.nonce;
          const proof = makeProof(secret, 'peer', challenge, nonce);
          socket.send({
            type: 'join',
            protocol: bridgeProtocol,
            nonce,
            proof,
            client: self,
            sessions: known,
          });
        } else if (message.type === 'joined' && challenge !== undefined) {
          if (!sameSecret(message.proof, makeProof(secret, 'hub', challenge, nonce)))
            return fail(
              'secret',
              'The process that holds the port could not prove that it knows the secret.',
            );
          clearTimeout(timer);
          resolve(new PeerLink(socket, context, message));
        } else fail('foreign', `It sent an unexpected "${message.type}".`);
      },
      invalid: (issue) => fail('foreign', `Its first message is not Adsmith's (${issue}).`),
      closed(code, reason) {
        if (code === closeCodes.refused.code) fail('secret', reason);
        else if (code === closeCodes.version.code) fail('version', reason);
        else fail('moving', 'The process that holds the port is shutting down.');
      },
    });
  });
}

class PeerLink implements HubLink {
  readonly role = 'peer';
  alive = true;
  readonly hub: ClientInfo;
  private next: string | undefined;
  private openFiles: PluginSessionInfo[];
  /** The hub takes large images from files. */
  private takesFiles: boolean;

  constructor(
    private readonly socket: MessageSocket<HubToClient, ClientToHub>,
    private readonly context: LinkContext,
    { hub, sessions, files = false }: Extract<HubToClient, { type: 'joined' }>,
  ) {
    const { handlers, log } = context;
    this.hub = hub;
    this.openFiles = sessions;
    this.takesFiles = files;
    socket.handle({
      message: (message) => {
        if (message.type === 'sessions') this.openFiles = message.sessions;
        if (message.type === 'no_files') this.takesFiles = false;
        else if (message.type === 'handover') this.next = message.next;
        else handlers.message(message);
      },
      invalid: (issue) => log.warn({ issue }, 'invalid message from the hub'),
      closed: () => this.ended(),
    });
  }

  get lastHeard(): number {
    return this.socket.lastHeard;
  }

  sessions(): PluginSessionInfo[] {
    return this.openFiles;
  }

  send(message: ClientToHub): void {
    const left = this.leave(message);
    this.socket.send(left ?? message);
  }

  /** The message with a file in place of its bytes, where that is faster. */
  private leave(message: ClientToHub): ClientToHub | undefined {
    if (message.type !== 'image' || !message.bytes || !this.takesFiles || !this.socket.open) return undefined;
    const { bytes, ...rest } = message;
    const file = handOver(this.context.home, bytes);
    return file && { ...rest, file };
  }

  ping(): void {
    this.socket.ping();
  }

  close(): void {
    this.alive = false;
    this.socket.close(closeCodes.bye);
  }

  abandon(): void {
    this.socket.terminate();
    this.ended();
  }

  private ended(): void {
    if (!this.alive) return;
    this.alive = false;
    this.context.handlers.down(this, this.next);
  }
}
