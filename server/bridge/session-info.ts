/** What a plugin's hello says about its file, and what a stray message says about itself. */
import type { Hello, PluginSessionInfo } from '../../schemas/bridge.ts';

/** The info of a file that was not open before. */
export function firstInfo(hello: Hello): PluginSessionInfo {
  const { session, file, page, selection, pluginVersion, visible, reservedUntil } = hello;
  const basics = { session, file, page, selection, pluginVersion, visible, reservedUntil };
  return { ...basics, state: 'connected', lastActive: Date.now() };
}

/** The id of a message that meant to be a reply, whatever else is wrong with it. */
export function replyId(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  if (!('type' in message) || message.type !== 'reply' || !('id' in message)) return undefined;
  return typeof message.id === 'string' ? message.id : undefined;
}
