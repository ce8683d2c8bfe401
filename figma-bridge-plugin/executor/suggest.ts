/** "Did you mean ...?" */

/** Edit distance where swapping two neighbours counts once (the commonest slip of fingers and models). */
export function distance(a: string, b: string): number {
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i++) {
    const row: number[] = [];
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        row.push(i + j);
        continue;
      }
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const above = rows[i - 1] ?? [];
      let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/** Up to `limit` known names near `name`, nearest first; empty when nothing is near. */
export function nearest(name: string, known: readonly string[], limit = 3): string[] {
  const wanted = name.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const contains =
      wanted.length > 3 && other.length > 3 && (other.indexOf(wanted) >= 0 || wanted.indexOf(other) >= 0);
    const score = contains ? Math.min(2, distance(wanted, other)) : distance(wanted, other);
    if (score <= Math.max(2, Math.floor(wanted.length / 3))) scored.push({ name: candidate, score });
  }
  scored.sort((left, right) => left.score - right.score || (left.name < right.name ? -1 : 1));
  return scored.slice(0, limit).map((entry) => entry.name);
}
