/** Every waiting time of the bridge in ms, in one place. Tests shorten them through `createBridge`'s options. */
export interface BridgeTiming {
  /** Longest time to become hub or peer before an error says why not. */
  election: number;
  /** One attempt to join a hub. */
  join: number;
  /** The same while nothing says that the silent program on the port is a hub of ours (`hub-mark.ts`). */
  stranger: number;
  /** Random pause before taking the port over when the hub has gone, so that peers do not all try at once. */
  takeoverJitter: number;
  /**
   * How long a failed election is simply believed. After that it is tried again in the background, and calls go on
   * without the bridge meanwhile: not every call waits for the same silent program.
   */
  electionMemory: number;
  /** How old the verdict of a failed election may be at most; after that a call waits for a new one. */
  verdictLife: number;
  /** How long requests survive a dropped plugin socket. */
  pluginGrace: number;
  /** How long a client's open transaction and queued requests survive its socket. */
  clientGrace: number;
  /** Time for the first message of a new socket. */
  hello: number;
  /** Default time a request may take. Clients of MCP give up after about 60 s, so answers come before. */
  request: number;
  /** How long a request waits behind another client's transaction. */
  transactionWait: number;
  /** A transaction without any request for this long is rolled back. */
  transactionIdle: number;
  /** Protocol ping to the plugin, and how long its silence is accepted while nothing is in flight. */
  heartbeat: number;
  silence: number;
  /** How long a hub may say nothing while a request waits, before the peer gives the socket up. */
  hubSilence: number;
  /** How long a hub waits for a quiet moment before it hands over to a newer version. */
  yieldPatience: number;
  /** How long a cancelled or overdue request may still block its file. */
  overdue: number;
}

export const defaultTiming: BridgeTiming = {
  election: 5500,
  join: 2000,
  stranger: 400,
  takeoverJitter: 40,
  electionMemory: 3000,
  verdictLife: 60_000,
  pluginGrace: 10_000,
  clientGrace: 1500,
  hello: 2000,
  request: 40_000,
  transactionWait: 30_000,
  transactionIdle: 120_000,
  heartbeat: 15_000,
  silence: 35_000,
  hubSilence: 2500,
  yieldPatience: 3000,
  overdue: 5000,
};

/** Resolves after `ms`; does not keep the process alive. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
