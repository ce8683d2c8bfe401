/** How far an import is: a bar that moves on a terminal, a line now and then anywhere else. */
import { basename } from 'node:path';
import type { ImportJob } from './library/index.ts';

type State = Parameters<NonNullable<ImportJob['onProgress']>>[0];

const WIDTH = 28;
const REDRAW_MS = 80;
const LINE_MS = 5_000;

export interface ProgressBar {
  show(state: State): void;
  /** Leaves the cursor on a line of its own. */
  end(): void;
}

export function progressBar(
  out: { write(text: string): unknown; isTTY?: boolean; columns?: number },
  now: () => number = () => performance.now(),
): ProgressBar {
  let step = '';
  let started = 0;
  let shown = Number.NEGATIVE_INFINITY;
  let open = false;
  return {
    show(state) {
      const time = now();
      const key = `${state.step} ${state.folder}`;
      if (key !== step) [step, started, shown] = [key, time, Number.NEGATIVE_INFINITY];
      const last = state.total !== undefined && state.done >= state.total;
      if (time - shown < (out.isTTY ? REDRAW_MS : LINE_MS) && !last) return;
      shown = time;
      const seconds = (time - started) / 1_000;
      const text = describe(state, seconds > 0.2 ? state.done / seconds : undefined);
      if (!out.isTTY) {
        out.write(`${text}\n`);
        return;
      }
      out.write(`\r\u001b[2K${text.slice(0, (out.columns ?? 100) - 1)}`);
      open = true;
    },
    end() {
      if (open) out.write('\n');
      open = false;
    },
  };
}

function describe({ step, folder, done, total, broken }: State, rate: number | undefined): string {
  const what = step === 'import' ? `Reading ${basename(folder)}` : 'Looking for copies';
  const speed = rate === undefined ? '' : `  ${Math.round(rate)}/s`;
  const bad = broken > 0 ? `  ${broken} broken` : '';
  if (total === undefined || total === 0) return `${what}  ${done}${speed}${bad}`;
  const share = Math.min(1, done / total);
  const full = Math.round(share * WIDTH);
  const bar = `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}]`;
  const left = rate ? `  ${clock((total - done) / rate)} left` : '';
  return `${what}  ${bar} ${Math.floor(share * 100)}%  ${done}/${total}${speed}${done < total ? left : ''}${bad}`;
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
