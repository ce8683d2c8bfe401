/** A client's way to the hub: in the same process, or a socket to another one. */
import type { ClientInfo, PluginSessionInfo } from '../../schemas/bridge.ts';
import type { ClientToHub, HubToClient } from '../../schemas/bridge-peer.ts';
import type { BridgeLog } from './log.ts';
import type { BridgeTiming } from './timing.ts';

export interface HubLink {
  readonly role: 'hub' | 'peer';
  readonly hub: ClientInfo;
  /** False once it is down; it never comes up again. */
  readonly alive: boolean;
  /** ms epoch of the last sign of life of the hub. */
  readonly lastHeard: number;
  /** Open files, as of now. */
  sessions(): PluginSessionInfo[];
  /** Throws `MessageTooLarge`; a link that is down swallows the message. */
  send(message: ClientToHub): void;
  ping(): void;
  /** Leaves on purpose. A hub stops listening and tells everyone to move. */
  close(): void;
  /** Gives up on a hub that does not answer. */
  abandon(): void;
}

export interface LinkHandlers {
  message(message: HubToClient): void;
  /** Called once, not after `close`. `next`: the client that should take the port over. */
  down(link: HubLink, next?: string): void;
}

/** What both kinds of link need to know. */
export interface LinkContext {
  port: number;
  /** Adsmith's folder of this user. */
  home: string;
  self: ClientInfo;
  secret: string;
  timing: BridgeTiming;
  log: BridgeLog;
  handlers: LinkHandlers;
  /** Files that were open a moment ago, under the hub before. */
  known: PluginSessionInfo[];
  /** The client whose process held the port before and went without a successor: it will not come back. */
  gone?: string;
}
