/** How long things may take, ms; measured by a clock that does not jump. */
import { type DownloadLimits, downloadLimits } from './download.ts';

export interface GenerationTiming {
  /** A request to fal without an answer. */
  request: number;
  /** Pause between two looks at a request: the first, and the longest. */
  pollFirst: number;
  pollLongest: number;
  /** A picture that is not there by then is cancelled. */
  timeout: number;
  /** After cancelling: how long it is waited for what comes of it. */
  cancelGrace: number;
  /** A request that may have been sent is looked for in fal's history: first pause, and for how long in all. */
  searchFirst: number;
  searchLongest: number;
  searchWindow: number;
  /** Attempts at sending what certainly was not taken, and the first pause between them (doubles). */
  sendTries: number;
  sendPause: number;
  /** Looking for tasks to do. */
  tick: number;
  /** A process without a beat for this long is gone. */
  silence: number;
  /** Tasks at a time in one process. */
  parallel: number;
  download: DownloadLimits;
}

export const defaultTiming: GenerationTiming = {
  request: 60_000,
  pollFirst: 700,
  pollLongest: 2_500,
  timeout: 300_000,
  cancelGrace: 8_000,
  searchFirst: 2_000,
  searchLongest: 20_000,
  // Ended requests are listed: one that was taken has ended by then.
  searchWindow: 380_000,
  sendTries: 4,
  sendPause: 4_000,
  tick: 1_000,
  silence: 20_000,
  parallel: 6,
  download: downloadLimits,
};
