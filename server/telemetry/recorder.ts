/**
 * The part of telemetry that calls go through: it takes times and keeps references. Everything that costs (reading
 * arguments, SQLite) happens a moment after the answer was sent, and is not even loaded before.
 */
import type { RecordedCall, RecordedImage, RecordedTurn } from './record.ts';
import type { CallStore } from './store.ts';

export interface Outcome {
  data: Record<string, unknown>;
  images?: readonly RecordedImage[];
}

export interface CallStart {
  tool: string;
  args: unknown;
  reads: boolean;
  clientCall?: string | undefined;
}

export interface CallRecorder {
  /** Times a call made inside this one. */
  step<T extends Outcome>(tool: string, args: unknown, work: () => Promise<T>): Promise<T>;
  /** The answer as the client gets it. */
  succeeded(answer: { text: string; images: readonly RecordedImage[]; canvas: string }): void;
  failed(error: unknown, canvas: string): void;
}

/** The calls of one client. */
export interface SessionRecorder {
  call(start: CallStart): CallRecorder;
}

export interface Telemetry {
  /** `client` is asked when something is recorded: clients introduce themselves after they connect. */
  session(id: string, client: () => string): SessionRecorder;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

export interface TelemetryOptions {
  open(): Promise<CallStore>;
  /** Told once, when nothing can be recorded. */
  onProblem(error: unknown): void;
  /** How long the first record of a batch waits, ms. Default 300. */
  delay?: number;
}

/** More turns than this wait only while the file is locked: the oldest are given up. */
const MOST_WAITING = 500;

const silentCall: CallRecorder = {
  step: (_tool, _args, work) => work(),
  succeeded() {},
  failed() {},
};
/** Records nothing. */
export const noTelemetry: Telemetry = {
  session: () => ({ call: () => silentCall }),
  close: async () => {},
};

export function createTelemetry({ open, onProblem, delay = 300 }: TelemetryOptions): Telemetry {
  let waiting: RecordedTurn[] = [];
  let timer: NodeJS.Timeout | undefined;
  let store: Promise<CallStore> | undefined;
  let broken = false;

  const write = async (): Promise<void> => {
    timer = undefined;
    if (waiting.length === 0 || broken) return;
    try {
      store ??= open();
      const opened = await store;
      const turns = waiting;
      waiting = [];
      // Locked by another process just now: the turns come with the next batch.
      if (!opened.add(turns)) {
        waiting = [...turns, ...waiting].slice(-MOST_WAITING);
        later();
      }
    } catch (error) {
      broken = true;
      waiting = [];
      onProblem(error);
    }
  };
  let writing: Promise<void> = Promise.resolve();
  const writeNext = () => {
    writing = writing.then(write);
    return writing;
  };
  const later = () => {
    timer ??= setTimeout(writeNext, delay).unref();
  };
  const record = (turn: RecordedTurn) => {
    if (broken) return;
    waiting.push(turn);
    later();
  };

  return {
    session: (session, client) => ({
      call(start) {
        const times = timed();
        const steps: RecordedCall[] = [];
        const done = (canvas: string, outcome: RecordedCall['outcome']) =>
          record({
            session,
            client: client(),
            call: { tool: start.tool, args: start.args, ...times(), outcome },
            steps,
            reads: start.reads,
            canvas,
            clientCall: start.clientCall,
          });
        return {
          async step(tool, args, work) {
            const stepTimes = timed();
            try {
              const result = await work();
              const { data, images = [] } = result;
              steps.push({ tool, args, ...stepTimes(), outcome: { ok: true, text: data, images } });
              return result;
            } catch (error) {
              steps.push({ tool, args, ...stepTimes(), outcome: { ok: false, error } });
              throw error;
            }
          },
          succeeded: ({ text, images, canvas }) => done(canvas, { ok: true, text, images }),
          failed: (error, canvas) => done(canvas, { ok: false, error }),
        };
      },
    }),
    async close() {
      clearTimeout(timer);
      await writeNext();
      if (store === undefined || broken) return;
      const opened = await store;
      // The last chance: a lock is waited for a little.
      if (waiting.length > 0) opened.add(waiting);
      opened.close();
    },
  };
}

function timed(): () => { started: number; ms: number } {
  const started = Date.now();
  const at = performance.now();
  return () => ({ started, ms: performance.now() - at });
}
