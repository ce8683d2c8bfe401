/**
 * What can go wrong on the bridge, as codes with texts a model (or a designer) can act on.
 * Every text says what happened; every hint says what to do instead. Nothing here ends a process.
 */
import { z } from 'zod';
import { type CanvasErrorData, canvasErrorSchema } from './canvas-result.ts';

interface ErrorText {
  message: string;
  hint: string;
  /** The canvas error code the tools see. */
  canvas: CanvasErrorData['code'];
}

export const bridgeErrorTexts = {
  NO_PLUGIN: {
    message: 'No Figma file is connected.',
    hint: 'Work on the headless canvas, or start the Adsmith plugin in the Figma desktop app (Plugins > Development > Adsmith).',
    canvas: 'disconnected',
  },
  NO_SUCH_FILE: {
    message: 'That Figma file is not connected.',
    hint: 'Call canvas_status for the connected files, or open the file and start the Adsmith plugin in it.',
    canvas: 'disconnected',
  },
  PLUGIN_GONE: {
    message: 'The Figma plugin disconnected and did not come back in time.',
    hint: 'Ask the designer to start the Adsmith plugin again, then call canvas_status and look before repeating the step.',
    canvas: 'disconnected',
  },
  PLUGIN_RESTARTED: {
    message:
      'The Figma plugin was restarted while this was running, so it is not known whether it was applied.',
    hint: 'Read the frame again before repeating the step. A transaction that was open has been rolled back.',
    canvas: 'disconnected',
  },
  FILE_BUSY: {
    message: 'Another client is in the middle of a change in this file.',
    hint: 'Try again in a few seconds, or name another file.',
    canvas: 'timeout',
  },
  QUEUE_FULL: {
    message: 'Too many requests of this client are waiting for this file.',
    hint: 'Wait for earlier answers, or put the operations into one program.',
    canvas: 'not_allowed',
  },
  TIMEOUT: {
    message: 'Figma did not answer in time.',
    hint: 'Read the frame before repeating the step: it may have been applied. A smaller program answers sooner.',
    canvas: 'timeout',
  },
  CANCELLED: {
    message: 'The request was cancelled.',
    hint: 'Read the frame before repeating the step: a part that was already running may have been applied.',
    canvas: 'cancelled',
  },
  TOO_LARGE: {
    message: 'The message is larger than the bridge carries.',
    hint: 'Send or ask for less: a smaller scale, one node instead of the page, or fewer operations in one program.',
    canvas: 'not_allowed',
  },
  PORT_FOREIGN: {
    message: 'Another program is using the port of the Adsmith bridge.',
    hint: 'Quit that program, or set ADSMITH_PORT and build the plugin again. The headless canvas works without the bridge.',
    canvas: 'disconnected',
  },
  PORT_BLOCKED: {
    message: 'This computer does not let Adsmith listen on its bridge port.',
    hint: 'The port may be reserved by the system: set ADSMITH_PORT to another one and build the plugin again.',
    canvas: 'disconnected',
  },
  HUB_SILENT: {
    message: 'The process that holds the Adsmith bridge does not answer; it may be suspended or frozen.',
    hint: 'Continue or quit that process (another MCP client started it). The headless canvas works meanwhile.',
    canvas: 'disconnected',
  },
  SECRET: {
    message: 'The Adsmith bridge on this port belongs to another user or installation.',
    hint: 'Use the same ADSMITH_HOME in all clients, or set ADSMITH_PORT to another port for this one.',
    canvas: 'disconnected',
  },
  VERSION: {
    message: 'The two sides of the Adsmith bridge speak different protocol versions.',
    hint: 'Update the older side: restart the older MCP client, or build the plugin again and restart it in Figma.',
    canvas: 'disconnected',
  },
  BAD_MESSAGE: {
    message: 'A message on the bridge did not have the expected shape.',
    hint: 'Update the plugin and the server to the same version (build the plugin again and restart it in Figma).',
    canvas: 'internal',
  },
  CLOSED: {
    message: 'Adsmith is shutting down.',
    hint: 'Start the MCP server again.',
    canvas: 'disconnected',
  },
} as const satisfies Record<string, ErrorText>;

export type BridgeErrorCode = keyof typeof bridgeErrorTexts;
/** A code this build knows; one from a newer build is dropped, the message stays. */
export const bridgeErrorCodeSchema = z.custom<BridgeErrorCode>(
  (value) => typeof value === 'string' && Object.hasOwn(bridgeErrorTexts, value),
);

/** An error in a reply: a canvas error, with the bridge's own code where the bridge refused. */
export const replyErrorSchema = canvasErrorSchema.extend({
  bridge: bridgeErrorCodeSchema.optional().catch(undefined),
});
export type ReplyError = z.infer<typeof replyErrorSchema>;

/** The error for a code; `detail` is one more sentence that names the file, the client or the size. */
export function bridgeError(code: BridgeErrorCode, detail?: string): ReplyError {
  const text = bridgeErrorTexts[code];
  const message = detail ? `${text.message} ${detail}` : text.message;
  return { code: text.canvas, message, hint: text.hint, bridge: code };
}

/**
 * WebSocket close codes of the bridge. `retry` tells the side that was closed whether to connect again;
 * the texts are short because a close reason holds at most 123 bytes.
 */
export const closeCodes = {
  bye: { code: 1000, retry: false, reason: 'Closed on purpose.' },
  handover: { code: 1012, retry: true, reason: 'The bridge moves to another process; connect again.' },
  badMessage: { code: 4000, retry: false, reason: 'The first message was not a valid hello.' },
  replaced: {
    code: 4001,
    retry: false,
    reason: 'Adsmith was started again in this file; this copy has stopped.',
  },
  refused: {
    code: 4003,
    retry: false,
    reason:
      'Wrong pairing token or secret: build the plugin again with this Adsmith, or use one ADSMITH_HOME.',
  },
  helloTimeout: { code: 4004, retry: true, reason: 'No hello arrived in time.' },
  tooMany: { code: 4008, retry: true, reason: 'Too many messages or connections.' },
  version: { code: 4010, retry: false, reason: 'Different protocol versions: update the older side.' },
} as const;
export type CloseName = keyof typeof closeCodes;
