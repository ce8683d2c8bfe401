/**
 * What the plugin's two halves tell each other: the main thread, which has `figma` but no socket, and the panel, which
 * has the socket but no `figma`. Both come from one build, so these are types and nothing is checked twice.
 */
import type { Hello, HubToPlugin, PluginToHub, Reply, Selection } from '../../schemas/bridge.ts';

export type FileInfo = Hello['file'];
export type PageInfo = Hello['page'];
export type OpenTransaction = Hello['openTransactions'][number];
export type CanvasRequestMessage = Extract<HubToPlugin, { type: 'request' }>;
export type ImageRequest = Extract<PluginToHub, { type: 'image_request' }>;

/** What the designer set in the panel; kept between runs. */
export interface PanelSettings {
  /** Shows raw errors, payloads and the traffic with the server. */
  debug: boolean;
}

export interface ContractResult {
  name: string;
  /** Why it failed; absent when it passed. */
  error?: string;
}

export type ToPanel =
  /** The first message: what the panel needs to say hello to the server. */
  | {
      type: 'start';
      session: string;
      file: FileInfo;
      page: PageInfo;
      selection: Selection;
      settings: PanelSettings;
    }
  | { type: 'selection'; selection: Selection }
  | { type: 'page'; page: PageInfo; file: FileInfo }
  | { type: 'reply'; reply: Reply }
  | { type: 'image_request'; ask: ImageRequest }
  | { type: 'transactions'; open: OpenTransaction[] }
  | { type: 'contract'; total: number; results: ContractResult[]; done: boolean }
  /** The designer ran the plugin again while it was running. */
  | { type: 'shown' }
  | { type: 'log'; text: string };

export type ToMain =
  | { type: 'ready' }
  | { type: 'request'; request: CanvasRequestMessage }
  /** Nobody waits for this request any more: it ends at its next op and takes itself back. */
  | { type: 'cancel'; id: string }
  | { type: 'image'; id: string; bytes?: Uint8Array; error?: string }
  /** The connection with the server came or went. */
  | { type: 'link'; up: boolean }
  | { type: 'hide' }
  | { type: 'resize'; width: number; height: number; done: boolean }
  | { type: 'settings'; settings: PanelSettings };

/** Commands of the plugin's menu in Figma and of its relaunch button. */
export const commands = { open: 'open', contract: 'contract' } as const;

/** Size of the panel in px: at first, and the least it can be used at. */
export const panelSize = { width: 320, height: 560, minWidth: 280, minHeight: 380 } as const;
