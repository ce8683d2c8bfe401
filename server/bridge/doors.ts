/** The first words on a new socket of the hub: who is it, may it come in. */
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { asOkReply, bridgeProtocol, type ClientInfo, pluginToHubSchema } from '../../schemas/bridge.ts';
import { closeCodes } from '../../schemas/bridge-errors.ts';
import {
  type ClientToHub,
  clientToHubSchema,
  type HandedOver,
  type HubToClient,
} from '../../schemas/bridge-peer.ts';
import { replyFromError } from './bridge-error.ts';
import type { ClientPort, Hub } from './hub.ts';
import { takeOver } from './image-handover.ts';
import type { BridgeLog } from './log.ts';
import { MessageSocket } from './message-socket.ts';
import type { Outlet } from './outlet.ts';
import type { PluginSocket } from './plugin-session.ts';
import { makeNonce, makeProof, pairingToken, sameSecret } from './secret.ts';
import type { BridgeTiming } from './timing.ts';
import { isNewer } from './versions.ts';

export interface DoorContext {
  hub: Hub;
  /** Adsmith's folder of this user. */
  home: string;
  self: ClientInfo;
  secret: string;
  timing: BridgeTiming;
  log: BridgeLog;
  /** A client with a newer version is there and should get the port. */
  onNewer(client: ClientInfo): void;
}

type ImageAnswer = Extract<ClientToHub, { type: 'image' }>;
type PeerSocket = MessageSocket<ClientToHub, HubToClient>;

/** Before its hello a socket may say only little: it could be anyone. */
const strangerLimit = 256 * 1024;
const protocolSchema = z.object({ protocol: z.int() });

/** Lets a plugin in that shows the pairing token and speaks our protocol. */
export function admitPlugin(ws: WebSocket, context: DoorContext): void {
  const { hub, secret, timing, log } = context;
  const socket: PluginSocket = new MessageSocket(ws, {
    schema: pluginToHubSchema,
    shortcut: asOkReply,
  });
  const timer = setTimeout(() => socket.close(closeCodes.helloTimeout), timing.hello);
  const turnAway = (why: 'refused' | 'version' | 'badMessage', facts: object) => {
    clearTimeout(timer);
    log.warn(facts, `plugin turned away: ${why}`);
    socket.handle({ message() {}, closed() {} });
    socket.close(closeCodes[why]);
  };
  socket.limitUntilTrusted(strangerLimit);
  socket.handle({
    message(message) {
      if (message.type !== 'hello') return turnAway('badMessage', { type: message.type });
      if (message.protocol !== bridgeProtocol) return turnAway('version', { protocol: message.protocol });
      if (!sameSecret(message.token, pairingToken(secret))) return turnAway('refused', {});
      clearTimeout(timer);
      socket.trust();
      hub.attachPlugin(socket, message);
    },
    invalid(issue, message) {
      // A hello of another protocol may have another shape; its number is enough to say what to update.
      const other = protocolSchema.safeParse(message);
      if (other.success && other.data.protocol !== bridgeProtocol) turnAway('version', other.data);
      else turnAway('badMessage', { issue });
    },
    refused: ({ size }) => turnAway('badMessage', { size }),
    closed: () => clearTimeout(timer),
  });
}

/** Lets a peer in that proves that it knows the secret, and proves the same to it. */
export function admitPeer(ws: WebSocket, context: DoorContext): void {
  const { hub, self, secret, timing, log } = context;
  const socket: PeerSocket = new MessageSocket(ws, { schema: clientToHubSchema });
  const timer = setTimeout(() => socket.close(closeCodes.helloTimeout), timing.hello);
  const turnAway = (why: 'refused' | 'version' | 'badMessage' | 'handover', facts: object) => {
    clearTimeout(timer);
    log.warn(facts, `peer turned away: ${why}`);
    socket.handle({ message() {}, closed() {} });
    socket.close(closeCodes[why]);
  };
  const nonce = makeNonce();
  socket.limitUntilTrusted(strangerLimit);
  socket.handle({
    message(message) {
      if (message.type !== 'join') return turnAway('badMessage', { type: message.type });
      if (!sameSecret(message.proof, makeProof(secret, 'peer', nonce, message.nonce)))
        return turnAway('refused', { pid: message.client.pid });
      const newer = isNewer(message.client.version, self.version);
      if (message.protocol !== bridgeProtocol) {
        turnAway(newer ? 'handover' : 'version', { protocol: message.protocol });
        if (newer) context.onNewer(message.client);
        return;
      }
      clearTimeout(timer);
      socket.trust();
      hub.expectSessions(message.sessions);
      const proof = makeProof(secret, 'hub', nonce, message.nonce);
      socket.send({ type: 'joined', proof, hub: self, sessions: hub.sessionInfos, files: true });
      welcomePeer(socket, message.client, context);
      if (newer) context.onNewer(message.client);
    },
    invalid: (issue) => turnAway('badMessage', { issue }),
    refused: ({ size }) => turnAway('badMessage', { size }),
    closed: () => clearTimeout(timer),
  });
  socket.send({ type: 'challenge', protocol: bridgeProtocol, version: self.version, nonce });
}

function welcomePeer(socket: PeerSocket, client: ClientInfo, { hub, home, log }: DoorContext): void {
  const port = hub.attachClient(client, (message) => deliver(socket, message));
  socket.handle({
    message(message) {
      if (message.type !== 'image' || !message.file) port.receive(message);
      else if (!passFile(message, message.file, port, home)) {
        log.warn({ client: client.name }, 'an image left by a peer could not be read; it is asked for again');
        socket.send({ type: 'no_files' });
        const { id, hash, ahead } = message;
        // What came unasked is asked for by the plugin, once it knows that it will not come.
        if (ahead) port.receive({ type: 'image', id, hash, ahead, error: 'It could not be read.' });
        else socket.send({ type: 'image_request', id, hash });
      }
    },
    refused: ({ id, type, size }) => {
      log.warn({ client: client.name, type, size }, 'message of a peer refused for its size');
      if (type === 'image' && id) port.receive({ type: 'image', id, hash: noHash, error: 'too large' });
    },
    invalid: (issue) => log.warn({ client: client.name, issue }, 'invalid message from a peer'),
    closed: (code) => port.left(code === closeCodes.bye.code),
  });
}

/** An image that a peer has left in a file goes on to the plugin that waits for it. False: it cannot be read. */
function passFile(image: ImageAnswer, file: HandedOver, port: ClientPort, home: string): boolean {
  const taken = takeOver(home, file);
  if (!taken) return false;
  let outlet: Outlet | undefined;
  try {
    for (let index = 0; index < taken.n; index += 1) {
      const { part, used } = taken.next();
      if (index === 0) outlet = port.imageOutlet(image, taken);
      if (outlet) outlet.chunk(part, used);
      else used(); // nobody waits for it any more
    }
    return true;
  } catch {
    outlet?.abort();
    return outlet !== undefined;
  } finally {
    taken.end();
  }
}

/** The hash is not looked at when there is an error; the schema wants one. */
const noHash = '0'.repeat(40);

function deliver(socket: PeerSocket, message: HubToClient): void {
  try {
    socket.send(message);
  } catch (error) {
    if (message.type !== 'reply') throw error;
    socket.send({ type: 'reply', id: message.id, ok: false, error: replyFromError(error) });
  }
}
