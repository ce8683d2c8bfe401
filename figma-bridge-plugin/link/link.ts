/**
 * The panel's connection to the hub. It looks for the server by itself, says hello, comes back after every drop, and
 * keeps what must not be lost meanwhile: results, images asked for, messages of the designer, the open transactions.
 * It stops only when trying again cannot help.
 */
import {
  bridgePaths,
  bridgeProtocol,
  type DesignerEvent,
  type Hello,
  type HubToPlugin,
  type PluginToHub,
  type Reply,
} from '../../schemas/bridge.ts';
import { bridgeError } from '../../schemas/bridge-errors.ts';
import { MessageTooLarge } from '../../schemas/bridge-frames.ts';
import type { ImageRequest, ToMain, ToPanel } from '../protocol/messages.ts';
import { Backoff } from './backoff.ts';
import { HubSocket, type SocketLike } from './hub-socket.ts';
import { ImagesAhead } from './images-ahead.ts';
import { type LinkState, stopReason } from './link-state.ts';
import { Outbox } from './outbox.ts';
import { Requests } from './requests.ts';

/** What was said in a hello and may change until the next one. */
type Introduction = Omit<Hello, 'type' | 'protocol' | 'token' | 'pluginVersion'>;

export interface LinkOptions {
  port: number;
  token: string;
  version: string;
  makeSocket(url: string): SocketLike;
  toMain(message: ToMain): void;
  onState(state: LinkState): void;
  /** Everything for the panel itself: activity, clients, brands, acknowledgements, errors. */
  onMessage(message: HubToPlugin): void;
  /** Everything that crosses the socket, for the debug view. */
  onTraffic?(direction: 'in' | 'out', message: PluginToHub | HubToPlugin): void;
  random?: () => number;
  /** Other than the protocol's own: for tests of a mismatch. */
  protocol?: number;
}

/** ms for the hub to answer the hello; a foreign program on the port never does. */
const welcomePatience = 2000;
/** An attempt that fails sooner than this never left the computer's own rules, or met a closed port. */
const instant = 150;
/** Events come in bursts; ms between two attempts they can cause. */
const wakePause = 400;

export class Link {
  state: LinkState = searching(false);
  private readonly backoff: Backoff;
  private readonly requests: Requests;
  private readonly outbox = new Outbox();
  /** Questions for images that have no answer yet, by id. */
  private readonly images = new Map<string, ImageRequest>();
  private readonly ahead = new ImagesAhead();
  private introduction: Introduction | undefined;
  private socket: HubSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastAttempt = 0;
  private left = false;

  constructor(private readonly options: LinkOptions) {
    this.backoff = new Backoff(options.random);
    this.requests = new Requests(
      (request) => options.toMain({ type: 'request', request }),
      (reply) => this.sendReply(reply),
      (id) => options.toMain({ type: 'cancel', id }),
    );
  }

  /** Takes what the main thread says. Its `start` begins the search for the server. */
  fromMain(message: ToPanel): void {
    switch (message.type) {
      case 'start': {
        const { session, file, page, selection } = message;
        this.introduction = { session, file, page, selection, visible: true, openTransactions: [] };
        this.connect();
        return;
      }
      case 'selection':
        this.introduce({ selection: message.selection });
        this.send({ type: 'selection', selection: message.selection });
        break;
      case 'page':
        this.introduce({ page: message.page, file: message.file });
        this.send({ type: 'page', page: message.page, file: message.file });
        break;
      case 'transactions':
        this.introduce({ openTransactions: message.open });
        break;
      case 'reply':
        this.requests.answered(message.reply);
        break;
      case 'image_request':
        this.askImage(message.ask);
        break;
      default:
        break;
    }
    this.wake();
  }

  /** The window was hidden or came to the front. A hidden page's timers are slow, so coming back is a reason to look. */
  setVisible(visible: boolean): void {
    this.introduce({ visible });
    this.send({ type: 'visibility', visible });
    if (!visible) return;
    this.backoff.reset();
    this.socket?.probe();
    this.wake();
  }

  /** Tells the agent; kept until it was told. */
  tell(event: DesignerEvent): void {
    this.outbox.add(event);
    this.send({ type: 'designer_event', event });
    this.wake();
  }

  /** The designer asks to try again after a stop. */
  retry(): void {
    if (this.state.kind === 'connected') return;
    this.backoff.reset();
    this.setState(searching(false));
    this.connect();
  }

  /** Leaves for good. */
  close(): void {
    this.left = true;
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = undefined;
    socket?.drop('Closed.');
  }

  private askImage(ask: ImageRequest): void {
    const known = this.ahead.take(ask);
    if (known instanceof Uint8Array) {
      this.options.toMain({ type: 'image', id: ask.id, bytes: known });
      return;
    }
    this.images.set(ask.id, ask);
    if (known === undefined) this.send(ask);
  }

  private receiveImage({ id, hash, bytes, error, ahead }: Extract<HubToPlugin, { type: 'image' }>): void {
    if (!ahead) {
      this.images.delete(id);
      this.options.toMain({ type: 'image', id, bytes, error });
      return;
    }
    for (const ask of this.ahead.arrived(hash, bytes)) {
      // It will not come after all: another process may have it.
      if (bytes === undefined) this.send(ask);
      else {
        this.images.delete(ask.id);
        this.options.toMain({ type: 'image', id: ask.id, bytes });
      }
    }
  }

