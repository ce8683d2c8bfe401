/**
 * Messages between Adsmith processes on one computer: the hub (holds the port and the plugin's sockets) and its
 * clients. The hub's own process speaks the same messages, without a socket.
 *
 * Joining: hub -> `challenge`, peer -> `join` with its proof, hub -> `joined` with its own. A proof is
 * HMAC-SHA-256(secret, "<role>:<challenge nonce>:<join nonce>") in hex, role = "peer" or "hub".
 */
import { z } from 'zod';
import {
  activitySchema,
  clientSchema,
  designerEventSchema,
  imageHashSchema,
  imageSchema,
  imagesAheadSchema,
  panelStateSchema,
  pluginSessionSchema,
  replySchema,
} from './bridge.ts';

const id = z.string().min(1).max(120);
const nonce = z.string().regex(/^[0-9a-f]{32,128}$/);
const proof = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A canvas request as the hub sees it. The hub relays it without knowing every kind, so that a newer client can use
 * what an older hub has never heard of; the client checks it before sending and the plugin when it arrives.
 */
export const relayedBodySchema = z.looseObject({
  kind: z.string().min(1).max(40),
  transaction: z.string().max(120).optional(),
});
export type RelayedBody = z.infer<typeof relayedBodySchema>;

export const joinSchema = z.object({
  type: z.literal('join'),
  protocol: z.int(),
  nonce,
  proof,
  client: clientSchema,
  /** The files the peer knew a moment ago: a new hub waits for their plugins to reconnect. */
  sessions: z.array(pluginSessionSchema).max(50),
});

/** An image that waits for the hub in a file of the user's folder `handover` (server/bridge/image-handover.ts). */
const handedOverSchema = z.object({
  name: z.string().regex(/^[0-9a-f]{32}$/),
  /** Bytes. */
  size: z.int().min(1),
});
export type HandedOver = z.infer<typeof handedOverSchema>;

export const clientToHubSchema = z.discriminatedUnion('type', [
  joinSchema,
  z.object({
    type: z.literal('request'),
    id,
    /** File key or name; without it the most recently active file. */
    file: z.string().max(300).optional(),
    body: relayedBodySchema,
    /** ms the client will still wait. */
    budget: z.number().positive(),
    /** Set when it may have reached this run of the plugin before: no other run may execute it. */
    sentTo: id.optional(),
    images: imagesAheadSchema,
  }),
  z.object({ type: z.literal('cancel'), id }),
  /** Answer to `image_request`, or one that a request has announced. `file` stands for its bytes. */
  imageSchema.extend({ file: handedOverSchema.optional() }),
  z.object({ type: z.literal('activity'), activity: activitySchema }),
  z.object({ type: z.literal('panel'), panel: panelStateSchema }),
  /** The agent has been told of this event. */
  z.object({ type: z.literal('event_taken'), id }),
  z.object({
    type: z.literal('reserve'),
    id,
    file: z.string().max(300).optional(),
    width: z.number().positive(),
    gap: z.number().min(0),
    budget: z.number().positive(),
  }),
]);
export type ClientToHub = z.infer<typeof clientToHubSchema>;

export const hubToClientSchema = z.union([
  replySchema,
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('challenge'), protocol: z.int(), version: z.string().max(40), nonce }),
    z.object({
      type: z.literal('joined'),
      proof,
      hub: clientSchema,
      sessions: z.array(pluginSessionSchema),
      /** Large images may be left in files. */
      files: z.boolean().optional(),
    }),
    /** A file the peer had left could not be read: from now on its images come over the socket. */
    z.object({ type: z.literal('no_files') }),
    /** The request is about to be sent to this run of the plugin. Always before it is sent. */
    z.object({ type: z.literal('sent'), id, session: id }),
    z.object({ type: z.literal('image_request'), id, hash: imageHashSchema }),
    z.object({ type: z.literal('event'), event: designerEventSchema, file: z.string() }),
    z.object({ type: z.literal('sessions'), sessions: z.array(pluginSessionSchema) }),
    /** The hub is leaving; `next` should take the port, the others leave it a moment. */
    z.object({ type: z.literal('handover'), next: id.optional() }),
  ]),
]);
export type HubToClient = z.infer<typeof hubToClientSchema>;
