/** Small statistics, and a table a person can read. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}

export const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** Tokens of a text, by the field's rule of thumb: 4 bytes each. */
export const tokens = (bytes: number): number => Math.round(bytes / 4);

export function table(title: string, head: string[], rows: (string | number)[][]): string {
  const lines = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...rest] = text;
  return [`\n${title}`, first, '-'.repeat(first.length), ...rest].join('\n');
}
