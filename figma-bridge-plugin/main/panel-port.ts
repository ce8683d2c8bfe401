/** The main thread's end of the line to the panel. */
import type { ToMain, ToPanel } from '../protocol/messages.ts';

export interface PanelPort {
  send(message: ToPanel): void;
}

/** Hands what the panel says to `receive`. The panel must have been shown (`figma.showUI`). */
export function openPanelPort(figma: PluginAPI, receive: (message: ToMain) => void): PanelPort {
  figma.ui.onmessage = (message: ToMain) => receive(message);
  return { send: (message) => figma.ui.postMessage(message) };
}
