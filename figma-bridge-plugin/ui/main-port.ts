/** The panel's end of the line to the plugin's main thread. */
import type { ToMain, ToPanel } from '../protocol/messages.ts';

export function openMainPort(receive: (message: ToPanel) => void): (message: ToMain) => void {
  addEventListener('message', (event: MessageEvent<unknown>) => {
    // Figma's own window and nobody else embeds this page.
    if (event.source !== parent || typeof event.data !== 'object' || event.data === null) return;
    if ('pluginMessage' in event.data && isMessage(event.data.pluginMessage))
      receive(event.data.pluginMessage);
  });
  return (message) => parent.postMessage({ pluginMessage: message }, '*');
}

/** Both ends come from one build: naming a type is proof enough. */
function isMessage(value: unknown): value is ToPanel {
  return typeof value === 'object' && value !== null && 'type' in value;
}