  private introduce(change: Partial<Introduction>): void {
    if (this.introduction) this.introduction = { ...this.introduction, ...change };
  }

  /** Something happened, so this page is not asleep: do not wait for a timer that may be. */
  private wake(): void {
    if (this.state.kind !== 'searching' || this.socket || !this.introduction) return;
    if (Date.now() - this.lastAttempt < wakePause) return;
    this.connect();
  }

  private connect(): void {
    clearTimeout(this.timer);
    if (this.socket || this.left) return;
    this.lastAttempt = Date.now();
    let welcomed = false;
    const patience = setTimeout(() => socket.drop('No welcome.'), welcomePatience);
    const socket = new HubSocket(
      this.options.makeSocket(`ws://localhost:${this.options.port}${bridgePaths.plugin}`),
      {
        opened: () => this.hello(),
        message: (message) => {
          if (message.type === 'welcome') {
            welcomed = true;
            clearTimeout(patience);
          }
          this.receive(message);
        },
        invalid: (problem) => this.receiveInvalid(problem),
        closed: (code, reason) => {
          clearTimeout(patience);
          if (this.socket !== socket) return;
          this.socket = undefined;
          this.ahead.lost();
          this.lost(code, reason, welcomed);
        },
      },
    );
    this.socket = socket;
  }

  private hello(): void {
    if (!this.introduction) return;
    const { token, version, protocol = bridgeProtocol } = this.options;
    // Not through `send`: the token stays out of the debug view.
    this.socket?.send({ type: 'hello', protocol, token, pluginVersion: version, ...this.introduction });
  }

  private lost(code: number, reason: string, welcomed: boolean): void {
    if (welcomed) this.options.toMain({ type: 'link', up: false });
    const stop = stopReason(code);
    if (stop) {
      this.setState({ kind: 'stopped', reason: stop, text: reason });
      return;
    }
    const before = this.state.kind === 'searching' ? this.state : searching(welcomed);
    const failedAtOnce = code === 1006 && !welcomed && Date.now() - this.lastAttempt < instant;
    this.setState({
      ...before,
      attempts: before.attempts + 1,
      instantFailures: failedAtOnce ? before.instantFailures + 1 : 0,
    });
    this.timer = setTimeout(() => this.connect(), this.backoff.next());
  }

  private receive(message: HubToPlugin): void {
    this.options.onTraffic?.('in', message);
    switch (message.type) {
      case 'welcome':
        this.welcome(message);
        break;
      case 'request':
        this.ahead.expect(message.images ?? []);
        this.requests.take(message);
        return;
      case 'cancel':
        this.requests.cancel(message.id);
        return;
      case 'image':
        this.receiveImage(message);
        return;
      case 'ack':
        this.outbox.acknowledge(message);
        break;
      case 'reserved':
        this.introduce({ reservedUntil: message.until });
        return;
      case 'ping':
        this.send({ type: 'pong' });
        return;
      case 'pong':
        return;
      default:
        break;
    }
    this.options.onMessage(message);
  }

  private welcome({ limit, version }: Extract<HubToPlugin, { type: 'welcome' }>): void {
    this.backoff.reset();
    if (this.socket) {
      this.socket.limit = limit;
      this.socket.startHeartbeat();
    }
    this.options.toMain({ type: 'link', up: true });
    this.setState({ kind: 'connected', serverVersion: version });
    // What was asked for or told over a socket that is gone is asked and told again.
    for (const ask of this.images.values()) this.send(ask);
    for (const event of this.outbox.pending) this.send({ type: 'designer_event', event });
  }

  /** A request that cannot be read is answered; an image that cannot, is missing. The rest can only be noted. */
  private receiveInvalid({ type, id, issue, size, limit }: Parameters<HubSocketHandlersInvalid>[0]): void {
    const tooLarge = size !== undefined && limit !== undefined;
    const error = tooLarge
      ? bridgeError('TOO_LARGE', `It has ${size} bytes; the limit is ${limit}.`)
      : bridgeError('BAD_MESSAGE', `From the server: ${issue}.`);
    if (type === 'request' && id !== undefined) this.send({ type: 'reply', id, ok: false, error });
    if (type === 'image' && id !== undefined) {
      this.images.delete(id);
      this.options.toMain({ type: 'image', id, error: error.message });
    }
    this.options.onMessage({ type: 'error', error, ...(id === undefined ? {} : { about: id }) });
  }

  private sendReply(reply: Reply): void {
    try {
      this.send(reply);
    } catch (error) {
      if (!(error instanceof MessageTooLarge)) throw error;
      this.send({ type: 'reply', id: reply.id, ok: false, error: bridgeError('TOO_LARGE', error.message) });
    }
  }

  /** Sends when connected; what must not be lost is sent again after the next welcome. */
  private send(message: PluginToHub): void {
    if (this.state.kind !== 'connected' || !this.socket) return;
    this.socket.send(message);
    this.options.onTraffic?.('out', message);
  }

  private setState(state: LinkState): void {
    this.state = state;
    this.options.onState(state);
  }
}

type HubSocketHandlersInvalid = ConstructorParameters<typeof HubSocket>[1]['invalid'];

function searching(everConnected: boolean): Extract<LinkState, { kind: 'searching' }> {
  return { kind: 'searching', everConnected, since: Date.now(), attempts: 0, instantFailures: 0 };
}
