/**
 * Becoming hub or peer. The kernel is the referee: whoever binds the port is the hub, there is no file to go stale and
 * nobody is ever killed. No polling either: a hub that dies closes its sockets, and its peers come here again.
 */
import { BridgeError } from './bridge-error.ts';
import { type HubHttp, startHub } from './hub-link.ts';
import { hubMayLive } from './hub-mark.ts';
import type { HubLink, LinkContext } from './link.ts';
import { JoinFailure, type JoinProblem, joinHub } from './peer.ts';
import { pause } from './timing.ts';

/** Pause between two rounds, ms: long enough for another process to be ready, jittered so that rounds do not clash. */
const retryPause = { least: 10, spread: 50 };

/**
 * Binds the port or joins who has bound it. Throws `PORT_FOREIGN`, `PORT_BLOCKED`, `HUB_SILENT`, `SECRET` or
 * `VERSION` with what the other side did.
 */
export async function elect(context: LinkContext, http?: HubHttp): Promise<HubLink> {
  const deadline = Date.now() + context.timing.election;
  for (;;) {
    const hub = await tryHub(context, http);
    if (hub) return hub;
    // Nobody waits long for what is not ours: a foreign program that says nothing would hold up every first call.
    const ours = hubMayLive(context.home, context.port);
    const { join, stranger } = context.timing;
    try {
      return await joinHub({
        ...context,
        timing: { ...context.timing, join: ours ? join : Math.min(join, stranger) },
      });
    } catch (error) {
      if (!(error instanceof JoinFailure)) throw error;
      const { problem, detail } = error;
      // A hub that was just being born may have left its mark meanwhile.
      if (problem === 'silent' && !hubMayLive(context.home, context.port))
        throw electionError('foreign', detail, context.port);
      if (isFinal(problem) || Date.now() > deadline) throw electionError(problem, detail, context.port);
      context.log.debug({ problem, detail }, 'could not join the hub yet');
    }
    await pause(retryPause.least + Math.random() * retryPause.spread);
  }
}

/** The hub's link, or undefined when somebody else has the port. */
async function tryHub(context: LinkContext, http: HubHttp | undefined): Promise<HubLink | undefined> {
  try {
    return await startHub(context, http);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') return undefined;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EADDRNOTAVAIL')
      throw new BridgeError('PORT_BLOCKED', `Port ${context.port}: ${String(code)}.`);
    throw error;
  }
}

function isFinal(problem: JoinProblem): boolean {
  return problem === 'foreign' || problem === 'secret' || problem === 'version';
}

function electionError(problem: JoinProblem, detail: string, port: number): BridgeError {
  const text = `Port ${port}: ${detail}`;
  switch (problem) {
    case 'secret':
      return new BridgeError('SECRET', text);
    case 'version':
      return new BridgeError('VERSION', text);
    case 'silent':
      return new BridgeError('HUB_SILENT', text);
    default:
      return new BridgeError('PORT_FOREIGN', text);
  }
}
