/** Where work stands, for a client that is new or was restarted: brand, angle, open concepts, what was done last. */
import { hostname } from 'node:os';
import type { CanvasStatus } from '../schemas/canvas-request.ts';
import type { Resume } from '../server/concepts/index.ts';
import { switchBrand } from '../server/session/session.ts';
import type { SessionRecord } from '../server/session/session-store.ts';
import { framesByConcept } from './concept-frames.ts';
import type { ToolContext } from './context.ts';

/** Work that stopped longer ago is told about, but a new session begins as new. */
const GO_ON_MS = 12 * 3_600_000;

/**
 * At most about 300 tokens. A client that has not chosen a brand yet goes on where the last one stopped, if that one
 * is gone; if it is still at work, its state is told and left to it. undefined: nothing was begun yet.
 */
export async function whereThingsStand(
  context: ToolContext,
  frames: CanvasStatus['frames'] = [],
): Promise<(Resume & { continued?: true; pending?: string[] }) | undefined> {
  const { session, sessions, concepts } = context;
  const last = session.brand === undefined ? await sessions.last(session) : undefined;
  const continued = last?.brand !== undefined && (await adopt(last, context));
  const { brand = last?.brand, product = last?.product, angle = last?.angle } = session;
  const steps = last?.concept && last.step ? new Map([[last.concept, last.step]]) : undefined;
  const { brand: shown, ...rest } = await concepts.resume({
    brand,
    product,
    angle,
    steps,
    frames: framesByConcept(frames),
    me: session.id,
  });
  const pending = underWay([session.id, ...(last ? [last.session] : [])], context);
  const waiting = pending.length > 0 && { pending };
  if (shown === undefined || (Object.keys(rest).length === 0 && !continued)) return waiting || undefined;
  return {
    ...(session.brand === undefined && { brand: shown }),
    ...rest,
    ...waiting,
    ...(continued && { continued: true as const }),
  };
}

/** Pictures being made: they arrive with a later result, and wait_for_assets waits for them. */
function underWay(sessions: readonly string[], { generation }: ToolContext): string[] {
  return sessions
    .flatMap((id) => generation.tasks(id))
    .filter(({ state }) => state === 'pending')
    .slice(-5)
    .map(({ id }) => `task:${id}`);
}

/** Takes over the session of a client that is gone. */
async function adopt(
  last: SessionRecord,
  { session, sessions, concepts, brands }: ToolContext,
): Promise<boolean> {
  const owner = { pid: last.pid, host: last.host, session: last.session };
  const isRecent = Date.now() - Date.parse(last.at) < GO_ON_MS;
  if (last.brand === undefined || !isRecent || (await sessions.isBusy(owner))) return false;
  // Its brand may have been removed or renamed meanwhile.
  const identity = await brands.resolve(last.brand, last.product).catch(() => undefined);
  if (!identity) return false;
  switchBrand(session, identity.id, identity.product);
  session.frameId = last.frameId;
  const me = { pid: process.pid, host: hostname(), session: session.id };
  const concept = last.concept === undefined ? undefined : await concepts.take(last.concept, me);
  if (concept?.folder === identity.folder)
    Object.assign(session, { concept: concept.id, angle: concept.angle });
  else session.angle = last.angle;
  return true;
}
