/** Progress for a person at a terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Time since `start` (performance.now()). */
export function took(start: number): string {
  const ms = performance.now() - start;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
