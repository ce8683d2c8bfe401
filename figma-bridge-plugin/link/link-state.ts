/** Where the connection stands, as data the panel can put into words. */
import { type CloseName, closeCodes } from '../../schemas/bridge-errors.ts';

export type StopReason = 'version' | 'refused' | 'replaced' | 'badMessage';

export type LinkState =
  /** No server yet in this run, or none any more (`since`: ms epoch of the loss); another attempt follows by itself. */
  | { kind: 'searching'; everConnected: boolean; since: number; attempts: number; instantFailures: number }
  | { kind: 'connected'; serverVersion: string }
  /** Trying again would not help before somebody did something. */
  | { kind: 'stopped'; reason: StopReason; text: string };

const stopReasons: readonly StopReason[] = ['version', 'refused', 'replaced', 'badMessage'];

/** Why a close code ends the attempts; undefined: connect again. */
export function stopReason(code: number): StopReason | undefined {
  const names = Object.keys(closeCodes) as CloseName[];
  const name = names.find((key) => closeCodes[key].code === code);
  return stopReasons.find((reason) => reason === name);
}
